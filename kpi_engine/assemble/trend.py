"""The trend of a line: its points on a scale from 0 to 1, as a sparkline and in words."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kpi_engine.assemble.cells import value_cell
from kpi_engine.assemble.line import Line
from kpi_engine.assemble.standards import floor_of, target_of
from kpi_engine.model.document import Cell, CellKind, TrendPoint
from kpi_engine.model.judgement import Rag
from kpi_engine.model.number_text import standard_text

_BLOCKS = "▁▂▃▄▅▆▇█"
_GAP = "·"


def trend_cell(line: Line, periods: Sequence[int]) -> Cell:
    """The trend over ``periods``: a sparkline of the values, the points for a chart, and all of it in words.

    The chart's scale holds the values and the standards in force; the sparkline's the values alone.
    """
    figures = [line.figures.get(period) for period in periods]
    cells = [value_cell(figure, line.indicator) for figure in figures]
    values = [figure.value if figure is not None else None for figure in figures]
    thresholds = [line.threshold_in(period) for period in periods]
    targets = [target_of(threshold) for threshold in thresholds]
    floors = [floor_of(threshold) for threshold in thresholds]
    heights = _heights([*values, *targets, *floors])
    count = len(periods)
    points = tuple(
        TrendPoint(
            period=line.period_words(period),
            text=cell.text,
            height=heights[position],
            target_height=heights[count + position],
            floor_height=heights[2 * count + position],
            rag=figure.rag if figure is not None else Rag.NONE,
            target_text=_standard_words(targets[position], line),
            floor_text=_standard_words(floors[position], line),
            note=cell.note,
        )
        for position, (period, figure, cell) in enumerate(zip(periods, figures, cells, strict=True))
    )
    words = ", ".join(f"{point.period} {cell.words}" for point, cell in zip(points, cells, strict=True))
    return Cell(sparkline(values), CellKind.TREND, words=words, trend=points)


def sparkline(values: Sequence[Decimal | None]) -> str:
    """One block a value, from the lowest to the highest; a dot where there is no value."""
    return "".join(
        _GAP if height is None else _BLOCKS[min(int(height * len(_BLOCKS)), len(_BLOCKS) - 1)]
        for height in _heights(values)
    )


def _heights(values: Sequence[Decimal | None]) -> list[float | None]:
    """Where each value lies between the lowest (0) and the highest (1); a half where all are equal."""
    present = [value for value in values if value is not None]
    if not present:
        return [None] * len(values)
    lowest, span = min(present), max(present) - min(present)
    return [None if value is None else (float((value - lowest) / span) if span else 0.5) for value in values]


def _standard_words(standard: Decimal | None, line: Line) -> str:
    return "" if standard is None else standard_text(standard, line.indicator)

"""The trend of a line: its points on a scale from 0 to 1, as a sparkline and in words."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kpi_engine.assemble.section.cells import value_in
from kpi_engine.assemble.section.line import Line
from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.outputs.document import Cell, CellKind, TrendEdge, TrendPoint

_BLOCKS = "▁▂▃▄▅▆▇█"
_GAP = "·"


def trend_cell(line: Line, periods: Sequence[int]) -> Cell:
    """The trend over ``periods``: a sparkline of the values, the points for a chart, and all of it in words.

    The chart's scale holds the values and the standards in force; the sparkline's the values alone.
    """
    figures = [line.figures.get(period) for period in periods]
    cells = [value_in(line, period) for period in periods]
    values = [None if figure is None else figure.value for figure in figures]
    standards = [line.standard_in(period) for period in periods]
    heights = _heights(
        [
            *values,
            *(standard.target for standard in standards),
            *(standard.floor for standard in standards),
            *(edge.number for standard in standards for edge in standard.edges),
        ]
    )
    count = len(periods)
    edge_heights = iter(heights[3 * count :])
    points = tuple(
        TrendPoint(
            period=line.period_words(period),
            text=cell.text,
            height=heights[position],
            target_height=heights[count + position],
            floor_height=heights[2 * count + position],
            rag=figure.rag if figure is not None else Rag.NONE,
            target_text=standard.target_text,
            floor_text=standard.floor_text,
            note=cell.note,
            edges=tuple(
                TrendEdge(edge.rag, next(edge_heights), edge.text, edge.bands) for edge in standard.edges
            ),
        )
        for position, (period, figure, cell, standard) in enumerate(
            zip(periods, figures, cells, standards, strict=True)
        )
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

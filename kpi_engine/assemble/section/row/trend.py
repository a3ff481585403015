"""The trend of a line: its points on a scale from 0 to 1, as a sparkline and in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import chain
from typing import TYPE_CHECKING

from kpi_engine.assemble.section.line import Line
from kpi_engine.assemble.section.rated_by import floor_label, floor_label_in_short
from kpi_engine.assemble.section.row.cells import value_in
from kpi_engine.model.decimals import with_decimals
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.definitions.window import is_to_date
from kpi_engine.model.outputs.document import AxisLabel, Cell, CellKind, TrendEdge, TrendLimits, TrendPoint
from kpi_engine.model.words.number_text import value_text

if TYPE_CHECKING:
    from kpi_engine.assemble.section.row.process_chart import ChartPoint

_BLOCKS = "▁▂▃▄▅▆▇█"
_GAP = "·"


def trend_cell(line: Line, periods: Sequence[int], scale: Sequence[Decimal] = ()) -> Cell:
    """The trend over ``periods``: a sparkline of the values, the points for a chart, and all of it in words.

    The chart's scale holds the values and the standards in force; the sparkline's the values alone. Where the
    scorecard asks for process limits and the series has some, the cell has its process chart too. ``scale``
    are numbers that the chart's scale must hold besides.
    """
    cells = [value_in(line, period) for period in periods]
    values = [None if figure is None else figure.value for figure in map(line.figures.get, periods)]
    drawn = _drawn(line, periods, {})
    points = _points(line, periods, {}, drawn, scale)
    history: tuple[TrendPoint, ...] = ()
    charted: Sequence[int] = ()
    limits: Mapping[int, ChartPoint] = {}
    statistics = None if line.figure is None else line.figure.ratings.statistics
    if statistics is not None and statistics.process is not None:
        from kpi_engine.assemble.section.row.process_chart import chart_points, charted_periods

        charted = charted_periods(line)
        if charted:
            on_page, limits = chart_points(line, periods), chart_points(line, charted)
            points = _points(line, periods, on_page, _drawn(line, periods, on_page), scale)
            drawn = _drawn(line, charted, limits)
            history = _points(line, charted, limits, drawn, scale)
    words = ", ".join(_in_words(point, cell.words) for point, cell in zip(points, cells, strict=True))
    axis = axis_labels([*drawn, *scale], line.indicator)
    return Cell(sparkline(values), CellKind.TREND, words=words, trend=points, history=history, axis=axis)


def _in_words(point: TrendPoint, value: str) -> str:
    return f"{point.period} {value}{f' ({point.mark_text})' if point.mark_text else ''}"


def _points(
    line: Line,
    periods: Sequence[int],
    charted: Mapping[int, ChartPoint],
    drawn: Sequence[Decimal | None],
    scale: Sequence[Decimal],
) -> tuple[TrendPoint, ...]:
    """The points of a chart, with what ``charted`` has of them; its scale holds whatever is ``drawn``."""
    figures = [line.figures.get(period) for period in periods]
    cells = [value_in(line, period) for period in periods]
    standards = [line.standard_in(period) for period in periods]
    heights = _heights([*drawn, *scale])
    count = len(periods)
    further = iter(heights[3 * count :])
    edges = [
        tuple(
            TrendEdge(edge.rag, next(further), edge.text, edge.bands, _title(line.indicator, edge.rag))
            for edge in standard.edges
        )
        for standard in standards
    ]
    points = []
    for at, (period, figure, cell, standard) in enumerate(
        zip(periods, figures, cells, standards, strict=True)
    ):
        point = TrendPoint(
            period=line.period_words(period),
            text=cell.text,
            height=heights[at],
            target_height=heights[count + at],
            floor_height=heights[2 * count + at],
            rag=figure.rag if figure is not None else Rag.NONE,
            target_text=standard.target_text,
            floor_text=standard.floor_text,
            floor_name=floor_label(standard.threshold, line.indicator.scale),
            floor_in_short=floor_label_in_short(standard.threshold, line.indicator.scale),
            note=cell.note,
            edges=edges[at],
            rating=_title(line.indicator, Rag.NONE if figure is None else figure.rag),
            restarts=_restarts(line, period),
        )
        points.append(_charted(point, charted[period], further) if period in charted else point)
    return tuple(points)


def _title(indicator: Indicator, rag: Rag) -> str:
    """What the scale calls a rating; empty where readers know it as RED, AMBER or GREEN."""
    scale = indicator.scale
    return "" if scale.is_usual or rag is Rag.NONE else scale.of(rag).title


def _drawn(line: Line, periods: Sequence[int], charted: Mapping[int, ChartPoint]) -> list[Decimal | None]:
    """Every number that a chart draws: values, targets, floor standards, then edges of bands, then limits."""
    figures = [line.figures.get(period) for period in periods]
    standards = [line.standard_in(period) for period in periods]
    limits = [charted[period].bounds for period in periods if period in charted]
    return [
        *(None if figure is None else figure.value for figure in figures),
        *(standard.target for standard in standards),
        *(standard.floor for standard in standards),
        *(edge.number for standard in standards for edge in standard.edges),
        *(bound.number for bounds in limits for bound in bounds),
    ]


def _restarts(line: Line, period: int) -> bool:
    """Whether the count of a year to date begins again in a period."""
    return is_to_date(line.indicator) and line.indicator.place_in_year(period) == 0


def _charted(point: TrendPoint, chart: ChartPoint, heights: Iterator[float | None]) -> TrendPoint:
    mean, lower, upper = (next(heights) or 0.0 for _ in chart.bounds)
    return replace(
        point,
        limits=TrendLimits(mean, lower, upper, chart.text, chart.baseline),
        mark=chart.mark,
        mark_text=chart.mark_text,
        hollow=chart.hollow,
    )


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
    # A target is drawn as often as there are periods.
    height_of = {value: float((value - lowest) / span) if span else 0.5 for value in set(present)}
    return [None if value is None else height_of[value] for value in values]


_MOST_LABELS = 3
_ROUND = (Decimal(1), Decimal(2), Decimal(5))


def axis_labels(drawn: Sequence[Decimal | None], indicator: Indicator) -> tuple[AxisLabel, ...]:
    """Two or three round values on the scale of a chart, or what is lowest and highest on it."""
    present = [number for number in drawn if number is not None]
    if not present or not indicator.meaning.is_number:
        return ()
    lowest, highest = min(present), max(present)
    numbers = list(dict.fromkeys(_round_values(lowest, highest))) or [lowest, highest]
    if len(numbers) == 1 and lowest != highest:
        numbers = [lowest, highest]
    span = highest - lowest
    return tuple(
        AxisLabel(
            float((number - lowest) / span) if span else 0.5,
            value_text(number, indicator),
            is_zero=number == 0 and number == lowest,
        )
        for number in numbers
    )


def _round_values(lowest: Decimal, highest: Decimal) -> list[Decimal]:
    """Multiples of 1, 2 or 5 times a power of ten, at most three of them, between two values."""
    span = highest - lowest
    if not span:
        return [lowest]
    power = Decimal(1).scaleb(span.adjusted() - 1)
    for step in (factor * power * ten for ten in (1, 10, 100) for factor in _ROUND):
        first = (lowest / step).to_integral_value(ROUND_CEILING)
        last = (highest / step).to_integral_value(ROUND_FLOOR)
        if 0 <= last - first < _MOST_LABELS:
            return [
                with_decimals((first + at) * step, _decimals(step)) for at in range(int(last - first) + 1)
            ]
    return []


def _decimals(step: Decimal) -> int:
    exponent = step.normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def scale_of(shown: Iterable[tuple[Line, Sequence[int]]]) -> tuple[Decimal, ...]:
    """The lowest and the highest value or standard that the trends of lines draw; empty without any."""
    drawn = chain.from_iterable(_drawn(line, periods, {}) for line, periods in shown)
    present = [number for number in drawn if number is not None]
    return (min(present), max(present)) if present else ()

"""What a computed figure lacks: the months, indicators or areas whose figures are not there."""

from __future__ import annotations

from collections.abc import Iterator

from kpi_engine.model.area import areas_below, by_name
from kpi_engine.model.figure import Figure
from kpi_engine.model.indicator import Indicator, Threshold
from kpi_engine.model.judgement import Missing
from kpi_engine.model.measure import Measure, Origin, Ratio, Window
from kpi_engine.model.observation import BoolArray, IntArray
from kpi_engine.model.period import Frequency, period_label
from kpi_engine.model.window import holding_period, months_covered
from kpi_engine.model.wording import listed

_MOST_NAMED = 4


def gap_words(figure: Figure) -> str:
    """``2024-05 is missing``; empty for a figure that is not computed or lacks nothing."""
    if figure.value is not None or figure.missing is Missing.CLOSED:
        return ""
    lacking = list(_areas_lacking(figure) if figure.origin is Origin.ADDED_UP else _members_lacking(figure))
    verb = "is" if len(lacking) == 1 else "are"
    return f"{listed(lacking, _MOST_NAMED)} {verb} missing" if lacking else ""


def _areas_lacking(figure: Figure) -> Iterator[str]:
    """The areas that have nothing to be added up."""
    rows = figure.ratings.observations
    same = (rows.code == rows.code[figure.row]) & (rows.period == figure.period)
    there = {rows.areas[area] for area in rows.area[same & _can_be_added(figure)].tolist()}
    for area in areas_below(figure.ratings.areas, figure.area):
        if area.level == figure.indicator.adds_up_from and area.name not in there:
            yield area.name


def _can_be_added(figure: Figure) -> BoolArray:
    rows = figure.ratings.observations
    found: BoolArray = figure.ratings.displayed.present | (
        rows.denominator.present & (rows.denominator.mantissa == 0)
    )
    return found


def _members_lacking(figure: Figure) -> Iterator[str]:
    """The months of a window, or the other indicators in their periods."""
    measure = figure.indicator.made_from
    if measure is None or figure.origin is not Origin.MADE:
        return
    if isinstance(measure, Window):
        yield from _months_lacking(figure, measure)
    else:
        yield from _indicators_lacking(figure, measure)


def _months_lacking(figure: Figure, window: Window) -> Iterator[str]:
    if figure.missing is not Missing.INCOMPLETE_WINDOW:
        return
    there = _periods_with_a_value(figure, window.of.code)
    first, last = months_covered(figure.indicator, window.covers, figure.period)
    for month in range(first, last + 1):
        if month not in there:
            yield period_label(Frequency.MONTHLY, month)


def _indicators_lacking(figure: Figure, measure: Measure) -> Iterator[str]:
    own = figure.indicator
    defined = {indicator.code: indicator for indicator in figure.ratings.indicators}
    for member in measure.members:
        period = holding_period(own, figure.period, defined[member.code])
        if period not in _periods_with_a_value(figure, member.code):
            yield f"{member.code} of {period_label(defined[member.code].frequency, period)}"
    if isinstance(measure, Ratio) and measure.of_target:
        divisor = defined[measure.denominator.code]
        threshold = threshold_beside(figure, divisor, holding_period(own, figure.period, divisor))
        if threshold is None or threshold.rule.target is None:
            yield f"the target of {divisor.code}"


def threshold_beside(figure: Figure, other: Indicator, period: int) -> Threshold | None:
    """The threshold of another indicator in force in a figure's area."""
    level = by_name(figure.ratings.areas)[figure.area].level
    return other.threshold_in(period, figure.area, level)


def _periods_with_a_value(figure: Figure, code: str) -> set[int]:
    """The periods in which an indicator has a figure that can be added, in the figure's area."""
    rows = figure.ratings.observations
    there = (rows.area == rows.area[figure.row]) & (rows.code == rows.codes.index(code))
    there &= _can_be_added(figure)
    periods: IntArray = rows.period[there]
    return set(periods.tolist())

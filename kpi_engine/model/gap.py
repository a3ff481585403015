"""What a computed figure lacks: the months, indicators or areas whose figures are not there."""

from __future__ import annotations

from collections.abc import Iterator

from kpi_engine.model.area import areas_below
from kpi_engine.model.figure import Figure
from kpi_engine.model.judgement import Missing
from kpi_engine.model.measure import Measure, Origin, Ratio, Window
from kpi_engine.model.observation import BoolArray, IntArray
from kpi_engine.model.period import period_label
from kpi_engine.model.window import holding_period, months_covered
from kpi_engine.model.wording import listed

_MOST_NAMED = 4


def gap_words(figure: Figure) -> str:
    """``2024-05 is missing``; empty for a figure that is not computed or lacks nothing."""
    if figure.value is not None or figure.ratings.observations.missing[figure.row] == Missing.CLOSED.code:
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
    measure = figure.indicator.made_from
    if measure is not None and figure.origin is Origin.MADE:
        yield from _lacking(figure, measure)


def _lacking(figure: Figure, measure: Measure) -> Iterator[str]:
    own = figure.indicator
    defined = {indicator.code: indicator for indicator in figure.ratings.indicators}
    if isinstance(measure, Window):
        missing = Missing.INCOMPLETE_WINDOW.code == figure.ratings.observations.missing[figure.row]
        first, last = months_covered(own, measure.covers, figure.period)
        there = _periods_with_a_value(figure, measure.of.code) if missing else None
        for month in range(first, last + 1):
            if there is not None and month not in there:
                yield period_label(defined[measure.of.code].frequency, month)
        return
    for member in measure.members:
        period = holding_period(own, figure.period, defined[member.code])
        if period not in _periods_with_a_value(figure, member.code):
            yield f"{member.code} of {period_label(defined[member.code].frequency, period)}"
    if isinstance(measure, Ratio) and measure.of_target:
        yield f"the target of {measure.denominator.code}"


def _periods_with_a_value(figure: Figure, code: str) -> set[int]:
    """The periods in which an indicator has a figure that can be added, in the figure's area."""
    rows = figure.ratings.observations
    there = (rows.area == rows.area[figure.row]) & (rows.code == rows.codes.index(code))
    there &= _can_be_added(figure)
    periods: IntArray = rows.period[there]
    return set(periods.tolist())

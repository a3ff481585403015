"""The process chart of a line: what a trend shows with limits and marked points, of up to three years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kpi_engine.assemble.section.line import Line
from kpi_engine.assemble.section.row.statistics_columns import icon_of
from kpi_engine.assemble.statistics.facts import Bound, ChartFacts, between, facts_of_chart
from kpi_engine.model.calendars.period_text import period_words
from kpi_engine.model.frozen import frozen
from kpi_engine.model.outputs.document import Icon
from kpi_engine.model.statistics.outcomes import NoStatistic, Variation
from kpi_engine.model.statistics.signals import (
    OUTSIDE_HIGH,
    OUTSIDE_LOW,
    SHIFT_HIGH,
    SHIFT_LOW,
    TREND_DOWN,
    TREND_UP,
    TWO_HIGH,
    TWO_LOW,
)
from kpi_engine.model.words.number_text import value_text

# The most points that a process chart shows.
MOST_POINTS = 36
_RULES = {
    OUTSIDE_HIGH: "above the usual range",
    OUTSIDE_LOW: "below the usual range",
    TREND_UP: "in a run of rises",
    TREND_DOWN: "in a run of falls",
    TWO_HIGH: "near the upper limit",
    TWO_LOW: "near the lower limit",
    SHIFT_HIGH: "in a run above the mean",
    SHIFT_LOW: "in a run below the mean",
}


@frozen
class ChartPoint:
    """What a process chart has at a period beside the value: its limits as printed, and what marks it."""

    bounds: tuple[Bound, Bound, Bound]
    text: str
    baseline: str
    mark: Icon | None
    mark_text: str
    hollow: bool


def chart_points(line: Line, periods: Sequence[int]) -> Mapping[int, ChartPoint]:
    """By period, of the figures whose series has limits; empty where charts are not asked for."""
    found = {}
    for period in periods:
        figure = line.figures.get(period)
        facts = None if figure is None else facts_of_chart(figure)
        if facts is None or facts.is_change:
            continue
        bounds = facts.bounds()
        if bounds is not None:
            found[period] = _point(facts, bounds)
    return found


def charted_periods(line: Line) -> Sequence[int]:
    """The periods of a line's chart, oldest first; none where its latest series has no limits."""
    figure = line.figure
    facts = None if figure is None else facts_of_chart(figure)
    if facts is None or not facts.is_charted or facts.is_change:
        return ()
    first = min(period for period in line.figures if period <= line.latest)
    return range(max(first, line.latest - MOST_POINTS + 1), line.latest + 1)


def _point(facts: ChartFacts, bounds: tuple[Bound, Bound, Bound]) -> ChartPoint:
    mean, lower, upper = bounds
    indicator = facts.figure.indicator
    usual = between(lower.number, upper.number, indicator)
    marked = facts.variation not in (Variation.NONE, Variation.USUAL)
    rule = _RULES.get(facts.rule, "") if marked else ""
    anew = facts.new_limits
    is_value = facts.status not in (NoStatistic.NO_VALUE, NoStatistic.REPEATED)
    return ChartPoint(
        bounds=bounds,
        text=f"{usual}, mean {value_text(mean.number, indicator)}",
        baseline="" if anew is None else f"{period_words(indicator.calendar, anew[0])}: {anew[1]}",
        mark=icon_of(facts) if marked else None,
        mark_text=f"{facts.variation.value}: {rule}" if rule else "",
        hollow=is_value and not bool(facts.process.is_point[facts.figure.row]),
    )

"""How far the newest figures lie behind the month that a scorecard is as at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kpi_engine.model.calendars.calendar import Calendar
from kpi_engine.model.calendars.period import Month
from kpi_engine.model.definitions.comparison import ComparisonKind
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.scorecard import Section


def awaited(sections: Iterable[Section], indicators: Sequence[Indicator]) -> list[Indicator]:
    """What sections show up to the as-at month, without what comes when it comes, such as inspections."""
    listed = {entry.code for section in sections if section.last_period is None for entry in section.entries}
    return [
        indicator
        for indicator in indicators
        if indicator.code in listed and indicator.comparison.kind is not ComparisonKind.PREVIOUS_OBSERVATION
    ]


def months_of_a_period(calendar: Calendar) -> int:
    """How many months one figure is waited for: 1 where periods are days or weeks."""
    return 1 if calendar.in_days else calendar.grid.length


def months_behind(
    indicators: Iterable[Indicator], newest: Mapping[str, int], as_at: Month
) -> list[tuple[int, Indicator]]:
    """How many months lie between the end of each indicator's newest period and the as-at month.

    A negative number: the period ends later. By how much an indicator's figures always come late, its
    ``lag``, is taken off. An indicator without a newest period is left out.
    """
    return [
        (as_at.ordinal - int(each.calendar.last_month(newest[each.code] + each.lag)), each)
        for each in indicators
        if each.code in newest
    ]


def nearest(behind: Sequence[tuple[int, Indicator]]) -> Indicator:
    """The indicator whose newest figures are the nearest to the as-at month."""
    return min(behind, key=lambda each: each[0])[1]

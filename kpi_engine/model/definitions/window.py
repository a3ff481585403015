"""Which periods a window covers, and which period of another indicator holds it.

Rules: docs/rating-rules.md, "Windows" and "Ratios".
"""

from __future__ import annotations

from kpi_engine.model.calendars.calendar import same_periods
from kpi_engine.model.calendars.days import Ordinals
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.made_from.measure import Covers


def periods_covered(
    indicator: Indicator, covers: Covers, period: Ordinals, added_up: Indicator
) -> tuple[Ordinals, Ordinals]:
    """The first and the last period of what is ``added_up`` that the window of a period covers."""
    calendar, parts = indicator.calendar, added_up.calendar
    if calendar.in_days:
        length = calendar.grid.length // parts.grid.length
        first = (period * calendar.grid.length + calendar.grid.start - parts.grid.start) // parts.grid.length
        return first, first + length - 1
    begins, ends = calendar.first_month(period), calendar.last_month(period)
    if covers is Covers.ROLLING_12_MONTHS:
        begins = ends - 11
    elif covers is Covers.YEAR_TO_DATE:
        begins = ends - (ends + 1 - indicator.own_year_starts_in) % 12
    return parts.first_in_month(begins), parts.first_in_month(ends + 1) - 1


def unlike_periods(one: Indicator, other: Indicator) -> str:
    """``A is annual by the academic year and B is monthly``; empty where their periods are the same."""
    if same_periods(one.calendar, other.calendar):
        return ""
    return f"{one.code} is {one.calendar.words} and {other.code} is {other.calendar.words}"

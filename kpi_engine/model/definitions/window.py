"""Which periods a window covers, and which period of another indicator holds it.

Rules: docs/rating-rules.md, "Windows" and "Ratios".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kpi_engine.model.calendars.calendar import Calendar, same_periods
from kpi_engine.model.calendars.days import Ordinals
from kpi_engine.model.calendars.period import Frequency
from kpi_engine.model.definitions.indicator import DataPeriod, Indicator
from kpi_engine.model.definitions.made_from.measure import Covers, Window


def periods_covered(
    indicator: Indicator, window: Window, period: Ordinals, added_up: Indicator
) -> tuple[Ordinals, Ordinals]:
    """The first and the last period of what is ``added_up`` that the window of a period covers."""
    calendar, parts = indicator.calendar, added_up.calendar
    rolling = rolling_periods(window, parts)
    if rolling is not None:
        return period - rolling + 1, period
    if window.covers is Covers.YEAR_TO_DATE:
        month = calendar.month_of(period)
        return parts.first_in_month(month - (month + 1 - indicator.own_year_starts_in) % 12), period
    if calendar.in_days:
        length = calendar.grid.length // parts.grid.length
        first = (period * calendar.grid.length + calendar.grid.start - parts.grid.start) // parts.grid.length
        return first, first + length - 1
    begins, ends = calendar.first_month(period), calendar.last_month(period)
    return parts.first_in_month(begins), parts.first_in_month(ends + 1) - 1


def rolling_periods(window: Window, parts: Calendar) -> int | None:
    """How many periods a rolling window has; None where a window does not roll."""
    return parts.periods_per_year if window.covers is Covers.ROLLING_12_MONTHS else window.periods


def is_rolling_year(indicator: Indicator) -> bool:
    """Whether each figure is of twelve months that end with its period."""
    made_from = indicator.made_from
    is_window = isinstance(made_from, Window) and made_from.covers is Covers.ROLLING_12_MONTHS
    return is_window or indicator.data_period is DataPeriod.R12M


def is_rolling(indicator: Indicator) -> bool:
    """Whether each figure loses a period for each that it gains."""
    made_from = indicator.made_from
    return is_rolling_year(indicator) or (isinstance(made_from, Window) and made_from.covers.is_rolling)


def is_to_date(indicator: Indicator) -> bool:
    """Whether each figure is of the year up to its period."""
    made_from = indicator.made_from
    is_window = isinstance(made_from, Window) and made_from.covers is Covers.YEAR_TO_DATE
    return is_window or indicator.data_period is DataPeriod.YTD


def shared_with_next(indicator: Indicator) -> int:
    """How many periods later a figure can still count what a figure counts; 0 where only its own period."""
    made_from = indicator.made_from
    if is_rolling_year(indicator) or is_to_date(indicator):
        return indicator.calendar.periods_per_year - 1
    return made_from.periods - 1 if isinstance(made_from, Window) and made_from.periods else 0


def with_parts(indicators: Sequence[Indicator]) -> tuple[Indicator, ...]:
    """The same, each window with the periods that it adds up, so that its words can name them."""
    calendars = {indicator.code: indicator.calendar for indicator in indicators}
    return tuple(
        replace(each, made_from=replace(each.made_from, parts=calendars.get(each.made_from.of.code)))
        if isinstance(each.made_from, Window)
        else each
        for each in indicators
    )


def window_words(window: Window, whole: Indicator) -> str:
    """``sum of 12 months of CEH01``, ``mean of 4 quarters of CEH01``."""
    code, kind = window.of.code, "mean" if window.mean else "sum"
    parts = window.parts or Calendar(Frequency.MONTHLY)
    names = f"{parts.period_name}s"
    if window.covers is Covers.YEAR_TO_DATE:
        return f"{kind} of the year's {names} to date of {code}"
    if parts.in_days and not whole.calendar.in_days:
        return f"{kind} of the {whole.calendar.period_name}'s {names} of {code}"
    return f"{kind} of {_how_many(window, whole.calendar, parts)} {names} of {code}"


def _how_many(window: Window, whole: Calendar, parts: Calendar) -> int:
    rolling = rolling_periods(window, parts)
    if rolling is not None:
        return rolling
    length = whole.grid.length if whole.in_days else whole.frequency.months * whole.pooled
    return length // parts.grid.length


def unlike_periods(one: Indicator, other: Indicator) -> str:
    """``A is annual by the academic year and B is monthly``; empty where their periods are the same."""
    if same_periods(one.calendar, other.calendar):
        return ""
    return f"{one.code} is {one.calendar.words} and {other.code} is {other.calendar.words}"

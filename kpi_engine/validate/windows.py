"""Rules for indicators that add up several periods of another. Source: docs/rating-rules.md, "Windows"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kpi_engine.model.calendars.calendar import Calendar, same_periods
from kpi_engine.model.calendars.period import Frequency
from kpi_engine.model.definitions.indicator import DataPeriod, Indicator
from kpi_engine.model.definitions.judgement import RateOn
from kpi_engine.model.definitions.made_from.measure import Covers, Window
from kpi_engine.model.definitions.window import unlike_periods
from kpi_engine.model.issue import Issue, error

# The frequency of the figures of a window that is a whole period, and what one covers.
WHOLE_PERIODS = {
    Covers.WEEK: (Frequency.WEEKLY, DataPeriod.P),
    Covers.FOUR_WEEKS: (Frequency.FOUR_WEEKLY, DataPeriod.P),
    Covers.MONTH: (Frequency.MONTHLY, DataPeriod.MS),
    Covers.TWO_MONTHS: (Frequency.BIMONTHLY, DataPeriod.P),
    Covers.QUARTER: (Frequency.QUARTERLY, DataPeriod.Q),
    Covers.HALF_YEAR: (Frequency.HALF_YEARLY, DataPeriod.P),
    Covers.TERM: (Frequency.TERMLY, DataPeriod.T),
    Covers.YEAR: (Frequency.ANNUAL, DataPeriod.A),
}
_SO_FAR = {
    Covers.ROLLING_12_MONTHS: DataPeriod.R12M,
    Covers.ROLLING: DataPeriod.P,
    Covers.YEAR_TO_DATE: DataPeriod.YTD,
}


def windows_that_do_not_fit(indicator: Indicator, defined: Mapping[str, Indicator]) -> Iterator[Issue]:
    """A window and what it adds up have periods that fit; what it covers is the data period of its own."""
    window = indicator.made_from
    if not isinstance(window, Window):
        return
    added_up = defined[window.of.code]
    unfit = _unfit(indicator, window, added_up)
    if unfit:
        yield error(window.of.location, *unfit)
    if window.covers in WHOLE_PERIODS:
        frequency, data_period = WHOLE_PERIODS[window.covers]
    else:
        frequency, data_period = added_up.frequency, _SO_FAR[window.covers]
    if indicator.frequency is not frequency or not _says(indicator, data_period):
        yield error(
            window.of.location,
            f"a window that covers {window.covers.value} is {frequency.words} with data period "
            f"{data_period.value}, and {indicator.code} is {indicator.frequency.words} with "
            f"{indicator.data_period_code}",
            "correct one of the two",
        )
    if window.mean and indicator.rate_on is RateOn.RAW:
        what = f"{indicator.code} is a mean, which is rated as displayed"
        yield error(window.of.location, what, "remove rate_on")


def _says(indicator: Indicator, data_period: DataPeriod) -> bool:
    """Whether a figure covers what a window does, as its data period says; a word of its own may say it."""
    return indicator.data_period is data_period or indicator.own_data_period is not None


def _unfit(indicator: Indicator, window: Window, added_up: Indicator) -> tuple[str, str] | None:
    """What is wrong with the periods that are added up, and the remedy."""
    parts, whole = added_up.calendar, indicator.calendar
    if window.covers in WHOLE_PERIODS:
        if indicator.frequency is not WHOLE_PERIODS[window.covers][0] or _make_up(parts, whole):
            return None
        return (
            f"{added_up.code} is {parts.words} and {indicator.code} is {whole.words}, so that the periods of "
            "the first do not make up the periods of the second",
            "name an indicator of shorter periods that begin and end with longer ones",
        )
    if not same_periods(parts, whole):
        if indicator.frequency is not added_up.frequency:
            return None
        remedy = "name an indicator of the same frequency and year"
        return f"{unlike_periods(added_up, indicator)}, so that their periods do not meet", remedy
    if parts.pooled > 1:
        return (
            f"{added_up.code} is {parts.words}, and its figures share years",
            "name an indicator of single years",
        )
    return _no_part_of_a_year(indicator, window, parts)


def _no_part_of_a_year(indicator: Indicator, window: Window, parts: Calendar) -> tuple[str, str] | None:
    """Why periods do not add up to twelve months, or to the year so far."""
    if window.covers is Covers.ROLLING:
        return None
    if parts.is_annual:
        return f"{indicator.code} is {parts.words}, and {window.covers.value} adds up parts of a year", (
            "write covers: rolling, and how many periods"
        )
    if window.covers is Covers.ROLLING_12_MONTHS and parts.in_days:
        return f"{indicator.code} is {parts.words}, and 12 months are no whole number of its periods", (
            f"write covers: rolling and periods: {parts.periods_per_year}"
        )
    return None


def _make_up(parts: Calendar, whole: Calendar) -> bool:
    """Whether periods of the ``whole`` consist of several ``parts``; weeks lie in the month of most days."""
    part, grid = parts.grid, whole.grid
    if parts.every > 1 or parts.pooled > 1:
        return False
    if part.in_days != grid.in_days:
        return part.in_days
    length = grid.length if grid.in_days else whole.frequency.months * whole.pooled
    return length > part.length and length % part.length == 0 and (grid.start - part.start) % part.length == 0

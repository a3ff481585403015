"""Periods as text: the canonical label, which every output has, and the words that a reader is shown.

read/csv/periods.py reads them again.
"""

from __future__ import annotations

from kpi_engine.model.calendars.calendar import Calendar
from kpi_engine.model.calendars.days import day_label
from kpi_engine.model.calendars.period import Frequency, Weeks, day_words, month_of, year_label

TERMS = ("Autumn", "Spring", "Summer")
_PARTS = {Frequency.QUARTERLY: "Q", Frequency.HALF_YEARLY: "H"}


def period_label(calendar: Calendar, period: int) -> str:
    """The canonical label of a period: the one written to every output."""
    frequency = calendar.frequency
    if frequency.days:
        return _day_label(calendar, period)
    if frequency is Frequency.MONTHLY:
        return month_of(period).label
    if frequency is Frequency.BIMONTHLY:
        return (
            f"{month_of(calendar.first_month(period)).label} to {month_of(calendar.last_month(period)).label}"
        )
    if frequency is Frequency.ANNUAL:
        return _years_label(calendar, period)
    year, part = _part_of_year(calendar, period)
    return f"{year} {part}"


def period_words(calendar: Calendar, period: int) -> str:
    """The label a committee member reads: ``Aug 2024``, ``Q1 2024-25``, ``2023-24``, ``w/e 5 Jan 2025``."""
    frequency = calendar.frequency
    if frequency.days:
        return _day_words(calendar, period)
    if frequency is Frequency.MONTHLY:
        return month_of(period).words
    if frequency is Frequency.BIMONTHLY:
        first, last = month_of(calendar.first_month(period)), month_of(calendar.last_month(period))
        begins = first.words if first.year != last.year else first.words.split()[0]
        return f"{begins} to {last.words}"
    if frequency is Frequency.ANNUAL:
        return _years_label(calendar, period)
    year, part = _part_of_year(calendar, period)
    return f"{part} {year}"


def _part_of_year(calendar: Calendar, period: int) -> tuple[str, str]:
    """``2024-25`` and ``Q1``."""
    count = calendar.periods_per_year
    name = TERMS[period % count] if calendar.frequency is Frequency.TERMLY else ""
    name = name or f"{_PARTS[calendar.frequency]}{period % count + 1}"
    return calendar.year.label(period // count), name


def _years_label(calendar: Calendar, period: int) -> str:
    """``2023-24``, ``2024``; for pooled years ``2019-21`` or ``2019-20 to 2021-22``.

    Two calendar years are ``2020 to 2021``: 2020-21 is one year of another kind.
    """
    last = calendar.year_of(period)
    first = last - calendar.pooled + 1
    if first == last:
        return calendar.year.label(last)
    if not calendar.year.is_calendar:
        return f"{year_label(first)} to {year_label(last)}"
    return f"{first} to {last}" if calendar.pooled == _TWO_YEARS else f"{first}-{last % 100:02d}"


_TWO_YEARS = 2


def iso_week(calendar: Calendar, period: int) -> tuple[int, int]:
    """The year and the number of a week by ISO 8601: week 1 is the first that is mostly in the year."""
    year = calendar.month_of(period) // 12
    return year, period - calendar.first_in_month(year * 12) + 1


def _day_label(calendar: Calendar, period: int) -> str:
    if calendar.frequency is Frequency.DAILY:
        return day_label(period)
    if calendar.frequency is Frequency.FOUR_WEEKLY:
        return f"4 weeks to {day_label(calendar.last_day(period))}"
    if calendar.weeks is Weeks.ISO:
        year, week = iso_week(calendar, period)
        return f"{year}-W{week:02d}"
    if calendar.weeks.named_by_last_day:
        return f"w/e {day_label(calendar.last_day(period))}"
    return f"w/c {day_label(calendar.first_day(period))}"


def _day_words(calendar: Calendar, period: int) -> str:
    if calendar.frequency is Frequency.WEEKLY and calendar.weeks is Weeks.ISO:
        year, week = iso_week(calendar, period)
        return f"Week {week} {year}"
    label = _day_label(calendar, period)
    before, _, day = label.rpartition(" ")
    return f"{before} {day_words(day)}".strip()

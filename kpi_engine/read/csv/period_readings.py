"""What a label can mean where its calendar is not known, and why it is not a period of one that is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from kpi_engine.model.calendars.calendar import Calendar, CalendarDetails
from kpi_engine.model.calendars.days import day_label, weekday_of
from kpi_engine.model.calendars.period import WEEKDAYS, Frequency, Month, Weeks, YearKind
from kpi_engine.model.calendars.period_text import TERMS, period_label
from kpi_engine.model.characters import character_name, forbidden_character
from kpi_engine.model.wording import capitalised, joined
from kpi_engine.read.csv.dates import DATE, parse_day
from kpi_engine.read.csv.periods import (
    MOST_CHARACTERS,
    day_named,
    is_week_number,
    names_two_years,
    numbered_part,
    parse_period,
    parse_year,
    parts_of_year,
    year_part,
)

_MOST_POOLED = 10
# A number of four digits outside of these is none of a year, unless its indicator says so.
_FIRST_YEAR, _LAST_YEAR = 1850, 2150
# The days that a spreadsheet counts since the end of 1899, of 1954 to 2064: others are no dates of figures.
_SERIAL = re.compile(r"[2-5][0-9]{4}(?:\.0+)?")
_DAY_OF_SERIAL_0 = date(1899, 12, 30).toordinal()
_FINANCIAL, _ACADEMIC, _CALENDAR = YearKind.FINANCIAL, YearKind.ACADEMIC, YearKind.CALENDAR


class PeriodReading(NamedTuple):
    """A meaning of a label. The year of ``calendar`` is one with such labels: 2023-24 may be another."""

    calendar: Calendar
    period: int


def _known_calendars() -> Iterator[Calendar]:
    yield Calendar(Frequency.MONTHLY)
    yield Calendar(Frequency.QUARTERLY)
    yield Calendar(Frequency.TERMLY, _ACADEMIC)
    yield Calendar(Frequency.ANNUAL)
    yield Calendar(Frequency.HALF_YEARLY)
    for frequency in (Frequency.QUARTERLY, Frequency.HALF_YEARLY, Frequency.ANNUAL):
        yield Calendar(frequency, _CALENDAR)
    for year in (_CALENDAR, _FINANCIAL):
        yield Calendar(Frequency.BIMONTHLY, year)
        for pooled in range(2, _MOST_POOLED + 1):
            yield Calendar(Frequency.ANNUAL, year, CalendarDetails(pooled=pooled))
    for weeks in Weeks:
        yield Calendar(Frequency.WEEKLY, details=CalendarDetails(weeks=weeks))
    yield Calendar(Frequency.DAILY)


_KNOWN_CALENDARS = tuple(_known_calendars())


def period_readings(text: str) -> tuple[PeriodReading, ...]:
    """Every period that a label as people write it can be, the more usual frequency first.

    ``2011-12`` is a month and a year, a plain date a day and a week that ends or begins with it.

    Returns:
        The readings; empty if the label is no period.
    """
    by_number = is_week_number(text)
    found = (
        (calendar, parse_period(text, calendar))
        for calendar in _KNOWN_CALENDARS
        if calendar.frequency is not Frequency.WEEKLY or by_number is (calendar.weeks is Weeks.ISO)
    )
    return tuple(
        PeriodReading(calendar, period)
        for calendar, period in found
        if period is not None and _FIRST_YEAR <= calendar.year_of(period) <= _LAST_YEAR
    )


def why_not_a_period(text: str, calendar: Calendar) -> tuple[str, str]:
    """Why ``parse_period`` refused a text (a phrase that follows it) and what to write."""
    hidden = forbidden_character(text[:MOST_CHARACTERS], in_a_line=True)
    if hidden is not None:
        return f"has {character_name(hidden[0])}", "delete it"
    noun, advice = f"a {calendar.period_name}", f"write {example_of(calendar)}"
    if calendar.frequency is Frequency.MONTHLY:
        advice += " or Aug-24"
    if len(text) > MOST_CHARACTERS:
        return f"is too long for {noun}", advice
    return _why_not(text, calendar, noun, advice)


def why_not_a_month(text: str) -> str:
    """Why ``parse_month`` refused a text: a phrase that follows it."""
    return why_not_a_period(text, Calendar(Frequency.MONTHLY))[0]


def _why_not(text: str, calendar: Calendar, noun: str, advice: str) -> tuple[str, str]:
    plain = " ".join(text.casefold().split())
    named, day = day_named(text), parse_day(plain)
    if named is not None and calendar.frequency in (Frequency.WEEKLY, Frequency.FOUR_WEEKLY):
        return _wrong_day(named, calendar)
    rest = year_part(text)
    by_one = calendar.year.is_calendar
    if by_one and names_two_years(rest):
        return "names two years, where a calendar year is wanted", advice
    others = (one.calendar for one in period_readings(text) if one.calendar.year.is_calendar is by_one)
    other = None if day is not None else next(others, None)
    if other is not None:
        return f"is a {other.period_name}, where {noun} is wanted", advice
    part = no_such_part(text, calendar)
    if part is not None:
        return part, advice
    if day is not None:
        return f"is a date, not {noun}", advice
    return _like_a_date(plain, advice) or _of_no_year(plain, rest, calendar) or (f"is not {noun}", advice)


def no_such_part(text: str, calendar: Calendar) -> str | None:
    """That a label names a part of a year by a number that the year does not have: ``2024-25 Q5``."""
    named = numbered_part(text, calendar)
    count = None if named is None else parts_of_year(named[0], calendar)
    if named is None or count is None:
        return None
    year, number = named
    noun = calendar.period_name
    if calendar.frequency is Frequency.TERMLY:
        return f"names {noun} {number}, and the {count} terms of a year are {joined(TERMS)}"
    if 1 <= number <= count:
        return None
    which = year if calendar.in_days else "a year"
    return f"names {noun} {number}, and {which} has the {noun}s 1 to {count}"


def _like_a_date(plain: str, advice: str) -> tuple[str, str] | None:
    """A date that there is not, such as one month first, or the number that a spreadsheet keeps of a date."""
    if DATE.fullmatch(plain):
        return "has the form of a date, but there is no such day", f"{advice}; dates are read day first"
    if _SERIAL.fullmatch(plain):
        day = day_label(_DAY_OF_SERIAL_0 + int(plain[:5]))
        return f"is a number, as spreadsheets keep dates: that of {day}", advice
    return None


def _of_no_year(plain: str, rest: str, calendar: Calendar) -> tuple[str, str] | None:
    """A label of a part of a year, or of years, whose year cannot be read."""
    if calendar.in_days or calendar.frequency in (Frequency.MONTHLY, Frequency.BIMONTHLY):
        return None
    if names_two_years(rest):
        return _two_years(rest, calendar, f"write {example_of(calendar)}")
    if calendar.year.is_calendar or parse_year(rest, _CALENDAR) is None:
        return None
    return f"does not say which twelve months {rest} means", _two_choices(plain, rest)


def example_of(calendar: Calendar) -> str:
    """``a quarter such as 2024-25 Q1``."""
    if calendar.frequency is Frequency.MONTHLY:
        period = Month(2024, 8).ordinal
    elif calendar.frequency in (Frequency.ANNUAL, Frequency.TERMLY):
        period = calendar.last_of_year(2023)
    else:
        period = calendar.first_of_year(2024)
    return f"a {calendar.period_name} such as {period_label(calendar, period)}"


def _wrong_day(day: int, calendar: Calendar) -> tuple[str, str]:
    """A date that no week ends or begins with, or that does not say which of the two it is."""
    period = calendar.latest_begun_by(day)
    what = f"is a {WEEKDAYS[weekday_of(day)]}, and no {calendar.period_name} is named by it"
    ends = day_label(calendar.last_day(period))
    return what, f"write {period_label(calendar, period)} for the {calendar.period_name} that ends on {ends}"


def _two_years(rest: str, calendar: Calendar, advice: str) -> tuple[str, str]:
    if parse_year(rest) is None:
        return "names two years that do not follow each other", advice
    if calendar.pooled > 1:
        return f"is one year, where {calendar.pooled} together are wanted", advice
    if calendar.every > 1:
        return f"is a year without a figure: there is one every {calendar.every} years", advice
    return f"is not a {calendar.period_name}", advice


def _two_choices(plain: str, year: str) -> str:
    """The two labels that a calendar year could mean."""
    start = int(year)
    part = plain.replace(year, "").strip(" ,/–-")
    part = f" {capitalised(part)}" if part else ""
    return " or ".join(f"{first}-{(first + 1) % 100:02d}{part}" for first in (start - 1, start)).join(
        ("write ", "")
    )

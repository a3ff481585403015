"""Dates as people write them: ISO 8601, or day first as in the United Kingdom. Never month first."""

from __future__ import annotations

from datetime import date

from kpi_engine.model.calendars.days import day_label
from kpi_engine.model.calendars.period import MONTH_NAMES, MONTHS_IN_FULL
from kpi_engine.model.patterns import lazy_pattern

MONTH_NUMBERS = {
    **{
        name.casefold(): number
        for names in (MONTHS_IN_FULL, MONTH_NAMES)
        for number, name in enumerate(names, 1)
    },
    "sept": 9,
}
# A month's name in a pattern, the longest first: a short name is the beginning of a long one.
A_MONTH = "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True))

# A time of midnight is what spreadsheets and databases write behind a date that has none.
_MIDNIGHT = r"(?:[t ]00:00(?::00(?:\.0+)?)?z?)?"
_ISO_DATE = lazy_pattern(rf"([1-9][0-9]{{3}})-([0-9]{{2}})-([0-9]{{2}}){_MIDNIGHT}")
_DAY_FIRST = lazy_pattern(rf"([0-9]{{1,2}})([-/.])([0-9]{{1,2}})\2([1-9][0-9]{{3}}|[0-9]{{2}}){_MIDNIGHT}")
_DAY_AND_NAME = lazy_pattern(
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?([0-9]{1,2})(?:st|nd|rd|th)?[ -]([a-z]+)[ ,-]*"
    r"([1-9][0-9]{3}|[0-9]{2})"
)
# Anything in the form of a date, whether or not there is such a day.
DATE = lazy_pattern(r"[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}(?:[ t].*)?")


def parse_day(plain: str) -> int | None:
    """The day (see days.py) of a date in small letters: ``2025-01-05``, ``05/01/2025``, ``5 jan 2025``."""
    if match := _ISO_DATE.fullmatch(plain):
        return _day(match[1], int(match[2]), match[3])
    if match := _DAY_FIRST.fullmatch(plain):
        return _day(match[4], int(match[3]), match[1])
    if match := _DAY_AND_NAME.fullmatch(plain):
        return _day(match[3], MONTH_NUMBERS.get(match[2], 0), match[1])
    return None


def why_not_an_iso_day(text: str) -> tuple[str, str]:
    """Why a text is no day as ISO 8601 has it (a phrase that follows it) and what to write."""
    day = parse_day(" ".join(text.casefold().split()))
    if day is None:
        return "is not a date of the calendar", "write year-month-day, such as 2024-09-12"
    return "is not written as year-month-day", f"write {day_label(day)}, if the day comes first in it"


def _day(year: str, month: int, day: str) -> int | None:
    try:
        return date(int(year) if len(year) == 4 else 2000 + int(year), month, int(day)).toordinal()
    except ValueError:
        return None

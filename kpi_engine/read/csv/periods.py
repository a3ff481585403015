"""Labels of periods, read by the calendar they are for, never guessed.

Two digits of a year mean 20xx, and the two parts of a year must follow each other (``2023-24``). ``2011-12``
is December 2011 for a monthly indicator and a year for an annual indicator. Dates are day first, or as ISO
8601 has them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from kpi_engine.model.calendars.calendar import Calendar
from kpi_engine.model.calendars.days import first_day_of_month
from kpi_engine.model.calendars.period import Frequency, Month, YearKind
from kpi_engine.model.calendars.period_text import TERMS
from kpi_engine.model.patterns import lazy_pattern
from kpi_engine.read.csv.dates import MONTH_NUMBERS, parse_day

# Nobody writes a longer one; patterns need not look at more.
MOST_CHARACTERS = 60
_TERM_NAMES = tuple(term.casefold() for term in TERMS)

_YEAR = lazy_pattern(r"(?:[fa]y ?)?(?:([1-9][0-9]{3})[-/–]([0-9]{4}|[0-9]{2})|([0-9]{2})[-/–]([0-9]{2}))")
_CALENDAR_YEAR = lazy_pattern(r"(?:cy ?)?([1-9][0-9]{3})")
_YEARS_TOGETHER = lazy_pattern(r"([1-9][0-9]{3}) ?(?:-|–|to) ?([1-9][0-9]{3}|[0-9]{2})")
_ISO_MONTH = lazy_pattern(r"([1-9][0-9]{3})[-/]([0-9]{1,2})")
_MONTH_AND_YEAR = lazy_pattern(r"([0-9]{1,2})[-/]([1-9][0-9]{3})")
_NAME_AND_YEAR = lazy_pattern(r"([a-z]+)[ /–-]?([1-9][0-9]{3}|[0-9]{2})")
_YEAR_AND_NAME = lazy_pattern(r"([1-9][0-9]{3})[ /–-]?([a-z]+)")
_JOINT = lazy_pattern(r" ?(?:\bto\b|\band\b|&|–|-|/) ?")
_GAP = "[ ,/–-]"
# Parts of a year that have a number, before or after the year.
_PARTS = {
    Frequency.QUARTERLY: ("(?:q|qtr|quarter) ?", "[1-4]"),
    Frequency.HALF_YEARLY: ("(?:h|half|half-year) ?", "[12]"),
    Frequency.WEEKLY: ("(?:w|wk|week) ?", "[0-9]{1,2}"),
    Frequency.FOUR_WEEKLY: ("(?:p|period) ?", "[0-9]{1,2}"),
}
_PART = {
    frequency: lazy_pattern(f"(?:{word}({number}){_GAP}+(.+)|(.+?){_GAP}*{word}({number}))")
    for frequency, (word, number) in _PARTS.items()
}
# The same with any number: one that no year has is said to be that.
_ANY_PART = {
    frequency: lazy_pattern(f"(?:{word}([0-9]{{1,3}}){_GAP}+(.+)|(.+?){_GAP}*{word}([0-9]{{1,3}}))")
    for frequency, (word, _) in {**_PARTS, Frequency.TERMLY: ("(?:t|term) ?", "")}.items()
}
_TERM = lazy_pattern(
    r"(?:(autumn|spring|summer)(?: term)?[ ,/–-]+(.+)|(.+?)[ ,/–-]+(autumn|spring|summer)(?: term)?)"
)
_WEEK_OF_DAY = lazy_pattern(
    r"(?:(?:(w/e|we|week (?:ending|ended|to))|(w/c|wc|week (?:commencing|beginning|from))) )?(.+)"
)
_FOUR_WEEKS_TO = lazy_pattern(r"(?:(?:4|four) (?:weeks? (?:to|ending|ended)|w/e) )?(.+)")


def parse_period(text: str, calendar: Calendar) -> int | None:
    """The ordinal (calendar.py) of a period of this calendar; None where the text is plainly none."""
    plain = _plain(text)
    return None if plain is None else _READERS[calendar.frequency](plain, calendar)


def period_of_date(text: str, calendar: Calendar, first: bool) -> int | None:
    """The period whose first (else last) day a date is; None where the text is no date, or of no such day."""
    plain = _plain(text)
    day = None if plain is None else parse_day(plain)
    if day is None:
        return None
    period = calendar.latest_begun_by(day) + (calendar.overlap if first else 0)
    found = calendar.first_day(period) if first else calendar.last_day(period)
    return period if found == day else None


def parse_month(text: str) -> Month | None:
    """``2024-08``, ``08/2024``, ``Aug-24``, ``Aug 2024``, ``August 2024``."""
    plain = _plain(text)
    return None if plain is None else _month_in(plain)


def parse_year(text: str, year: YearKind = YearKind.FINANCIAL) -> int | None:
    """The start of a year as people write it: ``2023-24``, ``2023/24``, ``2023-2024``, ``23-24``.

    A calendar year is written ``2023``.
    """
    plain = _plain(text)
    return None if plain is None else _year_in(plain, year)


def year_part(text: str) -> str:
    """What is left of a label without its part of the year: ``2024`` of ``2024 Q1``."""
    plain = _plain(text) or ""
    for pattern in (*_PART.values(), _TERM):
        match = pattern.fullmatch(plain)
        if match is not None:
            return match[2] or match[3]
    return plain


def day_named(text: str) -> int | None:
    """The day that a label names a week by, or that it is: ``w/e 05/01/2025``, ``5 Jan 2025``."""
    match = _WEEK_OF_DAY.fullmatch(_plain(text) or "")
    return None if match is None else parse_day(match[3])


def is_week_number(text: str) -> bool:
    """Whether a label names a week by its number, and not by a day."""
    return _PART[Frequency.WEEKLY].fullmatch(_plain(text) or "") is not None


def numbered_part(text: str, calendar: Calendar) -> tuple[str, int] | None:
    """The year and the number of a part of the year that a label such as ``2024-13`` names.

    The number may be any: no year may have such a part. Parts are the periods of the calendar's frequency.
    """
    plain = _plain(text) or ""
    if calendar.frequency is Frequency.MONTHLY:
        month = _ISO_MONTH.fullmatch(plain)
        if month is not None:
            # 2023-25 may be two years, and 2024-13 is none.
            are_years = int(month[2]) > int(month[1][2:])
            return None if are_years else (month[1], int(month[2]))
        month = _MONTH_AND_YEAR.fullmatch(plain)
        return None if month is None else (month[2], int(month[1]))
    pattern = _ANY_PART.get(calendar.frequency)
    match = None if pattern is None else pattern.fullmatch(plain)
    return None if match is None else (match[2] or match[3], int(match[1] or match[4]))


def parts_of_year(year_text: str, calendar: Calendar) -> int | None:
    """How many periods a year has that is named as ``numbered_part`` finds it; None where it is no year."""
    if calendar.frequency is Frequency.MONTHLY:
        return calendar.periods_per_year
    named = _year_and_calendar(year_text, calendar)
    if named is None:
        # Every year has as many, whichever it is.
        return None if calendar.in_days else calendar.periods_per_year
    start, by = named
    return by.last_of_year(start) - by.first_of_year(start) + 1


def names_two_years(text: str) -> bool:
    """Whether a text has the form of a year such as 2023-24, though the two may not follow each other."""
    return _YEAR.fullmatch(_plain(text) or "") is not None


def _month_in(plain: str) -> Month | None:
    if match := _ISO_MONTH.fullmatch(plain):
        return _month(match[1], int(match[2]))
    if match := _MONTH_AND_YEAR.fullmatch(plain):
        return _month(match[2], int(match[1]))
    if match := _NAME_AND_YEAR.fullmatch(plain):
        return _month(match[2], MONTH_NUMBERS.get(match[1], 0))
    if match := _YEAR_AND_NAME.fullmatch(plain):
        return _month(match[1], MONTH_NUMBERS.get(match[2], 0))
    return None


def _year_in(plain: str, year: YearKind) -> int | None:
    if year.is_calendar:
        match = _CALENDAR_YEAR.fullmatch(plain)
        return None if match is None else int(match[1])
    match = _YEAR.fullmatch(plain)
    if match is None:
        return None
    start = int(match[1] or "20" + match[3])
    end = match[2] or match[4]
    following = str(start + 1)
    return start if following[-len(end) :] == end else None


def _month(year: str, number: int) -> Month | None:
    return Month(int(year) if len(year) == 4 else 2000 + int(year), number) if 1 <= number <= 12 else None


def _monthly(plain: str, _calendar: Calendar) -> int | None:
    month = _month_in(plain)
    return None if month is None else month.ordinal


def _part_of_year(plain: str, calendar: Calendar) -> tuple[int, int] | None:
    """The start year and the number of a part of it, from 1."""
    match = _PART[calendar.frequency].fullmatch(plain)
    if match is None:
        return None
    year = _year_in(match[2] or match[3], calendar.year)
    return None if year is None else (year, int(match[1] or match[4]))


def _part_or_months(plain: str, calendar: Calendar) -> int | None:
    """``2024-25 Q1`` or the months of it, ``Apr to Jun 2024``."""
    part = _part_of_year(plain, calendar)
    if part is None:
        return _months(plain, calendar)
    return calendar.periods_per_year * part[0] + part[1] - 1


def _months(plain: str, calendar: Calendar) -> int | None:
    """``Apr to May 2024``, ``2024-12 to 2025-01``: months that make up one period exactly."""
    for left, right in _halves(plain):
        last, named = _month_in(right), MONTH_NUMBERS.get(left)
        if last is None:
            continue
        first = _month_in(left) if named is None else Month(last.year, named)
        if first is None:
            continue
        period = calendar.latest_begun_by(first_day_of_month(first.ordinal))
        if (calendar.first_month(period), calendar.last_month(period)) == (first.ordinal, last.ordinal):
            return period
    return None


def _halves(plain: str) -> Iterator[tuple[str, str]]:
    """What is before and behind each dash, slash, ``to`` and ``and``."""
    return ((plain[: joint.start()], plain[joint.end() :]) for joint in _JOINT.finditer(plain))


def _term(plain: str, calendar: Calendar) -> int | None:
    match = _TERM.fullmatch(plain)
    year = None if match is None else _year_in(match[2] or match[3], calendar.year)
    if match is None or year is None:
        return None
    return 3 * year + _TERM_NAMES.index(match[1] or match[4])


def _years(plain: str, calendar: Calendar) -> int | None:
    """A year, or so many as are pooled in one figure; of every n years, one that there is a figure of."""
    last = _year_in(plain, calendar.year) if calendar.pooled == 1 else _last_of_pooled(plain, calendar)
    if last is None:
        return None
    period = calendar.first_of_year(last)
    return period if calendar.year_of(period) == last else None


def _last_of_pooled(plain: str, calendar: Calendar) -> int | None:
    """``2019-21``, ``2019 to 2021``, ``2019/20 - 2021/22``: the start year of the last."""
    more = calendar.pooled - 1
    if calendar.year.is_calendar:
        match = _YEARS_TOGETHER.fullmatch(plain)
        last = "" if match is None else str(int(match[1]) + more)
        return int(last) if match is not None and last[-len(match[2]) :] == match[2] else None
    for left, right in _halves(plain):
        first, end = _year_in(left, calendar.year), _year_in(right, calendar.year)
        if first is not None and end == first + more:
            return end
    return None


def _day(plain: str, _calendar: Calendar) -> int | None:
    return parse_day(plain)


def _week(plain: str, calendar: Calendar) -> int | None:
    """``2025-W01``, ``Week 1 2024/25``; ``w/e 05/01/2025``, ``w/c 30 Dec 2024``, or the date alone."""
    match = _PART[Frequency.WEEKLY].fullmatch(plain)
    if match is not None:
        return _numbered(match[2] or match[3], int(match[1] or match[4]), calendar)
    match = _WEEK_OF_DAY.fullmatch(plain)
    day = None if match is None else parse_day(match[3])
    if match is None or day is None:
        return None
    week = calendar.latest_begun_by(day)
    by_last = match[1] or (not match[2] and calendar.weeks.named_by_last_day)
    by_first = match[2] or (not match[1] and calendar.weeks.named_by_first_day)
    if by_last and day == calendar.last_day(week):
        return week
    return week if by_first and day == calendar.first_day(week) else None


def _four_weeks(plain: str, calendar: Calendar) -> int | None:
    """``4 weeks to 25/08/2024``, its last day alone, ``P5 2024/25``."""
    match = _PART[Frequency.FOUR_WEEKLY].fullmatch(plain)
    if match is not None:
        return _numbered(match[2] or match[3], int(match[1] or match[4]), calendar)
    match = _FOUR_WEEKS_TO.fullmatch(plain)
    day = None if match is None else parse_day(match[1])
    if day is None:
        return None
    period = calendar.latest_begun_by(day)
    return period if day == calendar.last_day(period) else None


def _numbered(year_text: str, number: int, calendar: Calendar) -> int | None:
    """A week or four weeks by their number in a calendar year (ISO 8601), or in the indicator's own."""
    named = _year_and_calendar(year_text, calendar)
    if named is None:
        return None
    start, by = named
    period = by.first_of_year(start) + number - 1
    return period if number and period <= by.last_of_year(start) else None


def _year_and_calendar(year_text: str, calendar: Calendar) -> tuple[int, Calendar] | None:
    """The start of a year and the calendar it is of: the calendar year where it is written as one number."""
    start = _year_in(year_text, YearKind.CALENDAR)
    if start is not None:
        return start, replace(calendar, year=YearKind.CALENDAR)
    start = _year_in(year_text, calendar.year)
    return None if start is None else (start, calendar)


_READERS: dict[Frequency, Callable[[str, Calendar], int | None]] = {
    Frequency.DAILY: _day,
    Frequency.WEEKLY: _week,
    Frequency.FOUR_WEEKLY: _four_weeks,
    Frequency.MONTHLY: _monthly,
    Frequency.BIMONTHLY: _months,
    Frequency.QUARTERLY: _part_or_months,
    Frequency.HALF_YEARLY: _part_or_months,
    Frequency.TERMLY: _term,
    Frequency.ANNUAL: _years,
}


def _plain(text: str) -> str | None:
    """In small letters with single spaces; None where it is longer than any label."""
    return None if len(text) > MOST_CHARACTERS else " ".join(text.casefold().split())

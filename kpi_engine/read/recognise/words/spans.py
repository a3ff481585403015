"""Headings that name a length of time by its months or years: ``Apr-Sep 2024``, ``12 months to March 2024``.

What several such headings mean beside each other is in span_runs.py.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from kpi_engine.model.calendars.period import MONTHS_IN_FULL
from kpi_engine.read.csv.dates import A_MONTH, MONTH_NUMBERS
from kpi_engine.read.recognise.words.found_period import FoundPeriod, Part, YearName

_TO = " ?(?:-|–|to) ?"
_A_YEAR = r"(?:(?:19|20)\d\d|'?\d\d)"
_FROM_TO = re.compile(
    rf"(?P<m1>{A_MONTH})(?:[ -]?(?P<y1>{_A_YEAR}))?{_TO}(?P<m2>{A_MONTH})[ -]?(?P<y2>{_A_YEAR})"
)
_COUNTS = {"three": 3, "six": 6, "nine": 9, "twelve": 12}
_MONTHS_TO = re.compile(
    r"(?:rolling )?(?:(?P<count>\d{1,2}|" + "|".join(_COUNTS) + r") ?(?:months?|mths?|m)|(?P<year>year)|r12m)"
    r"(?:,? rolling)?(?: (?:to|ending|ended|up to))?(?: (?:the )?end of)?(?: \d{1,2}(?:st|nd|rd|th)?)?"
    rf" (?P<m2>{A_MONTH})[ -]?(?P<y2>{_A_YEAR})"
)
_YEARS = re.compile(
    r"(?P<y1>(?:19|20)\d\d)(?:[/-](?P<e1>\d\d(?:\d\d)?))?(?: ?- ?| ?– ?| to )"
    r"(?P<y2>(?:19|20)?\d\d)(?:[/-](?P<e2>\d\d(?:\d\d)?))?"
)
_LONGEST = 24
_MOST_POOLED = 10
_FINANCIAL_QUARTERS = {4: 1, 7: 2, 10: 3, 1: 4}


def months_together(plain: str) -> FoundPeriod | None:
    """The months from one to another; they are a quarter, half-year or year where there is such a period."""
    span = _from_to(plain) or _months_to(plain)
    return None if span is None else period_of_span(*span)


def years_together(plain: str) -> FoundPeriod | None:
    """The years that a figure is made of together, as in ``2021-2023`` and ``2020/21 - 2022/23``."""
    match = _YEARS.fullmatch(plain)
    if match is None or bool(match["e1"]) is not bool(match["e2"]):
        return None
    first, last = int(match["y1"]), _full_year(match["y2"])
    is_calendar = not match["e1"]
    pooled = last - first + 1
    if not 2 + is_calendar <= pooled <= _MOST_POOLED or not (is_calendar or _follow(match)):
        return None
    return FoundPeriod(Part.YEAR, 0, YearName(last, is_calendar), pooled=pooled)


def _follow(match: re.Match[str]) -> bool:
    """Whether the two parts of each year follow each other: ``2020/21``."""
    years = ((match["y1"], match["e1"]), (match["y2"], match["e2"]))
    return all(str(_full_year(start) + 1).endswith(end) for start, end in years)


def _from_to(plain: str) -> tuple[int, int] | None:
    match = _FROM_TO.fullmatch(plain)
    if match is None:
        return None
    begins, last = MONTH_NUMBERS[match["m1"]], _month(match, "m2", "y2")
    first = _month(match, "m1", "y1") if match["y1"] else last - (last - begins + 1) % 12
    return (first, last) if 1 < last - first + 1 <= _LONGEST else None


def _months_to(plain: str) -> tuple[int, int] | None:
    match = _MONTHS_TO.fullmatch(plain)
    if match is None:
        return None
    count = match["count"] or "12"
    months = int(count) if count.isdigit() else _COUNTS[count]
    last = _month(match, "m2", "y2")
    return (last - months + 1, last) if 1 < months <= _LONGEST else None


def _month(match: re.Match[str], month: str, year: str) -> int:
    return _full_year(match[year]) * 12 + MONTH_NUMBERS[match[month]] - 1


def _full_year(text: str) -> int:
    year = int(text.lstrip("'"))
    return year + 2000 * (year < 100)


def period_of_span(first: int, last: int) -> FoundPeriod:
    """The period that begins and ends with two months, counted from year 0; else just these months.

    Quarters and half-years are of the financial year where it has them, else of the calendar year.
    """
    span, months = (first, last), last - first + 1
    year, month = first // 12, first % 12 + 1
    financial = YearName(year - (month < 4), is_calendar=False)
    if months == 3 and month in _FINANCIAL_QUARTERS:
        return FoundPeriod(Part.QUARTER, _FINANCIAL_QUARTERS[month], financial, span=span)
    if months == 6 and month in (4, 10):
        return FoundPeriod(Part.HALF, 1 + (month == 10), financial, span=span)
    if months == 6 and month in (1, 7):
        return FoundPeriod(Part.HALF, 1 + (month == 7), YearName(year, is_calendar=True), span=span)
    if months == 12:
        return FoundPeriod(Part.YEAR, 0, year_from(year, month), span=span)
    return FoundPeriod(Part.SPAN, span=span)


def year_from(year: int, month: int) -> YearName:
    """The year that begins with a month."""
    return YearName(year, is_calendar=month == 1, first_month=month)


def kind_of_year(first_month: int) -> str:
    """How a definition names the year that begins with a month."""
    return _KINDS.get(first_month) or MONTHS_IN_FULL[first_month - 1].casefold()


_KINDS: Mapping[int, str] = {1: "calendar", 4: "financial", 9: "academic"}

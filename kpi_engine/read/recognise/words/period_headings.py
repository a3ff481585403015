"""Headings that look like periods: a cell → the part of the calendar that it names, as far as it says it.

``Q1`` and ``Apr`` name a part of a year that another heading names; a date does not say
how long its period is.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from kpi_engine.read.csv.dates import A_MONTH, MONTH_NUMBERS
from kpi_engine.read.csv.marked_texts import without_notes
from kpi_engine.read.recognise.words.found_period import (
    TERM_NAMES,
    FoundPeriod,
    Part,
    YearName,
    in_its_year,
)
from kpi_engine.read.recognise.words.spans import months_together, years_together
from kpi_engine.read.recognise.words.welsh import in_english
from kpi_engine.read.workbook.cell import Cell

_MONTH = f"(?P<month>{A_MONTH})"
_TWO_YEARS = r"(?P<a>(?:19|20)?\d\d) ?[-/–] ?(?P<b>(?:19|20)?\d\d)"
_ONE_YEAR = r"(?P<y>(?:19|20)\d\d)"
_YEAR = f"(?:(?:fy|ay|cy) ?)?(?:{_TWO_YEARS}|{_ONE_YEAR})"
_SHORT_YEAR = r"(?P<y>(?:(?:19|20)|')?\d\d)"
_GAP = "[ ,:/–-]*"
_NUMBERED = {
    Part.QUARTER: "(?:q|qtr|quarter) ?(?P<n>[1-4])",
    Part.HALF: "(?:h|half|half[ -]year) ?(?P<n>[12])",
    Part.TERM: "(?P<n>autumn|spring|summer)(?: term)?",
}
_QUARTERS_OF_MONTHS = {(4, 6): 1, (7, 9): 2, (10, 12): 3, (1, 3): 4}
_TO_DATE = re.compile(
    r"^(?:year[ -]to[ -]date|ytd|cumulative)(?: (?:to|at|as at|up to))?(?: the)?(?: end)?(?: of)?\b"
    r"|\b\(?(?:year[ -]to[ -]date|ytd|cumulative)\)?$"
)
_DAY = re.compile(
    r"(?:(?P<ends>w/?e|week end(?:ing|ed)) ?|(?:w/?c|week (?:commencing|beginning)) ?)?"
    r"(?:(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>(?:20)?\d\d)|(?P<iy>20\d\d)-(?P<im>\d\d)-(?P<id>\d\d))"
    r"(?: 00:00:00)?"
)
# What may follow a period without making it another period.
_BESIDE = re.compile(
    r" ?(?:\((?:p|r|provisional|revised|draft|to date|actual)\)|\*+"
    r"|actual|figure|result|performance|value|score)$"
)


def period_in(cell: Cell) -> FoundPeriod | None:
    """The period that a heading names; None where it names no period, or several."""
    if cell.moment is not None:
        day = cell.moment.date()
        if "d" not in cell.date_parts and "m" in cell.date_parts:
            return FoundPeriod(Part.MONTH, day.month, YearName(day.year, is_calendar=True))
        return FoundPeriod(Part.DATE, day=day)
    if cell.number is not None:
        is_year = cell.number == cell.number.to_integral_value() and 1990 <= cell.number <= 2100
        plain = cell.number_format in {"General", "0"}
        return (
            FoundPeriod(Part.YEAR, 0, YearName(int(cell.number), is_calendar=True))
            if is_year and plain
            else None
        )
    return period_of_text(cell.text)


def period_of_text(text: str) -> FoundPeriod | None:
    """As ``period_in``, of a text."""
    plain = _BESIDE.sub("", without_notes(in_english(" ".join(text.casefold().split()))))
    found = _period(plain)
    if found is not None or "(" not in plain:
        return found
    return _period(" ".join(re.sub(r"\([^)]*\)", " ", plain).split()))  # Q1 (Apr to Jun)


def _period(plain: str) -> FoundPeriod | None:
    if not plain or len(plain) > 40:
        return None
    return (
        _day(plain)
        or _year(plain)
        or years_together(plain)
        or _numbered(plain)
        or _month(plain)
        or _months_of_quarter(plain)
        or _week(plain)
        or _month_of_year(plain)
        or months_together(plain)
        or _to_date(plain)
    )


def _to_date(plain: str) -> FoundPeriod | None:
    """``Year to date Sep 2024``, ``Q2 2024/25 YTD``: a part of a year, with all of the year before it."""
    rest = _TO_DATE.sub("", plain)
    period = None if rest == plain else _period(rest.strip(" ,:()–-"))
    if period is None or period.part not in (Part.MONTH, Part.QUARTER, Part.HALF) or period.covers:
        return None
    return replace(period, covers="YTD")


def year_in_text(text: str) -> YearName | None:
    """The one year that a longer text names, as ``Target 2025/26`` does; None of none or several."""
    found = {_year_name(match) for match in re.finditer(rf"(?<!\d){_TWO_YEARS}(?!\d)", text)} - {None}
    rest = re.sub(rf"(?<!\d){_TWO_YEARS}(?!\d)", " ", text)
    found |= {_year_name(match) for match in re.finditer(rf"(?<![\d/]){_ONE_YEAR}(?![\d/])", rest)} - {None}
    return found.pop() if len(found) == 1 else None


def period_in_text(text: str) -> FoundPeriod | None:
    """The quarter or month that a longer text names: ``Position at end of Quarter 2 2025/26``."""
    plain = " ".join(text.casefold().split())
    forms = (
        rf"{_NUMBERED[Part.QUARTER]},? (?:of )?{_YEAR}",
        rf"\b{_MONTH}[a-z]* {_ONE_YEAR}",
        rf"\bmonth (?:1[0-2]|[1-9]),? (?:of )?{_YEAR}",
    )
    for words in forms:
        if match := re.search(words, plain):
            return period_of_text(match[0])
    return None


def _day(plain: str) -> FoundPeriod | None:
    match = _DAY.fullmatch(plain)
    if match is None:
        return None
    numbers = (match["iy"], match["im"], match["id"]) if match["iy"] else (match["y"], match["m"], match["d"])
    year, month, number = map(int, numbers)
    try:
        day = date(year + 2000 * (year < 100), month, number)
    except ValueError:
        return None
    is_week = plain.startswith("w")
    return FoundPeriod(Part.WEEK if is_week else Part.DATE, day=day, is_week_end=bool(match["ends"]))


def _year(plain: str) -> FoundPeriod | None:
    match = re.fullmatch(_YEAR, plain)
    name = None if match is None else _year_name(match)
    return None if name is None else FoundPeriod(Part.YEAR, 0, name)


def _year_name(match: re.Match[str]) -> YearName | None:
    groups = match.groupdict()
    if groups.get("y"):
        year = int(groups["y"].lstrip("'"))
        return YearName(year + 2000 * (year < 100), is_calendar=True)
    first, second = groups["a"], groups["b"]
    start = int(first) + 2000 * (len(first) == 2)
    following = str(start + 1)
    return YearName(start, is_calendar=False) if following.endswith(second) else None


def _numbered(plain: str) -> FoundPeriod | None:
    for part, words in _NUMBERED.items():
        match = re.fullmatch(words, plain)
        if match is not None:
            return FoundPeriod(part, _number(match["n"]))
        for pattern in (f"{words}{_GAP}{_YEAR}", f"{_YEAR}{_GAP}{words}"):
            match = re.fullmatch(pattern, plain)
            name = None if match is None else _year_name(match)
            if match is not None and name is not None:
                return in_its_year(part, _number(match["n"]), name)
    return None


def _number(text: str) -> int:
    return int(text) if text.isdigit() else TERM_NAMES.index(text) + 1


def _month(plain: str) -> FoundPeriod | None:
    if match := re.fullmatch(_MONTH, plain):
        return FoundPeriod(Part.MONTH, MONTH_NUMBERS[match["month"]])
    for pattern in (f"{_MONTH}[ /–-]?{_SHORT_YEAR}", rf"{_ONE_YEAR}[ /-]{_MONTH}"):
        if match := re.fullmatch(pattern, plain):
            return FoundPeriod(Part.MONTH, MONTH_NUMBERS[match["month"]], _year_name(match))
    for pattern in (rf"{_ONE_YEAR}[-/](?P<n>0?[1-9]|1[0-2])", rf"(?P<n>0?[1-9]|1[0-2])[-/]{_ONE_YEAR}"):
        match = re.fullmatch(pattern, plain)
        if match is not None:
            return FoundPeriod(Part.MONTH, int(match["n"]), _year_name(match))
    return None


def _month_of_year(plain: str) -> FoundPeriod | None:
    """``M1`` and ``Month 12 2024/25``: months as the health service counts them, from April."""
    match = re.fullmatch(rf"m(?:onth)? ?(?P<n>1[0-2]|[1-9])(?:{_GAP}{_YEAR})?", plain)
    if match is None:
        return None
    period = FoundPeriod(Part.MONTH, (int(match["n"]) + 2) % 12 + 1)
    name = _year_name(match) if match["a"] or match["y"] else None
    return period if name is None else period.within(name)


def _months_of_quarter(plain: str) -> FoundPeriod | None:
    """``Apr - Jun``: a quarter of a financial year that another heading names."""
    match = re.fullmatch(r"([a-z]+) ?(?:-|–|to) ?([a-z]+)", plain)
    if match is None or match[1] not in MONTH_NUMBERS or match[2] not in MONTH_NUMBERS:
        return None
    number = _QUARTERS_OF_MONTHS.get((MONTH_NUMBERS[match[1]], MONTH_NUMBERS[match[2]]))
    return None if number is None else FoundPeriod(Part.QUARTER, number)


def _week(plain: str) -> FoundPeriod | None:
    match = re.fullmatch(r"(?P<y>20\d\d)[ -]?w(?:k|eek)? ?(?P<n>\d{1,2})", plain)
    return None if match is None else FoundPeriod(Part.WEEK, int(match["n"]), _year_name(match))

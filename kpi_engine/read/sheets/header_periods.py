"""Headings that name a period, alone or with the heading above: ``Q1`` under ``2024/25``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kpi_engine.read.csv.period_readings import period_readings
from kpi_engine.read.csv.periods import parse_month, parse_year

# Years of two calendar years begin in one of these months, so that the month of a heading has one year.
_FIRST_MONTHS = frozenset({4, 9})
_ANY_YEAR = "2000"


def is_period(text: str) -> bool:
    """Whether a text is a period of any frequency."""
    return bool(period_readings(text))


def month_named(text: str) -> int | None:
    """The number of a month that is named without its year: ``Apr``, ``September``."""
    month = parse_month(f"{text} {_ANY_YEAR}") if text.isalpha() else None
    return None if month is None else month.month


def period_of(heading: str, above: Sequence[str]) -> str:
    """The period that a heading names, with the nearest heading above that completes it; empty where none is.

    A month under a year of two calendar years is not among them: see ``months_under``.
    """
    if is_period(heading):
        return heading
    for other in above:
        for text in (f"{other} {heading}", f"{heading} {other}"):
            if heading and other and is_period(text):
                return text
    return ""


def months_under(headings: Mapping[int, str], above: Mapping[int, str]) -> dict[int, str]:
    """By column, the months that are named without a year under a year such as ``2024/25``.

    The months under one year go from left to right and begin with April or September: others are left out,
    since nothing says which calendar year they are in.
    """
    found: dict[int, str] = {}
    runs: dict[str, list[int]] = {}
    for column in sorted(headings):
        if parse_year(above.get(column, "")) is not None and month_named(headings[column]) is not None:
            runs.setdefault(above[column], []).append(column)
    for year_text, columns in runs.items():
        months = [month_named(headings[column]) or 0 for column in columns]
        year = parse_year(year_text)
        if year is None or months[0] not in _FIRST_MONTHS or len(set(months)) < len(months):
            continue
        for column, month in zip(columns, months, strict=True):
            found[column] = f"{year + (month < months[0])}-{month:02d}"
    return found

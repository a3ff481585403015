"""From and until: a year or a period of the indicator's frequency → the ordinal of a period."""

from __future__ import annotations

from kpi_engine.model.definitions.period import (
    Frequency,
    YearKind,
    first_period_of_year,
    period_words,
    year_label,
    year_of,
)
from kpi_engine.model.issue import Issue, error
from kpi_engine.model.wording import shown
from kpi_engine.read.csv.periods import parse_period, parse_year, why_not_a_period
from kpi_engine.read.yaml.lists import Placed

# Nobody has standards for other years; a mistyped year must not stretch every table by centuries.
_FIRST_YEAR, _LAST_YEAR = 1950, 2100
_NEITHER = {
    Frequency.MONTHLY: "neither a year nor a month",
    Frequency.QUARTERLY: "neither a year nor a quarter",
    Frequency.TERMLY: "neither a year nor a term",
    Frequency.ANNUAL: "not a year",
}
_WANTED = {
    Frequency.MONTHLY: "a year such as 2023-24 or a month such as 2024-08",
    Frequency.QUARTERLY: "a year such as 2023-24 or a quarter such as 2024-25 Q1",
    Frequency.TERMLY: "a year such as 2023-24 or a term such as 2023-24 Summer",
    Frequency.ANNUAL: "a year such as 2023-24",
}


def first_in_force(
    label: Placed[str], frequency: Frequency, year: YearKind, issues: list[Issue]
) -> int | None:
    """The ordinal of the period, or of the first period of the year, that ``from`` names."""
    return _ordinal(label, frequency, year, 0, issues)


def first_possible(frequency: Frequency, year: YearKind) -> int:
    """The ordinal of the first period that anything can hold in: of a threshold without ``from``."""
    return first_period_of_year(frequency, _FIRST_YEAR, year)


def last_in_force(
    label: Placed[str], frequency: Frequency, year: YearKind, issues: list[Issue]
) -> int | None:
    """The ordinal of the period, or of the last period of the year, that ``until`` names."""
    return _ordinal(label, frequency, year, frequency.periods_per_year - 1, issues)


def fixed_period(label: Placed[str], frequency: Frequency, year: YearKind, issues: list[Issue]) -> int | None:
    """The ordinal of the one period of the frequency that ``since`` names."""
    return one_period(label, "since", frequency, year, issues)


def one_period(
    label: Placed[str], field: str, frequency: Frequency, year: YearKind, issues: list[Issue]
) -> int | None:
    """The ordinal of the one period of the frequency that a ``field`` names."""
    period = parse_period(label.value, frequency)
    if period is None:
        reason, remedy = why_not_a_period(label.value, frequency)
        issues.append(error(label.location, f"{field} {shown(label.value)} {reason}", remedy))
        return None
    return _within_reason(label, frequency, year, period, issues)


def _ordinal(
    label: Placed[str], frequency: Frequency, year: YearKind, into_year: int, issues: list[Issue]
) -> int | None:
    start_year = parse_year(label.value)
    period = parse_period(label.value, frequency)
    if start_year is None and period is None:
        issues.append(
            error(
                label.location,
                f"{shown(label.value)} is {_NEITHER[frequency]}, and the indicator is {frequency.value}",
                f"write {_WANTED[frequency]}",
            )
        )
        return None
    if start_year is not None and period is not None and frequency is not Frequency.ANNUAL:
        issues.append(_two_meanings(label, start_year, frequency, period))
        return None
    if start_year is not None:
        period = first_period_of_year(frequency, start_year, year) + into_year
    return None if period is None else _within_reason(label, frequency, year, period, issues)


def _within_reason(
    label: Placed[str], frequency: Frequency, year: YearKind, period: int, issues: list[Issue]
) -> int | None:
    if not _FIRST_YEAR <= year_of(frequency, period, year) <= _LAST_YEAR:
        what = f"{shown(label.value)} is not within {_FIRST_YEAR} to {_LAST_YEAR}"
        issues.append(error(label.location, what, "correct the year"))
        return None
    return period


def _two_meanings(label: Placed[str], start_year: int, frequency: Frequency, period: int) -> Issue:
    """``2011-12`` is a year and, for a monthly indicator, December 2011 too."""
    return error(
        label.location,
        f"{shown(label.value)} can be the year {year_label(start_year)} or the month "
        f"{period_words(frequency, period)}",
        f"write {start_year}-{start_year + 1} for the year, {period_words(frequency, period)} for the month",
    )

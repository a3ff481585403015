"""From and until: a year or a period of the indicator's calendar → the ordinal of a period."""

from __future__ import annotations

from kpi_engine.model.calendars.calendar import Calendar
from kpi_engine.model.calendars.period_text import period_words
from kpi_engine.model.issue import Issue, error
from kpi_engine.model.wording import shown
from kpi_engine.read.csv.period_readings import example_of, no_such_part, why_not_a_period
from kpi_engine.read.csv.periods import parse_period, parse_year
from kpi_engine.read.yaml.lists import Placed

# Nobody has standards for other years; a mistyped year must not stretch every table by centuries.
_FIRST_YEAR, _LAST_YEAR = 1950, 2100


def first_in_force(label: Placed[str], calendar: Calendar, issues: list[Issue]) -> int | None:
    """The ordinal of the period, or of the first period of the year, that ``from`` names."""
    start_year, period = _read(label, calendar, issues)
    if start_year is not None:
        period = calendar.first_of_year(start_year)
    return None if period is None else _within_reason(label, calendar, period, issues)


def first_possible(calendar: Calendar) -> int:
    """The ordinal of the first period that anything can hold in: of a threshold without ``from``."""
    return calendar.first_of_year(_FIRST_YEAR)


def last_in_force(label: Placed[str], calendar: Calendar, issues: list[Issue]) -> int | None:
    """The ordinal of the period, or of the last period of the year, that ``until`` names."""
    start_year, period = _read(label, calendar, issues)
    if start_year is not None:
        period = calendar.last_of_year(start_year)
    return None if period is None else _within_reason(label, calendar, period, issues)


def fixed_period(label: Placed[str], calendar: Calendar, issues: list[Issue]) -> int | None:
    """The ordinal of the one period of the calendar that ``since`` names."""
    return one_period(label, "since", calendar, issues)


def one_period(label: Placed[str], field: str, calendar: Calendar, issues: list[Issue]) -> int | None:
    """The ordinal of the one period of the calendar that a ``field`` names."""
    period = parse_period(label.value, calendar)
    if period is None:
        reason, remedy = why_not_a_period(label.value, calendar)
        issues.append(error(label.location, f"{field} {shown(label.value)} {reason}", remedy))
        return None
    return _within_reason(label, calendar, period, issues)


def _read(label: Placed[str], calendar: Calendar, issues: list[Issue]) -> tuple[int | None, int | None]:
    """The start year of the year that a label names, or the period; neither where it cannot be read."""
    start_year = parse_year(label.value, calendar.year)
    period = parse_period(label.value, calendar)
    if start_year is None and period is None:
        issues.append(_neither(label, calendar))
    elif start_year is not None and period is not None and not calendar.is_annual:
        issues.append(_two_meanings(label, start_year, calendar, period))
        start_year, period = None, None
    return start_year, period


def _neither(label: Placed[str], calendar: Calendar) -> Issue:
    what = f"{shown(label.value)} is not a year, and the indicator is {calendar.frequency.words}"
    wanted = example_of(calendar.yearly)
    if not calendar.is_annual or calendar.pooled > 1:
        neither = f"neither a year nor a {calendar.period_name}"
        what = f"{shown(label.value)} is {neither}, and the indicator is {calendar.frequency.words}"
        wanted += f" or {example_of(calendar)}"
    part = no_such_part(label.value, calendar)
    if part is not None:
        what = f"{shown(label.value)} {part}"
    return error(label.location, what, f"write {wanted}")


def _within_reason(label: Placed[str], calendar: Calendar, period: int, issues: list[Issue]) -> int | None:
    if not _FIRST_YEAR <= calendar.year_of(period) <= _LAST_YEAR:
        what = f"{shown(label.value)} is not within {_FIRST_YEAR} to {_LAST_YEAR}"
        issues.append(error(label.location, what, "correct the year"))
        return None
    return period


def _two_meanings(label: Placed[str], start_year: int, calendar: Calendar, period: int) -> Issue:
    """``2011-12`` is a year and, for a monthly indicator, December 2011 too."""
    return error(
        label.location,
        f"{shown(label.value)} can be the year {calendar.year.label(start_year)} or the "
        f"{calendar.period_name} {period_words(calendar, period)}",
        f"write {start_year}-{start_year + 1} for the year, {period_words(calendar, period)} for the "
        f"{calendar.period_name}",
    )

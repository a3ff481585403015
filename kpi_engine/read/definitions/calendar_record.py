"""The fields of an indicator that say what its periods are → its calendar."""

from __future__ import annotations

from typing import Any

from kpi_engine.model.calendars.calendar import Calendar, CalendarDetails
from kpi_engine.model.calendars.period import CalendarMonth, Frequency, Weeks, YearKind
from kpi_engine.model.issue import Issue, error
from kpi_engine.model.wording import joined, shown
from kpi_engine.read.csv.dates import parse_day
from kpi_engine.read.csv.periods import parse_year
from kpi_engine.read.definitions.schema.period_schema import (
    COUNTED_FROM,
    EVERY_YEARS,
    FREQUENCY,
    POOLED_YEARS,
    WEEKS,
    YEAR,
    YEAR_TO_DATE_FROM,
)
from kpi_engine.read.yaml.records import Field, Values

# A term is a third of a school year: these are the years that have them.
_YEARS_WITH_TERMS = (YearKind.ACADEMIC, YearKind.FROM_AUGUST)
_DAYS_OF_FOUR_WEEKS = 28


def calendar_of(values: Values, issues: list[Issue]) -> Calendar | None:
    """The calendar; None where it cannot be read whole. Problems go to ``issues``."""
    frequency = values.get(FREQUENCY)
    if frequency is None:
        return None
    year = _year(values, frequency, issues)
    out_of_place = _out_of_place(values, frequency)
    issues += out_of_place
    if year is None or out_of_place:
        return None
    details = _details(values, frequency, year, issues)
    return None if details is None else Calendar(frequency, year, details)


def _year(values: Values, frequency: Frequency, issues: list[Issue]) -> YearKind | None:
    """What a year label means; an annual indicator must say."""
    if values.unreadable(YEAR):
        return None
    usual = YearKind.ACADEMIC if frequency is Frequency.TERMLY else YearKind.FINANCIAL
    year = values.get(YEAR) or (None if frequency is Frequency.ANNUAL else usual)
    if year is None:
        if values.whole:
            what = "an annual indicator without year"
            remedy = (
                'write "year: financial" where it starts in April, "year: academic" where in September, '
                '"year: calendar" where in January'
            )
            issues.append(error(values.at(FREQUENCY), what, remedy))
        return None
    if frequency is Frequency.TERMLY and year not in _YEARS_WITH_TERMS:
        what = f"a termly indicator goes by the academic year, not the {year.value} one"
        issues.append(error(values.at(YEAR), what, 'write "year: academic" or delete the line'))
        return None
    return year


def _out_of_place(values: Values, frequency: Frequency) -> list[Issue]:
    """Fields that say nothing of such a frequency."""
    wanted: tuple[tuple[Field[Any], tuple[Frequency, ...]], ...] = (
        (EVERY_YEARS, (Frequency.ANNUAL,)),
        (POOLED_YEARS, (Frequency.ANNUAL,)),
        (COUNTED_FROM, (Frequency.ANNUAL, Frequency.FOUR_WEEKLY)),
        (WEEKS, (Frequency.WEEKLY,)),
    )
    return [
        error(
            values.at(field),
            f"{field.name} is for {joined([f'{each.words}' for each in fit], 'or')} indicators, and this "
            f"one is {frequency.words}",
            "delete the line, or correct the frequency",
        )
        for field, fit in wanted
        if values.names(field) and frequency not in fit
    ]


def _details(
    values: Values, frequency: Frequency, year: YearKind, issues: list[Issue]
) -> CalendarDetails | None:
    every, pooled = values.get(EVERY_YEARS) or 1, values.get(POOLED_YEARS) or 1
    weeks = values.get(WEEKS) or Weeks.ISO
    named = (EVERY_YEARS, POOLED_YEARS, WEEKS, COUNTED_FROM)
    if any(values.unreadable(field) for field in named):
        return None
    counted_from = 0
    if every > 1 or frequency is Frequency.FOUR_WEEKLY:
        found = _counted_from(values, frequency, year, issues)
        if found is None:
            return None
        counted_from = found % (_DAYS_OF_FOUR_WEEKS if frequency is Frequency.FOUR_WEEKLY else every)
    elif frequency is Frequency.ANNUAL and values.names(COUNTED_FROM):
        what = "counted_from is given, but there is a figure every year"
        issues.append(error(values.at(COUNTED_FROM), what, "delete the line, or write every_years"))
        return None
    return CalendarDetails(every, pooled, counted_from, weeks)


def _counted_from(values: Values, frequency: Frequency, year: YearKind, issues: list[Issue]) -> int | None:
    """A year that has a figure, or the first day of four weeks."""
    by_days = frequency is Frequency.FOUR_WEEKLY
    wanted = "the first day of a period, such as 2024-04-01"
    if not by_days:
        wanted = f"a year that has a figure, such as {year.label(2023)}"
    given = values.get(COUNTED_FROM)
    if given is None:
        why = "a four-weekly indicator" if by_days else "every_years"
        place = values.at(FREQUENCY if by_days else EVERY_YEARS)
        issues.append(error(place, f"{why} without counted_from", f"write counted_from: {wanted}"))
        return None
    found = parse_day(given.value.casefold()) if by_days else parse_year(given.value, year)
    if found is None:
        what = f"counted_from {shown(given.value)} is not {'a date' if by_days else f'a {year.words}'}"
        issues.append(error(given.location, what, f"write {wanted}"))
    return found


def own_year_of(values: Values, calendar: Calendar, issues: list[Issue]) -> CalendarMonth | None:
    """The month in which its own year starts; a period of its calendar must start in it too."""
    month = values.get(YEAR_TO_DATE_FROM)
    if month is None:
        return None
    place = values.at(YEAR_TO_DATE_FROM)
    if calendar.is_annual:
        what = "year_to_date_from has no meaning for an annual indicator, whose figures are of whole years"
        issues.append(error(place, what, "delete year_to_date_from, or write another frequency"))
        return None
    beginnings = months_that_begin_a_period(calendar)
    if month in beginnings:
        return month
    what = f"no {calendar.period_name} begins in {month.words}"
    begin = joined([each.value for each in beginnings], "or")
    issues.append(error(place, what, f"write {begin}, in which a {calendar.period_name} begins"))
    return None


def months_that_begin_a_period(calendar: Calendar) -> tuple[CalendarMonth, ...]:
    """The months of a year in which a period begins, in the order of its year; for days and weeks, all."""
    months = tuple(CalendarMonth)
    if calendar.in_days:
        return months
    first = calendar.year.first_month - 1 if calendar.grid.length > 1 else 0
    return tuple(months[(first + step) % 12] for step in range(0, 12, calendar.grid.length))

"""Calendars: labels, months, weeks and years, and what follows what."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_engine.model.calendars.calendar import (
    Calendar,
    CalendarDetails,
    holding_period,
    nests,
    same_periods,
)
from kpi_engine.model.calendars.days import day_label, first_day_of_month, month_of_day, weekday_of
from kpi_engine.model.calendars.period import Frequency, Month, Weeks, YearKind, day_words, month_of
from kpi_engine.model.calendars.period_text import period_label, period_words
from kpi_engine.read.csv.periods import parse_period
from tests.calendars import calendars
from tests.oracle import calendars as plain_calendars

M, Q, T, A = Frequency.MONTHLY, Frequency.QUARTERLY, Frequency.TERMLY, Frequency.ANNUAL
FINANCIAL, ACADEMIC = YearKind.FINANCIAL, YearKind.ACADEMIC
# Frequencies with the kinds of year that definitions can give them.
KINDS = [(M, FINANCIAL), (M, ACADEMIC), (Q, FINANCIAL), (T, ACADEMIC), (A, FINANCIAL), (A, ACADEMIC)]
KINDS += [(Q, YearKind.CALENDAR), (Frequency.HALF_YEARLY, YearKind.FROM_JULY), (A, YearKind.FROM_MAY)]
KINDS += [(Frequency.BIMONTHLY, FINANCIAL), (Frequency.BIMONTHLY, YearKind.CALENDAR)]


@pytest.mark.parametrize(
    ("frequency", "ordinal", "label", "words", "months", "year"),
    [
        (M, 2024 * 12 + 7, "2024-08", "Aug 2024", ("2024-08", "2024-08"), FINANCIAL),
        (M, 2024 * 12, "2024-01", "Jan 2024", ("2024-01", "2024-01"), FINANCIAL),
        (Q, 2024 * 4, "2024-25 Q1", "Q1 2024-25", ("2024-04", "2024-06"), FINANCIAL),
        (Q, 2024 * 4 + 3, "2024-25 Q4", "Q4 2024-25", ("2025-01", "2025-03"), FINANCIAL),
        (T, 2023 * 3, "2023-24 Autumn", "Autumn 2023-24", ("2023-09", "2023-12"), ACADEMIC),
        (T, 2023 * 3 + 1, "2023-24 Spring", "Spring 2023-24", ("2024-01", "2024-04"), ACADEMIC),
        (T, 2023 * 3 + 2, "2023-24 Summer", "Summer 2023-24", ("2024-05", "2024-08"), ACADEMIC),
        (A, 2023, "2023-24", "2023-24", ("2023-04", "2024-03"), FINANCIAL),
        (A, 2023, "2023-24", "2023-24", ("2023-09", "2024-08"), ACADEMIC),
        (A, 1999, "1999-00", "1999-00", ("1999-04", "2000-03"), FINANCIAL),
    ],
)
def test_a_period(
    *, frequency: Frequency, ordinal: int, label: str, words: str, months: tuple[str, str], year: YearKind
) -> None:
    calendar = Calendar(frequency, year)
    assert period_label(calendar, ordinal) == label
    assert period_words(calendar, ordinal) == words
    assert month_of(calendar.first_month(ordinal)).label == months[0]
    assert month_of(calendar.last_month(ordinal)).label == months[1]


def weekly(weeks: Weeks) -> Calendar:
    return Calendar(Frequency.WEEKLY, details=CalendarDetails(weeks=weeks))


def years(year: YearKind, every: int = 1, pooled: int = 1, counted_from: int = 0) -> Calendar:
    return Calendar(A, year, CalendarDetails(every, pooled, counted_from))


CALENDAR, H, B = YearKind.CALENDAR, Frequency.HALF_YEARLY, Frequency.BIMONTHLY
FROM_1_APRIL_2024 = CalendarDetails(counted_from=date(2024, 4, 1).toordinal() % 28)
LABELS = [
    (Calendar(Frequency.DAILY), "2025-01-05", "5 Jan 2025", "2025-01-05", "2025-01-05", 2024),
    (weekly(Weeks.ISO), "2025-W01", "Week 1 2025", "2024-12-30", "2025-01-05", 2024),
    (weekly(Weeks.ENDING_SUNDAY), "w/e 2025-01-05", "w/e 5 Jan 2025", "2024-12-30", "2025-01-05", 2024),
    (weekly(Weeks.BEGINNING_SUNDAY), "w/c 2025-01-05", "w/c 5 Jan 2025", "2025-01-05", "2025-01-11", 2024),
    (
        *(Calendar(Frequency.FOUR_WEEKLY, FINANCIAL, FROM_1_APRIL_2024), "4 weeks to 2024-05-26"),
        *("4 weeks to 26 May 2024", "2024-04-29", "2024-05-26", 2024),
    ),
    (Calendar(B), "2024-12 to 2025-01", "Dec 2024 to Jan 2025", "2024-12-01", "2025-01-31", 2024),
    (Calendar(B, CALENDAR), "2025-01 to 2025-02", "Jan to Feb 2025", "2025-01-01", "2025-02-28", 2025),
    (Calendar(Q, CALENDAR), "2025 Q1", "Q1 2025", "2025-01-01", "2025-03-31", 2025),
    (Calendar(Q, YearKind.FROM_JULY), "2024-25 Q1", "Q1 2024-25", "2024-07-01", "2024-09-30", 2024),
    (Calendar(H), "2024-25 H2", "H2 2024-25", "2024-10-01", "2025-03-31", 2024),
    (Calendar(H, CALENDAR), "2024 H1", "H1 2024", "2024-01-01", "2024-06-30", 2024),
    (Calendar(T, YearKind.FROM_AUGUST), "2023-24 Spring", "Spring 2023-24", "2023-12-01", "2024-03-31", 2023),
    (years(CALENDAR), "2024", "2024", "2024-01-01", "2024-12-31", 2024),
    (years(FINANCIAL, every=2, counted_from=1), "2023-24", "2023-24", "2023-04-01", "2024-03-31", 2023),
    (years(CALENDAR, pooled=3), "2019-21", "2019-21", "2019-01-01", "2021-12-31", 2021),
    (years(CALENDAR, pooled=2), "2020 to 2021", "2020 to 2021", "2020-01-01", "2021-12-31", 2021),
    (
        *(years(FINANCIAL, pooled=3), "2019-20 to 2021-22", "2019-20 to 2021-22"),
        *("2019-04-01", "2022-03-31", 2021),
    ),
    (years(CALENDAR, 3, 3, 0), "2020-22", "2020-22", "2020-01-01", "2022-12-31", 2022),
]


@pytest.mark.parametrize(("calendar", "label", "words", "first", "last", "year"), LABELS)
def test_labels_days_and_years(
    *, calendar: Calendar, label: str, words: str, first: str, last: str, year: int
) -> None:
    period = parse_period(label, calendar)
    assert period is not None
    assert (period_label(calendar, period), period_words(calendar, period)) == (label, words)
    assert day_label(calendar.first_day(period)) == first
    assert day_label(calendar.last_day(period)) == last
    assert calendar.year_of(period) == year


@given(calendars(), st.integers(1050, 9990))
def test_labels_and_words_are_read_back(calendar: Calendar, year: int) -> None:
    for period in {calendar.first_of_year(year), calendar.last_of_year(year)}:
        assert parse_period(period_label(calendar, period), calendar) == period
        assert parse_period(period_words(calendar, period), calendar) == period


@given(calendars(), st.integers(1950, 2100), st.integers(0, 400))
def test_what_a_label_means_is_where_the_period_lies(calendar: Calendar, year: int, further: int) -> None:
    period = calendar.first_of_year(year) + further
    days = date.fromordinal(calendar.first_day(period)), date.fromordinal(calendar.last_day(period))
    assert days == plain_calendars.days_of(calendar, period)
    assert calendar.year_of(period) == plain_calendars.year_of(calendar, period)
    assert calendar.last_of_year(year) == plain_calendars.last_period_of_year(calendar, year)


@given(calendars(), st.integers(1950, 2100))
def test_calendars_named_alike_have_the_same_labels(calendar: Calendar, year: int) -> None:
    period = calendar.first_of_year(year)
    assert period_label(calendar.naming, period) == period_label(calendar, period)
    assert period_words(calendar.naming, period) == period_words(calendar, period)


@given(calendars(), calendars(), st.integers(1950, 2100))
def test_a_period_that_nests_lies_within_the_one_that_holds_it(
    inner: Calendar, outer: Calendar, year: int
) -> None:
    if not nests(inner, outer):
        return
    period = inner.first_of_year(year)
    holding = holding_period(inner, period, outer)
    if same_periods(inner, outer):
        assert holding == period
    elif inner.in_days and not outer.in_days:
        assert outer.first_month(holding) <= inner.month_of(period) <= outer.last_month(holding)
    else:
        assert outer.first_day(holding) <= inner.first_day(period)
        assert inner.last_day(period) <= outer.last_day(holding)


@given(calendars(), st.integers(1050, 9990))
def test_every_period_belongs_to_one_year(calendar: Calendar, start: int) -> None:
    first, last = calendar.first_of_year(start), calendar.last_of_year(start)
    assert [calendar.year_of(period) for period in (first, last)] == [start] * 2 or first == last + 1
    assert calendar.year_of(first - 1) < start < calendar.year_of(last + 1)
    years = calendar.year_of(np.arange(first, last + 1))
    assert (years == start).all()


@given(st.sampled_from(KINDS), st.integers(1050, 9990))
def test_the_periods_of_a_year_cover_its_twelve_months(kind: tuple[Frequency, YearKind], start: int) -> None:
    calendar = Calendar(*kind)
    first, last = calendar.first_of_year(start), calendar.last_of_year(start)
    assert last - first + 1 == calendar.periods_per_year
    january = start * 12 + calendar.year.first_month - 1
    assert (calendar.first_month(first), calendar.last_month(last)) == (january, january + 11)


@given(calendars(), st.integers(1050, 9990))
def test_periods_follow_each_other_without_gap(calendar: Calendar, start: int) -> None:
    if calendar.pooled > 1 or calendar.every > 1:
        return
    period = calendar.first_of_year(start)
    assert calendar.first_day(period + 1) == calendar.last_day(period) + 1


@given(calendars(), st.builds(Month, st.integers(1001, 9998), st.integers(1, 12)))
def test_the_latest_period_has_begun_and_the_next_one_has_not(calendar: Calendar, as_at: Month) -> None:
    latest = calendar.latest(as_at)
    # Of pooled years the last one must have begun.
    last = calendar.yearly if calendar.pooled > 1 else calendar
    begins, follows = (
        last.first_day(calendar.year_of(period) if calendar.pooled > 1 else period)
        for period in (latest, latest + 1)
    )
    assert begins <= as_at.last_day < follows


@given(st.integers(1, 3_000_000))
def test_days_are_in_the_months_of_the_calendar(day: int) -> None:
    known = date.fromordinal(day)
    month = Month(known.year, known.month)
    assert month_of_day(day) == month.ordinal
    assert first_day_of_month(month.ordinal) == known.replace(day=1).toordinal()
    assert month.last_day == known.replace(day=monthrange(known.year, known.month)[1]).toordinal()
    assert day_label(day) == known.isoformat()
    assert weekday_of(day) == known.weekday()


@given(st.integers(365, 3_000_000))
def test_weeks_are_those_of_iso_8601(day: int) -> None:
    calendar = Calendar(Frequency.WEEKLY)
    year, week, _ = date.fromordinal(day).isocalendar()
    period = calendar.latest_begun_by(day)
    assert period_label(calendar, period) == f"{year}-W{week:02d}"
    assert calendar.first_day(period) == date.fromisocalendar(year, week, 1).toordinal()


@given(st.integers(12_000, 119_000))
def test_a_month_is_its_ordinal(ordinal: int) -> None:
    assert month_of(ordinal).ordinal == ordinal


def test_a_day_reads_as_people_write_it() -> None:
    assert day_words("2024-09-05") == "5 Sep 2024"
    assert day_words("") == ""

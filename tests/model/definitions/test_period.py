"""Years, quarters and terms: labels, months and what follows what."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_engine.model.definitions.period import (
    Frequency,
    Month,
    YearKind,
    day_words,
    first_month,
    first_period_of_year,
    latest_period,
    month_of,
    period_label,
    period_words,
    year_of,
)

M, Q, T, A = Frequency.MONTHLY, Frequency.QUARTERLY, Frequency.TERMLY, Frequency.ANNUAL
FINANCIAL, ACADEMIC = YearKind.FINANCIAL, YearKind.ACADEMIC
# Frequencies with the kinds of year that definitions can give them.
KINDS = [(M, FINANCIAL), (M, ACADEMIC), (Q, FINANCIAL), (T, ACADEMIC), (A, FINANCIAL), (A, ACADEMIC)]


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
    assert period_label(frequency, ordinal) == label
    assert period_words(frequency, ordinal) == words
    assert month_of(first_month(frequency, ordinal, year)).label == months[0]
    assert month_of(first_month(frequency, ordinal + 1, year) - 1).label == months[1]


@pytest.mark.parametrize(("frequency", "year"), KINDS)
@given(start=st.integers(1000, 9998))
def test_the_periods_of_a_year_cover_its_twelve_months(
    frequency: Frequency, year: YearKind, start: int
) -> None:
    first = first_period_of_year(frequency, start, year)
    periods = range(first, first + frequency.periods_per_year)
    assert [year_of(frequency, period, year) for period in periods] == [start] * len(periods)
    months = [first_month(frequency, period, year) for period in [*periods, periods.stop]]
    january = start * 12
    assert (months[0], months[-1]) == (january + year.first_month - 1, january + year.first_month + 11)
    assert {later - earlier for earlier, later in pairwise(months)} == {12 // len(periods)}


@pytest.mark.parametrize(("frequency", "year"), KINDS)
@given(as_at=st.builds(Month, st.integers(1001, 9998), st.integers(1, 12)))
def test_the_latest_period_has_begun_and_the_next_one_has_not(
    frequency: Frequency, year: YearKind, as_at: Month
) -> None:
    latest = latest_period(frequency, as_at, year)
    assert first_month(frequency, latest, year) <= as_at.ordinal < first_month(frequency, latest + 1, year)


@given(st.integers(12_000, 119_000))
def test_a_month_is_its_ordinal(ordinal: int) -> None:
    assert month_of(ordinal).ordinal == ordinal


def test_a_day_reads_as_people_write_it() -> None:
    assert day_words("2024-09-05") == "5 Sep 2024"
    assert day_words("") == ""

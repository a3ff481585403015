from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_engine.model.calendars.calendar import Calendar
from kpi_engine.model.calendars.days import day_label
from kpi_engine.model.calendars.period import MONTH_NAMES, Frequency, Month, YearKind
from kpi_engine.model.calendars.period_text import TERMS, period_label, period_words
from kpi_engine.read.csv.period_readings import why_not_a_period
from kpi_engine.read.csv.periods import parse_month, parse_period, parse_year, period_of_date
from tests.calendars import calendars

# As definitions have them that say no more than the frequency; of a year, one that is written 2023-24.
CALENDARS = {
    frequency: Calendar(frequency, YearKind.ACADEMIC if frequency is Frequency.TERMLY else YearKind.FINANCIAL)
    for frequency in Frequency
}
AUGUST = Month(2024, 8).ordinal
FIRST_QUARTER = 4 * 2024
SUMMER = 3 * 2023 + 2


@pytest.mark.parametrize(
    "text",
    [
        *("2024-08", "2024-8", "2024/08", "08/2024", "8-2024", "Aug-24", "Aug 24", "Aug 2024", "Aug24"),
        *("aug-2024", "AUGUST 2024", "August-24", "2024 Aug", "2024-August", "Aug–24", "Aug   2024"),
    ],
)
def test_months(text: str) -> None:
    assert parse_period(text, Calendar(Frequency.MONTHLY)) == AUGUST


@pytest.mark.parametrize(
    "text",
    [
        *("2024-25 Q1", "2024/25 Q1", "24-25 Q1", "2024-25Q1", "2024-25-Q1", "2024-25, q1", "2024-2025 Q1"),
        *(
            "Q1 24-25",
            "Q1 2024/25",
            "Q1 2024-25",
            "q1 24/25",
            "Q1, 2024–25",
            "Quarter 1 2024-25",
            "Q1-2024-25",
        ),
    ],
)
def test_quarters(text: str) -> None:
    assert parse_period(text, Calendar(Frequency.QUARTERLY)) == FIRST_QUARTER


@pytest.mark.parametrize(
    "text",
    [
        *("2023-24 Summer", "2023/24 summer", "23-24 Summer", "2023-24, Summer term", "2023-2024 Summer"),
        *("Summer 23-24", "SUMMER 2023/24", "Summer term 2023-24", "Summer, 2023-24"),
    ],
)
def test_terms(text: str) -> None:
    assert parse_period(text, Calendar(Frequency.TERMLY)) == SUMMER


@pytest.mark.parametrize(
    "text", ["2023-24", "2023/24", "2023–24", "2023-2024", "2023/2024", "23-24", "23/24"]
)
def test_years(text: str) -> None:
    assert parse_period(text, Calendar(Frequency.ANNUAL)) == 2023


def test_centuries_end() -> None:
    assert parse_year("1999-00") == 1999
    assert parse_year("1999-2000") == 1999
    assert parse_year("2099-00") == 2099
    assert parse_year("00-01") == 2000


def test_one_text_means_what_the_frequency_says() -> None:
    assert parse_period("2011-12", Calendar(Frequency.MONTHLY)) == Month(2011, 12).ordinal
    assert parse_period("2011-12", Calendar(Frequency.ANNUAL)) == 2011
    assert parse_period("2011-12", Calendar(Frequency.QUARTERLY)) is None


REFUSED = {
    Frequency.MONTHLY: (
        *("", "2024", "24-08", "08-24", "2024-13", "2024-00", "0/2024", "13/2024", "2023-24", "01/08/2024"),
        *(
            "2024-08-01",
            "Aug",
            "24-Aug",
            "Augus 2024",
            "Aug 224",
            "Q1 2024-25",
            "0999-08",
            "2024 08",
            "٢٠٢٤-٠٨",
        ),
    ),
    Frequency.QUARTERLY: (
        *(
            "",
            "Q1",
            "Q1 2024",
            "2024 Q1",
            "2024-25 Q0",
            "2024-25 Q5",
            "2024-26 Q1",
            "Q124-25",
            "2024-25",
            "2024-04",
        ),
    ),
    Frequency.TERMLY: (
        *(
            "",
            "Summer",
            "Summer 2024",
            "2024 Summer",
            "2023-25 Summer",
            "2023-24 Winter",
            "Summer23-24",
            "2023-24",
        ),
    ),
    Frequency.ANNUAL: (
        "",
        "2024",
        "24",
        "2023-25",
        "2023-23",
        "2023-22",
        "23-2024",
        "2023-4",
        "2023 24",
        "2024-08",
    ),
}


@pytest.mark.parametrize(("frequency", "text"), [(kind, text) for kind in REFUSED for text in REFUSED[kind]])
def test_what_is_not_plain_is_refused_with_advice(frequency: Frequency, text: str) -> None:
    assert parse_period(text, CALENDARS[frequency]) is None
    reason, remedy = why_not_a_period(text, CALENDARS[frequency])
    assert reason
    assert remedy.startswith("write ")


@pytest.mark.parametrize(
    ("text", "frequency", "reason", "remedy"),
    [
        (
            "2024",
            Frequency.ANNUAL,
            "does not say which twelve months 2024 means",
            "write 2023-24 or 2024-25",
        ),
        (
            "Spring term 1999",
            Frequency.TERMLY,
            "does not say which twelve months 1999 means",
            "write 1998-99 Spring term or 1999-00 Spring term",
        ),
        (
            "2023-25",
            Frequency.ANNUAL,
            "names two years that do not follow each other",
            "write a year such as 2023-24",
        ),
        (
            "2023-24",
            Frequency.MONTHLY,
            "is a year, where a month is wanted",
            "write a month such as 2024-08 or Aug-24",
        ),
        ("31.08.24", Frequency.QUARTERLY, "is a date, not a quarter", "write a quarter such as 2024-25 Q1"),
        (
            "Q5 2024",
            Frequency.QUARTERLY,
            "names quarter 5, and a year has the quarters 1 to 4",
            "write a quarter such as 2024-25 Q1",
        ),
        (
            "2024-25 H3",
            Frequency.HALF_YEARLY,
            "names half-year 3, and a year has the half-years 1 to 2",
            "write a half-year such as 2024-25 H1",
        ),
        (
            "13/2024",
            Frequency.MONTHLY,
            "names month 13, and a year has the months 1 to 12",
            "write a month such as 2024-08 or Aug-24",
        ),
        (
            "2020-W54",
            Frequency.WEEKLY,
            "names week 54, and 2020 has the weeks 1 to 53",
            "write a week such as 2024-W14",
        ),
        (
            "2024-W53",
            Frequency.WEEKLY,
            "names week 53, and 2024 has the weeks 1 to 52",
            "write a week such as 2024-W14",
        ),
        (
            "P14 2024-25",
            Frequency.FOUR_WEEKLY,
            "names four-week period 14, and 2024-25 has the four-week periods 1 to 13",
            "write a four-week period such as 4 weeks to 2024-04-27",
        ),
        (
            "2023-24 Term 4",
            Frequency.TERMLY,
            "names term 4, and the 3 terms of a year are Autumn, Spring and Summer",
            "write a term such as 2023-24 Summer",
        ),
        (
            "2023-25",
            Frequency.MONTHLY,
            "is not a month",
            "write a month such as 2024-08 or Aug-24",
        ),
        ("lately", Frequency.TERMLY, "is not a term", "write a term such as 2023-24 Summer"),
    ],
)
def test_the_reason_fits(text: str, frequency: Frequency, reason: str, remedy: str) -> None:
    assert why_not_a_period(text, CALENDARS[frequency]) == (reason, remedy)


@given(
    calendars(),
    st.integers(0, 60),
    st.sampled_from(
        ["{} Q{}", "Q{1} {0}", "{} H{}", "{} P{}", "{}-W{}", "{}-{:02}", "{1}/{0}", "Term {1} {0}"]
    ),
    st.sampled_from(["2024", "2024-25", "2024/25", "2020", "24-25"]),
)
def test_a_part_that_no_year_has_is_never_a_period(
    calendar: Calendar, number: int, form: str, year: str
) -> None:
    """What is said to be no part of a year is refused, and what is a part of it is not said to be none."""
    text = form.format(year, number)
    reason = why_not_a_period(text, calendar)[0]
    assert not (reason.startswith("names ") and " has the " in reason and parse_period(text, calendar))


@given(st.sampled_from(Frequency), st.integers(1001, 9990))
def test_labels_are_read_back(frequency: Frequency, start_year: int) -> None:
    calendar = CALENDARS[frequency]
    for ordinal in range(calendar.first_of_year(start_year), calendar.last_of_year(start_year) + 1):
        assert parse_period(period_label(calendar, ordinal), calendar) == ordinal
        assert parse_period(period_words(calendar, ordinal), calendar) == ordinal


@given(st.integers(0, 99), st.sampled_from(["-", "/"]), st.integers(1, 4), st.sampled_from(TERMS))
def test_short_years_are_of_this_century(start: int, joint: str, quarter: int, term: str) -> None:
    year = f"{start:02d}{joint}{(start + 1) % 100:02d}"
    assert parse_year(year) == 2000 + start
    assert (
        parse_period(f"Q{quarter} {year}", Calendar(Frequency.QUARTERLY)) == 4 * (2000 + start) + quarter - 1
    )
    assert parse_period(f"{year} {term}", Calendar(Frequency.TERMLY)) == 3 * (2000 + start) + TERMS.index(
        term
    )
    for number, name in enumerate(MONTH_NAMES, 1):
        assert parse_month(f"{name}-{start:02d}") == Month(2000 + start, number)


@given(st.integers(0, 99), st.integers(0, 99))
def test_only_consecutive_years_are_a_year(start: int, end: int) -> None:
    follows = end == (start + 1) % 100
    assert (parse_year(f"20{start:02d}-{end:02d}") is not None) == follows
    assert (parse_year(f"{start:02d}-{end:02d}") is not None) == follows


@given(st.text(max_size=20), st.sampled_from(Frequency))
def test_no_text_raises(text: str, frequency: Frequency) -> None:
    if parse_period(text, CALENDARS[frequency]) is None:
        assert all(why_not_a_period(text, CALENDARS[frequency]))


QUARTER_ENDS = [("30/06/2024", False, 4 * 2024), ("2024-04-01", True, 4 * 2024), ("1 Apr 2024", False, None)]


@pytest.mark.parametrize(("text", "first", "period"), QUARTER_ENDS)
def test_a_date_stands_for_the_period_that_it_is_an_end_of(
    text: str, first: bool, period: int | None
) -> None:
    assert period_of_date(text, CALENDARS[Frequency.QUARTERLY], first=first) == period


def test_a_date_that_is_no_end_of_a_period_stands_for_none() -> None:
    monthly = CALENDARS[Frequency.MONTHLY]
    for text in ("2024-08-02", "2024-08", "lately", "2024-02-30"):
        assert period_of_date(text, monthly, first=True) is None


@given(calendars(), st.integers(1950, 2100))
def test_first_and_last_days_stand_for_their_period(calendar: Calendar, year: int) -> None:
    period = calendar.first_of_year(year)
    if calendar.every == 1:
        assert period_of_date(day_label(calendar.first_day(period)), calendar, first=True) == period
    if calendar.every <= calendar.pooled:
        assert period_of_date(day_label(calendar.last_day(period)), calendar, first=False) == period

"""What a heading names of the calendar, and what it does not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kpi_engine.read.recognise.words.date_runs import with_dates_read
from kpi_engine.read.recognise.words.found_period import FoundPeriod, Part, YearName
from kpi_engine.read.recognise.words.period_headings import period_in_text, period_of_text, year_in_text


@pytest.mark.parametrize(
    ("text", "part", "label"),
    [
        ("2024/25", Part.YEAR, "2024-25"),
        ("2024-2025", Part.YEAR, "2024-25"),
        ("24/25", Part.YEAR, "2024-25"),
        ("FY 2024/25", Part.YEAR, "2024-25"),
        ("2024/25 (provisional)", Part.YEAR, "2024-25"),
        ("2024", Part.YEAR, "2024"),
        ("Q1 24-25", Part.QUARTER, "2024-25 Q1"),
        ("Quarter 2 2025/26", Part.QUARTER, "2025-26 Q2"),
        ("2024/25 Q4", Part.QUARTER, "2024-25 Q4"),
        ("Apr - Jun 2024", Part.QUARTER, "2024-25 Q1"),
        ("Jan to Mar 2025", Part.QUARTER, "2024-25 Q4"),
        ("Apr-24", Part.MONTH, "2024-04"),
        ("September 2024", Part.MONTH, "2024-09"),
        ("Sept 24 actual", Part.MONTH, "2024-09"),
        ("2024-08", Part.MONTH, "2024-08"),
        ("08/2024", Part.MONTH, "2024-08"),
        ("Month 12 2024/25", Part.MONTH, "2025-03"),
        ("Q1 (Apr to Jun) 2024/25", Part.QUARTER, "2024-25 Q1"),
        ("2024/25 Q2 performance", Part.QUARTER, "2024-25 Q2"),
        ("H1 2023", Part.HALF, "2023 H1"),
        ("H2 2024/25", Part.HALF, "2024-25 H2"),
        ("Autumn term 2023/24", Part.TERM, "2023-24 Autumn"),
        ("w/e 05/01/2025", Part.WEEK, "w/e 2025-01-05"),
        ("2025-W01", Part.WEEK, "2025-W01"),
    ],
)
def test_whole_periods(text: str, part: Part, label: str) -> None:
    found = period_of_text(text)
    assert found is not None
    assert (found.part, found.label, found.is_whole) == (part, label, True)


@pytest.mark.parametrize(
    ("text", "year", "label"),
    [
        ("Q3", YearName(2024, is_calendar=False), "2024-25 Q3"),
        ("Apr", YearName(2024, is_calendar=False), "2024-04"),
        ("Mar", YearName(2024, is_calendar=False), "2025-03"),
        ("March", YearName(2024, is_calendar=True), "2024-03"),
        ("H2", YearName(2024, is_calendar=True), "2024 H2"),
        ("M1", YearName(2024, is_calendar=False), "2024-04"),
        ("Month 10", YearName(2024, is_calendar=False), "2025-01"),
    ],
)
def test_parts_of_a_year_that_another_heading_names(text: str, year: YearName, label: str) -> None:
    found = period_of_text(text)
    assert found is not None
    assert not found.is_whole
    assert found.within(year).label == label


@pytest.mark.parametrize(
    "text",
    ["Measure", "Due Q3", "12 of 14", "2024/26", "31/02/2025", "Target 2025/26", "", "1 2", "Maybe 24"],
)
def test_what_is_no_period(text: str) -> None:
    assert period_of_text(text) is None


def test_the_year_in_a_longer_text() -> None:
    assert year_in_text("Target 2025/26") == YearName(2025, is_calendar=False)
    assert year_in_text("Target for 2025") == YearName(2025, is_calendar=True)
    assert year_in_text("Between 2024/25 and 2025/26") is None
    assert year_in_text("Target") is None


def test_the_period_in_a_longer_text() -> None:
    found = period_in_text("Position at end of Quarter 2 2025/26. Figures provisional.")
    assert found is not None
    assert (found.label, found.last_month) == ("2025-26 Q2", (2025, 9))
    assert period_in_text("Figures provisional") is None


FIRST = date(2025, 1, 6)


@pytest.mark.parametrize(
    ("days", "part", "first"),
    [
        ([FIRST + timedelta(days=at) for at in range(5)], Part.DAY, "2025-01-06"),
        ([FIRST + timedelta(days=7 * at) for at in (0, 1, 3)], Part.WEEK, "w/c 2025-01-06"),
        ([FIRST + timedelta(days=28 * at) for at in range(3)], Part.FOUR_WEEKS, "4 weeks to 2025-01-06"),
        ([date(2024, month, 1) for month in (4, 5, 6)], Part.MONTH, "2024-04"),
        ([date(2024, 4, 30), date(2024, 5, 31), date(2024, 6, 30)], Part.MONTH, "2024-04"),
        ([date(2024, 4, 1), date(2024, 7, 1), date(2025, 1, 1)], Part.QUARTER, "2024-25 Q1"),
        ([date(2024, 3, 31), date(2025, 3, 31)], Part.YEAR, "2023-24"),
        ([date(2024, 4, 2)], Part.DATE, "2024-04-02"),
    ],
)
def test_dates_say_by_their_distance_what_they_stand_for(days: list[date], part: Part, first: str) -> None:
    read = with_dates_read([FoundPeriod(Part.DATE, day=day) for day in days])
    assert {period.part for period in read} == {part}
    assert read[0].label == first

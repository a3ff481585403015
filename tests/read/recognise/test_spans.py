"""Headings that name lengths of time: what each is, by what is beside it, is said; nothing is guessed."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi_engine.read.recognise.draft.drafts import recognise
from kpi_engine.read.recognise.found import SheetReport
from kpi_engine.read.workbook.open_workbook import open_workbook
from tests.read.recognise.making import Rows, write_workbook
from tests.read.recognise.test_layouts import figures, measures, recognised

_SAID = ("frequency", "year", "data_period", "pooled_years")


def table(*headings: str) -> Rows:
    return [
        ["Ref", "Measure", *headings],
        ["A1", "Calls answered in time (%)", *range(50, 50 + len(headings))],
        ["A2", "Letters", *range(20, 20 + len(headings))],
    ]


def read(folder: Path, rows: Rows) -> tuple[str, dict[str, str], SheetReport]:
    """The periods of A1's figures, what is said of it and the report."""
    draft, reports = recognised(folder, {"Sheet": rows})
    periods = [period for code, period in figures(draft, "code", "period") if code == "A1"]
    said = {line.key: line.value for line in measures(draft)["A1"].lines if line.key in _SAID}
    return ", ".join(periods), said, reports["Sheet"]


@pytest.mark.parametrize(
    ("headings", "periods", "said"),
    [
        (
            ["12 months to March 2023", "12 months to March 2024"],
            "2022-23, 2023-24",
            {"frequency": "annual", "year": "financial"},
        ),
        (
            ["12 months to Dec-22", "12 months to Dec-23"],
            "2022, 2023",
            {"frequency": "annual", "year": "calendar"},
        ),
        (
            ["Year ending 31 August 2023", "Year ending 31 August 2024"],
            "2022-23, 2023-24",
            {"frequency": "annual", "year": "academic"},
        ),
        (
            ["12 months to June 2023", "Year to June 2024"],
            "2022-23, 2023-24",
            {"frequency": "annual", "year": "july"},
        ),
        (["Apr 23 - Mar 24"], "2023-24", {"frequency": "annual", "year": "financial"}),
        (
            ["12 months to Mar 24", "12 months to Apr 24", "R12M May 24"],
            "2024-03, 2024-04, 2024-05",
            {"frequency": "monthly", "data_period": "R12M"},
        ),
        (
            ["Rolling 12 months to Mar 24", "Rolling 12 months to June 24"],
            "2023-24 Q4, 2024-25 Q1",
            {"frequency": "quarterly", "data_period": "R12M"},
        ),
        (["Apr-Sep 2023", "April to Sept 2024"], "2023-24 H1, 2024-25 H1", {"frequency": "half_yearly"}),
        (
            ["Apr 24 to Sep 24", "Oct 24 to Mar 25"],
            "2024-25 H1, 2024-25 H2",
            {"frequency": "half_yearly"},
        ),
        (
            ["Jan - Jun 2024", "Jul - Dec 2024"],
            "2024 H1, 2024 H2",
            {"frequency": "half_yearly", "year": "calendar"},
        ),
        (["Apr-Jun 2024", "3 months to Sep-24"], "2024-25 Q1, 2024-25 Q2", {"frequency": "quarterly"}),
        (
            ["Apr-Jun 2024", "Apr-Sep 2024", "Apr-Dec 2024", "Apr 24 - Mar 25"],
            "2024-25 Q1, 2024-25 Q2, 2024-25 Q3, 2024-25 Q4",
            {"frequency": "quarterly", "data_period": "YTD"},
        ),
        (
            ["Apr-May 2024", "Apr-Jun 2024", "Apr-Jul 2024"],
            "2024-05, 2024-06, 2024-07",
            {"frequency": "monthly", "data_period": "YTD"},
        ),
        (
            ["Year to date Aug 2024", "YTD to Sep 2024", "Oct-24 (YTD)"],
            "2024-08, 2024-09, 2024-10",
            {"frequency": "monthly", "data_period": "YTD"},
        ),
        (
            ["Q1 2024-25 YTD", "Cumulative Q2 2024/25"],
            "2024-25 Q1, 2024-25 Q2",
            {"frequency": "quarterly", "data_period": "YTD"},
        ),
        (
            ["2020-2022", "2021 to 2023"],
            "2020-22, 2021-23",
            {"frequency": "annual", "pooled_years": "3", "year": "calendar"},
        ),
        (
            ["2020/21 - 2022/23", "2021-22 to 2023-24"],
            "2020-21 to 2022-23, 2021-22 to 2023-24",
            {"frequency": "annual", "pooled_years": "3", "year": "financial"},
        ),
        (["Ionawr 2024", "Chwefror 2024", "Targed"], "2024-01, 2024-02", {"frequency": "monthly"}),
        (["Chwarter 1 2024-25", "Chwarter 2 2024-25"], "2024-25 Q1, 2024-25 Q2", {"frequency": "quarterly"}),
        # Dates of which all begin or end such periods.
        (["31/12/2022", "31/12/2023"], "2022, 2023", {"frequency": "annual", "year": "calendar"}),
        (["01/04/2022", "01/04/2023"], "2022-23, 2023-24", {"frequency": "annual", "year": "financial"}),
        (["30/06/2024", "30/09/2024"], "2024-25 Q1, 2024-25 Q2", {"frequency": "quarterly"}),
    ],
)
def test_what_lengths_of_time_are(
    tmp_path: Path, headings: list[str], periods: str, said: dict[str, str]
) -> None:
    found, is_said, report = read(tmp_path, table(*headings))
    assert (found, is_said) == (periods, said)
    assert report.not_understood == []


def test_what_is_inferred_of_them_says_so(tmp_path: Path) -> None:
    draft, _ = recognised(tmp_path, {"Sheet": table("12 months to Mar 24", "12 months to Apr 24")})
    lines = {line.key: line.inferred for line in measures(draft)["A1"].lines}
    assert lines["data_period"] == "the headings of its periods"


BESIDE = "put it into a table of its own"


@pytest.mark.parametrize(
    ("headings", "periods", "left_out"),
    [
        (
            ["Apr-24", "May-24", "YTD May 2024"],
            "2024-04, 2024-05",
            f'"YTD May 2024", year-to-date monthly figures beside monthly figures: {BESIDE}',
        ),
        (
            ["Apr-24", "May-24", "Q1 2024-25"],
            "2024-04, 2024-05",
            f'"Q1 2024-25", quarterly figures beside monthly figures: {BESIDE}',
        ),
        (
            ["2019-20", "2020-21", "2018-20"],
            "2019-20, 2020-21",
            f'"2018-20", 3 years together beside annual figures: {BESIDE}',
        ),
        (
            ["Apr-24", "May-24", "Apr-Aug 2024"],
            "2024-04, 2024-05",
            '"Apr-Aug 2024", months that are no quarter, half-year or year, nor years to date or 12 months '
            "each: write the period as its heading, and say in the definition what the figure covers",
        ),
    ],
)
def test_what_is_of_another_kind_is_left_out_and_said(
    tmp_path: Path, headings: list[str], periods: str, left_out: str
) -> None:
    found, _, report = read(tmp_path, table(*headings))
    assert found == periods
    assert report.not_understood == [f"Sheet!E1: the column {left_out}"]


@pytest.mark.parametrize(
    ("headings", "why"),
    [
        (["Jan-Mar 24", "Feb-Apr 24", "Mar-May 24"], "months that are no quarter"),
        (["Apr-May 2024", "Jun-Jul 2024"], "months that are no quarter"),
        (["31/05/2024", "31/08/2024"], "a date that does not say of which period it is"),
        (["30/06/2023", "30/06/2024"], "a date that does not say of which period it is"),
        (["31/03/2024"], "a date that does not say of which period it is"),
    ],
)
def test_what_nothing_says_is_not_guessed(tmp_path: Path, headings: list[str], why: str) -> None:
    workbook, _ = open_workbook(write_workbook(tmp_path / "made.xlsx", {"Sheet": table(*headings)}))
    assert workbook is not None
    found = recognise([workbook.sheet("Sheet")], "made")
    assert found.draft is None
    (report,) = found.reports
    assert [line.partition(", ")[2].partition(":")[0][: len(why)] for line in report.not_understood] == [
        why
    ] * len(headings)
    assert all(line.startswith("Sheet!") for line in report.not_understood)


def test_dates_down_that_are_no_period_are_said(tmp_path: Path) -> None:
    days = ("31/05/2024", "31/08/2024", "30/11/2024")
    rows = [["Date", "Calls"], *([day, 5] for day in days)]
    workbook, _ = open_workbook(write_workbook(tmp_path / "made.xlsx", {"Sheet": rows}))
    assert workbook is not None
    found = recognise([workbook.sheet("Sheet")], "made")
    assert found.draft is None
    why = "a date that does not say of which period it is: write a month, quarter or year as its heading"
    assert found.reports[0].not_understood == [
        f'Sheet!A{row}: "{day}", {why}' for row, day in enumerate(days, 2)
    ]


def test_ratings_in_welsh(tmp_path: Path) -> None:
    rows = [
        ["Cyfeirnod", "Dangosydd", "Targed", "Chwarter 1 2024-25", "Chwarter 2 2024-25", "Statws"],
        ["A1", "Galwadau", 60, 50, 61, "Gwyrdd"],
        ["A2", "Llythyrau", 60, 50, 58, "Melyn"],
        ["A3", "Ymweliadau", 60, 50, 40, "Coch"],
    ]
    draft, _ = recognised(tmp_path, {"Sheet": rows})
    printed = dict(draft.tables)["published.csv"]
    place = printed.columns.index("rag")
    assert [row[place] for row in printed.rows] == ["GREEN", "AMBER", "RED"]

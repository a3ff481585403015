"""The latest figures of a sheet where a row's own is of an earlier year than the table's."""

from __future__ import annotations

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from kpi_engine.model.calendars.period import Frequency, Month
from kpi_engine.render.xlsx import render_xlsx
from tests.assemble.making import document, indicator, months, scorecard, section, threshold
from tests.workbooks import example_ratings, opened, shown, table_rows

pytestmark = pytest.mark.filterwarnings("ignore:Sparkline Group extension")
DUE = threshold(2022, from_label="2022-23")


def sheet_of(last_of_late: int) -> Worksheet:
    known = [indicator(code, frequency=Frequency.ANNUAL, thresholds=[DUE]) for code in ("EARLY", "LATE")]
    figures = [
        *months("70.0", "80.0", last=2023, code="EARLY"),
        *months("84.0", "86.0", last=last_of_late, code="LATE"),
    ]
    layout = scorecard(section("EARLY", "LATE", frequency=Frequency.ANNUAL), as_at=Month(2025, 1))
    book = opened(render_xlsx(document(figures, known, layout), example_ratings()))
    return book["Title of ics"]


def test_a_figure_of_an_earlier_year_says_so_beside_it() -> None:
    rows = table_rows(sheet_of(2022))
    assert [shown(row["2023-24"]) for row in rows] == ["80.0%", "[x]"]
    assert [shown(row["Latest (2023-24)"]) for row in rows] == ["80.0%", "86.0%"]
    assert [bool(row["Latest (2023-24)"].font.b) for row in rows] == [True, True]
    assert [bool(row["2023-24"].font.b) for row in rows] == [False, False]
    assert [row["Latest notes"].value for row in rows] == [None, "2022-23"]
    assert [row["Remarks"].value for row in rows] == [
        "2021-22: no figure supplied",
        "2023-24: no figure supplied",
    ]


def test_of_one_year_nothing_is_said_beside_them() -> None:
    rows = table_rows(sheet_of(2023))
    assert [shown(row["Latest (2023-24)"]) for row in rows] == ["80.0%", "86.0%"]
    assert "Latest notes" not in rows[0]

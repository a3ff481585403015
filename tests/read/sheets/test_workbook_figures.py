"""Every figure of the officers' workbooks comes out of the reader of observations, with its cell."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kpi_engine.model.arrays.observation import Observations
from kpi_engine.model.calendars.calendar import Calendar, CalendarDetails
from kpi_engine.model.calendars.period import Frequency, Month, Weeks, YearKind
from kpi_engine.model.calendars.period_text import period_label
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.judgement import Missing
from kpi_engine.model.definitions.scorecard import FileSource, Precision
from kpi_engine.model.definitions.table_layout import Across, Layout, TableLayout, TimeUnit
from kpi_engine.read.csv.periods import parse_period
from kpi_engine.read.data.observations import read_observations
from tests.read.vocabulary import HERE, indicator

WORKBOOKS = Path(__file__).parents[2] / "workbooks"
SECONDS = {"03:41": "221", "03:12": "192", "02:55": "175", "02:47": "167", "02:33": "153", "02:21": "141"}


def listed(workbook: str) -> list[dict[str, str]]:
    with (WORKBOOKS / "values.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["workbook"] == workbook]


def source(workbook: str, layout: TableLayout) -> FileSource:
    return FileSource(str(WORKBOOKS / workbook), Precision.AS_PRINTED, "", False, HERE, layout)


def held(rows: Observations, row: int) -> str:
    """A figure as ``values.csv`` shows it."""
    value, numerator, denominator = (
        column.at(row) for column in (rows.value, rows.numerator, rows.denominator)
    )
    if numerator is not None:
        return f"{numerator} of {denominator}"
    return "" if value is None else str(value)


def test_the_quarters_of_a_corporate_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(WORKBOOKS)
    expected = [
        row
        for row in listed("corporate_plan.xlsx")
        if row["sheet"] != "Annual measures" and row["period"][:2] == "20"
    ]
    layout = TableLayout(
        sheets=tuple(dict.fromkeys(row["sheet"] for row in expected)),
        layout=Layout.WIDE,
        columns=(("code", "Ref"),),
        skip_rows=("Total*",),
        ignore_columns=("Target 2025/26",),
        missing=(("Due Q3", Missing.BLANK),),
        durations=TimeUnit.SECONDS,
    )
    codes = dict.fromkeys(row["measure"] for row in expected)
    rows, issues = read_observations(
        [source("corporate_plan.xlsx", layout)],
        [indicator(code, Frequency.QUARTERLY) for code in codes],
        [Area("Northshire", "body", ())],
        Month(2025, 9),
    )
    assert [str(issue.location) for issue in issues] == ["corporate_plan.xlsx:Resources!F12"]
    assert "6 numbers are typed as text" in issues[0].what
    found = {
        (rows.codes[rows.code[row]], period_label(Calendar(Frequency.QUARTERLY), int(rows.period[row]))): row
        for row in range(len(rows))
    }
    assert len(found) == len(rows) == len(expected)
    for row in expected:
        at = found[row["measure"], row["period"]]
        assert str(rows.location(at)) == f"corporate_plan.xlsx:{row['sheet']}!{row['cell']}"
        shown = SECONDS.get(row["shown"], row["shown"])
        assert held(rows, at) == ("" if shown in {"N/A", "Due Q3"} else shown)


def test_the_months_of_a_trust_with_a_sheet_for_each_site(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(WORKBOOKS)
    expected = [row for row in listed("trust_report.xlsx") if row["period"] != "standard"]
    names = list(dict.fromkeys(row["measure"] for row in expected))
    areas = list(dict.fromkeys(row["area"] for row in expected))
    layout = TableLayout(
        sheets=tuple(areas), sheets_are_areas=True, layout=Layout.WIDE, columns=(("name", "Metric"),)
    )
    rows, issues = read_observations(
        [source("trust_report.xlsx", layout)],
        [replace(indicator(f"M{number}"), name=name) for number, name in enumerate(names)],
        [Area(area, "site", ()) for area in areas],
        Month(2025, 3),
    )
    assert issues == ()
    found = {
        (
            names[rows.code[row]],
            rows.areas[rows.area[row]],
            period_label(Calendar(Frequency.MONTHLY), int(rows.period[row])),
        ): row
        for row in range(len(rows))
    }
    assert len(found) == len(rows) == len(expected)
    for row in expected:
        at = found[row["measure"], row["area"], row["period"]]
        assert str(rows.location(at)) == f"trust_report.xlsx:{row['sheet']}!{row['cell']}"
        assert held(rows, at) == ("" if row["shown"] == "n/a" else row["shown"])


BY_YEAR = YearKind.CALENDAR
DOWN = {"layout": Layout.WIDE, "across": Across.INDICATORS, "area": "Riverside Homes"}
ACROSS = {"layout": Layout.WIDE, "area": "Riverside Homes", "ignore_columns": ("Target 2025",)}


@pytest.mark.parametrize(
    ("sheet", "frequency", "year", "keys"),
    [
        (
            "Weekly repairs",
            Frequency.WEEKLY,
            BY_YEAR,
            {**DOWN, "columns": (("period", "Week commencing"),), "skip_rows": ("Total",)},
        ),
        ("Calls daily", Frequency.DAILY, BY_YEAR, {**DOWN, "columns": (("period", "Date"),)}),
        ("TSM half-yearly", Frequency.HALF_YEARLY, BY_YEAR, {**ACROSS, "columns": (("code", "TSM"),)}),
        (
            "Compliance by year",
            Frequency.ANNUAL,
            BY_YEAR,
            {**ACROSS, "columns": (("name", "Measure"),)},
        ),
    ],
)
def test_the_sheets_of_a_landlord(
    sheet: str,
    frequency: Frequency,
    year: YearKind,
    keys: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(WORKBOOKS)
    check_sheet("housing.xlsx", sheet, frequency, year, TableLayout(sheets=(sheet,), **keys))


def test_the_annual_measures_of_a_corporate_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(WORKBOOKS)
    sheet = "Annual measures"
    layout = TableLayout(
        sheets=(sheet,),
        layout=Layout.WIDE,
        columns=(("code", "Ref"),),
        area="Northshire",
        ignore_columns=("Target 2024/25",),
    )
    check_sheet("corporate_plan.xlsx", sheet, Frequency.ANNUAL, YearKind.FINANCIAL, layout)


def check_sheet(workbook: str, sheet: str, frequency: Frequency, year: YearKind, layout: TableLayout) -> None:
    """Every figure of a sheet is read at its cell, in its period."""
    expected = {
        f"{workbook}:{sheet}!{row['cell']}": row
        for row in listed(workbook)
        if row["sheet"] == sheet and "arget" not in row["period"]
    }
    measures = list(dict.fromkeys(row["measure"] for row in expected.values()))
    by_name = dict(layout.columns).keys().isdisjoint({"code"})
    details = CalendarDetails(weeks=Weeks.BEGINNING_MONDAY)
    indicators = [
        replace(
            indicator(f"M{place}" if by_name else measure, frequency, year=year),
            name=measure,
            calendar_details=details,
        )
        for place, measure in enumerate(measures)
    ]
    rows, issues = read_observations(
        [source(workbook, layout)],
        indicators,
        [Area(layout.area, "body", ())],
        Month(2025, 12),
    )
    assert issues == ()
    assert {str(rows.location(at)) for at in range(len(rows))} == set(expected)
    calendar = Calendar(frequency, year, details)
    for at in range(len(rows)):
        row = expected[str(rows.location(at))]
        assert measures[rows.code[at]] == row["measure"]
        assert int(rows.period[at]) == parse_period(row["period"].removeprefix("week commencing "), calendar)
        assert held(rows, at) == ("" if row["shown"] == "-" else row["shown"])

"""Sheets that are each of a period, and rows that are areas: what names the period, and when targets hold."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kpi_engine.model.outputs.draft import DraftScorecard
from tests.read.recognise.making import Rows
from tests.read.recognise.test_layouts import PERCENT, figures, measures, recognised, said


def areas(draft: DraftScorecard) -> str:
    return next(line.value for line in draft.lines if line.key == "areas")


def targets(draft: DraftScorecard, code: str) -> list[str]:
    """``2023-24: 95``, one a threshold."""
    found = []
    for lines in measures(draft)[code].thresholds:
        words = {line.key: line.value for line in lines}
        when = f"{words['from']} only: " if "until" in words else f"{words['from']}: "
        found.append(when + words["target"])
    return found


def a_year(target: float) -> Rows:
    return [
        ["Ref", "KPI", "Target", "Apr", "May"],
        ["A1", "Repairs in time", target, 96, 97],
        ["A2", "Voids let", 25, 30, 28],
    ]


def test_sheets_named_after_years_are_no_areas(tmp_path: Path) -> None:
    draft, _ = recognised(tmp_path, {"2023-24": a_year(95), "2024-25": a_year(96)})
    assert areas(draft) == "Made"
    assert [row for row in figures(draft, "code", "period", "value") if row[0] == "A1"] == [
        ("A1", "2023-04", "96"),
        ("A1", "2023-05", "97"),
        ("A1", "2024-04", "96"),
        ("A1", "2024-05", "97"),
    ]
    assert targets(draft, "A1") == ["2023-24: 95", "2024-25: 96"]
    assert said(measures(draft)["A2"])["target"] == "25"
    assert [service.name for service in draft.services] == [""]


def test_sheets_named_after_areas_and_years_are_of_the_areas(tmp_path: Path) -> None:
    names = ("North 2023-24", "North 2024-25", "Mayfield 2023-24", "Mayfield 2024-25")
    draft, _ = recognised(tmp_path, {name: a_year(95) for name in names})
    assert areas(draft) == "[North, Mayfield]"
    assert len(figures(draft)) == 16


@pytest.mark.parametrize("title", ["Performance 2024/25", "2024/25"])
def test_a_sheet_for_each_quarter_with_its_own_targets(tmp_path: Path, title: str) -> None:
    def sheet(target: int) -> Rows:
        heading = ["Ref", "Measure", "Actual", "Target"]
        return [[title], heading, ["A1", "Calls in time", 78, target], ["A2", "Letters in time", 81, 80]]

    draft, _ = recognised(tmp_path, {"Q1": sheet(80), "Q2": sheet(82)})
    assert areas(draft) == "Made"
    assert targets(draft, "A1") == ["2024-25 Q1 only: 80", "2024-25 Q2 only: 82"]


def test_areas_down_and_measures_across_in_a_sheet_of_one_month(tmp_path: Path) -> None:
    def sheet(month: str, bins: int) -> Rows:
        return [
            [f"Ward performance – {month}"],
            ["Ward", "Missed bins", "Clean streets"],
            ["Abbey", bins, (0.9, PERCENT)],
            ["Castle", 4, (0.95, PERCENT)],
            ["Total", bins + 4, (0.92, PERCENT)],
        ]

    draft, reports = recognised(tmp_path, {"Jul": sheet("July 2024", 5), "Aug": sheet("August 2024", 6)})
    assert [row for row in figures(draft, "area", "period", "value") if row[0] == "Abbey"] == [
        ("Abbey", "2024-07", "5"),
        ("Abbey", "2024-08", "6"),
        ("Abbey", "2024-07", "90"),
        ("Abbey", "2024-08", "90"),
    ]
    assert reports["Jul"].taken == ['"Ward performance – July 2024": 2 rows, areas down, 4 figures']
    assert reports["Jul"].skipped == ['Jul!A5: a total or note: "Total"']


def test_an_empty_column_between_names_and_quarters(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Ref", "Measure", "Trust target", None, "2023/24", None],
        [None, None, None, None, "Q3", "Q4"],
        ["A1", "Calls answered in time", 80, None, 81, 82],
    ]
    draft, _ = recognised(tmp_path, {"Plan": rows}, "E1:F1")
    assert figures(draft, "code", "period", "value") == [
        ("A1", "2023-24 Q3", "81"),
        ("A1", "2023-24 Q4", "82"),
    ]
    assert said(measures(draft)["A1"])["target"] == "80"


def test_names_below_a_heading_that_is_about_the_dates(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Week commencing", date(2024, 8, 5), date(2024, 8, 12), "Scotland 2023/24"],
        ["Appliances available", 91, 88, 90],
        ["Fatal fires", 0, 1, 0],
    ]
    draft, _ = recognised(tmp_path, {"Fire": rows})
    assert [said(each)["name"] for each in measures(draft).values()] == [
        "Appliances available",
        "Fatal fires",
    ]
    assert [row[2] for row in dict(draft.tables)["comparators.csv"].rows] == ["Scotland", "Scotland"]

"""Ratings printed beside figures: what they say of a measure, and the page that an audit reads of them."""

from __future__ import annotations

from datetime import time
from pathlib import Path
from typing import Any

import pytest

from kpi_engine.model.outputs.draft import DraftScorecard
from kpi_engine.read.recognise.draft.drafts import recognise
from kpi_engine.read.workbook.open_workbook import open_workbook
from tests.read.recognise.making import write_workbook
from tests.read.recognise.test_layouts import PERCENT, figures, measures, recognised, said

HEADING = ["Ref", "Measure", "Target 2025/26", "Q4 2024/25", "Q1 2025/26", "RAG", "DoT"]


def printed(draft: DraftScorecard) -> list[dict[str, str]]:
    table = dict(draft.tables)["published.csv"]
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def test_a_figure_that_is_shown_as_its_target_says_nothing_of_which_way_is_better(tmp_path: Path) -> None:
    """94.95 shows 95.0, which reaches 95 whichever way is better: GREEN does not make it lowest is best."""
    rows: list[list[Any]] = [
        HEADING,
        ["A1", "Repairs in time", 95, (0.9449, PERCENT), (0.9495, PERCENT), "Green", "↑"],
        ["A2", "Repairs done", 95, (0.9449, PERCENT), (0.9494, PERCENT), "Red", "↑"],
    ]
    draft, _ = recognised(tmp_path, {"Plan": rows})
    found = measures(draft)
    assert [said(found[code])["polarity"] for code in ("A1", "A2")] == ["ask", "H"]


def test_parts_alone_say_which_way_is_better_by_the_value_that_they_make(tmp_path: Path) -> None:
    rows: list[list[Any]] = [HEADING, ["A1", "Plans in time", "90%", "40 of 44", "35 of 40", "Red", "↓"]]
    draft, _ = recognised(tmp_path, {"Plan": rows})
    assert said(measures(draft)["A1"])["polarity"] == "H"


def test_a_printed_row_has_the_figure_as_it_is_shown_its_parts_and_its_target(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        [*HEADING[:2], "Good is", *HEADING[2:]],
        ["A1", "Repairs in time", "High", 95, (0.9449, PERCENT), (0.9495, PERCENT), "Green", "↑"],
        ["A2", "Plans in time", "High", "> 90%", "40 of 44", "35 of 40", "Red", "↓"],
        ["A3", "Days to let", "Low", "< 20", 21, 20, "Amber", "↑"],
        ["A4", "Homes built in the year, cumulative", "High", 400, 290, 105, "Green", "↓"],
        ["A5", "Days lost", "Low", 9, 21, "N/A", "", "↔"],
    ]
    draft, _ = recognised(tmp_path, {"Plan": rows})
    names = ("code", "period", "value", "numerator", "denominator", "target", "rag", "dot")
    assert [tuple(row[name] for name in names) for row in printed(draft)] == [
        ("A1", "2025-26 Q1", "95.0", "", "", "95", "GREEN", "improved"),
        ("A2", "2025-26 Q1", "", "35", "40", "> 90", "RED", "worsened"),
        ("A3", "2025-26 Q1", "20", "", "", "< 20", "AMBER", "improved"),
        # What is due by the first quarter, nobody has said.
        ("A4", "2025-26 Q1", "105", "", "", "", "GREEN", "worsened"),
        ("A5", "2024-25 Q4", "21", "", "", "", "", "same"),
    ]


def test_arrows_below_aim_say_which_way_is_better(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Measure", "Aim", "2023/24", "Target"],
        ["Plans", "↑", 91, 95],
        ["Days", "↓", 4, 8],
    ]
    draft, _ = recognised(tmp_path, {"Plan": rows})
    assert [said(each)["polarity"] for each in measures(draft).values()] == ["H", "L"]


@pytest.mark.parametrize("heading", ["Better if", "Best when", "Which way is better", "Zigzag"])
def test_a_column_that_says_which_way_is_better(tmp_path: Path, heading: str) -> None:
    rows: list[list[Any]] = [
        ["Ref", "Measure", heading, "Target", "Q1 2025/26"],
        ["A1", "Repairs in time", "Higher", 95, 94],
        ["A2", "Days to let", "lower is better", 20, 21],
        ["A3", "Applications", "Neither", "", 140],
    ]
    draft, reports = recognised(tmp_path, {"Plan": rows})
    assert [said(each)["polarity"] for each in measures(draft).values()] == ["H", "L", "none"]
    assert reports["Plan"].not_understood == []


def test_a_profile_of_quarters_holds_in_the_months_that_end_them(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Ref", "Measure", "Good is", "Target 2025/26", "Apr-25", "May-25", "Jun-25"],
        ["A1", "Tax collected, cumulative (%)", "High", "Q1 28.5% / Q2 55.5% / Q3 82% / Q4 97%", 10, 19, 28],
    ]
    draft, _ = recognised(tmp_path, {"Plan": rows})
    assert [[line.value for line in lines] for lines in measures(draft)["A1"].thresholds] == [
        ["2025-06", "2025-06", "28.5"],
        ["2025-09", "2025-09", "55.5"],
        ["2025-12", "2025-12", "82"],
        ["2026-03", "2026-03", "97"],
    ]
    assert "its profile does not name" in " ".join(draft.questions)


@pytest.mark.parametrize(
    ("profile", "wanted"),
    [
        ("Jun 10 / Sep 20 / Mar 40", [["2025-26 Q1"] * 2, ["2025-26 Q2"] * 2, ["2025-26 Q4"] * 2]),
        ("H1 20 / H2 40", [["2025-26 Q2"] * 2, ["2025-26 Q4"] * 2]),
        ("Apr 5 / Jun 10", [["2025-26 Q1"] * 2]),
    ],
)
def test_a_profile_of_other_periods_holds_in_the_quarters_that_end_with_them(
    tmp_path: Path, profile: str, wanted: list[list[str]]
) -> None:
    rows: list[list[Any]] = [
        ["Ref", "Measure", "Good is", "Target 2025/26", "Q1 2025/26"],
        ["A1", "Homes", "High", profile, 10],
    ]
    draft, _ = recognised(tmp_path, {"Plan": rows})
    assert [
        [line.value for line in lines if line.key in ("from", "until")]
        for lines in measures(draft)["A1"].thresholds
    ] == wanted
    assert "its profile does not name" in " ".join(draft.questions)


def test_minutes_and_seconds_and_ratios_are_shown_as_the_cells_show_them(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Ref", "Measure", "Good is", "Target", "Apr-25", "May-25"],
        ["A1", "Average wait", "Low", "02:30", (time(0, 3, 41), "mm:ss"), (time(0, 2, 29), "mm:ss")],
        ["A2", "Longest wait", "Low", 36000, (time(3, 41), "hh:mm"), (time(2, 29), "hh:mm")],
        ["A3", "Pupils a teacher", "Low", "1:18.5", "1:17.9", "1:18.2"],
    ]
    draft, _ = recognised(tmp_path, {"Calls": rows})
    assert [said(each)["unit"] for each in measures(draft).values()] == [
        '"minutes:seconds"',
        "seconds",
        '"1:n"',
    ]


def test_a_plan_of_each_month_beside_a_standard_is_met_or_missed_by_its_sign(
    tmp_path: Path,
) -> None:
    rows: list[list[Any]] = [
        [None, None, "Apr-25", None, "May-25", None],
        ["Metric", "Standard", "Plan", "Actual", "Plan", "Actual"],
        ["Falls", "< 6.6", 6.6, 6.5, 7, 6.6],
        ["Seen in time", "≥ 78%", (0.78, PERCENT), (0.77, PERCENT), (0.78, PERCENT), (0.78, PERCENT)],
    ]
    draft, _ = recognised(tmp_path, {"Trust": rows}, "C1:D1", "E1:F1")
    falls, seen = measures(draft).values()
    assert [{line.key: line.value for line in lines} for lines in falls.thresholds] == [
        {"target": "6.6", "strict": "true", "amber": "none"},
        {"from": "2025-05", "until": "2025-05", "target": "7", "strict": "true", "amber": "none"},
    ]
    assert (said(seen)["target"], said(seen)["amber"], seen.thresholds) == ("78", "none", ())
    assert draft.questions == ()


def test_targets_of_a_quarter_and_of_the_year_beside_each_other(tmp_path: Path) -> None:
    """The quarter's own target is of the year that the title names; a repeated target says nothing."""
    rows: list[list[Any]] = [
        ["Corporate plan 2025-26"],
        ["Ref", "Measure", "Good is", "Annual target", "Q1 target", "Q1 actual"],
        ["E1", "Missed bins", "Low", 45, 45, 47],
        ["E3", "Homes built", "High", 400, 90, 85],
    ]
    draft, _ = recognised(tmp_path, {"Plan": rows})
    bins, homes = measures(draft).values()
    assert (said(bins)["target"], bins.thresholds) == ("45", ())
    assert [{line.key: line.value for line in lines} for lines in homes.thresholds] == [
        {"from": "2025-26", "target": "400", "target_for": "year", "spread": "ask"},
        {"from": "2025-26 Q1", "until": "2025-26 Q1", "target": "90"},
    ]


def test_of_two_targets_the_first_is_written_and_the_other_is_asked_about(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Measure", "Good is", "National target", "Local target", "2022/23", "2023/24"],
        ["Plans in time", "High", 90, 95, 91, 93],
    ]
    draft, _ = recognised(tmp_path, {"Plan": rows})
    (plans,) = measures(draft).values()
    assert said(plans)["target"] == "90"
    assert "whether its target is 90 or 95: 90 is written" in draft.questions[0]


def test_periods_that_are_counted_are_no_areas(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Ref", "Measure", "P1", "P2", "Target"], ["A1", "Days", 0.7, 1.4, 8]]
    workbook, _ = open_workbook(write_workbook(tmp_path / "made.xlsx", {"2024-25": rows}))
    assert workbook is not None
    found = recognise([workbook.sheet("2024-25")], "made")
    assert found.draft is None
    assert found.reports[0].not_understood == ['2024-25!C1: the column "P1"', '2024-25!D1: the column "P2"']


def test_a_range_to_be_kept_to_has_no_target_point(tmp_path: Path) -> None:
    """With its upper end as the point aimed at, 23 to 19 was a figure that got worse."""
    rows: list[list[Any]] = [
        ["Ref", "Measure", "Good is", "Target", "Tolerance", "May-24", "Jun-24", "RAG"],
        ["A1", "Repeat plans", "T", "17.5 - 22.5", "", 23, 19, "G"],
        ["A2", "Staff turnover", "T", "8 - 12", "2 points", 13, 11, "G"],
        ["A3", "Calls in time", "High", "85 - 90", "", 84, 86, "G"],
        ["A4", "Days to answer", "Low", "5 - 10", "", 12, 9, "G"],
    ]
    draft, _ = recognised(tmp_path, {"Plan": rows})
    standards = [
        {line.key: line.value for line in each.lines if line.key in ("target", "green", "amber")}
        for each in measures(draft).values()
    ]
    assert standards == [
        {"green": "[17.5, 22.5]"},
        {"green": "[8, 12]", "amber": "[6, 14]"},
        {"target": "85", "amber": "none"},
        {"target": "10", "amber": "none"},
    ]
    assert [row["target"] for row in printed(draft)] == ["", "", "", ""]


def test_parts_and_neighbours_by_their_short_names(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Ref", "Measure", "2022/23", "2023/24", "Num", "Denom", "Stat neighbours 2023"],
        ["A1", "Plans in time (%)", 60, 75, 15, 20, 70],
    ]
    draft, reports = recognised(tmp_path, {"Plan": rows})
    assert figures(draft, "period", "numerator", "denominator")[-1] == ("2023-24", "15", "20")
    # 2023 is no year of a measure by financial years.
    assert dict(draft.tables)["comparators.csv"].rows == (("A1", "", "Stat neighbours 2023", "70", ""),)
    assert reports["Plan"].not_understood == []


def test_the_heading_of_a_part_of_the_document_is_no_body(tmp_path: Path) -> None:
    heading = ["Measure", "Good is", "Q1", "Q2", "Status"]
    rows: list[list[Any]] = [
        ["Performance in 2025/26"],
        ["PRIORITY 1: CLEAN"],
        [*heading],
        ["Fly-tips", "Low", 1204, 1188, "Slightly below target"],
        ["PRIORITY 2: SAFE"],
        [*heading],
        ["Thefts", "Low", 85, 101, "Below target"],
    ]
    draft, reports = recognised(tmp_path, {"Q2": rows})
    assert {row[0] for row in figures(draft, "area")} == {"Made"}
    assert reports["Q2"].not_understood == []


def test_a_target_of_a_year_or_period_that_figures_do_not_have_is_asked_about(tmp_path: Path) -> None:
    """A definition dated so was refused."""
    heading = ["Measure", "Good is", "Target 2024", "Q1 target", "Apr-24", "May-24"]
    rows: list[list[Any]] = [["Plan 2024/25"], heading, ["Plans in time", "High", 90, 85, 91, 93]]
    draft, _ = recognised(tmp_path, {"Plan": rows})
    (plans,) = measures(draft).values()
    assert plans.thresholds == ()
    assert "when its target of 2024 holds: its figures have no such period" in draft.questions[0]
    assert "when its target of 2024-25 Q1 holds" in draft.questions[0]
    yearly: list[list[Any]] = [
        ["Measure", "Good is", "Target 2024/25", "2022", "2023"],
        ["Smoking", "Low", 12, 13, 14],
    ]
    draft, _ = recognised(tmp_path, {"Plan": yearly})
    assert "when its target of 2024-25 holds" in draft.questions[0]


def test_floors_beside_a_target_to_keep_to_and_points_of_a_target_of_the_year(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Measure", "Good is", "Target", "Floor", "Tolerance", "Q1 2025/26", "Q2 2025/26"],
        ["Turnover", "T", "8 - 12", 5, "", 9, 10],
        ["Homes, cumulative", "High", 400, "", "2 points", 90, 200],
    ]
    draft, _ = recognised(tmp_path, {"Plan": rows})
    turnover, homes = measures(draft).values()
    assert said(turnover)["green"] == "[8, 12]"
    assert "floor_standard" not in said(turnover)
    assert [line.key for line in homes.thresholds[0]] == ["from", "target", "target_for", "spread"]

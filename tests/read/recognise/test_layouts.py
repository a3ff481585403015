"""Tables as officers lay them out: what is found in each, and what is left out aloud."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.styles import PatternFill

from kpi_engine.model.outputs.draft import DraftMeasure, DraftScorecard
from kpi_engine.read.recognise.draft.drafts import recognise
from kpi_engine.read.recognise.found import SheetReport
from kpi_engine.read.workbook.open_workbook import open_workbook
from tests.read.recognise.making import Rows, write_workbook

PERCENT = "0.0%"


def recognised(
    folder: Path, sheets: dict[str, Rows], *merged: str
) -> tuple[DraftScorecard, dict[str, SheetReport]]:
    workbook, issues = open_workbook(write_workbook(folder / "made.xlsx", sheets, merged))
    assert workbook is not None, issues
    found = recognise([workbook.sheet(name) for name in workbook.sheet_names], "made")
    assert found.draft is not None
    return found.draft, {report.name: report for report in found.reports}


def figures(draft: DraftScorecard, *columns: str) -> list[tuple[str, ...]]:
    table = dict(draft.tables)["observations.csv"]
    places = [table.columns.index(column) for column in columns or ("code", "area", "period", "value")]
    return [tuple(row[place] for place in places) for row in table.rows]


def measures(draft: DraftScorecard) -> dict[str, DraftMeasure]:
    return {measure.code: measure for service in draft.services for measure in service.measures}


def said(measure: DraftMeasure) -> dict[str, str]:
    return {line.key: line.value for line in measure.lines}


def test_a_year_merged_above_its_quarters(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Northshire Council – Corporate plan"],
        [None, None, "2023/24", None, "2024/25", None],
        ["Ref", "Measure", "Q3", "Q4", "Q1", "Q2"],
        ["A1", "Calls answered in time", (0.81, PERCENT), (0.825, PERCENT), (0.7, PERCENT), "N/A"],
        [None, "Total measures on target", 1, 1, 0, 0],
        ["Notes: provisional"],
    ]
    draft, reports = recognised(tmp_path, {"Plan": rows}, "C2:D2", "E2:F2")
    assert figures(draft) == [
        ("A1", "Northshire Council", "2023-24 Q3", "81"),
        ("A1", "Northshire Council", "2023-24 Q4", "82.5"),
        ("A1", "Northshire Council", "2024-25 Q1", "70"),
        ("A1", "Northshire Council", "2024-25 Q2", "N/A"),
    ]
    assert said(measures(draft)["A1"]) == {
        **{"code": "A1", "name": "Calls answered in time", "polarity": "none", "frequency": "quarterly"},
        **{"unit": "percent", "decimals": "1"},
    }
    assert reports["Plan"].skipped == [
        'Plan!B5: a total: "Total measures on target"',
        'Plan!A6: a note or heading: "Notes: provisional"',
    ]


def test_references_and_measures_beside_the_years_above_quarters(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Waste performance 2024/25"],
        [],
        ["Ref", "Measure", "Good is", "2023/24", None, "2024/25", "Target 2024/25", "RAG"],
        [None, None, None, "Q3", "Q4", "Q1", None, None],
        ["007", "Missed bins", "Low", 42, "<5", 44, 45, "G"],
        [
            "W02",
            "Recycled",
            "High",
            (0.451, PERCENT),
            (0.448, PERCENT),
            (0.46, PERCENT),
            (0.45, PERCENT),
            "G",
        ],
    ]
    draft, reports = recognised(tmp_path, {"Waste": rows}, "D3:E3")
    assert figures(draft, "code", "period", "value") == [
        ("007", "2023-24 Q3", "42"),
        ("007", "2024-25 Q1", "44"),
        ("W02", "2023-24 Q3", "45.1"),
        ("W02", "2023-24 Q4", "44.8"),
        ("W02", "2024-25 Q1", "46"),
    ]
    assert {code: said(each)["polarity"] for code, each in measures(draft).items()} == {
        "007": "L",
        "W02": "H",
    }
    assert reports["Waste"].skipped == []
    assert reports["Waste"].not_understood == ['Waste!E5: holds "<5", which is no figure']


def test_references_and_measures_below_the_years(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        [None, None, 2022, 2023],
        ["Ref", "Measure", None, None],
        ["L1", "Visits", 512, 498],
        ["L2", "Loans", 41, 38],
    ]
    draft, _ = recognised(tmp_path, {"Libraries": rows})
    assert figures(draft, "code", "period", "value") == [
        *(("L1", "2022", "512"), ("L1", "2023", "498")),
        *(("L2", "2022", "41"), ("L2", "2023", "38")),
    ]


def test_rows_of_directorates_are_areas_of_what_the_sheet_is_about(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Directorate", "Apr 2024", "May 2024"],
        ["Adults", 0.8, 1.1],
        ["Place", 0.7, 0.9],
        ["All", 0.9, 1.0],
    ]
    draft, _ = recognised(tmp_path, {"Days lost to sickness": rows})
    (code,) = measures(draft)
    assert said(measures(draft)[code])["name"] == "Days lost to sickness"
    assert figures(draft, "area", "period", "value")[:2] == [
        ("Adults", "2024-04", "0.8"),
        ("Adults", "2024-05", "1.1"),
    ]
    assert [row[0] for row in dict(draft.tables)["areas.csv"].rows] == ["All", "Adults", "Place"]


def test_rows_of_themes_are_the_measures_where_nothing_else_names_them(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Theme", "2022/23", "2023/24"], ["Safety", 5, 6], ["Health", 7, 8]]
    draft, _ = recognised(tmp_path, {"Plan": rows})
    assert [said(each)["name"] for each in measures(draft).values()] == ["Safety", "Health"]


def test_an_extract_with_names_and_codes_of_areas(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        [
            "Indicator code",
            "Indicator name",
            "Area code",
            "Area name",
            "Time period",
            "Value",
            "Lower CI",
            "Upper CI",
        ],
        [90366, "Smoking", "E06000001", "Hartlepool", "2021/22", 12.3, 11.3, 13.3],
        [90366, "Smoking", "E06000001", "Hartlepool", "2022/23", 12.1, 11.3, 13.3],
        [90366, "Smoking", "E06000002", "Middlesbrough", "2021/22", 15.1, 14.1, 16.1],
        [90366, "Smoking", "E06000002", "Middlesbrough", "2022/23", 15.2, 14.1, 16.1],
    ]
    draft, reports = recognised(tmp_path, {"Extract": rows})
    assert figures(draft) == [
        ("90366", "Hartlepool", "2021-22", "12.3"),
        ("90366", "Hartlepool", "2022-23", "12.1"),
        ("90366", "Middlesbrough", "2021-22", "15.1"),
        ("90366", "Middlesbrough", "2022-23", "15.2"),
    ]
    assert reports["Extract"].not_understood == ['Extract!C1: the column "Area code"']


def test_quarters_whose_year_the_name_of_the_sheet_says(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["District", "Q1", "Q2"], ["Ashford", 45.1, 46], ["Dover", 39, 38]]
    draft, _ = recognised(tmp_path, {"Recycling 2023-24": rows})
    assert figures(draft, "area", "period", "value") == [
        *(("Ashford", "2023-24 Q1", "45.1"), ("Ashford", "2023-24 Q2", "46")),
        *(("Dover", "2023-24 Q1", "39"), ("Dover", "2023-24 Q2", "38")),
    ]


def test_a_column_with_marks_among_its_figures_is_a_measure(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Month", "Waits"],
        *(["Apr-24", "<5"], ["May-24", 7], ["Jun-24", "[c]"], ["Jul-24", "*"]),
    ]
    draft, reports = recognised(tmp_path, {"A&E": rows})
    assert figures(draft, "period", "value") == [("2024-05", "7"), ("2024-06", "[c]"), ("2024-07", "*")]
    assert reports["A&E"].not_understood == ['A&E!B2: holds "<5", which is no figure']


def test_measures_named_above_the_periods(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Measure", "Adults", None],
        [None, "Q1 24/25", "Q2 24/25"],
        ["Days lost", 2.1, 2.3],
        ["Turnover", 9, 8.8],
    ]
    draft, _ = recognised(tmp_path, {"Sickness": rows})
    assert [said(each)["name"] for each in measures(draft).values()] == ["Days lost", "Turnover"]


def test_terms_are_of_the_year_that_they_are_held_in(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Measure", "Autumn 2023", "Spring 2024", "Summer 2024", "2023/24 Summer term"],
        ["Attendance", 95, 94, 96, 96],
    ]
    draft, _ = recognised(tmp_path, {"Schools": rows})
    assert figures(draft, "period", "value") == [
        ("2023-24 Autumn", "95"),
        ("2023-24 Spring", "94"),
        ("2023-24 Summer", "96"),
    ]


def test_dates_without_their_format_and_an_aim_in_words(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["No.", "Indicator", "Aim", "Standard", 45383, 45413, 45444],
        [1, "Complaints", "Smaller is better", 40, 41, 38, 44],
        [2, "Officers", "Bigger is better", 1500, 1488, 1502, 1511],
    ]
    draft, reports = recognised(tmp_path, {"Response": rows})
    assert [period for (period,) in figures(draft, "period")[:3]] == ["2024-04", "2024-05", "2024-06"]
    assert {code: said(each)["polarity"] for code, each in measures(draft).items()} == {"1": "L", "2": "H"}
    assert reports["Response"].taken[0] == (
        "table: 2 rows, periods across, 6 figures; headings such as 45383 are read as dates"
    )


def test_two_tables_below_each_other_with_titles_and_groups(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Adult care", None, None],
        ["Measure", "2023/24", "2024/25"],
        ["Quality of care"],
        ["Reviews in time", 71, 74],
        [],
        ["Children", None, None],
        ["Measure", "Q1 2024/25", "Q2 2024/25"],
        ["Plans in time", 61, 64],
    ]
    draft, _ = recognised(tmp_path, {"Sheet1": rows})
    assert [(service.name, [each.name for each in service.measures]) for service in draft.services] == [
        ("Quality of care", ["Reviews in time"]),
        ("", ["Plans in time"]),
    ]
    assert [period for _, _, period, _ in figures(draft)] == [
        "2023-24",
        "2024-25",
        "2024-25 Q1",
        "2024-25 Q2",
    ]


def test_periods_down_and_measures_across(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Month", "Jobs raised", "% in time", "Comment"],
        [(date(2024, 4, 1), "mmm-yy"), 495, (0.883, PERCENT), "Easter"],
        [(date(2024, 5, 1), "mmm-yy"), 427, (0.837, PERCENT), None],
        [(date(2024, 6, 1), "mmm-yy"), 457, (0.791, PERCENT), None],
        ["Total", 1379, None, None],
    ]
    draft, reports = recognised(tmp_path, {"Repairs": rows})
    assert {code: said(each)["frequency"] for code, each in measures(draft).items()} == {
        "JOBS-RAISED": "monthly",
        "TIME": "monthly",
    }
    assert figures(draft, "code", "period", "value")[:2] == [
        ("JOBS-RAISED", "2024-04", "495"),
        ("JOBS-RAISED", "2024-05", "427"),
    ]
    assert reports["Repairs"].skipped[0] == 'Repairs!D1: the column "Comment", which holds no figures'


def test_a_row_for_each_figure(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Code", "Indicator", "District", "Period", "Value", "Numerator", "Denominator", "Target", "RAG"],
        ["A1", "Audits graded good", "East", "Apr 2024", 81.3, 52, 64, 85, "Amber"],
        ["A1", "Audits graded good", "West", "Apr 2024", 85.9, 55, 64, 85, "Green"],
        ["A1", "Audits graded good", "East", "May 2024", 84.4, 54, 64, 85, "Amber"],
    ]
    draft, _ = recognised(tmp_path, {"Data": rows})
    assert figures(draft, "code", "area", "period", "value", "numerator")[1] == (
        *("A1", "West", "2024-04", "85.9"),
        "55",
    )
    printed = dict(draft.tables)["published.csv"]
    assert [row[8] for row in printed.rows] == ["AMBER", "GREEN", "AMBER"]
    assert said(measures(draft)["A1"])["polarity"] == "H"  # GREEN above its target


def test_sheets_with_the_same_measures_are_areas(tmp_path: Path) -> None:
    def sheet(*numbers: int) -> Rows:
        return [
            ["Metric", "Standard", (date(2024, 4, 1), "mmm-yy"), (date(2024, 5, 1), "mmm-yy")],
            ["Waits over 52 weeks", "= 0", numbers[0], numbers[1]],
            ["Seen within 4 hours", "≥ 78%", (numbers[2] / 100, "0%"), "n/a"],
        ]

    sheets = {"Trust total": sheet(9, 8, 70), "North": sheet(4, 4, 72), "South": sheet(5, 4, 69)}
    draft, _ = recognised(tmp_path, sheets)
    assert dict(draft.tables)["areas.csv"].rows == (
        ("Trust total", "", "whole"),
        ("North", "Trust total", "area"),
        ("South", "Trust total", "area"),
    )
    assert len(figures(draft)) == 12
    waits, seen = measures(draft).values()
    assert (said(waits)["polarity"], said(waits)["target"]) == ("L", "0")
    assert (said(seen)["polarity"], said(seen)["target"], said(seen)["unit"]) == ("H", "78", "percent")
    assert said(seen)["amber"] == "none"  # met or missed


def test_a_target_and_rating_of_each_period(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["2024/25"],
        [None, None, "Q1", None, None, "Q2", None, None],
        ["Ref", "Measure", "Actual", "Target", "RAG", "Actual", "Target", "RAG"],
        ["A1", "Homes built", 131, 120, "G", 190, 240, "R"],
    ]
    draft, _ = recognised(tmp_path, {"Homes": rows}, "C2:E2", "F2:H2")
    assert figures(draft, "period", "value") == [("2024-25 Q1", "131"), ("2024-25 Q2", "190")]
    thresholds = measures(draft)["A1"].thresholds
    assert [{line.key: line.value for line in threshold} for threshold in thresholds] == [
        {"from": "2024-25 Q1", "until": "2024-25 Q1", "target": "120"},
        {"from": "2024-25 Q2", "until": "2024-25 Q2", "target": "240"},
    ]
    assert [row[8] for row in dict(draft.tables)["published.csv"].rows] == ["GREEN", "RED"]


def test_tolerances_as_they_are_written(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Ref", "Measure", "Good is", "2023/24", "2024/25", "Target 2024/25", "Amber tolerance"],
        ["A1", "Plans in time", "Bigger is better", 71, 74, 80, "5% of target"],
        ["A2", "Days to answer", "Smaller is better", 12, 11, 10, "2 points"],
        ["A3", "Children in care", "Plan is best", 70, 73, 68, "3 either side green, 6 either side amber"],
        ["A4", "Families in B&B", "Smaller is better", 1, 0, 0, "0 green, up to 3 amber"],
    ]
    draft, _ = recognised(tmp_path, {"Plan": rows})
    lines = {
        code: {line.key: line.value for line in each.thresholds[0]} for code, each in measures(draft).items()
    }
    assert lines["A1"]["tolerance"] == "5%"
    assert lines["A2"]["tolerance"] == "2 points"
    assert (lines["A3"]["green"], lines["A3"]["amber"]) == ("[65, 71]", "[62, 74]")
    assert lines["A4"]["floor_standard"] == "3"


def test_a_count_that_starts_again_each_year_is_known_by_its_figures(tmp_path: Path) -> None:
    heading = ["Measure", "Good is", *(f"Q{q} 2023/24" for q in (1, 2, 3, 4)), "Q1 2024/25", "Target 2024/25"]
    rows: list[list[Any]] = [heading, ["Admissions", "Smaller is better", 128, 263, 391, 541, 131, 520]]
    draft, _ = recognised(tmp_path, {"Care": rows})
    (measure,) = measures(draft).values()
    assert next(line for line in measure.lines if line.key == "data_period").inferred == (
        "its figures grow through each year and start again"
    )
    assert {line.key: line.value for line in measure.thresholds[0]} == {
        **{"from": "2024-25", "target": "520"},
        **{"target_for": "year", "spread": "ask"},
    }
    assert draft.questions[0].startswith(
        "ADMISSIONS (Care!A2): how its target for the year is spread over the year; what is still AMBER"
    )


def test_cells_that_are_not_understood_are_named(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Measure", "Mystery", "2022/23", "2023/24", "Target"],
        ["Plans in time", "xyz", "see note", 64, "as agreed"],
        ["Visits", "abc", "#DIV/0!", 4, 5],
    ]
    draft, reports = recognised(tmp_path, {"Plans": rows})
    assert reports["Plans"].not_understood == [
        'Plans!E2: the target "as agreed"',
        "Plans!C3: holds the error #DIV/0!",
        'Plans!B1: the column "Mystery"',
        'Plans!C2: holds "see note", which is no figure',
    ]
    assert "which way is better" in " ".join(draft.questions)


def test_values_that_are_words_are_drafted_with_their_order(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Measure", "2021/22", "2022/23", "2023/24", "2024/25"],
        ["Local plan", "Delayed", "At risk", "on track", "On track"],
        ["Ofsted", "Good", "Outstanding", "Good", "Requires improvement"],
        ["Phase", "Gold", "Silver", "Gold", "Silver"],
        ["Visits", 3, "see note", 4, 5],
    ]
    draft, reports = recognised(tmp_path, {"Plans": rows})
    lines = [{line.key: line for line in each.lines} for each in measures(draft).values()]
    assert [each["values"].value for each in lines if "values" in each] == [
        "{Delayed: 1, At risk: 2, on track: 3}",
        "{Requires improvement: 1, Good: 2, Outstanding: 3}",
        "{Gold: 1, Silver: 2}",
    ]
    assert lines[0]["values"].inferred == "the meaning of the words"
    assert lines[2]["values"].inferred.endswith("the worst first: check it")
    assert "values" not in lines[3]
    assert figures(draft, "code", "value")[2:4] == [("LOCAL-PLAN", "on track"), ("LOCAL-PLAN", "on track")]
    assert reports["Plans"].not_understood == ['Plans!C5: holds "see note", which is no figure']


def test_a_fraction_without_its_format_among_percentages(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Measure", "2022", "2023"], ["Gas safety checks", (0.998, PERCENT), 1]]
    draft, reports = recognised(tmp_path, {"Safety": rows})
    assert figures(draft, "period", "value") == [("2022", "99.8"), ("2023", "100")]
    assert reports["Safety"].taken[-1] == (
        "inferred: Safety!C2: 1 among percentages, without a % format, is taken for 100%"
    )


def test_two_figures_of_one_measure_and_period(tmp_path: Path) -> None:
    first: Rows = [["Ref", "Measure", "2022/23", "2023/24"], ["A1", "Plans", 1, 2], ["A2", "Visits", 5, 6]]
    second: Rows = [["Ref", "Measure", "2023/24", "2024/25"], ["A1", "Plans", 3, 4]]
    draft, reports = recognised(tmp_path, {"One": first, "Two": second})
    assert ("A1", "2023-24", "2") in figures(draft, "code", "period", "value")
    assert reports["Two"].not_understood == [
        "Two!C2: another figure of Made and 2023-24 is in One!D2, which was taken"
    ]


def test_sheets_without_a_table_hold_none(tmp_path: Path) -> None:
    workbook, _ = open_workbook(
        write_workbook(tmp_path / "made.xlsx", {"Cover": [["Corporate plan"], ["2024"]]})
    )
    assert workbook is not None
    assert recognise([workbook.sheet("Cover")], "made").draft is None


def test_a_sheet_for_each_quarter(tmp_path: Path) -> None:
    def sheet(number: int, rag: str) -> Rows:
        heading = ["Ref", "Measure", "Actual", "Target", "RAG"]
        return [["Performance 2024/25"], heading, ["A1", "Calls in time", number, 80, rag]]

    draft, _ = recognised(tmp_path, {"Q1": sheet(78, "Amber"), "Q2": sheet(82, "Green")})
    assert figures(draft, "period", "value") == [("2024-25 Q1", "78"), ("2024-25 Q2", "82")]
    assert [row[5] for row in dict(draft.tables)["published.csv"].rows] == ["2024-25 Q1", "2024-25 Q2"]


def test_a_column_for_each_area(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Calls by district, March 2025"],
        ["Measure", "East", "West", "Target"],
        ["Calls in time", (0.81, PERCENT), (0.79, PERCENT), (0.8, PERCENT)],
        ["Calls abandoned", (0.05, PERCENT), "N/A", (0.06, PERCENT)],
    ]
    draft, _ = recognised(tmp_path, {"Districts": rows})
    assert figures(draft, "area", "period", "value") == [
        ("East", "2025-03", "81"),
        ("West", "2025-03", "79"),
        ("East", "2025-03", "5"),
        ("West", "2025-03", "N/A"),
    ]


def test_colours_in_place_of_words(tmp_path: Path) -> None:
    path = tmp_path / "made.xlsx"
    write_workbook(path, {"Plan": [["Measure", "Q1 2024/25", "Q2 2024/25", "Target"], ["Calls", 78, 85, 80]]})
    book = openpyxl.load_workbook(path)
    for cell, colour in (("B2", "FFC000"), ("C2", "00B050"), ("A1", "1F3864")):
        book["Plan"][cell].fill = PatternFill("solid", fgColor=colour)
    book.save(path)
    workbook, _ = open_workbook(path)
    assert workbook is not None
    draft = recognise([workbook.sheet("Plan")], "made").draft
    assert draft is not None
    assert [(row[5], row[8]) for row in dict(draft.tables)["published.csv"].rows] == [
        ("2024-25 Q1", "AMBER"),
        ("2024-25 Q2", "GREEN"),
    ]
    assert said(measures(draft)["CALLS"])["polarity"] == "H"


def test_a_target_of_a_year_beside_figures_of_quarters(tmp_path: Path) -> None:
    heading = ["Ref", "Measure", "Good is", "Q1 2024/25", "Q2 2024/25", "Target 2024/25", "RAG"]
    rows: list[list[Any]] = [heading, ["A1", "Fly tips reported", None, 310, 295, 1200, "Green"]]
    draft, _ = recognised(tmp_path, {"Plan": rows})
    measure = measures(draft)["A1"]
    assert said(measure)["polarity"] == "ask"  # 295 is below 1,200 whichever way is better
    assert {line.key for line in measure.thresholds[0]} == {"from", "target", "target_for", "spread"}
    assert "whether its target is for the year" in draft.questions[0]


def test_targets_beside_their_measure_where_periods_run_down(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Month", "Calls", "% Answered", "Target %"],
        ["Apr-24", 1200, (0.917, PERCENT), (0.9, "0%")],
        ["May-24", 1300, (0.885, PERCENT), (0.9, "0%")],
        ["Jun-24", 1250, (0.952, PERCENT), (0.9, "0%")],
    ]
    draft, _ = recognised(tmp_path, {"Calls": rows})
    assert list(measures(draft)) == ["CALLS", "ANSWERED"]
    assert said(measures(draft)["ANSWERED"])["target"] == "90"


def test_a_total_in_the_column_of_references(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Ref", "Measure", "2022/23", "2023/24"],
        ["KPI 1", "Plans", 1, 2],
        ["Total", None, 1, 2],
    ]
    draft, reports = recognised(tmp_path, {"Plan": rows})
    assert [said(each)["code"] for each in measures(draft).values()] == ["KPI 1"]
    assert reports["Plan"].skipped == ['Plan!A3: a total: "Total"']


def test_figures_of_other_bodies_are_comparators(tmp_path: Path) -> None:
    heading = ["Measure", "2022/23", "2023/24", "England 2023/24", "Statistical neighbours"]
    rows: list[list[Any]] = [
        heading,
        ["Attendance", (0.929, PERCENT), (0.931, PERCENT), (0.926, PERCENT), None],
    ]
    draft, _ = recognised(tmp_path, {"Schools": rows})
    assert dict(draft.tables)["comparators.csv"].rows == (("ATTENDANCE", "", "England", "92.6", "2023-24"),)


def test_what_is_hidden_is_left_out_aloud_and_what_a_filter_hides_is_not(tmp_path: Path) -> None:
    path = tmp_path / "made.xlsx"
    rows: Rows = [
        ["Measure", "2021/22", "2022/23", "2023/24"],
        ["Plans", 1, 2, 3],
        ["Visits", 4, 5, 6],
        ["Old", 7, 8, 9],
    ]
    write_workbook(
        path, {"Hand": rows, "Filter": [["Measure", "2021/22", "2022/23"], ["Calls", 1, 2], ["Mails", 3, 4]]}
    )
    book = openpyxl.load_workbook(path)
    book["Hand"].column_dimensions["B"].hidden = True
    book["Hand"].row_dimensions[4].hidden = True
    book["Filter"].auto_filter.ref = "A1:C3"
    book["Filter"].row_dimensions[3].hidden = True
    book.save(path)
    workbook, _ = open_workbook(path)
    assert workbook is not None
    found = recognise([workbook.sheet(name) for name in workbook.sheet_names], "made")
    assert found.draft is not None
    assert {code for code, *_ in figures(found.draft)} == {"PLANS", "VISITS", "CALLS", "MAILS"}
    assert [row for row in figures(found.draft) if row[0] == "PLANS"] == [
        ("PLANS", "Made", "2022-23", "2"),
        ("PLANS", "Made", "2023-24", "3"),
    ]
    assert found.reports[0].skipped == ['Hand!A4: a hidden row: "Old"', 'Hand!B1: a hidden column: "2021/22"']


def test_thresholds_of_each_colour_in_columns(tmp_path: Path) -> None:
    heading = ["Measure", "Polarity", "Green", "Amber", "Red", "2022/23", "2023/24"]
    rows: list[list[Any]] = [
        heading,
        ["Calls in time", "↑", "≥90%", "85% - 89.9%", "<85%", (0.88, PERCENT), (0.91, PERCENT)],
        ["Days to answer", "Aim to minimise", "≤10", "10 - 15", ">15", 12, 9],
    ]
    draft, _ = recognised(tmp_path, {"Calls": rows})
    calls, days = (said(each) for each in measures(draft).values())
    assert (calls["polarity"], calls["target"], calls["floor_standard"]) == ("H", "90", "85")
    assert (days["polarity"], days["target"], days["floor_standard"]) == ("L", "10", "15")


def test_a_profile_is_one_line(tmp_path: Path) -> None:
    profile = "Q1 28.5% / Q2 55.5% / Q3 82.5% / Q4 97.0%"
    heading = ["Ref", "Measure", "Good is", "Q1 2025/26", "Q2 2025/26", "Target 2025/26", "Amber tolerance"]
    rows: list[list[Any]] = [
        heading,
        ["A1", "Tax collected", "Bigger is better", (0.281, PERCENT), (0.549, PERCENT), profile, "1 point"],
    ]
    draft, _ = recognised(tmp_path, {"Plan": rows})
    assert {line.key: line.value for line in measures(draft)["A1"].thresholds[0]} == {
        **{"from": "2025-26", "profile": "[28.5, 55.5, 82.5, 97.0]"},
        **{"tolerance": "1 points"},
    }

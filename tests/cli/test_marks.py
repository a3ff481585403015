"""Marks of official statistics beside figures: in every output, in the key, and in what is compared."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from kpi_engine.commands.shared import exit_codes
from tests.cli.calling import Caller
from tests.cli.monthly_project import THRESHOLDS, defined, write_monthly
from tests.workbook_writing import write_workbook

ROWS = """\
code,area,period,value,status
A,North,2024-05,82.5 [b],
A,North,2024-06,81.2 [r],
A,North,2024-07,81.0 [p] [u],
A,North,2024-08,82.0,"provisional, estimated"
B,North,2024-07,70,
B,North,2024-08,90 [b],
C,North,2024-07,5,
C,North,2024-08,7 [b],
"""


@pytest.fixture
def kpi(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Caller:
    monkeypatch.chdir(tmp_path)
    definitions = {
        "A": defined("A"),
        "B": defined("B"),
        "C": defined("C", "", polarity="none", unit="cases", decimals=0),
    }
    write_monthly(Path(), definitions, ROWS, outputs="html, csv, json")
    return Caller(monkeypatch, capsys)


def test_marks_are_sound_input(kpi: Caller) -> None:
    answer = kpi("check")
    assert (answer.code, "no problems" in answer.out) == (exit_codes.DONE, True)


def test_ratings_have_the_marks_and_no_arrow_across_a_break(kpi: Caller) -> None:
    rows = {(row["code"], row["period"]): row for row in csv.DictReader(io.StringIO(kpi("rate").out))}
    assert [rows["A", f"2024-0{month}"]["marks"] for month in (5, 6, 7, 8)] == ["b", "r", "p;u", "p;e"]
    assert rows["A", "2024-06"]["direction_of_travel"] == "worsened"
    assert rows["B", "2024-08"]["rag"] == "GREEN"
    assert rows["B", "2024-08"]["no_direction"] == "break in the series: not comparable with earlier figures"
    assert rows["C", "2024-08"]["number_direction"] == ""


def test_pages_show_the_marks_and_the_key_says_what_they_mean(kpi: Caller) -> None:
    kpi("report", "--output", "out")
    page = Path("out/north.html").read_text(encoding="utf-8")
    assert "82.0% [p] [e]" in page
    assert "provisional: the figure may still change" in page
    assert "break in the series: earlier figures cannot be compared" in page
    rows = json.loads(Path("out/ratings.json").read_text(encoding="utf-8"))["ratings"]
    assert {row["marks"] for row in rows if row["code"] == "A"} == {"b", "r", "p;u", "p;e"}


def test_explanations_name_the_marks(kpi: Caller) -> None:
    told = " ".join(kpi("explain", "A", "North").out.split())
    assert "A · North · Aug 2024: 82.0% [p] [e], GREEN, improved" in told
    assert "81.0% [p] [u] in Jul 2024 (the previous month), 82.0% [p] [e] now" in told
    assert "Note: marked [p]: provisional: the figure may still change." in told
    told = " ".join(kpi("explain", "B", "North").out.split())
    assert "not comparable with earlier figures; it would be compared with Jul 2024" in told
    assert "none told: break in the series" in " ".join(kpi("explain", "C", "North").out.split())


def test_what_is_made_of_marked_figures_has_their_marks_and_says_whose_they_are(kpi: Caller) -> None:
    overall = (
        "    overall: {method: worst, of: [A, B], points: {green: 2, amber: 1, red: 0}}\n"
        "    target: 2\n    floor_standard: 1\n"
    )
    count = "    areas_rated: {of: A, rated: green, level: district}\n"
    definitions = {
        "A": defined("A", THRESHOLDS),
        "B": defined("B", THRESHOLDS),
        "G": defined("G", "    difference: [A, B]\n", polarity="none"),
        "O": defined("O", overall, unit="points", decimals=0),
        "C": defined("C", count, polarity="none", unit="areas", decimals=0),
    }
    rows = """\
code,area,period,value
A,East,2024-08,80 [p]
B,East,2024-08,80 [low]
A,West,2024-08,80 [u]
B,West,2024-08,80 [e]
"""
    write_monthly(Path(), definitions, rows)
    found = {(row["code"], row["area"]): row["marks"] for row in csv.DictReader(io.StringIO(kpi("rate").out))}
    assert found["G", "East"] == found["O", "East"] == "p"
    assert found["G", "West"] == found["O", "West"] == "e;u"
    assert found["C", "North"] == "p;u"
    told = " ".join(kpi("explain", "O", "West").out.split())
    assert "A: 80.0% [u], " in told
    assert "marked [e]: estimated: the figure was not counted in full. The mark is of a figure that" in told


def test_what_is_added_up_of_provisional_figures_is_provisional(kpi: Caller) -> None:
    more = THRESHOLDS + "    adds_up_from: district\n    add_up: true\n"
    rows = """\
code,area,period,value,numerator,denominator
A,East,2024-08,80 [r],20 [p],25
A,West,2024-08,80 [low],20,25
"""
    write_monthly(Path(), {"A": defined("A", more)}, rows)
    found = {row["area"]: row["marks"] for row in csv.DictReader(io.StringIO(kpi("rate").out))}
    assert found == {"East": "p;r", "West": "low", "North": "p;r"}


def test_comparators_and_outturns_keep_their_marks(kpi: Caller) -> None:
    more = "comparators: comparators.csv\noutturns: outturns.csv\n"
    write_monthly(Path(), {"A": defined("A")}, ROWS.replace("B,", "#").split("#")[0], more=more)
    text = "code,section,comparator,value,year\nA,,England,77.5 [p],2023-24\nA,,Wales,[x] [r],\n"
    Path("m/comparators.csv").write_text(text, encoding="utf-8")
    Path("m/outturns.csv").write_text("code,area,year,value\nA,North,2023-24,79 [e]\n", encoding="utf-8")
    kpi("report", "--output", "out")
    page = Path("out/north.html").read_text(encoding="utf-8")
    assert "77.5% [p]" in page
    assert "79.0% [e]" in page


def test_withheld_figures_have_no_marks(kpi: Caller) -> None:
    header = "code,area,period,value,numerator,denominator"
    rows = f"{header}\nA,East,2024-08,50 [r],2,4\nA,West,2024-08,50 [r],20,40\n"
    more = "small_numbers: {below: 5}\n"
    write_monthly(Path(), {"A": defined("A")}, rows, areas="East, West", more=more)
    found = {row["area"]: row.get("marks", "") for row in csv.DictReader(io.StringIO(kpi("rate").out))}
    assert found["East"] == ""


def test_an_audited_page_may_print_marks(kpi: Caller) -> None:
    printed = """\
code,area,section,polarity,data_period,period,value,numerator,denominator,target,rag,dot
A,North,m,H,MS,2024-08,82.0 [p],,,80,GREEN,improved
B,North,m,H,MS,2024-08,90.0 [b],,,80,GREEN,improved
"""
    Path("printed.csv").write_text(printed, encoding="utf-8")
    told = " ".join(kpi("audit", "printed.csv").out.split())
    assert "Findings: 1" in told
    assert "break in the series" in told


def test_a_workbook_is_imported_with_its_marks(kpi: Caller, tmp_path: Path) -> None:
    rows = [
        ["Measure", "Polarity", "Target", "Jun 2024", "Jul 2024 [note 2]", "Aug 2024"],
        ["Calls answered", "Higher is better", 80, "81.2 [r]", "81.0 (p)", 82],
        ["Visits made", "Higher is better", 80, 71, "75.5 [b]", "79.5 (e)"],
    ]
    write_workbook(tmp_path / "book.xlsx", {"Scorecard": {"rows": rows}})
    answer = kpi("import", "book.xlsx", "--to", "new")
    assert answer.code == exit_codes.DONE, answer
    (observations,) = Path("new").rglob("observations.csv")
    values = [row["value"] for row in csv.DictReader(io.StringIO(observations.read_text(encoding="utf-8")))]
    assert values == ["81.2 [r]", "81.0 [p]", "82", "71", "75.5 [b]", "79.5 [e]"]


def test_a_change_of_marks_alone_is_a_difference(kpi: Caller) -> None:
    """A figure that is provisional no longer is news, though nothing is restated."""
    kpi("run")
    final = ROWS.replace("81.0 [p] [u],", "81.0 [u],").replace(
        "C,North,2024-07,5,", "C,North,2024-07,5,revised"
    )
    Path("m/observations.csv").write_text(final, encoding="utf-8")
    assert "0 figures restated" in kpi("run").err
    told = kpi("diff", "2024-08-e1", "2024-08-e2").out
    assert "2024-08-e1 → 2024-08-e2: 2 changes, 0 RAG moves\n  2 marks changed\n" in told
    assert told.count("marks changed") == 3
    found = json.loads(kpi("diff", "2024-08-e1", "2024-08-e2", "--json").out)["differences"]
    assert [(one["cause"], one["old_marks"], one["new_marks"]) for one in found] == [
        ("marks changed", "p;u", "u"),
        ("marks changed", None, "r"),
    ]
    assert "marks changed" in Path("m/out/2024-08-e2/north.html").read_text(encoding="utf-8")

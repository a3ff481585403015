"""Values that are words: milestones with numbers or ratings, and grades with labels."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest

from kpi_engine.commands.shared import exit_codes
from tests.cli.calling import Caller
from tests.cli.monthly_project import write_monthly

NUMBERS = """\
  - code: A
    name: Depot opened
    polarity: H
    frequency: monthly
    values: {Completed: 4, On track: 3, At risk: 2, Delayed: 1}
    target: On track
    floor_standard: At risk
"""
RATINGS = """\
  - code: B
    name: Strategy agreed
    polarity: H
    frequency: monthly
    values: {Completed: green, On track: green, Some issues: amber, Not started: red}
"""
MET = """\
  - code: M
    name: Plan written
    polarity: H
    frequency: monthly
    values: {Met: green, Not met: red}
"""
LABELS = """\
  - code: C
    name: Ofsted grade
    polarity: L
    frequency: monthly
    unit: grade
    labels: {1: Outstanding, 2: Good, 3: Requires improvement, 4: Inadequate}
    thresholds: [{target: Good, floor_standard: Requires improvement, floor_basis: stated}]
"""
ROWS = """\
code,area,period,value
A,North,2024-07,delayed
A,North,2024-08,On  Track [p]
B,North,2024-07,Completed
B,North,2024-08,On track
M,North,2024-07,Met
M,North,2024-08,Not met
C,North,2024-07,3
C,North,2024-08,Good
"""


@pytest.fixture
def kpi(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Caller:
    monkeypatch.chdir(tmp_path)
    definitions = {"A": NUMBERS, "B": RATINGS, "M": MET, "C": LABELS}
    write_monthly(
        Path(), definitions, ROWS, outputs="html, xlsx, csv, json", more="comparators: comparators.csv\n"
    )
    text = "code,section,comparator,value\nC,,England,Requires improvement\nC,,Wales,2\n"
    Path("m/comparators.csv").write_text(text, encoding="utf-8")
    return Caller(monkeypatch, capsys)


def test_words_are_rated_and_compared_by_their_order(kpi: Caller) -> None:
    assert kpi("check").code == exit_codes.DONE
    rows = {
        row["code"]: row for row in csv.DictReader(io.StringIO(kpi("rate").out)) if row["period"] == "2024-08"
    }
    shown = ("value_words", "value", "rag", "direction_of_travel")
    assert {code: tuple(row[name] for name in shown) for code, row in rows.items()} == {
        "A": ("On track", "3", "GREEN", "improved"),
        "B": ("On track", "3", "GREEN", "worsened"),
        "M": ("Not met", "1", "RED", "worsened"),
        "C": ("Good (2)", "2", "GREEN", "improved"),
    }


def test_pages_and_workbooks_show_the_words(kpi: Caller) -> None:
    kpi("report", "--output", "out")
    page = Path("out/north.html").read_text(encoding="utf-8")
    for words in ("On track [p]", "Not met", "Good (2)", "Requires improvement (3)"):
        assert words in page
    rows = json.loads(Path("out/ratings.json").read_text(encoding="utf-8"))["ratings"]
    assert {row["value_words"] for row in rows if row["code"] == "A"} == {"Delayed", "On track"}
    book = openpyxl.load_workbook(Path("out/north.xlsx"))
    cells = {(cell.value, cell.number_format) for sheet in book for row in sheet.iter_rows() for cell in row}
    assert ("On track (provisional)", "General") in cells
    assert (2, '"Good ("#,##0")"') in cells


def test_explanations_and_the_terminal_speak_of_words(kpi: Caller) -> None:
    told = " ".join(kpi("explain", "A", "North").out.split())
    assert "A · North · Aug 2024: On track [p], GREEN, improved" in told
    assert "Standards: target On track, floor standard At risk" in told
    assert "Delayed in Jul 2024 (the previous month), On track [p] now, so performance has improved" in told
    told = " ".join(kpi("explain", "C", "North").out.split())
    assert "Target: Good (2) or less: exactly met." in told
    assert "Floor standard: Requires improvement (3) or less: met with 1 to spare." in told
    assert "Floor standard At risk" in " ".join(kpi("report").out.replace("\u00a0", " ").split())


def test_an_unknown_word_is_an_error_with_the_nearest_one(kpi: Caller) -> None:
    rows = ROWS.replace("On  Track [p]", "On trak").replace("Good", "Splendid").replace("Not met", "7")
    Path("m/observations.csv").write_text(rows, encoding="utf-8")
    told = kpi("check").out.splitlines()
    place = "m/observations.csv"
    assert told[:-1] == [
        f'{place}:3: error: the value "On trak" is none of the words of A; did you mean "On track"?',
        f'{place}:9: error: the value "Splendid" is none of the words of C; write Outstanding, Good, '
        "Requires improvement or Inadequate, or add the word to the definition",
        f"{place}:7: error: M for North in 2024-08 is 7, which is none of its possible values; "
        "correct it: they are Not met, Met",
    ]


def test_printed_words_are_audited(kpi: Caller) -> None:
    printed = """\
code,area,section,polarity,data_period,period,value,numerator,denominator,target,rag,dot
A,North,m,H,MS,2024-08,On track,,,On track,AMBER,improved
"""
    Path("printed.csv").write_text(printed, encoding="utf-8")
    told = " ".join(kpi("audit", "printed.csv").out.split())
    assert "Findings: 1" in told
    assert "On track" in told

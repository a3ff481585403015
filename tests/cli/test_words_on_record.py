"""What stands beside a figure is on record: words, marks, second arrows and places in families."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.calling import Caller
from tests.cli.monthly_project import defined, write_monthly

WORDS = """\
    values: {Completed: 4, On track: 3, At risk: 2, Delayed: 1}
    target: On track
    floor_standard: At risk
    compare_also: {periods_back: 2}
"""
ROWS = """\
code,area,period,value,status
A,East,2024-06,Delayed,
A,East,2024-07,At risk,
A,East,2024-08,On track [p],
A,West,2024-08,At risk,
"""
FAMILIES = "families:\n  - {name: Towns, areas: [East, West], at_least: 2}\n"


@pytest.fixture
def kpi(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Caller:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "220")
    write_monthly(
        Path(), {"A": defined("A", WORDS, unit="step", decimals=0)}, ROWS, areas="East, West", more=FAMILIES
    )
    caller = Caller(monkeypatch, capsys)
    caller("run")
    restated = ROWS.replace("On track [p]", "Completed [r]")
    Path("m/observations.csv").write_text(restated, encoding="utf-8")
    caller("run")
    return caller


def test_a_history_shows_words_and_marks(kpi: Caller) -> None:
    told = kpi("history", "A", "East").out
    assert "GREEN On track [p] improved, longer term improved, place 1 of 2 in Towns" in told
    assert "GREEN Completed [r] improved" in told
    rows = list(csv.DictReader(io.StringIO(kpi("history", "A", "East", "--csv").out)))
    assert [
        (row["value"], row["value_words"], row["marks"]) for row in rows if row["period"] == "2024-08"
    ] == [
        ("3", "On track", "p"),
        ("4", "Completed", "r"),
    ]


def test_a_difference_shows_words(kpi: Caller) -> None:
    told = kpi("diff", "2024-08-e1", "2024-08-e2").out
    assert "On track [p]" in told
    assert "Completed [r]" in told
    (row,) = json.loads(kpi("diff", "2024-08-e1", "2024-08-e2", "--json").out)["differences"]
    assert (row["old_value_words"], row["new_value_words"]) == ("On track", "Completed")
    assert (row["old_longer_direction"], row["new_family_rank"]) == ("improved", 1)

"""A RAG that moves because its standard did: diff, page and explanation name the standard too."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.cli.calling import Caller
from tests.cli.monthly_project import defined, write_monthly

RAISED = """\
    thresholds:
      - {from: 2023-24, target: 70, floor_standard: 60, floor_basis: stated}
      - {from: 2024-25, target: 80, floor_standard: 70, floor_basis: stated}
"""
ROWS = "code,area,period,value\nA,North,2024-03,75\nA,North,2024-04,76\n"


@pytest.fixture
def kpi(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Caller:
    monkeypatch.chdir(tmp_path)
    return Caller(monkeypatch, capsys)


def test_a_raised_target_is_named_beside_the_new_data(kpi: Caller) -> None:
    write_monthly(Path(), {"A": defined("A", RAISED)}, ROWS, as_at="2024-04")
    kpi("run", "--as-at", "2024-03")
    kpi("run", "--as-at", "2024-04")
    out = " ".join(kpi("diff", "2024-03-e1", "2024-04-e1").out.split())
    for words in ("new data, also target", "changed (70 → 80)", "GREEN by the"):
        assert words in out
    (row,) = csv.DictReader(kpi("diff", "2024-03-e1", "2024-04-e1", "--csv").out.splitlines())
    assert (row["cause"], row["also"]) == ("new data", "target changed; floor standard changed")
    page = Path("m/out/2024-04-e1/north.html").read_text(encoding="utf-8")
    assert (
        "new data, target changed (70.0% to 80.0%), floor standard changed (60.0% to 70.0%); "
        "by the standards before it would be GREEN" in page
    )
    assert (
        "Note: The standards of Mar 2024 were others: target 70.0%, floor standard 60.0%; "
        "by them 76.0% would be GREEN." in kpi("explain", "A", "North").out
    )


def test_where_no_standard_has_changed_none_is_named(kpi: Caller) -> None:
    write_monthly(Path(), {"A": defined("A")}, ROWS.replace("76", "81"), as_at="2024-04")
    kpi("run", "--as-at", "2024-03")
    kpi("run", "--as-at", "2024-04")
    assert "changed" not in kpi("diff", "2024-03-e1", "2024-04-e1").out
    assert "were others" not in kpi("explain", "A", "North").out

"""What does not apply does not count in an overall rating; what is missing still blocks it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from tests.cli.calling import Caller
from tests.cli.monthly_project import THRESHOLDS, defined, write_monthly

POINTS = "points: {green: 3, amber: 2, red: 1}"
METHODS = {
    "share_green": ("method: share_green", "50.0"),
    "weighted_points": (f"method: weighted_points, {POINTS}", "83.3"),
    "mean_percent_of_target": ("method: mean_percent_of_target", "96.3"),
}


@pytest.fixture
def kpi(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Caller:
    monkeypatch.chdir(tmp_path)
    return Caller(monkeypatch, capsys)


def overall(kpi: Caller, method: str, marks: str = "82,74,[z]") -> dict[str, str]:
    """The overall figure of A, B and C, whose values are ``marks``; an empty one has no row."""
    rows = "".join(
        f"{code},North,2024-08,{mark}\n" for code, mark in zip("ABC", marks.split(","), strict=True) if mark
    )
    indicators = {code: defined(code) for code in "ABC"}
    of = f"    overall: {{{method}, of: [A, B, C]}}\n"
    write_monthly(
        Path(), {**indicators, "O": defined("O", of + THRESHOLDS)}, f"code,area,period,value\n{rows}"
    )
    found = csv.DictReader(io.StringIO(kpi("rate").out))
    return next(row for row in found if row["code"] == "O")


@pytest.mark.parametrize("name", METHODS)
def test_a_member_that_does_not_apply_does_not_count(kpi: Caller, name: str) -> None:
    method, value = METHODS[name]
    if name == "mean_percent_of_target":
        assert overall(kpi, method, "82,72,[z]")["value"] == value
    else:
        assert overall(kpi, method)["value"] == value
    assert "C does not apply here, and does not count" in kpi("explain", "O", "North").out
    assert "without C, which does not apply here" in " ".join(kpi("explain", "O", "North").out.split())
    kpi("run")
    page = Path("m/out/2024-08-e1/north.html").read_text(encoding="utf-8")
    assert "without C, which does not apply here" in page


@pytest.mark.parametrize("mark", ["N/A", "", "*", "-"])
def test_a_member_that_is_missing_still_blocks(kpi: Caller, mark: str) -> None:
    assert overall(kpi, "method: share_green", f"82,74,{mark}")["value"] == ""


def test_where_none_applies_nor_does_the_whole(kpi: Caller) -> None:
    assert overall(kpi, "method: share_green", "[z],[z],[z]")["not_rated"] == "no value: not applicable"


def test_the_worst_is_that_of_those_that_apply(kpi: Caller) -> None:
    points = THRESHOLDS.replace("target: 80, floor_standard: 70", "target: 3, floor_standard: 2")
    worst = defined("O", f"    overall: {{method: worst, {POINTS}, of: [A, B, C]}}\n{points}", unit="points")
    rows = "code,area,period,value\nA,North,2024-08,82\nB,North,2024-08,74\nC,North,2024-08,[z]\n"
    write_monthly(Path(), {**{code: defined(code) for code in "ABC"}, "O": worst}, rows)
    found = {row["code"]: row for row in csv.DictReader(io.StringIO(kpi("rate").out))}
    assert (found["O"]["worst_rating"], found["O"]["worst_members"]) == ("AMBER", "B")
    assert "AMBER, the worst rating among A, B and C: B Indicator B" in kpi("explain", "O", "North").out

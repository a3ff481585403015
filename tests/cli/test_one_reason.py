"""A page on which many figures lack a rating for one reason says so, and the check what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.calling import Caller
from tests.cli.monthly_project import THRESHOLDS, defined, write_monthly

WITHOUT_FLOOR = "    thresholds:\n      - {from: 2023-24, target: 80}\n"
CODES = [f"A{number}" for number in range(6)]


@pytest.fixture
def kpi(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Caller:
    monkeypatch.chdir(tmp_path)
    return Caller(monkeypatch, capsys)


def write(unrated: int, areas: str = "North") -> None:
    indicators = {
        code: defined(code, WITHOUT_FLOOR if number < unrated else THRESHOLDS)
        for number, code in enumerate(CODES)
    }
    rows = "".join(f"{code},{area},2024-08,75\n" for code in CODES for area in ("North", "East"))
    write_monthly(Path(), indicators, f"code,area,period,value\n{rows}", areas=areas)


def test_many_figures_without_a_floor_standard_are_told(kpi: Caller) -> None:
    write(4, "North, East")
    told = "4 of 6 are not rated: no floor standard"
    out = kpi("check").out
    assert f"of the latest figures of North, {told}; likewise for East; add floor standards" in out
    assert f"Note: {told}." in kpi("report").out
    kpi("run")
    assert f"{told}." in Path("m/out/2024-08-e1/north.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("unrated", [0, 2])
def test_a_few_are_told_by_their_rows(kpi: Caller, unrated: int) -> None:
    write(unrated)
    assert "are not rated" not in kpi("check").out
    assert "are not rated" not in kpi("report").out

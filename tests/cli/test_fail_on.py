"""``kpi run --fail-on`` says what it fails on, and makes no edition of its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kpi_engine.commands.shared import exit_codes
from tests.cli.calling import Caller
from tests.cli.monthly_project import defined, write_monthly

ROWS = """\
code,area,period,value,status
A,North,2024-07,62,
A,North,2024-08,61,
B,North,2024-07,75,
B,North,2024-08,75,carried forward
"""


@pytest.fixture
def kpi(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Caller:
    monkeypatch.chdir(tmp_path)
    write_monthly(Path(), {"A": defined("A"), "B": defined("B"), "C": defined("C", "")}, ROWS)
    return Caller(monkeypatch, capsys)


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ("red", ["A North 61.0% RED"]),
        ("amber", ["A North 61.0% RED", "B North 75.0% AMBER"]),
        ("worsening", ["A North 61.0% worsened"]),
        ("not-rated", ["C North no figure supplied not rated: no figure supplied"]),
        ("stale", ["B North 75.0% carried forward"]),
    ],
)
def test_each_figure_that_meets_the_condition_is_told_and_there_is_one_edition(
    kpi: Caller, condition: str, said: list[str]
) -> None:
    assert kpi("run").code == exit_codes.DONE
    answer = kpi("run", "--fail-on", condition)
    assert answer.code == exit_codes.FINDINGS
    told = [line.partition(": ")[2] for line in answer.err.splitlines() if f"--fail-on {condition}:" in line]
    assert told == said
    assert "unchanged since 2024-08-e1" in answer.err
    assert sorted(path.name for path in Path("m/out").glob("20*")) == ["2024-08-e1"]
    assert json.loads(Path("m/out/last-run.json").read_bytes())["exit_code"] == exit_codes.FINDINGS
    assert kpi("run", "--dry-run", "--fail-on", condition).code == exit_codes.FINDINGS


def test_a_condition_that_nothing_meets_is_done(kpi: Caller) -> None:
    write_monthly(
        Path(), {"A": defined("A")}, "code,area,period,value\nA,North,2024-07,90\nA,North,2024-08,91\n"
    )
    answer = kpi("run", "--fail-on", "red", "--fail-on", "stale")
    assert (answer.code, "--fail-on" in answer.err) == (exit_codes.DONE, False)


def test_of_many_figures_the_first_are_told(kpi: Caller) -> None:
    codes = [f"A{number}" for number in range(25)]
    rows = "".join(f"{code},North,2024-08,61\n" for code in codes)
    write_monthly(Path(), {code: defined(code) for code in codes}, f"code,area,period,value\n{rows}")
    told = [line for line in kpi("run", "--fail-on", "red").err.splitlines() if "--fail-on red" in line]
    assert len(told) == 21
    assert told[-1].endswith("--fail-on red: and 5 more")

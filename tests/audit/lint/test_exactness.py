from __future__ import annotations

from pathlib import Path

import pytest

from kpi_engine.commands.check import run_check
from tests.small_project import write_project

DEFINITIONS = """\
schema_version: 1
service: Examples
indicators:
  - code: EX1
    name: Visits in time
    definition: Visits in time.
    polarity: H
    data_period: MS
    frequency: monthly
    unit: percent
    decimals: 1
    compare: previous
    add_up: true
    adds_up_from: district
    thresholds:
      - {from: 2023-24, target: 80, floor_standard: 60, floor_basis: stated}
"""


def told(folder: Path, rows: str, capsys: pytest.CaptureFixture[str], as_at: str = "2024-08") -> str:
    scorecard = write_project(
        folder,
        definitions=DEFINITIONS,
        codes=["EX1"],
        observations=f"code,area,period,value,numerator,denominator\n{rows}",
        as_at=as_at,
        districts=["Ashford", "Dover"],
    )
    run_check(scorecard, strict=False, as_json=False)
    return capsys.readouterr().out


def test_a_value_that_is_too_long_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert told(tmp_path, "EX1,Kent,2024-08,999999999999999999,,\n", capsys).splitlines()[0] == (
        "pack/observations.csv:2: warning: EX1 for Kent in 2024-08 has too many digits to be rated exactly; "
        "round its numbers to the decimals that mean something"
    )


def test_a_sum_of_the_very_large_and_the_very_small_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    rows = (
        "EX1,Ashford,2024-08,,999999999999999999,999999999999999998\n"
        "EX1,Dover,2024-08,,0.00000000000000001,0.00000000000000002\n"
    )
    assert told(tmp_path, rows, capsys).splitlines()[0] == (
        "indicators/eh.yaml:4:11: warning: EX1 for Kent in 2024-08, which is made from others, has too many "
        "digits to be rated exactly; round its numbers to the decimals that mean something"
    )


def test_errors_of_the_scorecard_and_of_the_definitions_come_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(
        "tests.audit.lint.test_exactness.DEFINITIONS", DEFINITIONS.replace("polarity: H", "polarity: X")
    )
    lines = told(tmp_path, "EX1,Kent,2024-08,85,,\n", capsys, as_at="soon").splitlines()
    assert lines == [
        'pack/scorecard.yaml:3:8: error: as_at "soon" is not a month; write a month such as 2024-08',
        *[line for line in lines if line.startswith('indicators/eh.yaml:7:15: error: polarity "X"')],
        "2 problems.",
    ]
    assert len(lines) == 3

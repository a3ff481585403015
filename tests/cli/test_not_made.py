"""What is not made because of an error in what it is made from is named, by every command."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi_engine.commands.shared import exit_codes
from tests.cli.calling import Caller
from tests.cli.monthly_project import THRESHOLDS, defined, write_monthly

ADDED_UP = "    adds_up_from: district\n    add_up: true\n"
OVERALL = (
    "    overall: {of: [A, B], method: share_green}\n"
    "    thresholds:\n      - {from: 2023-24, target: 60, floor_standard: 40, floor_basis: stated}\n"
)
MONTHS = range(1, 9)


@pytest.fixture
def kpi(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Caller:
    monkeypatch.chdir(tmp_path)
    return Caller(monkeypatch, capsys)


def write(definitions: dict[str, str], rows: str, columns: str = "code,area,period,value") -> None:
    write_monthly(Path(), definitions, f"{columns}\n{rows}", areas="North, East, West")


def counts(code: str, more: str = "") -> str:
    return defined(code, more, polarity="none", unit="cases", decimals=0)


def test_a_sum_of_areas_is_named_by_every_command(kpi: Caller) -> None:
    rows = "".join(
        f"A,{area},2024-0{month},{'8o' if (area, month) == ('East', 8) else 80},8,10\n"
        for area in ("East", "West")
        for month in MONTHS
    )
    write({"A": defined("A", THRESHOLDS + ADDED_UP)}, rows, "code,area,period,value,numerator,denominator")
    told = (
        "m/observations.csv:9: warning: A for North in 2024-08 is not made: what it is made from has an error"
    )
    assert told in kpi("check").out
    for command in ("rate", "report", "run"):
        answer = kpi(command)
        assert told in answer.err
        assert answer.code == exit_codes.SOME_FAILED
    assert kpi("rate").err.count("is not made") == 1


def test_a_window_names_every_month_that_the_error_reaches(kpi: Caller) -> None:
    rows = "".join(f"A,North,2023-{m:02},{m}\n" for m in range(1, 13)) + "".join(
        f"A,North,2024-{m:02},{'x' if m == 6 else m}\n" for m in MONTHS
    )
    window = "    window: {of: A, covers: rolling_12_months}\n"
    rolling = counts("W", window).replace("data_period: MS", "data_period: R12M")
    write({"A": counts("A"), "W": rolling}, rows)
    assert "W for North in 2024-06, 2024-07 and 2024-08 is not made" in kpi("check").out


def test_a_sum_of_indicators_and_what_is_made_of_it_are_named(kpi: Caller) -> None:
    rows = "A,East,2024-08,x\nB,East,2024-08,2\nA,West,2024-08,1\nB,West,2024-08,\n"
    total = counts("S", "    sum: [A, B]\n")
    twice = counts("T", "    sum: [S, B]\n")
    write({"A": counts("A"), "B": counts("B"), "S": total, "T": twice}, rows)
    out = kpi("check").out
    assert "S for East in 2024-08 is not made" in out
    assert "T for East in 2024-08 is not made" in out
    assert "for West" not in out  # that figure has not come, which is no error


def test_an_overall_rating_is_named(kpi: Caller) -> None:
    rows = "A,North,2024-08,x\nB,North,2024-08,90\nA,East,2024-08,90\nB,East,2024-08,90\n"
    write({"A": defined("A"), "B": defined("B"), "O": defined("O", OVERALL)}, rows)
    out = kpi("check").out
    assert "O for North in 2024-08 is not made" in out
    assert "O for East" not in out


def test_of_two_errors_the_definition_is_the_place(kpi: Caller) -> None:
    rows = "A,East,2024-08,x\nA,West,2024-08,y\n"
    write({"A": counts("A", ADDED_UP)}, rows)
    assert "indicators/i.yaml:4:11: warning: A for North in 2024-08 is not made" in kpi("check").out


def test_many_are_counted(kpi: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kpi_engine.derive.doubts.not_made.MOST_TOLD", 20)
    codes = [f"I{at}" for at in range(25)]
    rows = "".join(f"{code},East,2024-08,x\n{code},West,2024-08,1\n" for code in codes)
    write({code: counts(code, ADDED_UP) for code in codes}, rows)
    out = kpi("check").out
    assert out.count("is not made") == 20
    assert "there are 5 more problems like these from here on" in out


def test_an_error_of_an_area_without_a_page_is_told_and_changes_no_exit_code(kpi: Caller) -> None:
    write_monthly(
        Path(),
        {"A": defined("A")},
        "code,area,period,value\nA,East,2024-08,80\nA,West,2024-08,8o\n",
        areas="East",
    )
    answer = kpi("run")
    assert answer.code == exit_codes.DONE
    assert 'm/observations.csv:3: error: the value "8o" is not a number' in answer.err
    assert "(no page of this run shows West)" in answer.err


RANKED = {
    "of the level": "ranks: {level: district, at_least: 2}\n",
    "of the family": "families: [{name: Hills, areas: [East, West], at_least: 2}]\n",
}


@pytest.mark.parametrize("more", RANKED.values(), ids=RANKED.keys())
def test_an_error_that_a_rank_leaves_out_counts(kpi: Caller, more: str) -> None:
    rows = "code,area,period,value\nA,East,2024-08,80\nA,West,2024-08,8o\nA,West,2024-07,81\n"
    write_monthly(Path(), {"A": defined("A")}, rows, areas="East, West", more=more)
    run = kpi("run", "--area", "East")
    assert run.code == exit_codes.SOME_FAILED
    assert "East: made, with ranks that leave out figures of West that have errors" in run.err
    assert "no page of this run shows" not in run.err
    report = kpi("report", "--area", "East")
    assert report.code == exit_codes.SOME_FAILED
    assert "West: 1 error in its figures; the ranks shown leave those figures out.\n" in report.err


def test_an_area_of_which_no_figure_is_left_is_said_to_have_no_page(kpi: Caller) -> None:
    rows = "code,area,period,value\nA,East,2024-08,80\nA,West,2024-08,8o\n"
    write_monthly(Path(), {"A": defined("A")}, rows, areas="East, West")
    report = kpi("report", "--area", "West")
    assert (report.code, report.out) == (exit_codes.SOME_FAILED, "")
    assert report.err.endswith(
        "West: 1 error in its figures; no figure is left, so that there is no page of it.\n"
    )

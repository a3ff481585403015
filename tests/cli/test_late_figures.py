"""Figures that end before the scorecard's month, and figures that were published and are gone."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kpi_engine.commands.shared import exit_codes
from tests.cli.calling import Caller
from tests.cli.monthly_project import defined, write_monthly

AREAS = ("North", "East", "West")


@pytest.fixture
def kpi(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Caller:
    monkeypatch.chdir(tmp_path)
    return Caller(monkeypatch, capsys)


def write(months: range, areas: tuple[str, ...] = AREAS, *, as_at: str = "2024-08", more: str = "") -> None:
    rows = "".join(f"A,{area},2024-{month:02},8{month}\n" for area in areas for month in months)
    definition = {"A": defined("A") + more}
    write_monthly(Path(), definition, f"code,area,period,value\n{rows}", areas=", ".join(AREAS), as_at=as_at)


def test_a_month_that_has_come_for_no_area_is_told_by_the_strict_check(kpi: Caller) -> None:
    write(range(4, 8))
    answer = kpi("check", "--strict")
    assert answer.code == exit_codes.FINDINGS
    told = "section m has no figure after 2024-07, and the scorecard is as at Aug 2024"
    assert told in answer.out
    assert kpi("check").code == exit_codes.DONE
    write(range(4, 9))
    assert kpi("check", "--strict").code == exit_codes.DONE


def test_what_always_comes_a_month_late_is_not_awaited(kpi: Caller) -> None:
    write(range(4, 8), more="    lag: 1\n")
    assert kpi("check", "--strict").code == exit_codes.DONE


def test_every_command_says_that_a_month_is_far_beyond_the_newest_figures(kpi: Caller) -> None:
    write(range(4, 9), as_at="2025-03")
    told = "warning: the scorecard is as at Mar 2025, and its newest figures are of 2024-08 (A)"
    assert told in kpi("check").out
    for command in ("report", "rate", "run"):
        assert told in kpi(command).err
    write(range(4, 9))
    assert told not in kpi("run").err


def test_no_edition_is_made_of_a_month_that_is_asked_for_far_beyond_the_figures(kpi: Caller) -> None:
    """It would be the latest edition through every run after it."""
    write(range(4, 9))
    kpi("run")
    answer = kpi("run", "--as-at", "2025-03")
    assert answer.code == exit_codes.WRONG_INPUT
    assert (
        "--as-at: error: the scorecard is as at Mar 2025, and its newest figures are of 2024-08" in answer.err
    )
    assert '"edition": "2024-08-e1"' in Path("m/out/latest.json").read_text(encoding="utf-8")
    assert kpi("run", "--as-at", "2024-09").code == exit_codes.DONE


def test_the_strict_check_says_what_the_last_edition_showed_and_the_data_no_longer_has(kpi: Caller) -> None:
    write(range(4, 9))
    kpi("run")
    assert kpi("check", "--strict").code == exit_codes.DONE
    write(range(4, 9), ("North", "West"))
    told = "2024-08-e1: warning: all 5 figures of East that 2024-08-e1 showed are no longer in the data"
    assert told in kpi("check", "--strict").out
    assert told not in kpi("check").out


def test_a_figure_whose_line_says_why_it_is_gone_is_not_asked_for_again(kpi: Caller) -> None:
    write(range(4, 9))
    kpi("run")
    data = Path("m/observations.csv")
    whole = data.read_text(encoding="utf-8")
    for mark in ("N/A", "[z]"):
        data.write_text(whole.replace("A,East,2024-08,88", f"A,East,2024-08,{mark}"), encoding="utf-8")
        assert "2024-08-e1: warning" not in kpi("check", "--strict").out
    data.write_text(whole.replace("A,East,2024-08,88", "A,East,2024-08,"), encoding="utf-8")
    assert "1 of 5 figures of East that 2024-08-e1 showed are no longer" in kpi("check", "--strict").out


def test_a_figure_that_is_withheld_after_it_was_shown_is_told(kpi: Caller) -> None:
    write(range(4, 9))
    kpi("run")
    data = Path("m/observations.csv")
    text = data.read_text(encoding="utf-8")
    data.write_text(text.replace("A,East,2024-08,88", "A,East,2024-08,*"), encoding="utf-8")
    told = (
        "2024-08-e1: warning: 1 figure of East that 2024-08-e1 showed is withheld now; readers of 2024-08-e1 "
        "know the number: withdraw that edition, or show what it showed"
    )
    assert told in kpi("check", "--strict").out
    answer = kpi("run")
    assert told in answer.err
    assert "1 figure restated" in answer.err
    assert "withdrawn" not in answer.err


def test_an_edition_that_is_withdrawn_or_of_a_later_month_is_not_looked_at(kpi: Caller) -> None:
    write(range(4, 9))
    kpi("run")
    write(range(4, 6), as_at="2024-05")
    assert kpi("check", "--strict").code == exit_codes.DONE
    write(range(4, 9), ("North", "West"))
    assert kpi("withdraw", "2024-08-e1", "--by", "us", "--reason", "a test").code == exit_codes.DONE
    assert "no longer in the data" not in kpi("check", "--strict").out


def test_a_ledger_that_cannot_be_read_is_told_by_the_strict_check(kpi: Caller) -> None:
    write(range(4, 9))
    kpi("run")
    Path("m/out/ledger.sqlite").write_bytes(b"no ledger at all" * 100)
    answer = kpi("check", "--strict")
    assert answer.code == exit_codes.FINDINGS
    assert "m/out/ledger.sqlite: error: " in answer.out


def test_a_brief_report_names_the_earlier_period_of_a_figure(kpi: Caller) -> None:
    rows = "code,area,period,value\nA,North,2024-08,81\nB,North,2024-07,82 [p]\n"
    write_monthly(Path(), {"A": defined("A"), "B": defined("B") + "    lag: 1\n"}, rows)
    shown = " ".join(kpi("report", "--brief").out.split())
    assert "B Indicator B 82.0% [p] (Jul 2024) GREEN" in shown


def test_a_late_figure_that_is_red_goes_on_in_the_actions_as_on_its_page(kpi: Caller) -> None:
    """A line that is still to be supplied is not the latest of what comes late."""
    rows = "".join(f"{code},North,2024-07,20\n{code},North,2024-08,\n" for code in "AB")
    definitions = {"A": defined("A"), "B": defined("B") + "    lag: 1\n"}
    write_monthly(Path(), definitions, f"code,area,period,value\n{rows}")
    kpi("run")
    with Path("m/out/2024-08-e1/actions.csv").open(encoding="utf-8", newline="") as file:
        found = [(row["status"], row["code"], row["period"]) for row in csv.DictReader(file)]
    assert found == [("new", "B", "2024-07"), ("RED when last rated, no new rating", "A", "2024-08")]

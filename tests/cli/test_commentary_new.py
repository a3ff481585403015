"""kpi commentary new: what it writes, and what it never writes over."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi_engine.model.figures.commentary import PLACEHOLDER
from tests.cli.calling import Caller
from tests.cli.project import SCORECARD, change, copy_sample

FOLDER = SCORECARD.parent / "commentary"
NEW = FOLDER / "rest.md"


@pytest.fixture
def kpi(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Caller:
    """``kpi`` in a copy of the sample."""
    monkeypatch.chdir(copy_sample(tmp_path))
    return Caller(monkeypatch, capsys)


def finish() -> None:
    """What an author does: a name, and words in each place."""
    text = NEW.read_text(encoding="utf-8").replace("author:", "author: A. Officer", 1)
    NEW.write_text(text.replace(f"\n{PLACEHOLDER}\n", "\nBecause.\n"), encoding="utf-8")


def test_the_file_written_is_complete_once_it_is_filled_in(kpi: Caller) -> None:
    change(SCORECARD, "commentary, levels: [county]}", "commentary, levels: [county, district, team]}")
    answer = kpi("commentary", "new", "--output", str(NEW))
    assert (answer.code, answer.out) == (0, "")
    finish()
    assert kpi("commentary", "check").code == 0
    again = kpi("commentary", "new")
    assert (again.code, again.out) == (0, "")
    assert "No row lacks a commentary" in again.err


def test_a_skeleton_that_is_not_filled_in_is_not_commentary(kpi: Caller) -> None:
    kpi("commentary", "new", "--output", str(NEW))
    change(NEW, "author:", "author: A. Officer")
    answer = kpi("commentary", "check")
    assert answer.code == 1
    assert "CYPE8 · Kent: no commentary on 2024-25 Q1" in answer.out


def test_it_goes_to_standard_output_and_never_over_a_file(kpi: Caller) -> None:
    shown = kpi("commentary", "new").out
    assert shown.startswith("---\nauthor:\ndate: ")
    assert "\n## CYPE8 · Kent\n" in shown
    assert "SCS40 · Kent" not in shown  # has its commentary
    before = (FOLDER / "send.md").read_bytes()
    answer = kpi("commentary", "new", "--output", str(FOLDER / "send.md"))
    assert answer.code == 2
    assert "this file is there already" in answer.err
    assert (FOLDER / "send.md").read_bytes() == before


def test_a_place_that_cannot_be_written_is_told(kpi: Caller) -> None:
    answer = kpi("commentary", "new", "--output", "nowhere/new.md")
    assert answer.code == 2
    assert "nowhere/new.md: error: this file cannot be written" in answer.err


def test_what_was_written_last_month_is_a_reminder(kpi: Caller) -> None:
    change(FOLDER / "send.md", "period: 2024-08", "period: 2024-07")
    shown = kpi("commentary", "new").out
    assert "<!-- Last written for Jul 2024 (The developers of kpi_engine, 2024-09-12)" in shown
    assert "AMBER: 78 of 159 is 49.1%" in shown


def test_a_scorecard_that_names_no_commentary_can_start_one(kpi: Caller) -> None:
    change(SCORECARD, "commentary: {path: commentary, levels: [county]}\n", "")
    shown = kpi("commentary", "new", "--area", "Swale").out
    assert "## SCS40 · Swale Central CSWT\n" in shown
    assert "· Kent" not in shown


def test_an_area_whose_figures_are_wrong_is_left_out(kpi: Caller) -> None:
    change(SCORECARD.parent / "observations.csv", "APP17,Swale,2024-08,68.2", "APP17,Swale,2024-08,much")
    answer = kpi("commentary", "new", "--area", "Swale")
    assert answer.code == 3
    assert "much" in answer.err

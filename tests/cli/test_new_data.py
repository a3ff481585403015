"""Which rows need a commentary: figures that the last edition of an earlier month did not show."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.calling import Caller
from tests.cli.project import OUT, SCORECARD, change, copy_sample

COMMENTARY = SCORECARD.parent / "commentary"


@pytest.fixture
def kpi(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Caller:
    """``kpi`` in a copy of the sample, which shows Kent as a web page."""
    monkeypatch.chdir(copy_sample(tmp_path))
    return Caller(monkeypatch, capsys)


def without_commentary(out: str) -> set[str]:
    """The codes of the rows that lack one."""
    return {line.split(": ")[1].split(" · ")[0] for line in out.splitlines() if "no commentary on" in line}


def test_a_figure_that_was_published_last_month_needs_none(kpi: Caller) -> None:
    before = without_commentary(kpi("commentary", "check").out)
    assert {"CYPE8", "SCS42"} <= before
    run = ("run", "--areas", "Kent", "--formats", "html")
    assert kpi(*run, "--as-at", "2024-07").code == 0
    after = without_commentary(kpi("commentary", "check").out)
    # The quarter's figure was there in July; the month's is new.
    assert after < before
    assert "CYPE8" not in after
    assert "SCS42" in after
    page = _page(kpi, run)
    assert "There is no commentary: " in page
    missing = kpi("commentary", "new").out
    assert "## CYPE8 · Kent" not in missing
    assert "## SCS42 · Kent" in missing


def test_a_month_that_is_run_again_asks_for_the_same(kpi: Caller) -> None:
    run = ("run", "--areas", "Kent", "--formats", "html")
    assert kpi(*run, "--as-at", "2024-07").code == 0
    first = _page(kpi, run)
    again = kpi(*run)
    assert again.code == 0
    assert (OUT / "2024-08-e1" / "kent.html").read_text(encoding="utf-8") == first
    assert not (OUT / "2024-08-e2").exists()


def test_a_figure_that_is_restated_is_new(kpi: Caller) -> None:
    run = ("run", "--areas", "Kent", "--formats", "html")
    assert kpi(*run, "--as-at", "2024-07").code == 0
    assert "CYPE8" not in without_commentary(kpi("commentary", "check").out)
    quarter = "CYPE8,Kent,2024-25 Q1"
    change(SCORECARD.parent / "observations.csv", f"{quarter},32.9,118,359", f"{quarter},33.1,119,359")
    assert "CYPE8" in without_commentary(kpi("commentary", "check").out)


def _page(kpi: Caller, run: tuple[str, ...]) -> str:
    shutil.rmtree(OUT / "2024-08-e1", ignore_errors=True)
    assert kpi(*run).code == 0
    return (OUT / "2024-08-e1" / "kent.html").read_text(encoding="utf-8")

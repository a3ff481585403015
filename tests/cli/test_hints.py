"""What a command advises where the likeliest cause is known."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi_engine.commands.shared import exit_codes
from tests.cli.calling import Caller
from tests.cli.monthly_project import defined, write_monthly

BELOW = "code,area,period,value\nA,East,2024-08,80\nA,West,2024-08,70\n"
HINT = "with_areas_below: true"


@pytest.fixture
def kpi(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Caller:
    monkeypatch.chdir(tmp_path)
    return Caller(monkeypatch, capsys)


def test_a_page_of_areas_below_is_told_how_to_show_them(kpi: Caller) -> None:
    """Directorates are areas of a council that has no figures of its own."""
    write_monthly(Path(), {"A": defined("A")}, BELOW)
    report = kpi("report")
    assert report.code == exit_codes.EMPTY_SELECTION
    assert HINT in report.err
    for answer in (kpi("check").out, kpi("run").err):
        assert (
            "m/scorecard.yaml:6:9: warning: the page of North has no table: no figure is of North itself"
            in answer
        )
        assert HINT in answer


def test_with_the_areas_below_in_its_table_the_page_is_shown(kpi: Caller) -> None:
    write_monthly(Path(), {"A": defined("A")}, BELOW)
    layout = Path("m/scorecard.yaml")
    text = layout.read_text(encoding="utf-8").replace("indicators: [A]", f"{HINT}, indicators: [A]")
    layout.write_text(text, encoding="utf-8")
    report = kpi("report")
    assert report.code == exit_codes.DONE
    assert "East" in report.out
    assert HINT not in report.err + kpi("check").out


def test_an_area_without_areas_below_is_told_nothing_of_them(kpi: Caller) -> None:
    write_monthly(Path(), {"A": defined("A")}, "code,area,period,value\nA,North,2024-08,80\n", areas="North")
    text = Path("m/scorecard.yaml").read_text(encoding="utf-8")
    entries = "[{code: A, levels: [council]}]"
    Path("m/scorecard.yaml").write_text(text.replace("[A]", entries), encoding="utf-8")
    report = kpi("report", "--area", "East")
    assert report.code == exit_codes.EMPTY_SELECTION
    assert HINT not in report.err


@pytest.mark.parametrize("name", ["m/scorecard.yaml", "m/figures.yml"])
def test_a_workbook_given_as_a_scorecard_is_told_where_it_belongs(kpi: Caller, name: str) -> None:
    """Nobody saves a workbook in Notepad."""
    write_monthly(Path(), {"A": defined("A")}, BELOW)
    Path(name).write_bytes(b"PK\x03\x04" + bytes(range(256)))
    for command in ("check", "report", "run"):
        answer = kpi(command, name)
        assert answer.code == exit_codes.WRONG_INPUT
        told = answer.out + answer.err
        assert f"{name}: error: this is a workbook or another packed file, not text; name a YAML file" in told
        assert "Notepad" not in told


def test_a_percent_sign_of_comparators_is_told_how_to_declare_it(kpi: Caller) -> None:
    rows = "code,area,period,value\nA,North,2024-08,80\n"
    write_monthly(Path(), {"A": defined("A")}, rows, more="comparators: c.csv\n")
    Path("m/c.csv").write_text("code,section,comparator,value\nA,m,England,82.1%\n", encoding="utf-8")
    assert "{path: ..., percent_sign: true}" in kpi("check").out
    layout = Path("m/scorecard.yaml")
    text = layout.read_text(encoding="utf-8")
    layout.write_text(text.replace("comparators: c.csv", "comparators: {path: c.csv, percent_sign: true}"))
    assert kpi("check").code == exit_codes.DONE

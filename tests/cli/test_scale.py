"""A scale of a scorecard: its names wherever a rating is shown, and the usual words in files."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.cli.calling import Caller
from tests.cli.monthly_project import defined, write_monthly

SCALE = """\
scale:
  - {rating: blue, name: Exceeded, symbol: ★, colour: "#1d70b8", meaning: above the stretch target}
  - {rating: green, name: On track}
  - {rating: amber, name: Some issues, action: true}
  - {rating: red, name: Delayed}
overrides: overrides.csv
"""
OBSERVATIONS = """\
code,area,period,value
A,North,2024-07,70.0
A,North,2024-08,96.0
B,North,2024-07,90.0
B,North,2024-08,70.0
C,North,2024-08,79.0
"""
STANDARDS = "    thresholds: [{target: 80, floor_standard: 75, blue: 95, floor_basis: stated}]\n"
OVERRIDES = """\
code,area,period,rag,reason,by,date
C,North,2024-08,On track,late data,J. Smith,2024-09-02
"""
PROJECT = "m/scorecard.yaml"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    definitions = {code: defined(code, STANDARDS) for code in ("A", "B", "C")}
    write_monthly(tmp_path, definitions, OBSERVATIONS, more=SCALE, outputs="html, csv")
    (tmp_path / "m/overrides.csv").write_text(OVERRIDES, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def kpi(project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Caller:
    """``kpi`` in the project."""
    return Caller(monkeypatch, capsys)


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8") as text:
        return list(csv.DictReader(text))


def test_files_have_the_usual_word_and_the_name(project: Path, kpi: Caller) -> None:
    kpi("report", PROJECT, "--output", "out")
    shown = ("rag", "rating", "needs_action")
    latest = [row for row in rows_of(project / "out/ratings.csv") if row["period"] == "2024-08"]
    assert {row["code"]: tuple(row[name] for name in shown) for row in latest} == {
        "A": ("BLUE", "Exceeded", "false"),
        "B": ("RED", "Delayed", "true"),
        "C": ("AMBER", "Some issues", "true"),
    }


def test_a_page_has_the_names_signs_and_colours(project: Path, kpi: Caller) -> None:
    kpi("report", PROJECT, "--output", "out")
    page = (project / "out/north.html").read_text(encoding="utf-8")
    assert '<span class="chip blue signed"><span aria-hidden="true">★</span> Exceeded</span>' in page
    assert '<span class="chip red">Delayed</span>' in page
    assert "--blue: #1d70b8; --on-blue: #ffffff;" in page
    assert "overridden to On track" in page
    assert ">RED<" not in page
    assert ">GREEN<" not in page


def test_explanations_and_selections_use_the_names(kpi: Caller) -> None:
    told = kpi("explain", "A", "North").out
    assert "96.0%, Exceeded, improved" in told
    assert "Rating: Exceeded, because 96.0% is at or above 95.0%, where Exceeded begins" in " ".join(
        told.split()
    )
    chosen = kpi("report", PROJECT, "--select", "rag:Delayed").out
    by_name, by_colour = (kpi("rate", PROJECT, "--select", f"rag:{word}").out for word in ("delayed", "RED"))
    assert by_name == by_colour
    assert by_name.count("\n") > 1
    assert "Indicator B" in chosen
    assert "Indicator A" not in chosen


def test_an_edition_counts_by_name_and_action_follows_from_what_is_missed(project: Path, kpi: Caller) -> None:
    assert kpi("run", PROJECT, "--fail-on", "red").code == 1
    (actions,) = project.rglob("actions.csv")
    found = [(row["code"], row["status"]) for row in rows_of(actions)]
    assert found == [("B", "new"), ("C", "new"), ("A", "recovered")]  # the scale asks for action on C, too
    assert '"Delayed": 1' in actions.with_name("manifest.json").read_text(encoding="utf-8")


def test_a_threshold_gives_only_ratings_of_the_scale(project: Path, kpi: Caller) -> None:
    file = project / PROJECT
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("  - {rating: amber, name: Some issues, action: true}\n", ""), encoding="utf-8"
    )
    told = kpi("check", PROJECT)
    assert told.code == 2
    assert (
        "this threshold can give amber, which the scale of the scorecard does not have; write amber: none"
        in told.out
    )

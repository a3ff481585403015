"""Targets that move, from the files of a project to pages, ratings, frames and what-if."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from kpi_engine.frames import rate
from kpi_engine.loading import load_scorecard
from kpi_engine.pipeline import document_for, rate_loaded, tidy_for
from kpi_engine.read.definitions.definitions import read_definitions
from kpi_engine.read.definitions.writer.definition_writer import definitions_text
from kpi_engine.spark.buckets import keys_of
from tests.cli.calling import Caller
from tests.small_project import write_project

DEFINITIONS = """\
indicators:
  - code: CO2
    name: Emissions
    polarity: L
    frequency: monthly
    unit: kt
    decimals: 1
    thresholds:
      - {path: {from: {period: 2023-12, value: 45.2}, to: {period: 2024-11, value: 22.6}}, tolerance: 5%}
  - code: NEET
    name: Young people not in education
    polarity: L
    frequency: monthly
    unit: percent
    decimals: 1
    thresholds:
      - {level: district, target_figure: {area: Kent}, amber: none}
      - {level: county, target_figure: {comparator: England}, tolerance: 1 point}
  - code: ALL
    name: Overall
    polarity: H
    frequency: monthly
    unit: percent
    decimals: 0
    overall: {method: share_green, of: [NEET]}
    target: 100
    amber: none
  - {code: MORE, name: Another, polarity: H, frequency: monthly, unit: kt, decimals: 1, target: 1}
"""
OBSERVATIONS = """\
code,area,period,value
CO2,Dover,2024-08,33.0
CO2,Kent,2024-08,46.0
NEET,Kent,2024-07,3.1
NEET,Kent,2024-08,3.0
NEET,Dover,2024-07,3.2
NEET,Dover,2024-08,3.0
NEET,Swale,2024-08,[c]
NEET,Swale,2024-06,2.9
MORE,Kent,2024-08,1.0
"""
COMPARATORS = "code,section,comparator,value,year\nNEET,,England,2.5,2022-23\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_project(
        tmp_path_factory.mktemp("moving"),
        definitions=DEFINITIONS,
        codes=["CO2", "NEET", "ALL"],
        observations=OBSERVATIONS,
        as_at="2024-08",
        districts=["Dover", "Swale"],
        more_of_scorecard="comparators: comparators.csv\n",
        more_files={"comparators.csv": COMPARATORS},
    )


def rows(project: Path, *names: str) -> dict[tuple[str, str, str], tuple[str, ...]]:
    """Columns of the ratings by code, area and period."""
    table = tidy_for(rate_loaded(load_scorecard(project)))
    columns = {
        name: [column.texts[place] for place in column.positions] for name, column in table.columns.items()
    }
    keys = zip(columns["code"], columns["area"], columns["period"], strict=True)
    return dict(zip(keys, zip(*(columns[name] for name in names), strict=True), strict=True))


def test_ratings_have_the_target_that_each_was_held_against(project: Path) -> None:
    found = rows(project, "target", "floor_standard", "rag", "not_rated")
    assert found["CO2", "Dover", "2024-08"] == ("28.8", "30.24", "RED", "")
    assert found["NEET", "Dover", "2024-08"] == ("3.0", "", "GREEN", "")
    assert found["NEET", "Dover", "2024-07"] == ("3.1", "", "RED", "")
    assert found["NEET", "Kent", "2024-08"] == ("2.5", "3.5", "AMBER", "")
    missing = "no target: the figure that is the target is missing"
    assert found["NEET", "Swale", "2024-06"] == ("", "", "", missing)
    assert found["ALL", "Dover", "2024-08"] == ("100", "", "GREEN", "")


def test_ratings_tell_the_path_and_how_far_a_figure_has_come(project: Path) -> None:
    names = ("baseline", "baseline_period", "later_target", "later_target_period", "progress")
    found = rows(project, *names)
    assert found["CO2", "Dover", "2024-08"] == ("45.2", "2023-12", "22.6", "2024-11", "54")
    assert found["CO2", "Kent", "2024-08"][-1] == "-4"
    assert found["NEET", "Dover", "2024-08"] == ("", "", "", "", "")


def target_notes(project: Path, area: str) -> dict[str, str]:
    table = document_for(rate_loaded(load_scorecard(project)), area).sections[0]
    keys = [column.key for column in table.columns]
    code, target = keys.index("code"), keys.index("target")
    return {row.cells[code].text: row.cells[target].shown for row in table.rows}


def test_pages_tell_the_later_target_and_whose_figure_it_is(project: Path) -> None:
    assert target_notes(project, "Dover") == {
        "CO2": "28.8 kt (22.6 by Nov 2024; 54% of the way)",
        "NEET": "3.0% (Kent)",
        "ALL": "100%",
    }
    assert target_notes(project, "Kent")["NEET"] == "2.5% (England 2022-23)"
    assert target_notes(project, "Kent")["CO2"].endswith("further away than at the start)")


def test_frames_find_the_same(project: Path) -> None:
    definitions = project.parents[1] / "indicators"
    areas = pd.DataFrame({"area": ["Kent", "Dover", "Swale"], "parent": ["", "Kent", "Kent"]})
    areas["level"] = ["county", "district", "district"]
    figures = [line.split(",") for line in OBSERVATIONS.splitlines()]
    frame = pd.DataFrame([row for row in figures[1:] if row[3] != "[c]"], columns=figures[0])
    found = rate(frame, definitions, areas, "2024-08").set_index(["code", "area", "period"])
    told = rows(project, "target", "rag", "progress")
    for key in (("CO2", "Dover", "2024-08"), ("NEET", "Dover", "2024-07"), ("CO2", "Kent", "2024-08")):
        row = found.loc[key]
        assert (float(told[key][0]), told[key][1]) == (row["target"], row["rag"])
        assert told[key][2] == ("" if pd.isna(row["progress"]) else f"{row['progress']:.0f}")


def test_figures_that_are_targets_are_rated_with_those_that_they_rate(project: Path) -> None:
    loaded = load_scorecard(project)
    indicators, _ = read_definitions([project.parents[1] / "indicators"], project.parents[1])
    keys = keys_of(indicators, loaded.areas)
    assert set(keys.group_of_code) == {"NEET", "ALL"}
    assert len({keys.top_of_area[area.name] for area in loaded.areas}) == 1


def test_definitions_are_written_with_their_figures_and_what_paths_come_to(tmp_path: Path) -> None:
    folder = tmp_path / "indicators"
    folder.mkdir()
    (folder / "a.yaml").write_text(DEFINITIONS, encoding="utf-8")
    indicators, _ = read_definitions([folder], tmp_path)
    text = definitions_text(indicators)
    assert 'target_figure: {indicator: "NEET", area: "Kent"}' in text
    assert 'target_figure: {indicator: "NEET", comparator: "England"}' in text
    assert "target: 28.8" in text
    (folder / "a.yaml").write_text(text, encoding="utf-8")
    again, issues = read_definitions([folder], tmp_path)
    assert issues == ()
    assert [len(each.thresholds) for each in again] == [len(each.thresholds) for each in indicators]


def test_explanations_tell_where_a_target_comes_from(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kpi = Caller(monkeypatch, capsys)

    def standards(*asked: str) -> str:
        told = kpi("explain", *asked, "--scorecard", str(project)).out
        return next(line for line in told.splitlines() if line.startswith("Standards:"))

    way = "the straight way from 45.2 in Dec 2023 to 22.6 in Nov 2024 (28.7636…), rounded half up"
    assert f"the target is on {way} (54% of the way); in force in Aug 2024 (" in standards(
        "CO2", "Dover", "2024-08"
    )
    kent = "the target is the figure of NEET in Kent"
    assert f"{kent}; in force in Aug 2024, for Dover" in standards("NEET", "Dover", "2024-08")
    assert f"{kent}, which is missing; " in standards("NEET", "Swale", "2024-06")


def test_what_if_replays_a_path(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kpi = Caller(monkeypatch, capsys)
    path = "path: {from: {period: 2023-12, value: 45.2}, to: {period: 2024-11, value: 30}}, tolerance: 5%"
    proposals = tmp_path / "proposals.yaml"
    proposals.write_text(f"proposals: [{{code: CO2, thresholds: [{{{path}}}]}}]\n", encoding="utf-8")
    told = kpi("what-if", str(proposals), "--scorecard", str(project), "--json").out
    changed = json.loads(told)["replays"][1]["changed"]
    assert [(each["area"], each["before"], each["after"]) for each in changed] == [("Dover", "RED", "GREEN")]
    figure = "proposals: [{code: CO2, thresholds: [{target_figure: {indicator: MORE}}]}]\n"
    proposals.write_text(figure, encoding="utf-8")
    refused = kpi("what-if", str(proposals), "--scorecard", str(project)).err
    assert "a proposal with target_figure cannot be replayed" in refused


def test_what_an_error_leaves_out_is_found_by_the_same_targets(tmp_path: Path) -> None:
    """Figures made once more, to find what the error leaves out, are held against the comparator as well."""
    place = write_project(
        tmp_path,
        definitions=DEFINITIONS,
        codes=["NEET", "ALL"],
        observations="code,area,period,value\nNEET,Kent,2024-08,3.o\nNEET,Dover,2024-08,3.0\n",
        as_at="2024-08",
        districts=["Dover"],
        more_of_scorecard="comparators: comparators.csv\n",
        more_files={"comparators.csv": COMPARATORS},
    )
    told = [issue.what for issue in load_scorecard(place).warnings]
    assert "ALL for Kent in 2024-08 is not made: what it is made from has an error" in told

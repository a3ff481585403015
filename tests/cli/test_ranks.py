"""Ranks, where a scorecard asks for them: on pages, in the ratings, in explanations."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import jsonschema
import pytest

from kpi_engine.assemble.tidy.comparisons import comparison_table
from kpi_engine.loading import load_scorecard
from kpi_engine.model.outputs.tidy_columns import RANK_COLUMNS
from kpi_engine.pipeline import document_for, pack_for, rate_loaded, tidy_for
from kpi_engine.render.data.csv import render_csv
from kpi_engine.render.data.json import render_json
from kpi_engine.render.data.json_schema import ratings_json_schema
from tests.assemble.making import cell, keys
from tests.cli.project import SCORECARD, change, copy_sample
from tests.running import kpi

OBSERVATIONS = SCORECARD.parent / "observations.csv"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(copy_sample(tmp_path))
    change(SCORECARD, "areas: [Kent,", "ranks: {level: district, at_least: 5}\nareas: [Kent,")
    return tmp_path


def ranks_of(code: str) -> dict[str, tuple[str, ...]]:
    """The latest ranks of the districts."""
    rows = list(csv.DictReader(StringIO(render_csv(tidy_for(rate_loaded(load_scorecard(SCORECARD)))))))
    rows = [row for row in rows if (row["code"], row["kind"]) == (code, "observation")]
    last = max(row["period"] for row in rows)
    return {
        row["area"]: tuple(row[name] for name in ("value", *RANK_COLUMNS))
        for row in rows
        if (row["period"], row["level"]) == (last, "district")
    }


@pytest.mark.usefixtures("project")
def test_the_ratings_have_the_ranks_of_every_district() -> None:
    assert ranks_of("EY14") == {
        "Sevenoaks": ("69.0", "1", "6", "top", ""),
        "Ashford": ("68.6", "2", "6", "second", ""),
        "Dartford": ("68.4", "3", "6", "second", ""),
        "Dover": ("67.7", "4", "6", "third", ""),
        "Swale": ("67.3", "5", "6", "bottom", ""),
        "Canterbury": ("67.0", "6", "6", "bottom", ""),
    }


@pytest.mark.usefixtures("project")
def test_the_ratings_with_ranks_follow_the_schema() -> None:
    rated = rate_loaded(load_scorecard(SCORECARD))
    beside = comparison_table(pack_for(rated))
    written = json.loads(render_json(rated.loaded.scorecard, tidy_for(rated), beside))
    jsonschema.Draft202012Validator(ratings_json_schema()).validate(written)
    ranked = [row for row in written["ratings"] if row["rank"] is not None]
    assert {(row["level"], row["kind"]) for row in ranked} == {("district", "observation")}


@pytest.mark.usefixtures("project")
def test_a_page_of_a_ranked_level_has_the_column_and_the_county_has_not() -> None:
    rated = rate_loaded(load_scorecard(SCORECARD))
    tables = [table for table in document_for(rated, "Dover").sections if "rank" in keys(table)]
    assert {table.area for table in tables} == {"Dover"}
    column = tables[0].columns[keys(tables[0]).index("rank")]
    meaning = "Place among the areas (district) with a value in the same period, best first"
    assert (column.title, column.explanation) == ("Rank", meaning)
    assert not any("rank" in keys(table) for table in document_for(rated, "Kent").sections)


@pytest.mark.usefixtures("project")
def test_a_district_whose_figure_has_an_error_is_not_ranked_and_counted() -> None:
    change(OBSERVATIONS, "EY14,Dover,2023-24,", "EY14,Dover,2023-24,x")
    swale = document_for(rate_loaded(load_scorecard(SCORECARD)), "Swale")
    annual = next(table for table in swale.sections if table.section == "education_annual")
    assert cell(annual, "rank").shown == "4th of 5 (bottom quarter; 1 not ranked)"


def test_an_explanation_says_the_rank(project: Path) -> None:
    assert "\nRank: " in kpi(["explain", "EY14", "Dover"], project)

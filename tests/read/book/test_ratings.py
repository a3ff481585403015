"""The sheet Ratings as the scale of a scorecard."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.definitions.scorecard import Scorecard
from kpi_engine.read.scorecard.scorecard import read_scorecard
from tests.read.book.making import write_book

RATINGS = [
    ["How we rate"],
    ["Rating", "Name", "Symbol", "Colour", "Meaning", "Needs action?"],
    ["Blue", "Exceeded", "★", "#1d70b8", None, None],
    ["Green", "On track", None, None, "the plan is met", None],
    ["Amber-green", "Nearly", None, None, None, "no"],
    ["Red", "Delayed", None, None, None, "Yes"],
]


def scorecard(folder: Path, ratings: Any) -> tuple[Scorecard | None, list[str]]:
    found, issues = read_scorecard(write_book(folder, Ratings=ratings))
    return found, [str(issue).partition("scorecard.xlsx:")[2] for issue in issues]


def test_a_row_is_a_rating(tmp_path: Path) -> None:
    found, issues = scorecard(tmp_path, RATINGS)
    assert issues == []
    assert found is not None
    assert found.scale.rags == (Rag.BLUE, Rag.GREEN, Rag.AMBER_GREEN, Rag.RED)
    assert found.scale.name(Rag.RED) == "Delayed"
    assert found.scale.of(Rag.BLUE).symbol == "★"
    assert found.scale.of(Rag.GREEN).meaning == "the plan is met"
    assert found.scale.rags_needing_action == {Rag.RED, Rag.AMBER_RED}


def test_without_the_sheet_the_scale_is_the_usual_one(tmp_path: Path) -> None:
    found, _ = scorecard(tmp_path, None)
    assert found is not None
    assert found.scale.is_usual


def test_mistakes_have_their_cell(tmp_path: Path) -> None:
    rows = [["Rating", "Name", "Sign"], ["Purple", "Odd", None], ["Green", "On track"], ["Red", "Late"]]
    _, issues = scorecard(tmp_path, rows)
    assert issues[0].startswith('Ratings!C1: error: there is no column "Sign" of ratings')
    assert issues[1].startswith('Ratings!A2: error: rating "purple" is not known')
    _, issues = scorecard(tmp_path, [["Colour", "Name"], ["Green", "On track"]])
    assert issues == [
        'Ratings: error: no row has the headings "Rating" and "Name"; write them above the ratings'
    ]

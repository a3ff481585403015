"""Broken scorecards beside the exact messages they give; see test_definition_errors.py for how to renew them.

All lie in one small project, with the sound definitions and areas that they name.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi_engine.model.issue import Issue
from kpi_engine.read.data.areas import read_areas
from kpi_engine.read.definitions.definitions import read_definitions
from kpi_engine.read.scorecard.last_periods import with_last_periods
from kpi_engine.read.scorecard.scorecard import read_scorecard
from kpi_engine.validate.definitions import validate_definitions
from kpi_engine.validate.scorecard import validate_scorecard
from tests.errors.expected import check_expected

PROJECT = Path(__file__).parent / "scorecards"
FILES = sorted(PROJECT.glob("*.yaml"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_messages_of_a_broken_scorecard(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PROJECT)
    check_expected(file, problems_of(Path(file.name)))


def test_the_definitions_they_name_are_sound() -> None:
    indicators, issues = read_definitions([PROJECT / "indicators"], PROJECT)
    assert (len(indicators), issues, validate_definitions(indicators)) == (5, (), ())


def test_no_expected_messages_without_their_file() -> None:
    assert {file.stem for file in PROJECT.glob("*.expected")} == {file.stem for file in FILES}


def problems_of(file: Path) -> list[Issue]:
    scorecard, issues = read_scorecard(file)
    if scorecard is None:
        return list(issues)
    indicators, more = read_definitions([Path(path) for path in scorecard.definitions], Path(scorecard.root))
    areas, _ = read_areas(scorecard.areas)
    scorecard, last_periods = with_last_periods(scorecard, indicators)
    return [*issues, *more, *last_periods, *validate_scorecard(scorecard, indicators, areas)]

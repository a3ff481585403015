"""The sheet Scorecard as a scorecard file: settings that take more than their text."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi_engine.loading import load_scorecard
from kpi_engine.model.issue import InputError
from tests.read.book.making import MEASURES, SETTINGS, write_book

OWNED = [[*MEASURES[0], "Owner"], [*MEASURES[1], "Director"], [*MEASURES[2], "Head of Service"]]


def test_the_period_and_groups_of_a_page(tmp_path: Path) -> None:
    settings = [*SETTINGS, ["Period", "Month 5 2024/25"], ["Group by", "Owner"]]
    scorecard = load_scorecard(write_book(tmp_path, Scorecard=settings, Measures=OWNED)).scorecard
    assert scorecard.period_words == "Month 5 2024/25"
    assert [section.title for section in scorecard.sections] == ["Director", "Head of Service"]


def test_groups_that_there_are_not(tmp_path: Path) -> None:
    settings = [*SETTINGS, ["Group by", "Directorate"]]
    with pytest.raises(InputError, match=r'Scorecard!B7: error: group_by "directorate" is not known; write'):
        load_scorecard(write_book(tmp_path, Scorecard=settings, Measures=OWNED))

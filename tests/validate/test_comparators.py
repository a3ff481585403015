"""Comparators name sections of their scorecard, or none."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from kpi_engine.model.issue import Location
from kpi_engine.model.scorecard import Comparator, Scorecard
from kpi_engine.read.scorecard import read_scorecard
from kpi_engine.validate.comparators import validate_comparators

ROOT = Path(__file__).parents[2]
ENGLAND = Comparator("SCS03", "England", "", Decimal("22.4"), "22.4", "", Location("comparators.csv", 2))


@pytest.fixture(scope="module")
def scorecard() -> Scorecard:
    found, _ = read_scorecard(ROOT / "sample_data" / "kent_2024_08" / "scorecard.yaml")
    assert found is not None
    return found


@pytest.mark.parametrize("section", ["", "ics_monthly"])
def test_every_section_or_one_of_the_scorecard(scorecard: Scorecard, section: str) -> None:
    assert validate_comparators([replace(ENGLAND, section=section)], scorecard) == ()


def test_a_section_that_is_not_there_is_told_once(scorecard: Scorecard) -> None:
    rows = [
        replace(ENGLAND, section=section, location=Location("comparators.csv", line))
        for line, section in ((5, "volumes"), (3, "ics_montly"), (4, "ics_montly"))
    ]
    assert [str(issue) for issue in validate_comparators(rows, scorecard)] == [
        'comparators.csv:3: error: there is no section "ics_montly" in the scorecard (2 lines in all); '
        'did you mean "ics_monthly"?',
        'comparators.csv:5: error: there is no section "volumes" in the scorecard; '
        "name a section by its id, or leave it empty for every section",
    ]

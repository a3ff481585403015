"""The project of published figures. Its indicators and areas are read, its own figures are not."""

from __future__ import annotations

from pathlib import Path

from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.scorecard import Scorecard
from kpi_engine.model.definitions.small_numbers import FIRST_PUBLISHED
from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import InputError, errors_in
from kpi_engine.read.data.areas import read_areas
from kpi_engine.read.scorecard.scorecard import read_scorecard
from kpi_engine.rules import load_definitions


@frozen
class Project:
    """What an outsider knows from the definitions, which are public."""

    scorecard: Scorecard
    indicators: tuple[Indicator, ...]
    areas: tuple[Area, ...]

    @property
    def defined(self) -> dict[str, Indicator]:
        """The indicators by code."""
        return {indicator.code: indicator for indicator in self.indicators}

    @property
    def first_published(self) -> int:
        """The first number that is not small, by the scorecard's rule."""
        rule = self.scorecard.small_numbers
        return FIRST_PUBLISHED if rule is None else rule.below


def read_project(path: Path) -> Project:
    """The project of a scorecard.

    Raises:
        InputError: the scorecard, its definitions or its areas cannot be read.
    """
    scorecard, issues = read_scorecard(path)
    if scorecard is None:
        raise InputError(issues)
    definitions = load_definitions([Path(place) for place in scorecard.definitions], Path(scorecard.root))
    areas, area_issues = ((), ()) if scorecard.areas is None else read_areas(scorecard.areas)
    found = (*issues, *definitions.issues, *area_issues)
    if errors_in(found):
        raise InputError(found)
    return Project(scorecard, definitions.indicators, areas)

"""Withhold small numbers by a scorecard's rule, with what its earlier editions make known."""

from __future__ import annotations

from pathlib import Path

from kpi_engine.derive.measures.derive import Derived
from kpi_engine.model.arrays.observation import Observations
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.scorecard import Comparator, Scorecard
from kpi_engine.model.figures.withheld import WithheldFigure
from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import Issue
from kpi_engine.publish.ledger.known import earlier_editions
from kpi_engine.publishable import publishable_figures
from kpi_engine.validate.small_numbers import not_certain, published_before


@frozen
class Withholding:
    """What a rule on small numbers withholds, and ``issues``: what it cannot make safe."""

    figures: tuple[WithheldFigure, ...]
    issues: tuple[Issue, ...]


def publishable_of(
    supplied: Observations,
    supplied_outturns: Observations,
    scorecard: Scorecard,
    indicators: tuple[Indicator, ...],
    areas: tuple[Area, ...],
    *,
    comparators: tuple[Comparator, ...],
) -> tuple[Derived, Derived, Withholding]:
    """The figures and outturns that may be published by a scorecard's rule, and what is withheld.

    Raises:
        PublishError: the ledger of earlier editions cannot be read.
    """
    rule = scorecard.small_numbers
    if rule is None:
        raise ValueError("the scorecard has no rule on small numbers")
    earlier = earlier_editions(Path(scorecard.output_folder))
    publishable = publishable_figures(
        supplied,
        supplied_outturns,
        indicators=indicators,
        areas=areas,
        as_at=scorecard.as_at,
        rule=rule,
        earlier=earlier.withheld,
        comparators=comparators,
    )
    withheld = publishable.labels(indicators)
    issues = (
        *published_before(withheld, earlier, rule),
        *not_certain(
            publishable.in_two_areas(indicators),
            publishable.figures.observations,
            indicators,
            areas,
            rule,
        ),
    )
    return publishable.figures, publishable.outturns, Withholding(withheld, issues)

"""Why a figure has no value, in words: what its source marked goes first."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kpi_engine.model.definitions.figure_marks import FigureMark
from kpi_engine.model.definitions.judgement import Missing, Polarity
from kpi_engine.model.figures.change_words import change_words
from kpi_engine.model.figures.figure import Figure
from kpi_engine.rate.kernel import rate_observations
from tests.assemble.making import AREAS as KENT
from tests.assemble.making import AUGUST, figure, indicator, months
from tests.oracle.records import PlainObservation
from tests.rate.columns import observations_of
from tests.rate.strategies import AREAS


def row(**given: object) -> PlainObservation:
    return PlainObservation("SCS40", "County", 24295, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("observation", "words"),
    [
        (row(missing=Missing.CONFIDENTIAL, denominator=Decimal(0)), "confidential"),
        (row(value=Decimal(3), denominator=Decimal(0)), "denominator is 0"),
        (row(numerator=Decimal(3)), "to be supplied"),
        (row(value=Decimal(10**18 - 1)), "too many digits to be rated exactly"),
    ],
)
def test_why_there_is_no_value(observation: PlainObservation, words: str) -> None:
    ratings = rate_observations(observations_of([observation]), [indicator()], AREAS)
    figure = Figure(ratings, 0)
    assert figure.value is None
    assert figure.why_no_value == words


@pytest.mark.parametrize(
    ("denominator", "limit", "small"),
    [(Decimal(9), 10, True), (Decimal(10), 10, False), (Decimal(9), None, False), (None, 10, False)],
)
def test_a_cohort_is_small_below_the_number_that_the_scorecard_sets(
    denominator: Decimal | None, limit: int | None, small: bool
) -> None:
    observation = row(value=Decimal(3), denominator=denominator)
    ratings = rate_observations(observations_of([observation]), [indicator()], AREAS)
    assert Figure(ratings, 0).has_small_cohort(limit) is small


@pytest.mark.parametrize(
    ("before", "now", "tolerance", "is_within"),
    [
        ("70.0", "70.2", "0.25", True),
        ("70.0", "70.0", "0.25", False),  # no tolerance is needed
        ("70.0", "70.4", "0.25", False),  # improved
        ("70.0", "70.0", None, False),
    ],
)
def test_what_performs_the_same_only_by_the_tolerance_of_its_definition(
    before: str, now: str, tolerance: str | None, is_within: bool
) -> None:
    within = None if tolerance is None else Decimal(tolerance)
    rows = observations_of(months(before, now))
    ratings = rate_observations(rows, [indicator(same_within=within)], KENT)
    assert Figure(ratings, 1).is_same_within is is_within


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        (figure("5"), figure(None, AUGUST + 1), "no value"),
        (figure(None), figure("5", AUGUST + 1), "previous value is missing"),
        (
            figure("5"),
            figure("5", AUGUST + 1, marks=FigureMark.BREAK.bit),
            "break in the series: not comparable with earlier figures",
        ),
    ],
)
def test_why_a_number_has_no_change(before: PlainObservation, now: PlainObservation, words: str) -> None:
    counted = indicator(polarity=Polarity.NONE, thresholds=())
    ratings = rate_observations(observations_of([before, now]), [counted], KENT)
    assert change_words(Figure(ratings, 1)) == words

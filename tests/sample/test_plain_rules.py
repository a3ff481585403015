"""On every figure of the sample, the engine says what the plain decimal implementation says."""

from __future__ import annotations

from kpi_engine.model.arrays.observation import Observations
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.pipeline import Rated
from tests.oracle.columns import plain_observations, plain_ratings
from tests.oracle.decimal_rating import rate_plainly


def assert_same_row_by_row(
    rated: Rated, observations: Observations, ratings: Ratings, outturns: bool
) -> None:
    records = plain_observations(observations)
    expected = rate_plainly(records, rated.loaded.indicators, rated.loaded.areas, outturns)
    for record, plain, engine in zip(records, expected, plain_ratings(ratings), strict=True):
        assert engine == plain, record
        assert str(engine.displayed) == str(plain.displayed), record


def test_observations(rated: Rated) -> None:
    assert len(rated.ratings) > 1600
    assert_same_row_by_row(rated, rated.loaded.observations, rated.ratings, outturns=False)


def test_outturns(rated: Rated) -> None:
    assert len(rated.outturns) == 155
    assert_same_row_by_row(rated, rated.loaded.outturns, rated.outturns, outturns=True)

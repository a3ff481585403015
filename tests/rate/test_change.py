"""How numbers shown for context have changed, at the edges of what is told."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kpi_engine.model.arrays.exact import LIMIT
from kpi_engine.model.definitions.figure_marks import FigureMark
from kpi_engine.model.definitions.judgement import NumberDirection, Polarity
from kpi_engine.rate.kernel import rate_observations
from tests.oracle.columns import plain_ratings
from tests.oracle.records import PlainObservation
from tests.rate.columns import observations_of
from tests.rate.making import an_indicator
from tests.rate.strategies import AREAS

ROSE, FELL, NONE = NumberDirection.ROSE, NumberDirection.FELL, NumberDirection.NONE


@pytest.mark.parametrize(
    ("numbers", "marks", "change", "percent", "direction"),
    [
        ((4, 5), 0, 1, 25, ROSE),
        ((4, 0), 0, -4, -100, FELL),
        # Of numbers below 0, or from 0, there is no change in percent.
        ((4, -1), 0, -5, None, FELL),
        ((0, 4), 0, 4, None, ROSE),
        # After a break in the series nothing is said.
        ((4, 5), FigureMark.BREAK.bit, None, None, NONE),
        # As large as a number can be, and larger.
        ((0, LIMIT), 0, LIMIT, None, ROSE),
        ((0, -LIMIT), 0, -LIMIT, None, FELL),
        ((-1, LIMIT), 0, None, None, ROSE),
        ((1, -LIMIT), 0, None, None, FELL),
    ],
)
def test_a_change_from_one_number_to_the_next(
    numbers: tuple[int, int], marks: int, change: int | None, percent: int | None, direction: NumberDirection
) -> None:
    cases = an_indicator(Polarity.NONE, unit="cases", per=1, decimals=0)
    then, now = map(Decimal, numbers)
    rows = [
        PlainObservation("A1", "North", 4, then),
        PlainObservation("A1", "North", 5, now, marks=marks),
    ]
    last = plain_ratings(rate_observations(observations_of(rows), [cases], AREAS))[-1]
    assert (last.change, last.percent_change, last.number_direction) == (change, percent, direction)

"""Numbers that a target could be are values of the past, by nearest rank and half way."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_engine.statistics.formulas.suggestions import best_quarter, median

VALUES = st.lists(st.fractions(-100, 100, max_denominator=50), min_size=1, max_size=40)


@pytest.mark.parametrize(("values", "middle"), [([3, 1, 2], 2), ([4, 1, 3, 2], Fraction(5, 2)), ([7], 7)])
def test_the_median(values: list[int], middle: Fraction) -> None:
    assert median([Fraction(value) for value in values]) == middle


@pytest.mark.parametrize(
    ("count", "highest", "quarter"),
    [(24, True, 19), (24, False, 6), (12, True, 10), (5, True, 4), (1, False, 1)],
)
def test_the_best_quarter_by_nearest_rank(count: int, highest: bool, quarter: int) -> None:
    assert best_quarter([Fraction(value) for value in range(1, count + 1)], highest) == quarter


@given(VALUES, st.booleans())
def test_a_quarter_reaches_the_best_quarter_and_fewer_do_better(
    values: list[Fraction], highest: bool
) -> None:
    quarter = best_quarter(values, highest)
    reach = sum(value >= quarter if highest else value <= quarter for value in values)
    better = sum(value > quarter if highest else value < quarter for value in values)
    assert 4 * reach >= len(values) > 4 * better

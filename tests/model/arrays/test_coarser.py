"""Two numbers at the coarser of their precisions: as decimals, and as columns, which must say the same."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_engine.model.arrays.coarser import agree_at_the_coarser, at_the_coarser, columns_agree_at_the_coarser
from kpi_engine.model.arrays.observation import exact_column, exact_decimal

NUMBERS = st.builds(
    exact_decimal, st.integers(-(10**6), 10**6) | st.integers(-(10**18), 10**18), st.integers(0, 6)
)


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ("32.83", "32.8", "32.8 32.8"),
        ("32.85", "32.8", "32.9 32.8"),
        ("-0.25", "-0.3", "-0.3 -0.3"),
        ("71", "71.49", "71 71"),
        ("71.50", "71.5", "71.5 71.5"),
    ],
)
def test_both_are_rounded_half_up_to_the_shorter(one: str, other: str, both: str) -> None:
    assert " ".join(map(str, at_the_coarser(Decimal(one), Decimal(other)))) == both


@given(st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1))
def test_columns_agree_where_their_numbers_do(pairs: list[tuple[Decimal, Decimal]]) -> None:
    left, right = (exact_column(numbers) for numbers in zip(*pairs, strict=True))
    expected = [agree_at_the_coarser(one, other) for one, other in pairs]
    assert columns_agree_at_the_coarser(left, right).tolist() == expected

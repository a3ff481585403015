from __future__ import annotations

from decimal import Decimal

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kpi_engine.model.arrays.observation import exact_column, exact_decimal
from kpi_engine.validate.data.repeats import equal_numbers, first_of_key, without_repeats
from tests.rate.columns import observations_of
from tests.validate.figures import JULY, columns, figure

KEYS = st.lists(st.tuples(st.sampled_from(["Kent", "Swale"]), st.integers(0, 4)), max_size=12)


@given(KEYS)
def test_the_first_row_of_each_key_is_found(keys: list[tuple[str, int]]) -> None:
    first = first_of_key(observations_of([figure("1", area=area, period=period) for area, period in keys]))
    if len(set(keys)) == len(keys):
        assert first is None
    else:
        assert first is not None
        assert first.tolist() == [keys.index(key) for key in keys]


NUMBERS = st.none() | st.builds(
    exact_decimal,
    st.sampled_from([0, 1, 10, 100, -10, 10**17, 10**18 - 1, 12]),
    st.integers(0, 18),
)


@given(NUMBERS, NUMBERS)
def test_numbers_are_equal_as_decimals_are(left: Decimal | None, right: Decimal | None) -> None:
    column = exact_column([left, right])
    assert equal_numbers(column, np.array([0]), np.array([1])).tolist() == [left == right]


def test_without_repeats_the_first_row_stays() -> None:
    rows = columns(figure("3", period=JULY), figure("1"), figure("3", period=JULY), figure("2"))
    assert without_repeats(rows).line.tolist() == [2, 3]


def test_without_repeats_nothing_is_copied() -> None:
    for rows in (
        columns(figure("1"), figure("3", period=JULY)),
        columns(figure("3", period=JULY), figure("1")),
        observations_of([]),
    ):
        assert without_repeats(rows) is rows

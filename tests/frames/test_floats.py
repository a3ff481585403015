"""A float means the shortest decimal that reads back as it, exactly."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kpi_engine.frames.floats import half_up, shortest_decimals

TICKS = st.integers(-(10**14), 10**14)
# Ordinary floats, decimals with few digits, exact ties, and the floats beside them.
FLOATS = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False),
    st.builds(lambda ticks, decimals: ticks / 10**decimals, st.integers(-(10**6), 10**6), st.integers(0, 6)),
    st.builds(
        lambda ticks, decimals, ulps: _beside((2 * ticks + 1) / (2 * 10**decimals), ulps),
        st.integers(-(10**10), 10**10),
        st.integers(0, 4),
        st.integers(-2, 2),
    ),
)


def _beside(number: float, ulps: int) -> float:
    for _ in range(abs(ulps)):
        number = float(np.nextafter(number, np.inf if ulps > 0 else -np.inf))
    return number


def rounded_plainly(number: float, decimals: int) -> int:
    with localcontext() as context:
        context.prec = 1000
        return int(Decimal(repr(number)).scaleb(decimals).quantize(Decimal(1), ROUND_HALF_UP))


@given(FLOATS, st.integers(0, 9))
@example(84.95, 1)
@example(81.25, 1)
@example(1.005, 2)
@example(2.675, 2)
@example(0.1 + 0.2, 1)
@example(-0.05, 1)
@example(0.49999999999999994, 0)
@example(99999999999999.5, 0)
def test_floats_are_rounded_as_their_decimals_are(number: float, decimals: int) -> None:
    ticks, sure = half_up(np.array([number]), np.array([decimals], np.int8))
    if sure[0]:
        assert ticks[0] == rounded_plainly(number, decimals)
    else:
        assert abs(rounded_plainly(number, decimals)) >= 10**13


@given(FLOATS)
def test_the_shortest_decimal_is_the_one_that_python_writes(number: float) -> None:
    mantissa, decimals, found = shortest_decimals(np.array([number]))
    if found[0]:
        assert Decimal(int(mantissa[0])).scaleb(-int(decimals[0])) == Decimal(repr(number))


@pytest.mark.parametrize("text", ["0.1", "84.95", "120.8", "-0.19", "1693", "0.000001", "123456789012.345"])
def test_decimals_of_up_to_15_digits_are_found(text: str) -> None:
    mantissa, decimals, found = shortest_decimals(np.array([float(text)]))
    assert found[0]
    assert Decimal(int(mantissa[0])).scaleb(-int(decimals[0])) == Decimal(text)


def test_a_float_with_more_digits_is_not() -> None:
    assert not shortest_decimals(np.array([1 / 3]))[2][0]

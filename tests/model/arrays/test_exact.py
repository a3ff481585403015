"""Integer arithmetic on both sides of the guard, against fractions."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import floor

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kpi_engine.model.arrays.exact import LIMIT, Quotients, doubled_position, half_up, rounded

INTEGERS = st.one_of(
    st.integers(-1000, 1000),
    st.integers(-(10**18), 10**18),
    st.sampled_from([LIMIT, LIMIT - 1, LIMIT + 1, -LIMIT, 1 - (1 << 63), (1 << 63) - 1, 5 * 10**17]),
)
PARTS = st.lists(
    st.tuples(
        INTEGERS, st.sampled_from([1, 100, 10_000]), st.integers(-40, 40), INTEGERS.filter(lambda n: n != 0)
    ),
    min_size=1,
    max_size=5,
)


def quotients_of(parts: list[tuple[int, int, int, int]]) -> Quotients:
    return Quotients(*(np.array(column, np.int64) for column in zip(*parts, strict=True)))


def value_of(top: int, factor: int, exponent: int, bottom: int) -> Fraction:
    return Fraction(top) * factor * Fraction(10) ** exponent / bottom


def half_up_plainly(value: Fraction) -> int:
    size = floor(abs(value) + Fraction(1, 2))
    return -size if value < 0 else size


def doubled_plainly(value: Fraction) -> int:
    return 2 * floor(value) + (value.denominator != 1)


@given(PARTS)
@example([(LIMIT + 1, 1, 0, 1)])
@example([(1, 100, 16, 1), (10**16 + 1, 100, 0, 1)])
def test_rounded_quotients_are_right_or_too_large(parts: list[tuple[int, int, int, int]]) -> None:
    expected = [half_up_plainly(value_of(*part)) for part in parts]
    result, fits = rounded(quotients_of(parts))
    assert fits.tolist() == [abs(number) <= LIMIT for number in expected]
    assert result.tolist() == [number if abs(number) <= LIMIT else 0 for number in expected]


@given(PARTS)
def test_what_the_guard_lets_through_does_not_overflow(parts: list[tuple[int, int, int, int]]) -> None:
    quotients = quotients_of(parts)
    safe = quotients.safe()
    within = [part for part, is_safe in zip(parts, safe.tolist(), strict=True) if is_safe]
    chosen = quotients.at(safe)
    assert chosen.apply(half_up).tolist() == [half_up_plainly(value_of(*part)) for part in within]
    assert chosen.apply(doubled_position).tolist() == [doubled_plainly(value_of(*part)) for part in within]


@given(PARTS)
def test_python_integers_have_no_limit(parts: list[tuple[int, int, int, int]]) -> None:
    expected = [doubled_plainly(value_of(*part)) for part in parts]
    assert quotients_of(parts).apply_slowly(doubled_position).tolist() == expected


@pytest.mark.parametrize(
    ("top", "bottom", "expected"),
    [
        (2600, 32, 81),  # 81.25
        (5, 2, 3),
        (-5, 2, -3),
        (5, -2, -3),
        (-5, -2, 3),
        (4999, 10_000, 0),
    ],
)
def test_halves_go_away_from_zero(top: int, bottom: int, expected: int) -> None:
    result, _ = rounded(quotients_of([(top, 1, 0, bottom)]))
    assert result.tolist() == [expected]


@pytest.mark.parametrize("function", [half_up, doubled_position])
def test_no_rows(function: Callable[..., np.ndarray]) -> None:
    none = np.zeros(0, np.int64)
    assert Quotients(none, none, none, none).apply(function).tolist() == []

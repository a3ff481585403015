"""Whole arrays in integers give what fractions give one by one."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi_engine.model.arrays.observation import exact_column, exact_decimal
from kpi_engine.model.arrays.parts import Parts, parts_make_value
from tests.effort import examples

SMALL = st.integers(-500, 500)
ANY = st.one_of(SMALL, SMALL, st.integers(-(10**18) + 1, 10**18 - 1))
PLACES = st.integers(0, 18)
FEW_PLACES = st.integers(0, 3)

# Value, numerator, denominator, scale, the indicator's decimals, as printed, what the parts are rounded to.
Row: TypeAlias = tuple[Decimal, Decimal, Decimal, int, int, bool, int]


@st.composite
def rows(draw: st.DrawFn) -> Row:
    """Often nearly right."""
    places = draw(st.sampled_from([FEW_PLACES, FEW_PLACES, PLACES]))
    numerator = exact_decimal(draw(ANY), draw(places))
    denominator = exact_decimal(
        draw(st.one_of(st.integers(1, 500), st.integers(1, 10**18 - 1))), draw(places)
    )
    per = draw(st.sampled_from([1, 100, 1000, 10_000]))
    decimals = draw(st.integers(0, 6))
    nearly = round(per * Fraction(numerator) / Fraction(denominator) * 10**decimals) + draw(
        st.integers(-2, 2)
    )
    value = (
        exact_decimal(nearly, decimals) if abs(nearly) < 10**18 else exact_decimal(draw(ANY), draw(places))
    )
    rounded_to = draw(st.sampled_from([0, 0, 3, 5, 10, 1_000_000]))
    return value, numerator, denominator, per, decimals, draw(st.booleans()), rounded_to


@settings(max_examples=examples(300))
@given(st.lists(rows(), min_size=1, max_size=6))
def test_arrays_agree_with_fractions(some: list[Row]) -> None:
    values, numerators, denominators, pers, decimals, printed, rounded_to = zip(*some, strict=True)
    value = exact_column(values)
    parts = Parts(
        value=value,
        numerator=exact_column(numerators),
        denominator=exact_column(denominators),
        per=np.array(pers, np.int64),
        tolerance_decimals=np.where(printed, value.decimals, decimals).astype(np.int8),
        rounded_parts=np.array(printed, np.bool_),
        rounded_to=np.array(rounded_to, np.int32),
    )
    assert parts_make_value(parts).tolist() == [_agrees_plainly(row) for row in some]


def _agrees_plainly(row: Row) -> bool:
    value, numerator, denominator, per, decimals, printed, rounded_to = row
    tops, bottoms = (_ends(part, printed, rounded_to) for part in (numerator, denominator))
    least = Fraction(1, 2 * 10 ** _places(denominator))
    bottoms = [max(bottom, least) for bottom in bottoms]
    tolerance = Fraction(1, 2 * 10 ** (_places(value) if printed else decimals))
    made = [per * top / bottom for top in tops for bottom in bottoms]
    return min(made) <= Fraction(value) + tolerance and max(made) >= Fraction(value) - tolerance


def _ends(number: Decimal, printed: bool, rounded_to: int) -> list[Fraction]:
    half = Fraction(1, 2 * 10 ** _places(number)) if printed and _places(number) else Fraction(0)
    half = max(half, Fraction(rounded_to, 2))
    return [Fraction(number) - half, Fraction(number) + half]


def _places(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    return max(0, -exponent)


def test_no_rows_are_no_trouble() -> None:
    nothing = exact_column([])
    empty = np.zeros(0, np.int64)
    parts = Parts(
        *(nothing, nothing, nothing, empty),
        *(empty.astype(np.int8), empty.astype(np.bool_), empty.astype(np.int32)),
    )
    assert parts_make_value(parts).tolist() == []


def test_blocks_follow_each_other() -> None:
    count = 40_000
    one = exact_column([Decimal("0.5")]).take(np.zeros(count, np.int64))
    half = exact_column([Decimal(1)]).take(np.zeros(count, np.int64))
    whole = exact_column([Decimal(2)]).take(np.zeros(count, np.int64))
    one.mantissa[[0, 20_000, count - 1]] = 7
    parts = Parts(
        *(one, half, whole, np.ones(count, np.int64)),
        *(np.ones(count, np.int8), np.zeros(count, np.bool_), np.zeros(count, np.int32)),
    )
    assert np.flatnonzero(~parts_make_value(parts)).tolist() == [0, 20_000, count - 1]

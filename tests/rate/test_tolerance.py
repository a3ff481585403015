"""The arrow's tolerance is decided alike in 64 bits and in integers of any size, at the edges too."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_engine.model.arrays.exact import LIMIT
from kpi_engine.model.arrays.observation import ExactColumn
from kpi_engine.rate import tolerance as tolerances
from kpi_engine.rate.standards_table import Points
from kpi_engine.rate.tolerance import within_tolerance

_EDGES = (0, 1, -1, 5, 10**9, LIMIT - 1, LIMIT, -LIMIT)
_MANTISSAS = st.one_of(st.sampled_from(_EDGES), st.integers(-LIMIT, LIMIT), st.integers(-300, 300))
_POINTS = st.one_of(_MANTISSAS, st.sampled_from([LIMIT + 1, -LIMIT - 1, 4 * 10**18, 10**40, -(10**40)]))
_CUT = 2**62
Row = tuple[int, int, int, int, int]


def column(numbers: list[int], decimals: int) -> ExactColumn:
    size = len(numbers)
    return ExactColumn(np.array(numbers, np.int64), np.full(size, decimals, np.int8), np.ones(size, np.bool_))


def decided(rows: list[Row], shown: int, finer: int, allowed_decimals: int) -> list[bool]:
    """What is said of rows of (now, then, point, tolerance, -), each at a place of its own."""
    now, then, points, allowed, _ = (list(each) for each in zip(*rows, strict=True))
    table = SimpleNamespace(
        decimals=np.full(1, shown + finer, np.int8),
        aim=Points(np.array([max(-_CUT, min(_CUT, point)) for point in points], np.int64), points),
    )
    return within_tolerance(
        column(now, shown),
        column(then, shown),
        np.arange(len(rows)),
        np.arange(len(rows)).astype(np.int32),
        tolerance=column([abs(each) for each in allowed], allowed_decimals),
        table=table,  # type: ignore[arg-type]
    ).tolist()


def plainly(row: Row, shown: int, finer: int, allowed_decimals: int) -> bool:
    now, then = (Fraction(each, 10**shown) for each in row[:2])
    point, allowed = Fraction(row[2], 10 ** (shown + finer)), Fraction(abs(row[3]), 10**allowed_decimals)
    return abs(abs(then - point) - abs(now - point)) <= allowed


_ROWS = st.lists(st.tuples(_MANTISSAS, _MANTISSAS, _POINTS, _MANTISSAS, st.just(0)), min_size=1, max_size=8)


@given(_ROWS, st.integers(0, 4), st.integers(0, 4), st.integers(0, 18))
def test_it_is_decided_as_fractions_decide_it(
    rows: list[Row], shown: int, finer: int, allowed_decimals: int
) -> None:
    found = decided(rows, shown, finer, allowed_decimals)
    assert found == [plainly(row, shown, finer, allowed_decimals) for row in rows]


def test_both_ways_agree_where_the_tolerance_is_just_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    rows: list[Row] = [
        (now, then, point, allowed + step, 0)
        for now, then in ((103, 100), (-3, 3), (LIMIT, LIMIT - 3), (10**17, 10**17 + 3))
        for point in (0, 101, 4 * 10**18, -4 * 10**18)
        for allowed in (abs(abs(then - point) - abs(now - point)),)
        for step in (0, 1)
    ]
    fast = decided(rows, 1, 0, 1)
    assert all(fast)
    monkeypatch.setattr(tolerances, "_SURELY_WITHIN", 0)
    assert decided(rows, 1, 0, 1) == fast
    less: list[Row] = [(*row[:3], row[3] - 1, 0) for row in rows[::2] if row[3]]
    assert not any(decided(less, 1, 0, 1))


def test_most_rows_need_no_big_integers() -> None:
    pairs = tolerances._pairs(
        column([321], 1),
        column([318], 1),
        np.zeros(1, np.int64),
        column([5], 1),
        SimpleNamespace(  # type: ignore[arg-type]
            decimals=np.ones(1, np.int8), aim=Points(np.array([_CUT]), [10 * LIMIT])
        ),
    )
    assert pairs.fits().all()


@pytest.mark.parametrize("slowly", [False, True])
@pytest.mark.parametrize(
    ("shown", "finer", "allowed_decimals"), [(0, 2, 1), (1, 0, 3), (0, 0, 2), (2, 3, 17)]
)
def test_decimals_that_are_not_alike(
    monkeypatch: pytest.MonkeyPatch, shown: int, finer: int, allowed_decimals: int, slowly: bool
) -> None:
    if slowly:
        monkeypatch.setattr(tolerances, "_SURELY_WITHIN", 0)
    rows: list[Row] = []
    for now, then, point in ((3, 1, 0), (-3, 4, 1), (7, 1, 503), (7, 1, 250), (2, 9, -4)):
        gain = abs(
            abs(Fraction(then, 10**shown) - Fraction(point, 10 ** (shown + finer)))
            - abs(Fraction(now, 10**shown) - Fraction(point, 10 ** (shown + finer)))
        )
        least = int(gain * 10**allowed_decimals)
        rows += [(now, then, point, max(0, least + step), 0) for step in (-1, 0, 1)]
    assert decided(rows, shown, finer, allowed_decimals) == [
        plainly(row, shown, finer, allowed_decimals) for row in rows
    ]


@pytest.mark.parametrize(
    ("row", "finer", "allowed_decimals"),
    [
        # At 17 decimals 2 ** 47 would be 0 in 64 bits.
        ((2**47, 0, 0, 5, 0), 0, 17),
        ((0, 2**47, 0, 5, 0), 0, 17),
        ((2**47, 0, 0, 5, 0), 17, 0),
        ((LIMIT, 0, 0, LIMIT, 0), 1, 0),
        ((LIMIT, 0, 0, LIMIT - 1, 0), 1, 0),
        ((0, 1, 2**47, 5, 0), 0, 17),
        # Each of the three is within 64 bits, and the distance between two of them is not.
        ((0, 6, -6, 5 * 10**17, 0), 0, 18),
    ],
)
def test_what_would_not_fit_64_bits(row: Row, finer: int, allowed_decimals: int) -> None:
    assert decided([row], 0, finer, allowed_decimals) == [plainly(row, 0, finer, allowed_decimals)]


def test_without_a_tolerance_equal_numbers_are_not_within_it() -> None:
    absent = replace(column([5], 0), present=np.zeros(1, np.bool_))
    table = SimpleNamespace(decimals=np.zeros(1, np.int8), aim=Points(np.zeros(1, np.int64), [0]))
    zeros = np.zeros(1, np.int64)
    found = within_tolerance(column([7], 0), column([7], 0), zeros, zeros, tolerance=absent, table=table)  # type: ignore[arg-type]
    assert found.tolist() == [False]

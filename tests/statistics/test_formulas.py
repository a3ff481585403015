"""What the vectors do not reach: ties, edges, and formulas beside the plain reading of them."""

from __future__ import annotations

from fractions import Fraction
from math import isqrt

import numpy as np
import pytest

from kpi_engine.model.statistics.confidence import C95, Z_UNIT
from kpi_engine.model.statistics.pace import PaceCategory
from kpi_engine.model.statistics.profiles import MDC
from kpi_engine.model.statistics.signals import OUTSIDE_HIGH, SHIFT_LOW, TREND_UP
from kpi_engine.statistics.formulas.differences import (
    differs_from,
    has_few_expected,
    proportions_differ,
    rates_differ,
)
from kpi_engine.statistics.formulas.funnel import dispersion, funnel, has_enough_expected
from kpi_engine.statistics.formulas.intervals import wilson
from kpi_engine.statistics.formulas.pace import likely_range, needed_by_share, pace
from kpi_engine.statistics.formulas.prime import PrimeKind, prime_marks
from kpi_engine.statistics.formulas.trend import ranks_trend


def ints(*numbers: int) -> np.ndarray:
    return np.array(numbers, np.int64)


def test_a_tie_is_decided_exactly() -> None:
    """Half of 4 × 10 ** 36 cases, and the target at which the square is z² to within a part in 10 ** 15."""
    among = 4 * 10**36
    # With 1 / 2 as the target the inequality is (2 × cases − among)² > z² × among.
    root = isqrt(C95.z_squared * among // Z_UNIT)
    root -= root % 2
    cases = np.array([(among + root) // 2, (among + root) // 2 + 1], object)
    whole = np.array([among, among], object)
    assert differs_from(cases, whole, ints(1, 1), ints(2, 2), C95).tolist() == [False, True]


def test_a_tie_between_two_proportions_is_decided_exactly() -> None:
    """Two proportions whose z² is exactly a fraction: the same numbers, a million times over."""
    for scale in (1, 10**6):
        first = np.array([30 * scale], object), np.array([100 * scale], object)
        second = np.array([45 * scale], object), np.array([100 * scale], object)
        assert proportions_differ(first, second, C95)[0]
    # z² = 0 / 0 is no difference: it is decided by the exact inequality 0 > 0.
    nobody = (ints(0), ints(10))
    assert not proportions_differ(nobody, nobody, C95)[0]


@pytest.mark.parametrize(("counts", "differ"), [((10, 30), True), ((10, 16), False)])
def test_rates(counts: tuple[int, int], differ: bool) -> None:
    first, second = (ints(counts[0]), ints(1000)), (ints(counts[1]), ints(1000))
    assert bool(rates_differ(first, second, C95)[0]) is differ
    square = Fraction((counts[0] - counts[1]) ** 2, sum(counts))
    assert (float(square) > C95.z**2) is differ


def test_expected_counts_of_five_are_enough() -> None:
    assert not has_few_expected((ints(5), ints(10)), (ints(5), ints(10)))[0]
    assert has_few_expected((ints(4), ints(10)), (ints(5), ints(10)))[0]


def test_the_difference_agrees_with_the_interval() -> None:
    for among in (1, 7, 40):
        for cases in range(among + 1):
            lower, upper = wilson(ints(cases), ints(among), C95)
            for percent in range(1, 100):
                differs = bool(differs_from(ints(cases), ints(among), ints(percent), ints(100), C95)[0])
                assert differs is not (lower[0] <= percent / 100 <= upper[0])


def test_areas_that_differ_more_than_chance() -> None:
    among = np.full(12, 100, np.int64)
    alike = ints(50, 51, 49, 50, 52, 48, 50, 51, 49, 50, 50, 50)
    unlike = ints(20, 80, 30, 70, 50, 50, 25, 75, 35, 65, 40, 60)
    assert dispersion(alike, among, 600, 1200).ratio < 1
    assert dispersion(alike, among, 600, 1200).between == 0
    told = dispersion(unlike, among, 600, 1200)
    assert told.ratio > 10
    assert told.between > 0
    outside, far = funnel(unlike, among, (np.full(12, 600), np.full(12, 1200)))
    assert outside.sum() == 10
    assert far.sum() == 6
    assert has_enough_expected(ints(1, 2, 40), 50, 100).tolist() == [False, True, True]


def test_areas_of_no_size_have_no_spread_between_them() -> None:
    assert dispersion(ints(1), ints(2), 1, 2).between == 0


def test_listed_shares_spread_the_gap() -> None:
    shares = [Fraction(1), Fraction(3)]
    assert needed_by_share(Fraction(100), Fraction(60), shares) == [10, 30]
    assert needed_by_share(Fraction(100), Fraction(160), shares) == [0, 0]


def test_four_in_five_totals() -> None:
    low, high = likely_range(mean=60.0, moving_range=9.0, points=24, left=6)
    reach = 1.2816 * (9.0 / 1.128) * (6 + 36 / 24) ** 0.5
    assert (low, high) == pytest.approx((360 - reach, 360 + reach))


def test_pace_without_a_way_to_go() -> None:
    assert pace(Fraction(80), Fraction(85), Fraction(80), (1, 4), highest=True) is None
    before = pace(Fraction(90), Fraction(85), Fraction(80), (1, 4), highest=True)
    reached = pace(Fraction(60), Fraction(85), Fraction(80), (1, 4), highest=True)
    assert before is not None
    assert reached is not None
    assert (before.category, reached.category) == (PaceCategory.ACHIEVED, PaceCategory.ACHIEVED)
    at_once = pace(Fraction(60), Fraction(61), Fraction(80), (0, 4), highest=True)
    assert at_once is not None
    assert at_once.ratio is None


@pytest.mark.parametrize("kind", list(PrimeKind))
def test_signals_where_denominators_vary(kind: PrimeKind) -> None:
    among = np.array([[100, 900] * 10], np.int64).T
    cases = np.where(among == 100, 50, 450)
    cases[4, 0] = 100
    cases[12:, 0] = (among * 45 // 100)[12:, 0]
    used = np.ones(cases.shape, bool)
    shown = used.copy()
    shown[0, 0] = False
    limits, marks = prime_marks(cases, among, used, shown, kind=kind, profile=MDC)
    assert marks[4, 0] & OUTSIDE_HIGH
    assert marks[0, 0] == 0
    assert (marks[12:, 0] & SHIFT_LOW).all()
    assert (limits.upper >= limits.near_upper).all()
    # A wider denominator has narrower limits.
    assert limits.upper[1, 0] < limits.upper[2, 0]
    rising = np.arange(40, 60, dtype=np.int64)[:, None] * among // 100
    _limits, marks = prime_marks(rising, among, used, used, kind=kind, profile=MDC)
    assert (marks & TREND_UP).all()


def test_ranks_of_six_years_can_be_a_trend() -> None:
    assert ranks_trend([1, 2, 3, 4, 5, 6]).trend.direction == 1
    assert ranks_trend([6, 5, 4, 3, 2, 1]).trend.direction == -1
    assert ranks_trend([1, 2, 3, 4, 6, 5]).trend.direction == 0

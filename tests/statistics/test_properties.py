"""What must not change when values are shifted, scaled, turned round or put in another order."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.model.statistics.outcomes import Variation
from kpi_engine.model.statistics.profiles import MDC, NHS_R, Profile
from kpi_engine.model.statistics.signals import (
    DOWNWARDS,
    OUTSIDE_HIGH,
    OUTSIDE_LOW,
    SHIFT_HIGH,
    SHIFT_LOW,
    UPWARDS,
    MarkArray,
)
from kpi_engine.statistics.formulas.assurance import variation
from kpi_engine.statistics.formulas.funnel import adjusted_funnel, dispersion, funnel
from kpi_engine.statistics.formulas.xmr import xmr
from tests.effort import examples

Series = NDArray[np.int64]
# 24 months of 20 series, with steps and ties, some months missing.
SERIES = arrays(np.int64, (24, 20), elements=st.integers(-60, 60))
PRESENT = arrays(np.bool_, (24, 20), elements=st.sampled_from([True] * 9 + [False]))
PROFILES = pytest.mark.parametrize("profile", [MDC, NHS_R], ids=lambda profile: profile.name)
NOT_CHANGED_BY_TIME = np.uint8(OUTSIDE_HIGH | OUTSIDE_LOW | SHIFT_HIGH | SHIFT_LOW)
TRIED = settings(max_examples=examples(60), deadline=None)


def marks(value: Series, present: NDArray[np.bool_], profile: Profile) -> MarkArray:
    return xmr(value, present, present, profile).marks


def judged(found: MarkArray, polarity: Polarity) -> NDArray[np.int8]:
    return variation(found.reshape(-1), np.full(found.size, polarity.code, np.int8))


@PROFILES
@TRIED
@given(value=SERIES, present=PRESENT)
def test_negated_values_turn_good_into_bad(
    value: Series, present: NDArray[np.bool_], profile: Profile
) -> None:
    given_marks, negated = marks(value, present, profile), marks(-value, present, profile)
    assert ((given_marks & UPWARDS) != 0).tolist() == ((negated & DOWNWARDS) != 0).tolist()
    # Highest is best of the one as lowest is best of the other; with the same polarity good is bad.
    assert judged(given_marks, Polarity.HIGHEST).tolist() == judged(negated, Polarity.LOWEST).tolist()
    other = judged(negated, Polarity.HIGHEST)
    for one, turned in ((Variation.GOOD, Variation.BAD), (Variation.BAD, Variation.GOOD)):
        assert ((judged(given_marks, Polarity.HIGHEST) == one.code) == (other == turned.code)).all()


@PROFILES
@TRIED
@given(value=SERIES, present=PRESENT, more=st.integers(-10_000, 10_000))
def test_a_constant_changes_no_rule(
    value: Series, present: NDArray[np.bool_], more: int, profile: Profile
) -> None:
    assert marks(value + more, present, profile).tolist() == marks(value, present, profile).tolist()


@PROFILES
@TRIED
@given(value=SERIES, present=PRESENT)
def test_more_decimals_change_no_rule(value: Series, present: NDArray[np.bool_], profile: Profile) -> None:
    assert marks(10 * value, present, profile).tolist() == marks(value, present, profile).tolist()
    # As long integers, beyond 64 bits, too.
    long = value.astype(object) * 10**18
    assert xmr(long, present, present, profile).marks.tolist() == marks(value, present, profile).tolist()


@PROFILES
@TRIED
@given(value=SERIES, present=PRESENT)
def test_reversed_time_keeps_points_outside_and_shifts(
    value: Series, present: NDArray[np.bool_], profile: Profile
) -> None:
    forwards, backwards = marks(value, present, profile), marks(value[::-1], present[::-1], profile)[::-1]
    assert (forwards & NOT_CHANGED_BY_TIME).tolist() == (backwards & NOT_CHANGED_BY_TIME).tolist()


@PROFILES
@TRIED
@given(value=SERIES, present=PRESENT, order=st.permutations(range(20)))
def test_the_order_of_series_changes_nothing(
    value: Series, present: NDArray[np.bool_], order: list[int], profile: Profile
) -> None:
    ordered = marks(value[:, order], present[:, order], profile)
    assert ordered.tolist() == marks(value, present, profile)[:, order].tolist()


@TRIED
@given(
    areas=st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)), min_size=10, max_size=20),
    order=st.randoms(use_true_random=False),
)
def test_the_order_of_areas_changes_nothing(areas: list[tuple[int, int]], order: object) -> None:
    n = np.array([cases for cases, _ in areas])
    d = np.array([cases + others + 1 for cases, others in areas])
    cases, among = int(n.sum()), int(d.sum())
    if not 0 < cases < among:
        return
    places = list(range(len(areas)))
    order.shuffle(places)  # type: ignore[attr-defined]
    whole = np.full(len(n), cases), np.full(len(n), among)
    for one, other in zip(funnel(n, d, whole), funnel(n[places], d[places], whole), strict=True):
        assert one[places].tolist() == other.tolist()
    assert dispersion(n, d, cases, among).ratio == pytest.approx(
        dispersion(n[places], d[places], cases, among).ratio, rel=1e-9
    )
    for one, other in zip(
        adjusted_funnel(n, d, cases, among),
        adjusted_funnel(n[places], d[places], cases, among),
        strict=True,
    ):
        assert one[places].tolist() == other.tolist()

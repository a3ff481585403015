"""Bands as intervals of the value: held against exact division, then rounding, then looking where it is."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_engine.model.definitions.judgement import NotRated, Polarity, RateOn
from kpi_engine.model.definitions.methods.band import Band, BandsOf, Edge
from kpi_engine.model.definitions.methods.bands import BandsRule
from kpi_engine.model.definitions.methods.intervals import Exact, Interval, quotient
from kpi_engine.rate.bounds import standards_of
from tests.band_rules import HERE, bands_rule, contract
from tests.oracle.rag import in_band
from tests.oracle.values import round_half_up

NUMBERS = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places), st.integers(-20_000, 20_000), st.integers(0, 3)
)
TARGETS = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places), st.integers(1, 20_000), st.integers(0, 3)
)


@st.composite
def percent_rules(draw: st.DrawFn) -> BandsRule:
    edge, upper = draw(NUMBERS), draw(st.booleans())
    above, below = Band(Edge(edge, upper), None, HERE), Band(None, Edge(edge, not upper), HERE)
    green, red = (above, below) if draw(st.booleans()) else (below, above)
    decimals = draw(st.integers(0, 3))
    return BandsRule(draw(TARGETS), "bands", BandsOf.PERCENT_OF_TARGET, decimals, green, None, red)


def band_intervals(rule: BandsRule, rate_on: RateOn) -> tuple[Interval, Interval]:
    """Where a value is GREEN, and where it is not RED."""
    standards = rule.standards(Polarity.HIGHEST, rate_on)
    assert standards.green is not None
    assert standards.amber is not None
    return standards.green, standards.amber


def is_inside(value: Fraction, interval: Interval) -> bool:
    low, high = (
        None if end is None else Fraction(end.digits, 10**end.decimals)
        for end in (interval.low, interval.high)
    )
    if interval.open and value in (low, high):
        return False
    return (low is None or value >= low) and (high is None or value <= high)


@st.composite
def rules_and_values(draw: st.DrawFn) -> tuple[BandsRule, Fraction]:
    """A value anywhere, or exactly where the rounded percent changes to or from the edge."""
    rule = draw(percent_rules())
    edge, target = rule.edges[0].number, rule.target
    assert target is not None
    step = Fraction(draw(st.integers(-3, 3)), 2 * 10**rule.decimals)
    telling = (Fraction(edge) + step) * Fraction(target) / 100
    return rule, draw(st.one_of(st.just(telling), NUMBERS.map(Fraction)))


@given(rules_and_values())
def test_inside_is_where_the_rounded_percent_is_in_the_band(drawn: tuple[BandsRule, Fraction]) -> None:
    rule, value = drawn
    assert rule.target is not None
    percent = value / Fraction(rule.target) * 100
    green, floor = band_intervals(rule, RateOn.DISPLAYED)
    assert is_inside(value, green) == in_band(Fraction(round_half_up(percent, rule.decimals)), rule.green)
    assert floor == green
    raw, _ = band_intervals(rule, RateOn.RAW)
    assert is_inside(value, raw) == in_band(percent, rule.green)


def test_the_edge_is_where_the_percent_is_rounded_to_it() -> None:
    green, amber = band_intervals(contract("1874"), RateOn.DISPLAYED)
    assert green == Interval(Exact(1217163, 3), None, by_displayed=True)  # 64.95 % of 1,874
    assert amber == Interval(Exact(936063, 3), None, by_displayed=True)
    raw, _ = band_intervals(contract("1874"), RateOn.RAW)
    assert raw == Interval(Exact(12181, 1), None, by_displayed=True)


@pytest.mark.parametrize(
    ("green", "red", "interval"),
    [
        ("..65", ">65", Interval(None, Exact(6505, 2), open=True, by_displayed=True)),
        ("<65", "65..", Interval(None, Exact(6495, 2), open=True, by_displayed=True)),
        (">65", "..65", Interval(Exact(6505, 2), None, by_displayed=True)),
        ("-5..", "<-5", Interval(Exact(-505, 2), None, open=True, by_displayed=True)),
        ("..-5", ">-5", Interval(None, Exact(-495, 2), by_displayed=True)),
        ("0..", "<0", Interval(Exact(-5, 2), None, open=True, by_displayed=True)),
    ],
)
def test_a_half_goes_away_from_zero(green: str, red: str, interval: Interval) -> None:
    found, _ = band_intervals(contract("100", green, None, red), RateOn.DISPLAYED)
    assert found == interval


def test_bands_of_the_value_are_the_interval_from_their_better_neighbour_on() -> None:
    standards = standards_of(bands_rule("..6", "8..15", "16..", target="4"), Polarity.LOWEST)
    assert standards.green == Interval(None, Exact(6, 0), by_displayed=True)
    assert standards.amber == Interval(None, Exact(15, 0), by_displayed=True)
    assert standards.target == Interval(None, Exact(4, 0))
    assert standards.lacking is NotRated.RATED


def test_without_a_target_there_is_no_distance_to_one() -> None:
    assert standards_of(bands_rule("65..", None, "<65"), Polarity.HIGHEST).target is None


def test_percent_of_target_without_a_target_is_a_mistake_of_ours() -> None:
    rule = BandsRule(None, "bands", BandsOf.PERCENT_OF_TARGET, 1, HERE_GREEN, None, HERE_RED)
    with pytest.raises(ValueError, match="have a target"):
        band_intervals(rule, RateOn.DISPLAYED)


def test_bands_that_do_not_follow_each_other_are_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="begins somewhere"):
        band_intervals(bands_rule("65..", None, ">70"), RateOn.DISPLAYED)


HERE_GREEN, HERE_RED = contract("1").green, contract("1").red


@pytest.mark.parametrize(
    ("digits", "decimals", "exact"), [(1200, 2, Exact(12, 0)), (0, 3, Exact(0, 0)), (-25, 1, Exact(-25, 1))]
)
def test_a_quotient_has_no_more_decimals_than_it_needs(digits: int, decimals: int, exact: Exact) -> None:
    assert quotient(digits, decimals) == exact

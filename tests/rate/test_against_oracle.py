"""The kernel gives what plain decimal arithmetic gives, for any definition and any figures."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.methods.bands import BandsRule
from kpi_engine.model.definitions.methods.target_range import TargetRange
from kpi_engine.model.definitions.threshold import Threshold
from kpi_engine.rate.kernel import rate_observations
from tests.effort import examples
from tests.oracle.columns import plain_ratings
from tests.oracle.decimal_rating import rate_plainly
from tests.oracle.records import PlainObservation, PlainRating
from tests.rate.columns import observations_of
from tests.rate.strategies import AREAS, DECIMALS, indicators, observations


@st.composite
def packs(draw: st.DrawFn) -> tuple[list[PlainObservation], list[Indicator]]:
    codes = ["A1", "B2", "C3"][: draw(st.integers(1, 3))]
    numbers = draw(st.sampled_from([{}, {"numbers": DECIMALS}]))
    rows = [row for code in codes for row in draw(observations(code, **numbers))]
    return draw(st.permutations(rows)), [draw(indicators(code, **numbers)) for code in codes]


def without_margins_of_more_than_18_digits(expected: PlainRating, rated: PlainRating) -> PlainRating:
    """What is expected where a margin needs more digits than an array holds: both margins are left out."""
    if rated.margin_to_target is rated.margin_to_floor is None and expected.displayed is not None:
        numbers = [expected.displayed, expected.margin_to_target, expected.margin_to_floor]
        if expected.threshold is not None:
            numbers += [value for value in standards_in(expected.threshold) if value is not None]
        if digits_on_one_grid([number for number in numbers if number is not None]) > 18:
            return replace(expected, margin_to_target=None, margin_to_floor=None)
    return expected


def standards_in(threshold: Threshold) -> list[Decimal | None]:
    rule = threshold.rule
    if isinstance(rule, TargetRange):
        return [rule.target, *rule.green, *(rule.amber or ())]
    if isinstance(rule, BandsRule):
        return [rule.target]
    return [rule.target, rule.floor, *(edge for _rag, edge in rule.further)]


def digits_on_one_grid(numbers: list[Decimal]) -> int:
    decimals = max(-int(number.as_tuple().exponent) for number in numbers)
    return max(len(str(abs(int(number.scaleb(decimals))))) for number in numbers)


def small_enough(rating: PlainRating) -> bool:
    return rating.displayed is None or len(rating.displayed.as_tuple().digits) <= 18


@settings(max_examples=examples(300))
@given(packs(), st.booleans())
def test_the_kernel_gives_what_plain_decimal_arithmetic_gives(
    pack: tuple[list[PlainObservation], list[Indicator]], outturns: bool
) -> None:
    rows, definitions = pack
    expected = rate_plainly(rows, definitions, AREAS, outturns)
    assume(all(small_enough(rating) for rating in expected))
    rated = plain_ratings(rate_observations(observations_of(rows), definitions, AREAS, outturns))
    assert rated == [
        without_margins_of_more_than_18_digits(*pair) for pair in zip(expected, rated, strict=True)
    ]

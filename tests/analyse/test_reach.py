"""Which numerator meets a standard: it does, and the next smaller one does not."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kpi_engine.analyse.reach import Ratio, greatest_numerator, least_numerator

RATIOS = st.builds(
    Ratio,
    per=st.sampled_from([1, 100, 1000, 10_000]),
    denominator=st.integers(1, 10**7).flatmap(
        lambda units: st.integers(0, 3).map(lambda decimals: Decimal(units).scaleb(-decimals))
    ),
    numerator_decimals=st.integers(0, 3),
    displayed_decimals=st.none() | st.integers(0, 6),
)
STANDARDS = st.builds(
    lambda units, decimals: Decimal(units).scaleb(-decimals), st.integers(-(10**7), 10**7), st.integers(0, 6)
)


def percentage(denominator: str, decimals: int | None = 1, numerator_decimals: int = 0) -> Ratio:
    return Ratio(100, Decimal(denominator), numerator_decimals, decimals)


@pytest.mark.parametrize(
    ("ratio", "low", "numerator", "why"),
    [
        (percentage("18.0", numerator_decimals=1), "75.0", "13.5", "13.5 of 18.0 is 75.0 exactly"),
        (percentage("18.0"), "75.0", "14", "whole numbers: 13 of 18 is 72.2"),
        (percentage("1693"), "25.0", "423", "423 of 1,693 is 24.985, displayed as 25.0"),
        (percentage("1693", decimals=None), "25.0", "424", "not rounded, 423 of 1,693 is below 25"),
        (
            percentage("2000"),
            "84.95",
            "1699",
            "a standard finer than the display: only 85.0 and more is above it",
        ),
        (percentage("3"), "0", "0", "nothing is needed to reach 0"),
        (
            Ratio(10_000, Decimal(334_000), 0, 1),
            "50.0",
            "1669",
            "a rate per 10,000: 1669 gives 49.97, shown as 50.0",
        ),
    ],
)
def test_the_least_numerator(ratio: Ratio, low: str, numerator: str, why: str) -> None:
    assert str(least_numerator(ratio, Decimal(low))) == numerator, why


@pytest.mark.parametrize(
    ("ratio", "high", "numerator", "why"),
    [
        (percentage("1693"), "25.0", "424", "424 of 1,693 is 25.04, displayed as 25.0"),
        (percentage("1693", decimals=None), "25.0", "423", "not rounded, 424 of 1,693 is above 25"),
        (percentage("9"), "0", "0", "1 of 9 would be 11.1"),
        (percentage("200"), "0.2", "0", "1 of 200 is 0.5"),
    ],
)
def test_the_greatest_numerator(ratio: Ratio, high: str, numerator: str, why: str) -> None:
    assert str(greatest_numerator(ratio, Decimal(high))) == numerator, why


@given(RATIOS, STANDARDS)
@example(percentage("3", decimals=0), Decimal("0"))
@example(percentage("200"), Decimal("-0.5"))
def test_one_step_less_misses(ratio: Ratio, standard: Decimal) -> None:
    step = Decimal(1).scaleb(-ratio.numerator_decimals)
    least = least_numerator(ratio, standard)
    assert ratio.rated_value(least) >= Fraction(standard) > ratio.rated_value(least - step)
    greatest = greatest_numerator(ratio, standard)
    assert ratio.rated_value(greatest) <= Fraction(standard) < ratio.rated_value(greatest + step)

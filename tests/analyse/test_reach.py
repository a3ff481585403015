"""Which numerator meets a standard: it does, and the next smaller one does not."""

from __future__ import annotations

import csv
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kpi_engine.analyse.reach import (
    Ratio,
    greatest_numerator,
    least_numerator,
    next_that_count,
    next_that_do_not_count,
)

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


VECTORS = Path(__file__).parents[1] / "statistics/vectors/cases_needed.csv"


def vectors() -> list[dict[str, str]]:
    """Those with a denominator: without one nothing is asked of a numerator."""
    with VECTORS.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["denominator"] != "0"]


@pytest.mark.parametrize("row", vectors(), ids=lambda row: "-".join(list(row.values())[:6]))
def test_the_cases_needed_are_those_of_the_vectors(row: dict[str, str]) -> None:
    ratio = Ratio(int(row["per"]), Decimal(row["denominator"]), 0, int(row["decimals"]))
    numerator, edge = Decimal(row["numerator"]), Decimal(row["edge_displayed"])
    if row["polarity"] == "H":
        needed = least_numerator(ratio, edge)
        assert next_that_count(ratio, numerator, edge) == int(row["next_in_a_row_all_good"])
        missing = max(needed - numerator, Decimal(0))
    else:
        needed = greatest_numerator(ratio, edge)
        missing = max(numerator - needed, Decimal(0))
    # The vectors name, for a standard that is met, the numerator that it has or the least one.
    assert needed == Decimal(row["numerator_needed"])
    assert missing == Decimal(row["more_or_fewer"])


WHOLE = st.integers(1, 300).flatmap(
    lambda denominator: st.tuples(st.integers(0, denominator), st.just(denominator))
)
EDGES = st.builds(
    lambda units, decimals: Decimal(units).scaleb(-decimals), st.integers(-5, 1100), st.integers(0, 2)
)


@given(WHOLE, EDGES, st.none() | st.integers(0, 2))
@example((4, 9), Decimal("45.0"), 1)
@example((36, 36), Decimal(100), 0)
@example((0, 3), Decimal(0), None)
def test_the_next_in_a_row_reach_the_standard_and_one_less_do_not(
    cases: tuple[int, int], edge: Decimal, decimals: int | None
) -> None:
    numerator, denominator = Decimal(cases[0]), Decimal(cases[1])
    ratio = Ratio(100, denominator, 0, decimals)
    good = next_that_count(ratio, numerator, edge)
    if good is None:
        assert ratio.rated_value(numerator + 10**6, 10**6) < edge
    else:
        assert ratio.rated_value(numerator + good, good) >= edge
        assert good == 0 or ratio.rated_value(numerator + good - 1, good - 1) < edge
    kept_out = next_that_do_not_count(ratio, numerator, edge)
    if kept_out is None:
        assert ratio.rated_value(numerator, 10**6) > edge
    else:
        assert ratio.rated_value(numerator, kept_out) <= edge
        assert kept_out == 0 or ratio.rated_value(numerator, kept_out - 1) > edge

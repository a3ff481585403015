"""Figures and standards of 18 digits, where the fast way has no room: as plain decimal arithmetic says."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from kpi_engine.model.definitions.judgement import Polarity, Rag, RateOn
from kpi_engine.model.definitions.methods.floor_and_target import FloorAndTarget
from kpi_engine.model.definitions.methods.met_or_missed import MetOrMissed
from kpi_engine.model.definitions.methods.rules import RatingRule
from kpi_engine.model.definitions.methods.target_range import TargetRange
from kpi_engine.model.definitions.methods.tolerance import Tolerance
from kpi_engine.rate.kernel import rate_observations
from tests.oracle.columns import plain_ratings
from tests.oracle.decimal_rating import rate_plainly
from tests.oracle.records import PlainObservation
from tests.rate.columns import observations_of
from tests.rate.making import a_threshold, an_indicator
from tests.rate.strategies import AREAS
from tests.rate.test_against_oracle import without_margins_of_more_than_18_digits

MIDDLE = Decimal(900_000_000_000_000_000)
HALF = Decimal("0.5")
H, L, T = Polarity.HIGHEST, Polarity.LOWEST, Polarity.TARGET
FURTHER_RAGS = (Rag.BLUE, Rag.AMBER_GREEN, Rag.AMBER_RED)
FURTHER = ((Rag.BLUE, MIDDLE + 25), (Rag.AMBER_GREEN, MIDDLE + HALF), (Rag.AMBER_RED, MIDDLE - 20 - HALF))
NUMBERS = [MIDDLE + step for step in (-30, -21, -20, -11, -10, -1, 0, 1, 10, 11, 15, 24, 25, 26, 30)]
RULES: dict[str, tuple[Polarity, RatingRule]] = {
    "target and floor": (H, FloorAndTarget(MIDDLE + 10 + HALF, MIDDLE - 10 - HALF)),
    "to be beaten": (H, FloorAndTarget(MIDDLE + 10 + HALF, MIDDLE - 10, strict=True)),
    "lowest is best": (L, FloorAndTarget(MIDDLE - 10 - HALF, MIDDLE + 10 + HALF)),
    "further": (H, FloorAndTarget(MIDDLE + 10 + HALF, MIDDLE - 10 - HALF, False, FURTHER)),
    "floor alone": (H, FloorAndTarget(None, MIDDLE - 10 - HALF)),
    "target alone": (H, FloorAndTarget(MIDDLE + HALF, None)),
    "met or missed": (H, MetOrMissed(MIDDLE + 10 + HALF)),
    "tolerance": (H, Tolerance(MIDDLE + 10 + HALF, Decimal(20), False)),
    "range": (
        T,
        TargetRange(MIDDLE + HALF, (MIDDLE - 10 - HALF, MIDDLE + 10), (MIDDLE - 20, MIDDLE + 20 + HALF)),
    ),
    "range of green": (T, TargetRange(MIDDLE + HALF, (MIDDLE - 10 - HALF, MIDDLE + 10), None)),
    "far from its target": (
        T,
        TargetRange(MIDDLE + 20 + HALF, (MIDDLE - 10, MIDDLE + 30), (MIDDLE - 20, MIDDLE + 40)),
    ),
}


@pytest.mark.parametrize("rate_on", list(RateOn))
@pytest.mark.parametrize("name", RULES)
@pytest.mark.parametrize("beside", [[], ["1", "2.5", "0"]])
def test_it_is_what_plain_arithmetic_says(name: str, rate_on: RateOn, beside: list[str]) -> None:
    """Also of rows beside them that have room."""
    polarity, rule = RULES[name]
    indicator = an_indicator(polarity, decimals=0, rate_on=rate_on, thresholds=(a_threshold(rule=rule),))
    numbers = [*map(Decimal, beside), *NUMBERS, *map(Decimal, beside)]
    rows = [PlainObservation("A1", "North", period, value) for period, value in enumerate(numbers)]
    rows += [
        replace(row, area="South", value=None, numerator=row.value, denominator=Decimal(100)) for row in rows
    ]
    rated = plain_ratings(rate_observations(observations_of(rows), [indicator], AREAS))
    expected = rate_plainly(rows, [indicator], AREAS)
    assert rated == [
        without_margins_of_more_than_18_digits(*pair) for pair in zip(expected, rated, strict=True)
    ]


@pytest.mark.parametrize("within", ["0", "1", "10", "10.5"])
def test_the_same_within_a_tolerance(within: str) -> None:
    for polarity, rule in RULES.values():
        indicator = an_indicator(
            polarity, decimals=0, same_within=Decimal(within), thresholds=(a_threshold(rule=rule),)
        )
        rows = [PlainObservation("A1", "North", period, value) for period, value in enumerate(NUMBERS)]
        rows[4] = replace(rows[4], value=None)
        rated = plain_ratings(rate_observations(observations_of(rows), [indicator], AREAS))
        expected = rate_plainly(rows, [indicator], AREAS)
        assert [one.direction for one in rated] == [one.direction for one in expected]


FINE = Decimal("0.300000000000000001")
FINE_RULES: list[tuple[Polarity, RatingRule]] = [
    (T, TargetRange(FINE, (-FINE, FINE + 1), None)),
    (T, TargetRange(FINE, (-FINE, HALF), None)),
    (T, TargetRange(-FINE, (-HALF, FINE), None)),
    (H, FloorAndTarget(FINE, -FINE)),
    (L, FloorAndTarget(FINE, FINE + 1)),
    (H, MetOrMissed(1 - FINE)),
]


@pytest.mark.parametrize("number", range(len(FINE_RULES)))
def test_standards_of_18_decimals(number: int) -> None:
    polarity, rule = FINE_RULES[number]
    indicator = an_indicator(polarity, decimals=0, thresholds=(a_threshold(rule=rule),))
    rows = [
        PlainObservation("A1", "North", period, Decimal(value))
        for period, value in enumerate((0, 1, 0, -1, 1, 2, -2, 1, 0, 6, -6, 0))
    ]
    rated = plain_ratings(rate_observations(observations_of(rows), [indicator], AREAS))
    expected = rate_plainly(rows, [indicator], AREAS)
    assert rated == [
        without_margins_of_more_than_18_digits(*pair) for pair in zip(expected, rated, strict=True)
    ]


# A standard one unit of its own last decimal away from a figure of 18 digits.
TENTH, ALMOST = Decimal("0.1"), Decimal("0.9")


@pytest.mark.parametrize("rate_on", list(RateOn))
@pytest.mark.parametrize("aside", [-ALMOST, -TENTH, Decimal(0), TENTH, ALMOST])
@pytest.mark.parametrize("polarity", [H, L])
def test_a_unit_beside_a_standard(polarity: Polarity, aside: Decimal, rate_on: RateOn) -> None:
    sign = 1 if polarity is H else -1
    further = tuple(
        (rag, MIDDLE + sign * step + aside) for rag, step in zip(FURTHER_RAGS, (15, 5, -15), strict=True)
    )
    rule = FloorAndTarget(MIDDLE + 10 * sign + aside, MIDDLE - 10 * sign + aside, False, further)
    indicator = an_indicator(polarity, decimals=0, rate_on=rate_on, thresholds=(a_threshold(rule=rule),))
    numbers = [MIDDLE + edge + step for edge in (-15, -10, -5, 5, 10, 15) for step in (-1, 0, 1)]
    rows = [PlainObservation("A1", "North", period, value) for period, value in enumerate(numbers)]
    rated = plain_ratings(rate_observations(observations_of(rows), [indicator], AREAS))
    expected = rate_plainly(rows, [indicator], AREAS)
    assert rated == [
        without_margins_of_more_than_18_digits(*pair) for pair in zip(expected, rated, strict=True)
    ]


@pytest.mark.parametrize(
    ("target", "floor", "margins"),
    [
        # 2 ** 62 tenths is the largest margin that there is.
        ("-0.4", None, ("461168601842738790.4", None)),
        ("-0.5", None, (None, None)),
        (None, "-0.4", (None, "461168601842738790.4")),
        (None, "-0.5", (None, None)),
        ("0.1", None, ("461168601842738789.9", None)),
        (None, "0.1", (None, "461168601842738789.9")),
        ("0.1", "-0.4", ("461168601842738789.9", "461168601842738790.4")),
        ("0.1", "-0.5", (None, None)),
    ],
)
def test_the_largest_margin(
    target: str | None, floor: str | None, margins: tuple[str | None, str | None]
) -> None:
    indicator = an_indicator(decimals=0, thresholds=(a_threshold(target, floor),))
    row = PlainObservation("A1", "North", 4, Decimal(461_168_601_842_738_790))
    (rated,) = plain_ratings(rate_observations(observations_of([row]), [indicator], AREAS))
    expected = tuple(None if text is None else Decimal(text) for text in margins)
    assert (rated.margin_to_target, rated.margin_to_floor) == expected


def test_an_arrow_from_a_small_number_to_a_large_one() -> None:
    indicator = an_indicator(decimals=0, thresholds=(a_threshold("0.25", None),))
    numbers = [1, MIDDLE, 1, -MIDDLE, 0, 10 * MIDDLE // 9]
    rows = [PlainObservation("A1", "North", period, Decimal(value)) for period, value in enumerate(numbers)]
    rated = plain_ratings(rate_observations(observations_of(rows), [indicator], AREAS))
    expected = rate_plainly(rows, [indicator], AREAS)
    assert [one.direction for one in rated] == [one.direction for one in expected]

"""The kernel at its limits; the rules themselves are in tests/rating_cases."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.comparison import Comparison, ComparisonKind
from kpi_engine.model.definitions.indicator import Indicator, PolarityInForce
from kpi_engine.model.definitions.judgement import (
    DirectionOfTravel,
    NoDirection,
    NotRated,
    Polarity,
    Rag,
    RateOn,
)
from kpi_engine.model.definitions.methods.target_range import TargetRange
from kpi_engine.rate.kernel import prepare, rate_observations
from tests.oracle.columns import plain_ratings
from tests.oracle.decimal_rating import rate_plainly
from tests.oracle.records import PlainObservation, PlainRating
from tests.rate.columns import observations_of
from tests.rate.making import NOWHERE, a_threshold, an_indicator

AREAS = (Area("Kent", "county", ()),)
LARGEST = Decimal(10**18).scaleb(-1)


def figure(period: int, value: str | Decimal | None = None, **fields: object) -> PlainObservation:
    number = None if value is None else Decimal(value)
    return replace(PlainObservation("A1", "Kent", period, number), **fields)


def rate(indicator: Indicator, *rows: PlainObservation) -> list[PlainRating]:
    return plain_ratings(rate_observations(observations_of(rows), [indicator], AREAS))


def test_no_observations() -> None:
    assert len(rate_observations(observations_of([]), [an_indicator()], AREAS)) == 0


def test_an_indicator_without_rows_has_no_place_in_the_tables() -> None:
    indicators = [an_indicator(code=code, thresholds=(a_threshold(),)) for code in ("A1", "B2", "C3")]
    rows = observations_of([replace(figure(1, "80.0"), code=code) for code in ("A1", "B2", "C3")])
    kept = rows.take(np.array([2, 0]))
    tables = prepare(kept, indicators, AREAS).tables
    assert {case.code for case in tables.in_force.cases} == {0, 2}
    assert [rating.rag for rating in plain_ratings(rate_observations(kept, indicators, AREAS))] == [
        Rag.AMBER
    ] * 2
    assert prepare(rows.take(np.array([], np.int64)), indicators, AREAS).tables.in_force.cases == ()


@pytest.mark.parametrize("row", [figure(1, "1.0"), replace(figure(1, "1.0"), area="Elsewhere")])
def test_what_is_not_defined_is_an_error(row: PlainObservation) -> None:
    indicators = [an_indicator(code="A1" if row.area == "Elsewhere" else "B2")]
    with pytest.raises(KeyError):
        rate_observations(observations_of([row]), indicators, AREAS)


def test_a_value_of_18_digits_is_rated() -> None:
    indicator = an_indicator(thresholds=(a_threshold(),))
    above, below = rate(indicator, figure(1, LARGEST), figure(2, -LARGEST))
    assert (above.rag, below.rag) == (Rag.GREEN, Rag.RED)
    assert above.displayed == LARGEST
    assert below.margin_to_floor == -LARGEST - 75


@pytest.mark.parametrize(
    "row",
    [
        figure(2, LARGEST + Decimal("0.1")),
        figure(2, -LARGEST - Decimal("0.1")),
        figure(2, Decimal(10**18)),
        figure(2, numerator=Decimal(10**18), denominator=Decimal(1)),
        figure(2, numerator=Decimal(10**18), denominator=Decimal("0.01")),
    ],
    ids=["tick above", "tick below", "scaled", "parts", "small denominator"],
)
def test_a_value_of_more_digits_is_not_rated_and_says_so(row: PlainObservation) -> None:
    indicator = an_indicator(thresholds=(a_threshold(),))
    before, large, after = rate(indicator, figure(1, "80.0"), row, figure(3, "80.0"))
    assert large.displayed is None
    assert large.not_rated is NotRated.TOO_LARGE
    assert large.no_direction is NoDirection.NO_VALUE
    assert large.margin_to_target is None
    assert after.no_direction is NoDirection.PREVIOUS_VALUE_MISSING
    assert before.rag is after.rag is Rag.AMBER


def test_a_value_of_more_digits_is_no_previous_observation() -> None:
    indicator = an_indicator(comparison=Comparison(ComparisonKind.PREVIOUS_OBSERVATION))
    *_, last = rate(indicator, figure(1, "80.0"), figure(2, Decimal(10**18)), figure(3, "81.0"))
    assert last.previous == 0


def test_a_margin_of_more_digits_than_an_array_holds_is_left_out() -> None:
    finest = "0.000000000000000001"
    indicator = an_indicator(thresholds=(a_threshold(target=finest, floor_standard="-1"),))
    near, far = rate(indicator, figure(1, "0.0"), figure(2, "85.0"))
    assert near.margin_to_target == -Decimal(finest)
    assert near.rag is Rag.AMBER
    assert (far.margin_to_target, far.margin_to_floor) == (None, None)
    assert far.rag is Rag.GREEN


def test_a_standard_beyond_any_value() -> None:
    indicator = an_indicator(thresholds=(a_threshold(target="1e30", floor_standard="-1e30"),))
    (rating,) = rate(indicator, figure(1, "85.0"))
    assert rating.rag is Rag.AMBER
    assert rating.margin_to_target is None


def test_raw_values_beyond_the_guard() -> None:
    threshold = a_threshold(target="333333333333333.333", floor_standard="1e30")
    indicator = an_indicator(
        Polarity.LOWEST, rate_on=RateOn.RAW, per=1, unit="number", decimals=0, thresholds=(threshold,)
    )
    below, above = rate(
        indicator,
        figure(1, Decimal("333333333333333.3329")),
        figure(2, numerator=Decimal(10**15), denominator=Decimal(3)),
    )
    assert below.rag is Rag.GREEN
    assert above.rag is Rag.AMBER
    assert below.displayed == above.displayed == 333333333333333


def test_close_to_a_target_beyond_the_guard() -> None:
    target = Decimal("0.000000000000000001")
    rule = TargetRange(target, (-target, 3 * target), None)
    indicator = an_indicator(Polarity.TARGET, decimals=2, thresholds=(a_threshold(rule=rule),))
    far, nearer, same = rate(indicator, figure(1, "-50.00"), figure(2, "49.99"), figure(3, "49.99"))
    assert far.no_direction is NoDirection.NO_PREVIOUS_VALUE
    assert nearer.direction.value == "improved"
    assert same.direction.value == "same"


def test_rows_of_one_key_are_compared_with_the_first_of_the_period_before() -> None:
    *_, last = rate(an_indicator(), figure(1, "1.0"), figure(1, "2.0"), figure(2, "3.0"))
    assert last.previous == 0


@pytest.mark.parametrize(
    ("also", "is_compared"),
    [([None], False), ([None, None], False), ([True], True), ([True, True], True), ([None, True], True)],
)
def test_a_second_comparison_is_made_where_any_indicator_asks_for_it(
    also: list[bool | None], is_compared: bool
) -> None:
    year = Comparison(ComparisonKind.SAME_PERIOD_LAST_YEAR)
    indicators = [
        an_indicator(code=f"A{number}", compare_also=year if asks else None)
        for number, asks in enumerate(also)
    ]
    rows = [replace(figure(1, "80"), code=one.code) for one in indicators]
    ratings = rate_observations(observations_of(rows), indicators, [Area("Kent", "county", ())])
    assert (ratings.longer is not None) == is_compared


@pytest.mark.parametrize("within", [None, "0", "0.25", "1", "1.5", "2"])
@pytest.mark.parametrize("target", ["0.5", "0.25", "-1.75", "1"])
def test_close_to_a_target_from_either_side(target: str, within: str | None) -> None:
    rule = TargetRange(Decimal(target), (Decimal(-5), Decimal(5)), None)
    near = an_indicator(
        Polarity.TARGET,
        decimals=0,
        same_within=None if within is None else Decimal(within),
        thresholds=(a_threshold(rule=rule),),
    )
    rows = [
        figure(at, value)
        for at, value in enumerate(
            ["-1", "1", "-1", "0", "2", "-1", "3", "-4", "0", "-3", "1", "0", "1", "-2"]
        )
    ]
    expected = rate_plainly(rows, [near], AREAS)
    assert [one.direction for one in rate(near, *rows)] == [one.direction for one in expected]


@pytest.mark.parametrize(
    ("period", "rag"), [(5, Rag.GREEN), (9, Rag.GREEN), (10, Rag.GREEN), (19, Rag.GREEN), (20, Rag.NONE)]
)
def test_before_the_first_date_the_first_polarity_holds(period: int, rag: Rag) -> None:
    polarities = tuple(
        PolarityInForce(first, "", polarity, NOWHERE)
        for first, polarity in ((10, Polarity.LOWEST), (20, Polarity.HIGHEST))
    )
    indicator = an_indicator(polarities=polarities, thresholds=(a_threshold("50", None),))
    assert rate(indicator, figure(period, "40"))[0].rag is rag


def test_an_arrow_between_numbers_of_unlike_decimals() -> None:
    """Every figure is printed with other decimals than the one before; the last comes first."""
    indicator = an_indicator(decimals=0, thresholds=(a_threshold("50", None),))
    rows = [
        PlainObservation("A1", "Kent", period, Decimal(value), as_printed=True)
        for period, value in ((5, "14"), (4, "12.5"))
    ]
    rated = plain_ratings(rate_observations(observations_of(rows), [indicator], AREAS))
    assert [one.direction for one in rated] == [DirectionOfTravel.IMPROVED, DirectionOfTravel.NONE]


def test_margins_have_no_more_decimals_than_figures_and_standards() -> None:
    """Also where a range has no target."""
    alone = a_threshold(rule=TargetRange(None, (Decimal(17), Decimal(22)), None))
    indicator = an_indicator(Polarity.TARGET, decimals=0, thresholds=(alone,))
    (rated,) = plain_ratings(rate_observations(observations_of([figure(4, "19")]), [indicator], AREAS))
    assert str(rated.margin_to_target) == "2"

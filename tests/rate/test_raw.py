"""Unrounded values beside bands of the percent of a target: as plain decimal arithmetic says."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from kpi_engine.model.definitions.judgement import Rag, RateOn
from kpi_engine.model.definitions.methods.band import BandsOf
from kpi_engine.model.definitions.methods.bands import BandsRule
from kpi_engine.model.definitions.methods.floor_and_target import FloorAndTarget
from kpi_engine.rate.kernel import rate_observations
from tests.oracle.columns import plain_ratings
from tests.oracle.decimal_rating import rate_plainly
from tests.oracle.records import PlainObservation
from tests.rate.columns import observations_of
from tests.rate.making import a_threshold, an_indicator
from tests.rate.strategies import AREAS, touching_bands


@pytest.mark.parametrize("rate_on", list(RateOn))
@pytest.mark.parametrize("upper_has", [(True, True), (False, False)])
@pytest.mark.parametrize(
    ("target", "edges", "decimals"),
    [
        ("33.3", ("50", "65"), 0),
        ("33.3", ("50.5", "99.95"), 1),
        ("7", ("33.333", "66.667"), 2),
        ("200", ("65",), 0),
    ],
)
def test_bands_of_percent_of_target(
    rate_on: RateOn, upper_has: tuple[bool, bool], target: str, edges: tuple[str, ...], decimals: int
) -> None:
    red, *amber, green = touching_bands([Decimal(edge) for edge in edges], upper_has)
    rule = BandsRule(
        target=Decimal(target),
        name="bands",
        of=BandsOf.PERCENT_OF_TARGET,
        decimals=decimals,
        green=green,
        amber=amber[0] if amber else None,
        red=red,
    )
    indicator = an_indicator(decimals=0, rate_on=rate_on, thresholds=(a_threshold(rule=rule),))
    ends = [Decimal(edge) * Decimal(target) / 100 for edge in edges]
    near = [
        end + step
        for end in ends
        for step in map(Decimal, ("-1", "-0.51", "-0.001", "0", "0.001", "0.49", "1"))
    ]
    rows = [PlainObservation("A1", "North", period, value) for period, value in enumerate(near)]
    rows += [
        replace(row, area="South", value=None, numerator=row.value, denominator=Decimal(100)) for row in rows
    ]
    rated = plain_ratings(rate_observations(observations_of(rows), [indicator], AREAS))
    assert rated == rate_plainly(rows, [indicator], AREAS)


@pytest.mark.parametrize("rate_on", list(RateOn))
def test_bands_of_a_target_of_more_decimals_than_fit(rate_on: RateOn) -> None:
    """Four more decimals than 18: percents of a target of 18."""
    red, amber, green = touching_bands([Decimal("50.5"), Decimal("66.67")], (True, True))
    rule = BandsRule(
        target=Decimal("3.300000000000000001"),
        name="bands",
        of=BandsOf.PERCENT_OF_TARGET,
        decimals=2,
        green=green,
        amber=amber,
        red=red,
    )
    indicator = an_indicator(decimals=0, rate_on=rate_on, thresholds=(a_threshold(rule=rule),))
    rows = [PlainObservation("A1", "North", period, Decimal(value)) for period, value in enumerate("012300")]
    rated = plain_ratings(rate_observations(observations_of(rows), [indicator], AREAS))
    expected = rate_plainly(rows, [indicator], AREAS)
    assert [(one.rag, one.direction) for one in rated] == [(one.rag, one.direction) for one in expected]


@pytest.mark.parametrize("rate_on", list(RateOn))
def test_further_ratings(rate_on: RateOn) -> None:
    further = (
        (Rag.BLUE, Decimal("90.2")),
        (Rag.AMBER_GREEN, Decimal("80.3")),
        (Rag.AMBER_RED, Decimal("60.4")),
    )
    rule = FloorAndTarget(Decimal(85), Decimal(75), False, further)
    indicator = an_indicator(decimals=0, rate_on=rate_on, thresholds=(a_threshold(rule=rule),))
    near = [
        edge + step
        for edge in map(Decimal, (60, 75, 80, 85, 90))
        for step in map(Decimal, ("-0.4", "0", "0.25", "0.45"))
    ]
    rows = [PlainObservation("A1", "North", period, value) for period, value in enumerate(near)]
    rows += [
        replace(row, area="South", value=None, numerator=row.value, denominator=Decimal(100)) for row in rows
    ]
    rated = plain_ratings(rate_observations(observations_of(rows), [indicator], AREAS))
    assert rated == rate_plainly(rows, [indicator], AREAS)
    seen = {one.rag for one in rated}
    assert seen == (set(Rag) - {Rag.NONE} if rate_on is RateOn.RAW else {Rag.RED, Rag.AMBER, Rag.GREEN})

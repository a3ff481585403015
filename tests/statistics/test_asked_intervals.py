"""Intervals at another confidence, and funnels that are widened where areas differ beyond chance."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np

from kpi_engine.assemble.page.statistics_notes import statistics_key
from kpi_engine.assemble.statistics.facts import CaseFacts
from kpi_engine.every_statistic import every_statistic
from kpi_engine.model.definitions.scorecard import (
    IntervalConfidence,
    IntervalsShown,
    Overdispersion,
    Statistic,
    StatisticsAsked,
)
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.issue import Location
from kpi_engine.model.statistics.outcomes import Differs
from kpi_engine.statistics.formulas.funnel import adjusted_funnel, dispersion, funnel
from tests.statistics.making import AREAS, indicator, with_statistics

USUAL = StatisticsAsked(frozenset({Statistic.INTERVALS}), IntervalsShown.ALWAYS, Location("test"))
HIGH = replace(USUAL, confidence=IntervalConfidence.HIGH)
ADJUSTED = replace(USUAL, overdispersion=Overdispersion.ADJUST)
# Twelve districts that differ far more than a hundred cases each explain.
SHARES = (40, 45, 50, 55, 60, 62, 64, 66, 70, 75, 80, 85)


def asked_of(series: dict[tuple[str, str], list[str]], asked: StatisticsAsked) -> Ratings:
    defined = [indicator()]
    ratings = with_statistics(series, defined, kinds=frozenset())
    return every_statistic(ratings, defined, AREAS, asked)


def test_pages_show_the_interval_that_is_asked_for() -> None:
    series = {(indicator().code, "Kent"): ["78%78/100"]}
    usual, high = (asked_of(series, asked) for asked in (USUAL, HIGH))
    assert CaseFacts(usual.statistics, Figure(usual, 0)).interval() == (Decimal(69), Decimal(85))
    assert CaseFacts(high.statistics, Figure(high, 0)).interval() == (Decimal(63), Decimal(88))


def test_differences_go_by_the_interval_that_is_shown() -> None:
    series = {(indicator().code, "Kent"): ["77%77/100"]}
    usual, high = (asked_of(series, asked).statistics for asked in (USUAL, HIGH))
    assert usual is not None
    assert high is not None
    # 85 is outside 68 to 84, and inside 62 to 87.
    assert usual.differences is not None
    assert high.differences is not None
    assert usual.differences.target[0] == Differs.YES.code
    assert high.differences.target[0] == Differs.NO.code


def test_the_key_names_the_confidence() -> None:
    assert "95% interval" in [entry.term for entry in statistics_key(USUAL)]
    assert "99.8% interval" in [entry.term for entry in statistics_key(HIGH)]


def districts(count: int = 12) -> dict[tuple[str, str], list[str]]:
    code = indicator().code
    return {
        (code, f"District {number}"): [f"{n}%{n}/100"]
        for number, n in zip(range(count), SHARES, strict=False)
    }


def test_a_funnel_is_widened_where_areas_differ_beyond_chance() -> None:
    plain, adjusted = (asked_of(districts(), asked).statistics for asked in (USUAL, ADJUSTED))
    assert plain is not None
    assert adjusted is not None
    assert plain.areas is not None
    assert adjusted.areas is not None
    assert (plain.areas.place > 1).sum() == 6
    assert (adjusted.areas.place > 1).sum() == 1
    assert plain.areas.dispersion == adjusted.areas.dispersion


def test_fewer_than_ten_areas_are_left_as_they_are() -> None:
    plain, adjusted = (asked_of(districts(9), asked).statistics for asked in (USUAL, ADJUSTED))
    assert plain is not None
    assert adjusted is not None
    assert plain.areas is not None
    assert adjusted.areas is not None
    assert plain.areas.place.tolist() == adjusted.areas.place.tolist()


def test_areas_that_differ_by_chance_alone_keep_their_funnel() -> None:
    n = np.array([58, 59, 60, 60, 60, 60, 61, 61, 62, 62])
    d = np.full(10, 100)
    cases, among = int(n.sum()), int(d.sum())
    assert dispersion(n, d, cases, among).between == 0.0
    whole = np.full(10, cases), np.full(10, among)
    plain, wide = funnel(n, d, whole), adjusted_funnel(n, d, cases, among)
    assert [side.tolist() for side in plain] == [side.tolist() for side in wide]


def test_rates_have_a_funnel_too() -> None:
    """Twenty cases in each of eleven districts, and 45 in the last: 22 are expected there."""
    rate = indicator(unit="per 10,000", per=10_000)
    counts = [*([20] * 11), 45]
    series = {(rate.code, f"District {number}"): [f"{n * 2}%{n}/5000"] for number, n in enumerate(counts)}
    ratings = every_statistic(with_statistics(series, [rate], kinds=frozenset()), [rate], AREAS, ADJUSTED)
    assert ratings.statistics is not None
    areas = ratings.statistics.areas
    assert areas is not None
    assert areas.place.tolist() == [*([1] * 11), 3]
    assert areas.inside.tolist() == [11] * 12
    assert areas.dispersion == {}

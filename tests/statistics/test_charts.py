"""Which series are charted, why others are not, and what is said of the points."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from kpi_engine.assemble.statistics.facts import ChartFacts, facts_of_chart
from kpi_engine.assemble.statistics.reasons import reason_words
from kpi_engine.model.definitions.indicator import DataPeriod, Indicator
from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.model.definitions.made_from.measure import Covers, Member, Sum, Window
from kpi_engine.model.definitions.series.process_chart import (
    Baseline,
    ChartKind,
    ChartOn,
    LeftOut,
    PeriodsShare,
    ProcessChart,
)
from kpi_engine.model.issue import Location
from kpi_engine.model.statistics.outcomes import Assurance, NoStatistic, Variation
from kpi_engine.model.statistics.reason_words import REASON_WORDS
from kpi_engine.model.statistics.signals import signal_names
from tests.rate.making import a_threshold
from tests.statistics.making import LAST, indicator, latest, with_statistics

HERE = Location("test")
FLOW = {"periods_share": PeriodsShare.NOTHING}
USUAL = ["90", "88", "91", "89"] * 4
COUNTS: dict[str, Any] = {"unit": "number", "per": 1, "count": True, "thresholds": ()}


def facts(series: list[str], defined: Indicator, last: int = LAST) -> ChartFacts:
    told = facts_of_chart(latest(with_statistics(series, defined, last=last)))
    assert told is not None
    return told


@pytest.mark.parametrize(
    ("series", "changes", "reason"),
    [
        (USUAL, {}, NoStatistic.TOLD),
        (USUAL[:12], {}, NoStatistic.TOO_FEW),
        (USUAL[:12], {"chart": ProcessChart(points=12)}, NoStatistic.TOLD),
        (USUAL, {"data_period": DataPeriod.R12M}, NoStatistic.OVERLAPPING),
        (USUAL, {"data_period": DataPeriod.YTD}, NoStatistic.CUMULATIVE),
        (
            USUAL,
            {"made_from": Window(Member("B", HERE), Covers.ROLLING_12_MONTHS)},
            NoStatistic.OVERLAPPING,
        ),
        (USUAL, {"made_from": Window(Member("B", HERE), Covers.YEAR_TO_DATE)}, NoStatistic.CUMULATIVE),
        (USUAL, {"made_from": Window(Member("B", HERE), Covers.QUARTER)}, NoStatistic.TOLD),
        (USUAL, {"seasonal": True}, NoStatistic.SEASONAL),
        (USUAL, {"chart": ProcessChart(kind=ChartKind.NONE)}, NoStatistic.NOT_ASKED),
        (["90", "90c", "90c", "88"] * 6 + ["90"], {}, NoStatistic.REPEATED),
        ([*USUAL, "89c"], {}, NoStatistic.REPEATED),
        (["90", "", "", "88"] * 8, {}, NoStatistic.GAPS),
        (["90", "88", "91", "", "90"] * 4, {}, NoStatistic.TOLD),
        (["100"] * 15, {}, NoStatistic.NO_VARIATION),
        ([*["90"] * 7, "", *["80"] * 7], {}, NoStatistic.GAPS),
        ([*USUAL, "*"], {}, NoStatistic.NO_VALUE),
        (["1", "2", "1", "0"] * 4, COUNTS, NoStatistic.RARE),
        (["1", "2", "3", "4"] * 4, COUNTS, NoStatistic.TOLD),
        (["98%49/50", "100%50/50"] * 8, {}, NoStatistic.RARE),
        (["4%2/50", "6%3/50"] * 8, {}, NoStatistic.TOLD),
        (["400%2/50", "200%1/50"] * 8, {"unit": "per 10,000", "per": 10000}, NoStatistic.RARE),
        (USUAL, {"chart": ProcessChart(kind=ChartKind.P_PRIME)}, NoStatistic.NO_DENOMINATOR),
    ],
    ids=str,
)
def test_which_series_are_charted(series: list[str], changes: dict[str, Any], reason: NoStatistic) -> None:
    assert facts(series, indicator(**{**FLOW, **changes})).status is reason


def test_a_series_without_any_new_figure_is_not_charted() -> None:
    assert facts(["*"] * 3, indicator(**FLOW)).status is NoStatistic.TOO_FEW


def test_every_reason_has_words() -> None:
    figure = latest(with_statistics(USUAL, indicator(**FLOW)))
    for reason in NoStatistic:
        words = reason_words(reason, figure)
        assert words == "" if reason is NoStatistic.TOLD else words.endswith(".")
    assert set(REASON_WORDS) == set(NoStatistic)


def test_reasons_have_their_numbers_and_say_what_to_chart() -> None:
    few = latest(with_statistics(USUAL[:7], indicator(**FLOW)))
    assert reason_words(NoStatistic.TOO_FEW, few) == "7 of the 13 months that limits need."
    window = indicator(made_from=Window(Member("CEH01", HERE), Covers.ROLLING_12_MONTHS))
    rolling = latest(with_statistics(USUAL, window))
    assert reason_words(NoStatistic.OVERLAPPING, rolling).endswith("Chart the monthly figures (CEH01).")
    assert reason_words(NoStatistic.CUMULATIVE, rolling).endswith("chart the monthly figures (CEH01).")


def test_the_same_cases_have_no_runs() -> None:
    series = ["90", "80", "90", "80"] * 3 + ["91"] * 7
    flow = facts(series, indicator(**FLOW))
    stock = facts(series, indicator(periods_share=PeriodsShare.SAME_CASES))
    assert signal_names(flow.marks) == "shift+"
    assert stock.marks == 0
    outside = facts([*series, "150"], indicator(periods_share=PeriodsShare.SAME_CASES))
    assert signal_names(outside.marks) == "outside+"


STEP = [
    "60",
    "62",
    "61",
    "63",
    "60",
    "62",
    "61",
    "63",
    "60",
    "62",
    "61",
    "63",
    "62",
    "80",
    "82",
    "81",
    "83",
    "80",
    "82",
    "81",
    "83",
    "80",
    "82",
    "81",
    "83",
    "84",
]


def test_a_baseline_starts_limits_and_runs_again() -> None:
    period = LAST - 12
    baseline = Baseline(period, "2023-08", "New team", (), HERE)
    chart = ProcessChart(baselines=(baseline,))
    told = facts(STEP, indicator(chart=chart, thresholds=(a_threshold("78", "70"),), **FLOW))
    assert told.limits is not None
    assert told.limits[0] == Fraction(1062, 13)
    assert (told.begins, told.points, told.variation) == (period, 13, Variation.USUAL)
    assert told.new_limits == (period, "New team")
    before = facts(STEP, indicator(thresholds=(a_threshold("78", "70"),), **FLOW))
    assert before.variation is Variation.GOOD
    assert before.no_assurance is NoStatistic.CHANGING
    assert before.limits_say is Assurance.HIT_OR_MISS


def test_a_break_in_the_series_starts_limits_and_runs_again() -> None:
    period = LAST - 12
    broken = [*STEP[:-13], f"{STEP[-13]}b", *STEP[-12:]]
    told = facts(broken, indicator(thresholds=(a_threshold("78", "70"),), **FLOW))
    assert told.limits is not None
    assert told.limits[0] == Fraction(1062, 13)
    assert (told.begins, told.points, told.variation) == (period, 13, Variation.USUAL)
    assert told.new_limits == (period, "a break in the series")


def test_a_break_and_a_baseline_both_start_limits_again() -> None:
    baseline = Baseline(LAST - 20, "2022-12", "New team", (), HERE)
    broken = [*STEP[:-14], f"{STEP[-14]}b", *STEP[-13:]]
    chart = ProcessChart(baselines=(baseline,))
    told = facts(broken, indicator(chart=chart, thresholds=(a_threshold("78", "70"),), **FLOW))
    assert (told.begins, told.points) == (LAST - 13, 14)
    since = facts(STEP, indicator(chart=chart, thresholds=(a_threshold("78", "70"),), **FLOW))
    assert (since.begins, since.new_limits) == (LAST - 20, (LAST - 20, "New team"))


def test_changes_on_the_year_do_not_cross_a_break() -> None:
    chart = ProcessChart(on=ChartOn.CHANGE_ON_YEAR)
    varied = [str(80 + 7 * month % 11) for month in range(40)]
    whole = facts(varied, indicator(chart=chart, **FLOW))
    assert (whole.status, whole.points) == (NoStatistic.TOLD, 28)
    varied[10] += "b"
    # A year after the break, the changes begin again.
    assert facts(varied, indicator(chart=chart, **FLOW)).points == 18
    varied[39] += "b"
    assert facts(varied, indicator(chart=chart, **FLOW)).status is NoStatistic.TOO_FEW


def test_a_baseline_of_another_area_changes_nothing() -> None:
    baseline = Baseline(LAST - 12, "2023-08", "New team", ("District 1",), HERE)
    told = facts(STEP, indicator(chart=ProcessChart(baselines=(baseline,)), **FLOW))
    assert told.points == 26
    assert told.new_limits is None


def test_limits_soon_after_a_baseline_are_a_trial() -> None:
    baseline = Baseline(LAST - 5, "2024-03", "New team", (), HERE)
    told = facts(STEP, indicator(chart=ProcessChart(baselines=(baseline,)), **FLOW))
    assert (told.status, told.points) == (NoStatistic.TRIAL_LIMITS, 6)
    assert told.assurance is Assurance.NONE
    assert told.no_assurance is NoStatistic.TRIAL_LIMITS


def test_limits_of_the_points_until_then_are_extended() -> None:
    told = facts(STEP, indicator(chart=ProcessChart(limits_until=LAST - 13), **FLOW))
    assert told.points == 13
    assert signal_names(told.marks) == "outside+;two_of_three+;shift+"
    # A series that begins later is not without limits.
    later = facts(USUAL, indicator(chart=ProcessChart(limits_until=LAST - 30), **FLOW))
    assert later.points == 16


def test_a_period_left_out_counts_for_nothing() -> None:
    series = [*USUAL[:8], "30", *USUAL[8:]]
    left_out = LeftOut(LAST - 8, "2023-12", "Lockdown", HERE)
    elsewhere = LeftOut(LAST - 80, "2018-01", "Another", HERE)
    with_it, without = (
        facts(series, indicator(chart=ProcessChart(left_out=some), **FLOW))
        for some in ((), (left_out, elsewhere))
    )
    assert (with_it.points, without.points) == (17, 16)
    assert with_it.limits is not None
    assert without.limits is not None
    assert without.limits[1] > with_it.limits[1]
    assert not without.process.is_point[8]


def test_a_change_on_the_year_takes_the_seasons_out() -> None:
    seasons = [str(50 + 10 * (month % 12) + month // 12 * (1 + month % 3)) for month in range(36)]
    seasonal = indicator(seasonal=True, chart=ProcessChart(on=ChartOn.CHANGE_ON_YEAR), **FLOW)
    told = facts(seasons, seasonal)
    assert (told.status, told.points, told.is_change) == (NoStatistic.TOLD, 24, True)
    assert told.no_assurance is NoStatistic.SEASONAL
    assert told.bounds() is not None
    assert facts(seasons[:20], seasonal).status is NoStatistic.TOO_FEW


def test_denominators_that_vary_have_limits_of_their_own() -> None:
    series = [f"{80 + at % 3}%{n * (80 + at % 3) // 100}/{n}" for at, n in enumerate([100, 400] * 8)]
    told = facts(series, indicator(**FLOW))
    assert told.is_prime
    assert told.limits is not None
    mean, lower, upper = told.limits
    assert 79 < mean < 82
    assert lower < mean < upper
    narrow, wide = (told.process.limits(row) for row in (len(series) - 1, len(series) - 2))
    assert narrow is not None
    assert wide is not None
    assert narrow[2] - narrow[1] < wide[2] - wide[1]
    assert not facts(series, indicator(chart=ProcessChart(kind=ChartKind.XMR), **FLOW)).is_prime
    asked = indicator(chart=ProcessChart(kind=ChartKind.P_PRIME), **FLOW)
    assert facts([f"{80 + at % 3}%{80 + at % 3}/100" for at in range(16)], asked).is_prime
    rates = indicator(unit="per 1,000", per=1000, **FLOW)
    per_head = [f"{80 + at % 3}%{n * (80 + at % 3) // 1000}/{n}" for at, n in enumerate([1000, 4000] * 8)]
    assert facts(per_head, rates).is_prime


def test_limits_go_no_further_than_nature() -> None:
    counts = indicator(**COUNTS, **FLOW)
    bounds = facts(["0", "9", "1", "8"] * 4, counts).bounds()
    assert bounds is not None
    assert (bounds[1].number, bounds[1].natural) == (0, True)
    share = facts(["96%48/50", "84%42/50", "98%49/50", "82%41/50"] * 4, indicator(**FLOW)).bounds()
    assert share is not None
    assert (share[2].number, share[2].natural) == (100, True)
    scores = facts(["0", "9", "1", "8"] * 4, indicator(unit="points", per=1, thresholds=(), **FLOW)).bounds()
    assert scores is not None
    assert scores[1].number < 0


def test_decimals_that_vary_within_a_series_are_one_unit() -> None:
    """As printed, 32.8 and 32.83: each number counts as what it is."""
    coarse = with_statistics(USUAL, indicator(**FLOW))
    fine = with_statistics([f"{text}.00" for text in USUAL], indicator(decimals=2, **FLOW))
    assert (coarse.statistics.process.marks == fine.statistics.process.marks).all()  # type: ignore[union-attr]


def test_assurance_is_always_told_where_the_definition_says_so() -> None:
    always = ProcessChart(always_assured=True)
    told = facts(STEP, indicator(chart=always, thresholds=(a_threshold("50", "40"),), **FLOW))
    assert told.assurance is Assurance.WILL_MEET


@pytest.mark.parametrize(
    ("target", "assurance"),
    [("80", Assurance.WILL_MEET), ("90", Assurance.HIT_OR_MISS), ("99", Assurance.WILL_MISS)],
)
def test_assurance(target: str, assurance: Assurance) -> None:
    told = facts(USUAL, indicator(thresholds=(a_threshold(target, "10"),), **FLOW))
    assert (told.assurance, told.no_assurance) == (assurance, NoStatistic.TOLD)


def test_no_assurance_without_a_judgement_or_a_target() -> None:
    context = indicator(polarity=Polarity.NONE, thresholds=(), **FLOW)
    assert facts(USUAL, context).no_assurance is NoStatistic.NOT_JUDGED
    assert facts(USUAL, indicator(thresholds=(), **FLOW)).no_assurance is NoStatistic.NO_TARGET


def test_a_target_on_the_limit_is_decided_exactly() -> None:
    """Values of which the upper limit is a number of the grid: it can be reached, so it is hit or miss."""
    series = ["0", "100"] * 8
    told = facts(series, indicator(unit="points", per=1, thresholds=(), **FLOW))
    assert told.limits is not None
    upper = told.limits[2]
    assert upper == 50 + Fraction(266)
    at_limit = indicator(unit="points", per=1, thresholds=(a_threshold("316", "10"),), **FLOW)
    assert facts(series, at_limit).limits_say is Assurance.HIT_OR_MISS
    beyond = indicator(unit="points", per=1, thresholds=(a_threshold("316.000001", "10"),), **FLOW)
    assert facts(series, beyond).limits_say is Assurance.WILL_MISS


def test_other_areas_and_indicators_change_nothing() -> None:
    one = indicator(**FLOW)
    other = replace(indicator(**FLOW), code="B2")
    alone = facts(USUAL, one)
    series = {("A1", "Kent"): USUAL, ("A1", "District 3"): STEP, ("B2", "District 1"): STEP[:5]}
    among = facts_of_chart(latest(with_statistics(series, [one, other]), "A1"))
    assert among is not None
    assert (among.limits, among.marks, among.assurance) == (alone.limits, alone.marks, alone.assurance)


def test_series_are_grouped_however_many_there_are() -> None:
    ratings = with_statistics(
        {("A1", f"District {at}"): [str(int(text) + at) for text in STEP] for at in range(12)},
        indicator(**FLOW),
    )
    statistics = ratings.statistics
    assert statistics is not None
    assert statistics.process is not None
    assert len(statistics.process.segments.points) == 12
    assert np.unique(statistics.process.segment).tolist() == list(range(12))


def test_sums_count_cases() -> None:
    summed = indicator(
        unit="referrals", per=1, thresholds=(), made_from=Sum((Member("B", HERE), Member("C", HERE))), **FLOW
    )
    assert facts(["1", "0", "1", "2"] * 4, summed).status is NoStatistic.RARE

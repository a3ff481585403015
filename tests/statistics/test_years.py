"""Recent trends, run rates and pace of rows, in numbers and in words."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from kpi_engine.assemble.statistics.pace_words import pace_words, run_rate_words
from kpi_engine.assemble.statistics.trend_line import trend_line
from kpi_engine.model.calendars.period import Frequency, Month
from kpi_engine.model.definitions.indicator import DataPeriod, Indicator
from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.model.definitions.scorecard import Statistic
from kpi_engine.model.definitions.series.process_chart import Ambition, PeriodsShare
from kpi_engine.model.definitions.threshold import Threshold
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.issue import Location
from kpi_engine.model.statistics.outcomes import NoStatistic
from kpi_engine.model.statistics.pace import PaceCategory, PaceFacts, RunRate, RunRateFacts
from tests.rate.making import a_threshold
from tests.statistics.making import EVERYTHING, indicator, latest, with_statistics

HERE = Location("test")
REASONS = tuple(NoStatistic)
ANNUAL: dict[str, Any] = {"frequency": Frequency.ANNUAL, "data_period": DataPeriod.A}
RISING = [f"{n}%{n}0/1000" for n in (41, 45, 50, 54, 58)]


def trend_of(series: list[str], last: int = 2023, **changes: Any) -> tuple[int, NoStatistic, Figure]:
    ratings = with_statistics(series, indicator(**{**ANNUAL, **changes}), last=last)
    figure, trends = latest(ratings), ratings.statistics.trends  # type: ignore[union-attr]
    assert trends is not None
    return int(trends.direction[figure.row]), REASONS[int(trends.why_none[figure.row])], figure


@pytest.mark.parametrize(
    ("series", "changes", "direction", "reason"),
    [
        (RISING, {}, 1, NoStatistic.TOLD),
        (RISING[::-1], {}, -1, NoStatistic.TOLD),
        (["50%500/1000", "51%510/1000"] * 3, {}, 0, NoStatistic.TOLD),
        (RISING[1:], {}, 0, NoStatistic.NOT_CONSECUTIVE),
        ([*RISING[:2], "", *RISING[2:]], {}, 0, NoStatistic.NOT_CONSECUTIVE),
        ([*RISING[:4], "54%540/1000c"], {}, 0, NoStatistic.REPEATED),
        ([*RISING[:4], "100%10/10"], {}, 0, NoStatistic.ALL_OR_NONE),
        (RISING, {"periods_share": PeriodsShare.SAME_CASES}, 0, NoStatistic.SAME_CASES),
        (RISING, {"data_period": DataPeriod.R12M}, 0, NoStatistic.NOT_ANNUAL),
        (["41", "45", "50", "54", "58"], {}, 0, NoStatistic.TOO_FEW),
        (["40", "41", "45", "50", "54", "58"], {}, 1, NoStatistic.TOLD),
        (["40", "41", "45", "50", "54", "54c"], {}, 0, NoStatistic.REPEATED),
        (["40", "41", "45", "50", "54", "44"], {}, 0, NoStatistic.TOLD),
        (
            [f"{n}%{n}0/10000" for n in (41, 45, 50, 54, 58)],
            {"unit": "per 1,000", "per": 1000},
            1,
            NoStatistic.TOLD,
        ),
    ],
    ids=str,
)
def test_trends(series: list[str], changes: dict[str, Any], direction: int, reason: NoStatistic) -> None:
    assert trend_of(series, **changes)[:2] == (direction, reason)


def test_a_trend_begins_with_a_break() -> None:
    broken = [*RISING[:-3], f"{RISING[-3]}b", *RISING[-2:]]
    assert trend_of(broken)[1] is NoStatistic.NOT_CONSECUTIVE


def test_quarters_of_successive_years() -> None:
    """Five first quarters, with others between them."""
    series = [text for n in (41, 45, 50, 54, 58) for text in (f"{n}%{n}0/1000", "70", "70", "70")][:-3]
    quarterly = {"frequency": Frequency.QUARTERLY, "data_period": DataPeriod.Q}
    direction, reason, figure = trend_of(series, last=8096, **quarterly)
    assert (direction, reason) == (1, NoStatistic.TOLD)
    assert trend_line(figure) == "improving since Q1 2020-21 (41 to 58%)"


def test_trends_in_words() -> None:
    assert trend_line(trend_of(RISING)[2]) == "improving since 2019-20 (41 to 58%)"
    assert trend_line(trend_of(RISING, polarity=Polarity.LOWEST)[2]) == "worsening since 2019-20 (41 to 58%)"
    context = trend_of(RISING[::-1], polarity=Polarity.NONE, thresholds=())[2]
    assert trend_line(context) == "falling since 2019-20 (58 to 41%)"
    level = trend_of(["50%500/1000", "51%510/1000"] * 3)[2]
    assert trend_line(level) == "no clear trend since 2019-20 (51 to 51%)"
    assert trend_line(trend_of(RISING[1:])[2]) == ""
    assert (
        trend_line(latest(with_statistics(["50"], indicator(), kinds=frozenset({Statistic.VERDICT})))) == ""
    )


APRIL = Month(2024, 4).ordinal


def of_the_year(target: str, **changes: Any) -> Threshold:
    """A target of the year 2024-25, a twelfth of it a month."""
    rule = a_threshold(target, None).rule
    part = a_threshold(str(Decimal(target) / 12), None, year_rule=rule, first=APRIL, last=APRIL + 11)
    return replace(part, **changes)


def counting(target: str = "240", **changes: Any) -> Indicator:
    return indicator(**{"unit": "number", "per": 1, "thresholds": (of_the_year(target),), **changes})


def rate_of(series: list[str], defined: Indicator, **more: Any) -> tuple[RunRateFacts, Figure]:
    ratings = with_statistics(series, defined, **more)
    figure, rates = latest(ratings), ratings.statistics.run_rates  # type: ignore[union-attr]
    assert rates is not None
    return rates[figure.row], figure


def test_what_a_years_target_asks() -> None:
    facts, figure = rate_of(["12", "14", "20", "15", "18", "16"], counting(), last=Month(2024, 9).ordinal)
    assert (facts.so_far, facts.left, facts.needed, facts.best) == (95, 6, 25, 20)
    assert (facts.state, facts.at_this_rate) == (RunRate.BEYOND, 190)
    assert run_rate_words(figure) == (
        "Needs 25 a month for 6 months (more than any month so far: the best of the last 12 was 20). "
        "If the rest of the year is like the year so far: 190."
    )


@pytest.mark.parametrize(
    ("series", "target", "polarity", "state", "words"),
    [
        ("60 60", "100", Polarity.HIGHEST, RunRate.REACHED, "The year's target of 100 is reached."),
        ("60 60", "100", Polarity.LOWEST, RunRate.PASSED, "The most for the year, 100, is passed."),
        ("6 6", "100", Polarity.HIGHEST, RunRate.BEYOND, "Needs 9 a month for 10 months"),
        ("9 9", "100", Polarity.HIGHEST, RunRate.WITHIN_REACH, "Needs 9 a month for 10 months (the best"),
        ("9 9", "100", Polarity.LOWEST, RunRate.BEYOND, "At most 8 a month for 10 months (less than any"),
        ("8 8", "100", Polarity.LOWEST, RunRate.WITHIN_REACH, "At most 8 a month for 10 months (the lowest"),
    ],
)
def test_states(series: str, target: str, polarity: Polarity, state: RunRate, words: str) -> None:
    facts, figure = rate_of(series.split(), counting(target, polarity=polarity), last=APRIL + 1)
    assert facts.state is state
    assert run_rate_words(figure).startswith(words)


def test_the_year_is_over() -> None:
    facts, figure = rate_of(["10"] * 12, counting("120"), last=APRIL + 11)
    assert facts.state is RunRate.YEAR_OVER
    assert run_rate_words(figure) == "The year is over: 120 of 120."
    assert facts.at_this_rate is None


def test_a_stable_process_has_a_likely_end() -> None:
    series = ["20", "18", "21", "19"] * 4
    facts, figure = rate_of(series, counting(periods_share=PeriodsShare.NOTHING), last=APRIL + 4)
    assert facts.likely is not None
    low, high = facts.likely
    assert facts.so_far + 7 * 19 < (low + high) / 2 < facts.so_far + 7 * 20
    assert run_rate_words(figure).endswith(f"Likely between {round(low)} and {round(high)} (4 in 5).")
    seasonal = counting(periods_share=PeriodsShare.NOTHING, seasonal=True)
    assert rate_of(series, seasonal, last=APRIL + 4)[0].likely is None
    no_charts = EVERYTHING - {Statistic.PROCESS_LIMITS}
    assert rate_of(series, counting(), last=APRIL + 4, kinds=no_charts)[0].likely is None


def test_seasons_are_held_against_last_year() -> None:
    series = [*(str(n) for n in range(1, 13)), "5", "6", "7"]
    facts, figure = rate_of(series, counting(seasonal=True), last=APRIL + 2)
    assert facts.at_this_rate is None
    assert facts.like_last_year == 18 + sum(range(4, 13))
    assert "If the rest is like last year's: 90." in run_rate_words(figure)
    assert rate_of(series[6:], counting(seasonal=True), last=APRIL + 2)[0].like_last_year is None


def test_listed_shares_are_needed_share_by_share() -> None:
    shares = [a_threshold(str(10 * (1 + at)), None).rule for at in range(12)]
    whole = a_threshold("780", None).rule
    thresholds = tuple(
        a_threshold(rule=rule, year_rule=whole, first=APRIL + at, last=APRIL + at)
        for at, rule in enumerate(shares)
    )
    facts, _ = rate_of(["10", "20", "30"], counting(thresholds=thresholds), last=APRIL + 2)
    assert facts.at_this_rate is None
    assert sum(facts.shares) == 780 - 60
    assert facts.shares[0] == 40
    no_more = counting(thresholds=thresholds[:3])
    assert rate_of(["10", "20", "30"], no_more, last=APRIL + 2)[0].shares == ()


def test_a_year_to_date_tells_what_its_periods_brought() -> None:
    so_far = [Decimal(240) * (at + 1) / 12 for at in range(12)]
    whole = a_threshold("240", None).rule
    thresholds = tuple(
        a_threshold(
            str(part), None, year_rule=whole, first=APRIL + at, last=APRIL + at, exact_target=Fraction(part)
        )
        for at, part in enumerate(so_far)
    )
    count = counting(thresholds=thresholds, data_period=DataPeriod.YTD)
    facts, _ = rate_of(["200", "230", "12", "26", "46"], count, last=APRIL + 2)
    assert (facts.so_far, facts.left, facts.best, facts.shares) == (46, 9, 30, ())
    # A count that has not started again does not tell what its first month brought.
    assert rate_of(["200", "230", "240", "26", "46"], count, last=APRIL + 2)[0].best == 30


@pytest.mark.parametrize(
    ("series", "changes"),
    [
        (["", "10", "", "10"], {}),
        (["10", "10"], {"polarity": Polarity.NONE}),
        (["10%1/10", "20%2/10"], {"unit": "percent", "per": 100}),
        (["10", "10"], {"thresholds": (of_the_year("240", first=APRIL + 6),)}),
        (["10", "*"], {}),
    ],
    ids=str,
)
def test_no_run_rate(series: list[str], changes: dict[str, Any]) -> None:
    ratings = with_statistics(series, counting(**changes), last=APRIL + 2)
    assert ratings.statistics.run_rates == {}  # type: ignore[union-attr]
    assert run_rate_words(latest(ratings)) == ""


def ambitious(target: str | None = "80", value: str = "60", **changes: Any) -> Indicator:
    ambition = Ambition(2019, Decimal(value), 2029, "2019-20", "2029-30", HERE)
    thresholds = () if target is None else (a_threshold(target, None),)
    return indicator(**{**ANNUAL, "ambition": ambition, "thresholds": thresholds, **changes})


def pace_of(series: list[str], defined: Indicator, last: int = 2024) -> tuple[PaceFacts, Figure]:
    ratings = with_statistics(series, defined, last=last)
    figure = latest(ratings)
    return ratings.statistics.paces[figure.row], figure  # type: ignore[union-attr, index]


@pytest.mark.parametrize(
    ("value", "category", "words"),
    [
        ("70", PaceCategory.ON_PACE, "On pace: 80% by 2029-30; 50% of the way in 50% of the time."),
        ("66", PaceCategory.TOO_SLOW, "Too slow: 80% by 2029-30; 30% of the way in 50% of the time."),
        ("61", PaceCategory.FAR_TOO_SLOW, "Far too slow: 80% by 2029-30; 5% of the way in 50% of the time."),
        ("59", PaceCategory.BACKWARDS, "Going backwards: 80% by 2029-30; -5% of the way in 50% of the time."),
        ("81", PaceCategory.ACHIEVED, "Achieved: 80% by 2029-30; 105% of the way in 50% of the time."),
    ],
)
def test_pace(value: str, category: PaceCategory, words: str) -> None:
    facts, figure = pace_of([value], ambitious())
    assert facts.pace is not None
    assert facts.pace.category is category
    assert pace_words(figure) == words


def test_pace_that_began_beyond_its_target() -> None:
    assert (
        pace_words(pace_of(["78"], ambitious(value="85"))[1])
        == "Achieved before, lost since: 80% by 2029-30."
    )


@pytest.mark.parametrize(
    ("series", "defined", "last", "reason"),
    [
        (["70"], ambitious(target=None), 2024, NoStatistic.NO_TARGET),
        (["*"], ambitious(), 2024, NoStatistic.NO_VALUE),
        (["70"], ambitious(), 2019, NoStatistic.TOO_FEW),
        (["70"], ambitious(value="80"), 2024, NoStatistic.BASE_IS_TARGET),
    ],
    ids=str,
)
def test_no_pace(series: list[str], defined: Indicator, last: int, reason: NoStatistic) -> None:
    facts, figure = pace_of(series, defined, last)
    assert (facts.pace, facts.why_none) == (None, reason)
    assert pace_words(figure) == ""


def test_time_ends_with_the_ambition() -> None:
    facts, _ = pace_of(["79"], ambitious(), last=2033)
    assert facts.pace is not None
    assert facts.pace.due == 1

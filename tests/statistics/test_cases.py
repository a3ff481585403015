"""Intervals and differences of rows, and why there are none."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from kpi_engine.assemble.statistics.facts import CaseFacts
from kpi_engine.model.definitions.comparison import Comparison, ComparisonKind
from kpi_engine.model.definitions.indicator import DataPeriod, Indicator
from kpi_engine.model.definitions.judgement import Polarity, Rag
from kpi_engine.model.definitions.methods.target_range import TargetRange
from kpi_engine.model.definitions.series.process_chart import PeriodsShare
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.statistics.outcomes import Differs, IntervalMethod, NoStatistic
from tests.rate.making import a_threshold
from tests.statistics.making import indicator, latest, with_statistics

REASONS = tuple(NoStatistic)
RATE: dict[str, Any] = {"unit": "per 10,000", "per": 10000, "thresholds": (a_threshold("40", "30"),)}
COUNT: dict[str, Any] = {"unit": "number", "per": 1, "count": True, "thresholds": (a_threshold("40", "30"),)}


def cases(series: list[str], defined: Indicator) -> CaseFacts:
    ratings = with_statistics(series, defined)
    assert ratings.statistics is not None
    return CaseFacts(ratings.statistics, latest(ratings))


def reasons(ratings: Ratings) -> tuple[NoStatistic, NoStatistic, NoStatistic]:
    """Why the latest row does not differ from target, floor and previous figure."""
    differences = ratings.statistics.differences  # type: ignore[union-attr]
    row = latest(ratings).row
    assert differences is not None
    target, floor, previous = (
        REASONS[int(each[row])]
        for each in (differences.no_target, differences.no_floor, differences.no_previous)
    )
    return target, floor, previous


@pytest.mark.parametrize(
    ("figure", "changes", "method", "reason"),
    [
        ("42%15/36", {}, IntervalMethod.WILSON, NoStatistic.TOLD),
        ("42", {}, IntervalMethod.NONE, NoStatistic.NO_DENOMINATOR),
        ("59%10.6/18", {}, IntervalMethod.NONE, NoStatistic.NOT_WHOLE),
        ("120%12/10", {}, IntervalMethod.NONE, NoStatistic.ABOVE_ALL),
        ("*", {}, IntervalMethod.NONE, NoStatistic.SUPPRESSED),
        ("40%12/3000", RATE, IntervalMethod.BYAR, NoStatistic.TOLD),
        ("30%9/3000", RATE, IntervalMethod.EXACT, NoStatistic.TOLD),
        ("30", COUNT, IntervalMethod.BYAR, NoStatistic.TOLD),
        ("3", COUNT, IntervalMethod.EXACT, NoStatistic.TOLD),
        ("-3", COUNT, IntervalMethod.NONE, NoStatistic.NOT_WHOLE),
        ("30", {**COUNT, "count": None}, IntervalMethod.NONE, NoStatistic.NO_SPREAD),
        ("30.5", {**COUNT, "decimals": 1}, IntervalMethod.NONE, NoStatistic.NO_SPREAD),
        ("30", {**COUNT, "count": None, "adds_up_from": "district"}, IntervalMethod.BYAR, NoStatistic.TOLD),
        ("3", {**COUNT, "possible_values": (Decimal(3),)}, IntervalMethod.NONE, NoStatistic.NO_SPREAD),
    ],
    ids=str,
)
def test_intervals(figure: str, changes: dict[str, Any], method: IntervalMethod, reason: NoStatistic) -> None:
    told = cases([figure], indicator(**changes))
    assert (told.method, told.no_interval) == (method, reason)
    assert (told.interval() is None) is (method is IntervalMethod.NONE)


def test_an_interval_has_the_decimals_of_the_figure() -> None:
    assert cases(["41.7%15/36"], indicator(decimals=1)).interval() == (Decimal("27.1"), Decimal("57.8"))
    assert cases(["40%12/3000"], indicator(**RATE)).interval() == (21, 70)


@pytest.mark.parametrize(
    ("figure", "threshold", "target", "floor"),
    [
        ("42%15/36", ("45", "30"), Differs.NO, Differs.NO),
        ("90%900/1000", ("45", "30"), Differs.YES, Differs.YES),
        ("20%200/1000", ("45", "20"), Differs.YES, Differs.NO),
        ("90%9/10", ("100", "80"), Differs.NONE, Differs.NO),
        ("90%9/10", ("120", None), Differs.NONE, Differs.NONE),
        ("42%15/36", (None, None), Differs.NONE, Differs.NONE),
    ],
    ids=str,
)
def test_differences_to_standards(
    figure: str, threshold: tuple[str | None, str | None], target: Differs, floor: Differs
) -> None:
    told = cases([figure], indicator(thresholds=(a_threshold(*threshold),)))
    assert (told.differs_from_target, told.differs_from_floor) == (target, floor)


def test_a_range_differs_where_both_its_ends_are_outside() -> None:
    rule = TargetRange(Decimal(20), (Decimal("17.5"), Decimal("22.5")), (Decimal(10), Decimal(30)))
    close = indicator(polarity=Polarity.TARGET, thresholds=(a_threshold(rule=rule),))
    assert cases(["20%200/1000"], close).differs_from_target is Differs.NO
    assert cases(["40%400/1000"], close).differs_from_target is Differs.YES
    # Between the ends, and sure to be: inside the range.
    assert cases(["20%20000/100000"], close).differs_from_target is Differs.YES


def test_rates_differ_where_the_standard_is_outside_the_interval() -> None:
    assert cases(["40%12/3000"], indicator(**RATE)).differs_from_target is Differs.NO
    assert cases(["4%12/30000"], indicator(**RATE)).differs_from_target is Differs.YES
    assert cases(["90"], indicator(**COUNT)).differs_from_floor is Differs.YES


R12M = {"data_period": DataPeriod.R12M}
YEAR_BACK = Comparison(ComparisonKind.SAME_PERIOD_LAST_YEAR)


@pytest.mark.parametrize(
    ("series", "changes", "reason"),
    [
        (["42%15/36"], {}, NoStatistic.NO_PREVIOUS),
        (["42%15/36", "", "42%15/36"], {}, NoStatistic.NO_PREVIOUS),
        (["42%15/36", "50%18/36"], {}, NoStatistic.TOLD),
        (["85%11/13", "75%9/12"], {}, NoStatistic.TOO_FEW_CASES),
        (["50%18/36", "50%18/36c"], {}, NoStatistic.REPEATED),
        (["42%15/36", "50%18/36"], {"periods_share": PeriodsShare.SAME_CASES}, NoStatistic.SAME_CASES),
        (["42%15/36", "50%18/36"], R12M, NoStatistic.SAME_CASES),
        (["42%15/36", *[""] * 11, "50%18/36"], {**R12M, "comparison": YEAR_BACK}, NoStatistic.TOLD),
        (["42%15/36", "50"], {}, NoStatistic.NO_DENOMINATOR),
        (["40%12/3000", "20%6/3000"], RATE, NoStatistic.TOLD),
        (["13%4/3000", "17%5/3000"], RATE, NoStatistic.TOO_FEW_CASES),
    ],
    ids=str,
)
def test_differences_to_the_figure_before(
    series: list[str], changes: dict[str, Any], reason: NoStatistic
) -> None:
    ratings = with_statistics(series, indicator(**changes))
    assert reasons(ratings)[2] is reason
    told = CaseFacts(ratings.statistics, latest(ratings))  # type: ignore[arg-type]
    assert told.no_difference is reason


def test_why_there_is_no_difference() -> None:
    context = indicator(polarity=Polarity.NONE, thresholds=())
    assert reasons(with_statistics(["42%15/36"], context))[:2] == (NoStatistic.NOT_JUDGED,) * 2
    assert (
        reasons(with_statistics(["42%15/36"], indicator(thresholds=())))[:2] == (NoStatistic.NO_TARGET,) * 2
    )
    at_100 = indicator(thresholds=(a_threshold("100", "50"),))
    assert reasons(with_statistics(["90%9/10"], at_100))[0] is NoStatistic.NO_ROOM
    assert reasons(with_statistics(["42"], indicator()))[0] is NoStatistic.NO_DENOMINATOR


def test_one_case_is_a_question_to_the_rating() -> None:
    told = cases(["44%4/9"], indicator(thresholds=(a_threshold("45", "40"),)))
    assert (told.with_more, told.with_fewer) == (Rag.GREEN, Rag.RED)
    sure = cases(["90%900/1000"], indicator())
    assert (sure.with_more, sure.with_fewer) == (Rag.NONE, Rag.NONE)
    # There is no case more than all, and none fewer than none.
    every = cases(["100%3/3"], indicator(thresholds=(a_threshold("90", "50"),)))
    assert (every.with_more, every.with_fewer) == (Rag.NONE, Rag.AMBER)


def test_one_case_of_a_printed_value_has_its_decimals() -> None:
    ratings = with_statistics(
        ["44.4%4/9", "55.6%5/9"], indicator(decimals=1, thresholds=(a_threshold("55.6", "40"),))
    )
    told = CaseFacts(ratings.statistics, latest(ratings))  # type: ignore[arg-type]
    assert (told.figure.rag, told.with_fewer) == (Rag.GREEN, Rag.AMBER)


def test_areas_of_a_level() -> None:
    districts = {("A1", f"District {at}"): [f"50%{50 + at % 2}/100"] for at in range(11)}
    ratings = with_statistics({**districts, ("A1", "District 11"): ["90%90/100"]}, indicator())
    areas = ratings.statistics.areas  # type: ignore[union-attr]
    assert areas is not None
    row = latest(ratings, area="District 11").row
    assert (areas.place[row], areas.among[row], areas.inside[row]) == (3, 12, 11)
    assert areas.place[latest(ratings, area="District 1").row] == 1
    assert len(areas.dispersion) == 1
    few = with_statistics(dict(list(districts.items())[:7]), indicator())
    assert few.statistics.areas.place.max() == 0  # type: ignore[union-attr]
    none = with_statistics({("A1", "District 1"): ["40"]}, indicator())
    assert REASONS[int(none.statistics.areas.why_none[0])] is NoStatistic.NO_DENOMINATOR  # type: ignore[union-attr]


def test_areas_of_which_one_expects_no_case() -> None:
    rare = {("A1", f"District {at}"): ["1%1/100"] for at in range(9)}
    ratings = with_statistics({**rare, ("A1", "District 9"): ["0%0/10"]}, indicator())
    assert ratings.statistics.areas.place.max() == 0  # type: ignore[union-attr]


def test_statistics_not_asked_for_are_as_if_they_could_not_be_said() -> None:
    ratings = with_statistics(["42%15/36"], indicator())
    bare = replace(ratings.statistics, intervals=None, differences=None)  # type: ignore[type-var]
    told = CaseFacts(bare, latest(ratings))
    assert (told.method, told.no_interval, told.interval()) == (
        IntervalMethod.NONE,
        NoStatistic.NOT_ASKED,
        None,
    )
    assert (told.differs_from_target, told.differs_from_floor) == (Differs.NONE, Differs.NONE)
    assert (told.with_more, told.with_fewer, told.no_difference) == (
        Rag.NONE,
        Rag.NONE,
        NoStatistic.NOT_ASKED,
    )

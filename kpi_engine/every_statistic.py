"""Whatever a scorecard asks for beyond ratings, beside the ratings.

What one case more would change is a question to the rating itself, so that this lies above both stages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from kpi_engine.model.arrays.exact import power_of_ten
from kpi_engine.model.arrays.observation import ExactColumn, Observations, SmallArray
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.scorecard import (
    IntervalConfidence,
    Overdispersion,
    Statistic,
    StatisticsAsked,
)
from kpi_engine.model.definitions.series.case_kind import CaseKind
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.statistics.results import ProcessLimits, Statistics
from kpi_engine.rate.kernel import rate_observations
from kpi_engine.rate.row_reach import row_reach
from kpi_engine.statistics.rows.moved_targets import former_targets, moved_targets
from kpi_engine.statistics.rows.process import process_limits
from kpi_engine.statistics.rows.row_areas import areas_of
from kpi_engine.statistics.rows.row_assurance import with_assurance
from kpi_engine.statistics.rows.row_differences import differences_of
from kpi_engine.statistics.rows.row_history import history_of, new_in
from kpi_engine.statistics.rows.row_intervals import Countable, countable, intervals_of
from kpi_engine.statistics.rows.row_next_month import next_months_of
from kpi_engine.statistics.rows.row_pace import paces_of, run_rates_of
from kpi_engine.statistics.rows.row_trends import trends_of
from kpi_engine.statistics.rows.series import latest_rows
from kpi_engine.statistics.rows.verdicts import facts_of, verdict_keys


def every_statistic(
    ratings: Ratings, indicators: Sequence[Indicator], areas: Sequence[Area], asked: StatisticsAsked
) -> Ratings:
    """The ratings with the statistics that are asked for; the ratings themselves stay as they are.

    ``indicators`` define every code of the observations, ``areas`` every area.
    """
    if not asked.kinds:
        return ratings
    latest = latest_rows(ratings.observations, ratings.observations.missing >= 0)
    statistics = Statistics(is_latest=latest)
    if asked.has(Statistic.PROCESS_LIMITS):
        process = charted(ratings)
        former = former_targets(ratings, latest, process)
        statistics = replace(statistics, process=process, history=history_of(ratings), former=former)
    if asked.has(Statistic.INTERVALS, Statistic.TREND):
        statistics = _with_cases(statistics, ratings, indicators, areas, asked)
    if asked.has(Statistic.RUN_RATE):
        rates = run_rates_of(ratings, latest, statistics.process)
        statistics = replace(statistics, run_rates=rates, paces=paces_of(ratings, latest))
        statistics = replace(statistics, next_months=next_months_of(ratings, latest))
    if asked.has(Statistic.VERDICT):
        statistics = replace(statistics, moved=moved_targets(ratings, latest), new_in=new_in(ratings))
        statistics = replace(statistics, verdict=verdict_keys(facts_of(ratings, statistics)))
    return replace(ratings, statistics=statistics)


def charted(ratings: Ratings) -> ProcessLimits:
    """The process chart of every series, with assurance."""
    return with_assurance(process_limits(ratings), ratings, row_reach(ratings))


def _with_cases(
    statistics: Statistics,
    ratings: Ratings,
    indicators: Sequence[Indicator],
    areas: Sequence[Area],
    asked: StatisticsAsked,
) -> Statistics:
    """With what is made of whole cases: intervals, differences, areas, trends."""
    cases = countable(ratings)
    is_high = asked.confidence is IntervalConfidence.HIGH
    intervals = replace(intervals_of(cases), is_high=is_high)
    if asked.has(Statistic.INTERVALS):
        one_case = tuple(_with_one(ratings, cases, indicators, areas, step) for step in (1, -1))
        statistics = replace(
            statistics,
            intervals=intervals,
            differences=differences_of(
                ratings, row_reach(ratings), cases, intervals, (one_case[0], one_case[1])
            ),
            areas=areas_of(
                ratings,
                cases,
                statistics.is_latest,
                adjusts=asked.overdispersion is Overdispersion.ADJUST,
            ),
        )
    if asked.has(Statistic.TREND):
        trends = trends_of(ratings, cases, intervals, statistics.is_latest)
        statistics = replace(statistics, trends=trends)
    return statistics


def _with_one(
    ratings: Ratings, cases: Countable, indicators: Sequence[Indicator], areas: Sequence[Area], step: int
) -> SmallArray:
    """The Rag positions that one case more (or fewer) would give, by the rating; else the present ratings.

    A value given beside whole parts is made anew from them, with as many decimals as it is displayed with.
    """
    n, d = cases.numerator + step, cases.denominator
    can = cases.ready & (n >= 0) & ((n <= d) | ~cases.of(CaseKind.PROPORTION)) & ~cases.of(CaseKind.COUNT)
    rows = np.flatnonzero(can)
    rag = ratings.rag.copy()
    if len(rows):
        some = _changed(ratings.observations.take(rows), step)
        finer = ratings.displayed.decimals[rows]
        rag[rows] = _rated_at(some, finer, indicators, areas)
    return rag


def _changed(rows: Observations, step: int) -> Observations:
    """With one case more or fewer in each numerator, and no value but what they make."""
    given = rows.numerator
    mantissa = given.mantissa + step * power_of_ten(np.minimum(given.decimals, 18))
    nothing = np.zeros(len(rows), np.bool_)
    value = ExactColumn(np.zeros(len(rows), np.int64), np.zeros(len(rows), np.int8), nothing)
    return replace(
        rows,
        numerator=ExactColumn(mantissa, given.decimals, given.present),
        value=value,
        as_printed=nothing,
    )


def _rated_at(
    rows: Observations, decimals: SmallArray, indicators: Sequence[Indicator], areas: Sequence[Area]
) -> SmallArray:
    """The rating of rows that each have their own decimals: its indicator's, or as printed."""
    rag = np.zeros(len(rows), np.int8)
    for shown in np.unique(decimals).tolist():
        some = np.flatnonzero(decimals == shown)
        displayed_so = [replace(indicator, decimals=shown) for indicator in indicators]
        rag[some] = rate_observations(rows.take(some), displayed_so, areas).rag
    return rag

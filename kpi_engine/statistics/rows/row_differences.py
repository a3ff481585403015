"""Differences of n rows to their target, floor standard and previous figure.

Source of the rules: docs/statistics.md, "Differences".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

import numpy as np

from kpi_engine.model.arrays.exact import AnyIntArray
from kpi_engine.model.arrays.observation import BoolArray, IndexArray, IntArray, SmallArray
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import NoDirection, Polarity
from kpi_engine.model.definitions.series.case_kind import CaseKind
from kpi_engine.model.definitions.series.process_chart import PeriodsShare
from kpi_engine.model.definitions.window import shared_with_next
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.statistics.confidence import C95, C998, Confidence
from kpi_engine.model.statistics.outcomes import Differs, NoStatistic
from kpi_engine.model.statistics.reach import Reach, RowReach
from kpi_engine.model.statistics.results import Differences, Intervals, filled
from kpi_engine.statistics.formulas.differences import (
    LEAST_COUNT,
    differs_from,
    has_few_expected,
    proportions_differ,
    rates_differ,
)
from kpi_engine.statistics.rows.row_intervals import Countable

_PERCENT = 100


def differences_of(
    ratings: Ratings,
    reach: RowReach,
    cases: Countable,
    intervals: Intervals,
    one_case: tuple[SmallArray, SmallArray],
) -> Differences:
    """Every difference; ``one_case`` are the Rag positions that one case more and one fewer would give."""
    target, no_target = _from_standard(ratings, (reach.place, reach.green), cases, intervals)
    floor, no_floor = _from_standard(ratings, (reach.place, reach.amber), cases, intervals)
    previous, no_previous = _from_previous(ratings, cases, _confidence(intervals))
    more, fewer = (np.where(rag == ratings.rag, 0, rag).astype(np.int8) for rag in one_case)
    return Differences(target, floor, previous, no_target, no_floor, no_previous, more, fewer)


def _from_standard(
    ratings: Ratings,
    standard: tuple[IndexArray, Sequence[Reach | None]],
    cases: Countable,
    intervals: Intervals,
) -> tuple[SmallArray, SmallArray]:
    """Differs positions, and why there is none: a figure differs where every end of the standard is
    outside.
    """
    place, reaches = standard
    inside = np.zeros(len(place), np.bool_)
    tested = np.zeros(len(place), np.bool_)
    for side in ("low", "high"):
        ends = [None if reach is None else getattr(reach, side) for reach in reaches]
        is_tested, is_outside = _from_end(place, ends, cases, intervals)
        tested |= is_tested
        inside |= is_tested & ~is_outside
    there = np.array([reach is not None for reach in reaches] or [False], np.bool_)[place]
    why = np.where(tested, NoStatistic.TOLD.code, NoStatistic.NO_ROOM.code).astype(np.int8)
    why[~cases.ready] = cases.why_not[~cases.ready]
    why[~there] = NoStatistic.NO_TARGET.code
    why[ratings.polarity == Polarity.NONE.code] = NoStatistic.NOT_JUDGED.code
    told = np.where(inside, Differs.NO.code, Differs.YES.code) * (why == NoStatistic.TOLD.code)
    return told.astype(np.int8), why


def _from_end(
    place: IndexArray, ends: Sequence[Fraction | None], cases: Countable, intervals: Intervals
) -> tuple[BoolArray, BoolArray]:
    """Which rows can be held against an end of their standard, and which of these differ from it."""
    tested, outside = np.zeros(len(place), np.bool_), np.zeros(len(place), np.bool_)
    shares = [None if end is None else end / _PERCENT for end in ends]
    has_room = np.array([share is not None and 0 < share < 1 for share in shares] or [False], np.bool_)
    rows = np.flatnonzero(cases.of(CaseKind.PROPORTION) & has_room[place])
    if len(rows):
        top = np.array([0 if share is None else share.numerator for share in shares], object)
        bottom = np.array([1 if share is None else share.denominator for share in shares], object)
        tested[rows] = True
        outside[rows] = differs_from(
            cases.numerator[rows],
            cases.denominator[rows],
            _small(top)[place[rows]],
            _small(bottom)[place[rows]],
            _confidence(intervals),
        )
    edge = np.array([np.nan if end is None else float(end) for end in ends] or [np.nan])[place]
    counted = (cases.of(CaseKind.RATE) | cases.of(CaseKind.COUNT)) & ~np.isnan(edge)
    tested |= counted
    lower, upper = intervals.shown
    outside |= counted & ((edge < lower) | (edge > upper))
    return tested, outside


def _small(numbers: AnyIntArray) -> AnyIntArray:
    """As 64 bits where they fit."""
    return numbers if max(numbers, default=0) >= 1 << 62 else numbers.astype(np.int64)


def _confidence(intervals: Intervals) -> Confidence:
    """The confidence of what pages show, so that words and interval never contradict each other."""
    return C998 if intervals.is_high else C95


def _from_previous(
    ratings: Ratings, cases: Countable, confidence: Confidence
) -> tuple[SmallArray, SmallArray]:
    previous = np.maximum(ratings.previous, 0)
    has_both = (ratings.previous >= 0) & cases.ready
    if len(previous):
        has_both &= cases.ready[previous]
    why = filled(len(previous), NoStatistic.TOLD.code)
    told = filled(len(previous))
    is_proportion, is_other = cases.of(CaseKind.PROPORTION), ~cases.of(CaseKind.PROPORTION)
    rows = np.flatnonzero(has_both)
    now = cases.numerator[rows], cases.denominator[rows]
    then = cases.numerator[previous[rows]], cases.denominator[previous[rows]]
    few = np.where(is_proportion[rows], has_few_expected(now, then), now[0] + then[0] < LEAST_COUNT)
    why[rows[few]] = NoStatistic.TOO_FEW_CASES.code
    for chosen, differ in (
        (is_proportion[rows] & ~few, proportions_differ),
        (is_other[rows] & ~few, rates_differ),
    ):
        pair = (now[0][chosen], now[1][chosen]), (then[0][chosen], then[1][chosen])
        told[rows[chosen]] = np.where(differ(*pair, confidence), Differs.YES.code, Differs.NO.code)
    why[ratings.carried_forward] = NoStatistic.REPEATED.code
    why[ratings.no_direction == NoDirection.BREAK.code] = NoStatistic.BREAK.code
    why[_shares_cases(ratings, previous)] = NoStatistic.SAME_CASES.code
    why[cases.ready & ~has_both] = NoStatistic.NO_PREVIOUS.code
    why[~cases.ready] = cases.why_not[~cases.ready]
    return told * (why == NoStatistic.TOLD.code), why


def _shares_cases(ratings: Ratings, previous: IntArray) -> BoolArray:
    """Whether a row and its previous one count some of the same cases."""
    code = ratings.observations.code
    stock = _by_code(ratings.indicators, lambda each: each.periods_share is PeriodsShare.SAME_CASES)
    shared = np.array([shared_with_next(each) for each in ratings.indicators] or [0])
    period = ratings.observations.period
    apart = period - period[previous] if len(code) else period
    shares: BoolArray = stock[code] | (apart <= shared[code])
    return shares


def _by_code(indicators: Sequence[Indicator], test: Callable[[Indicator], bool]) -> BoolArray:
    return np.array([test(each) for each in indicators] or [False], np.bool_)

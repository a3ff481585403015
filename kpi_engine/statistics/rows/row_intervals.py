"""Intervals of n rows. Source of the rules: docs/statistics.md, "Intervals"."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from kpi_engine.model.arrays.observation import BoolArray, FloatArray, IntArray, SmallArray
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import NotRated
from kpi_engine.model.definitions.series.case_kind import CaseKind, case_kind
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.frozen import frozen
from kpi_engine.model.statistics.confidence import C95, C998
from kpi_engine.model.statistics.outcomes import IntervalMethod, NoStatistic
from kpi_engine.model.statistics.results import Intervals, filled
from kpi_engine.statistics.formulas.constants import SMALLEST_BYAR
from kpi_engine.statistics.formulas.intervals import poisson, wilson
from kpi_engine.statistics.rows.cases import Cases, cases_of

_KINDS = tuple(CaseKind)


@frozen
class Countable:
    """The cases of n rows. ``kind`` are positions of CaseKind; ``ready``: an interval can be made of them.

    For counts alone ``numerator`` is the count and ``denominator`` 1. ``per`` scales to the value's unit.
    """

    kind: SmallArray
    numerator: IntArray
    denominator: IntArray
    ready: BoolArray
    why_not: SmallArray
    per: FloatArray

    def of(self, kind: CaseKind) -> BoolArray:
        """Which rows are ready, and of this kind."""
        chosen: BoolArray = self.ready & (self.kind == _KINDS.index(kind))
        return chosen


def countable(ratings: Ratings) -> Countable:
    """The cases of each row, or why there are none."""
    observations = ratings.observations
    cases = cases_of(observations)
    kind = _by_code(ratings.indicators, lambda each: _KINDS.index(case_kind(each)))[observations.code]
    per = np.array([float(each.per) for each in ratings.indicators] or [1.0])[observations.code]
    is_count = kind == _KINDS.index(CaseKind.COUNT)
    shown = ratings.displayed
    numerator = np.where(is_count, shown.mantissa, cases.numerator)
    denominator = np.where(is_count, 1, cases.denominator)
    why = _why_not(ratings, cases, kind)
    return Countable(kind, numerator, denominator, why == NoStatistic.TOLD.code, why, per)


def _by_code(indicators: Sequence[Indicator], number_of: Callable[[Indicator], int]) -> SmallArray:
    return np.array([number_of(each) for each in indicators] or [0], np.int8)


def _why_not(ratings: Ratings, cases: Cases, kind: SmallArray) -> SmallArray:
    """The first reason that holds is reported; reasons are written last to first."""
    why = filled(len(kind), NoStatistic.TOLD.code)
    is_proportion = kind == _KINDS.index(CaseKind.PROPORTION)
    is_count = kind == _KINDS.index(CaseKind.COUNT)
    shown = ratings.displayed
    why[is_proportion & cases.whole & ~cases.within] = NoStatistic.ABOVE_ALL.code
    why[~is_count & cases.there & ~cases.whole] = NoStatistic.NOT_WHOLE.code
    why[~is_count & cases.rounded] = NoStatistic.PARTS_ROUNDED.code
    why[~is_count & ~cases.there] = NoStatistic.NO_DENOMINATOR.code
    why[is_count & ((shown.decimals != 0) | (shown.mantissa < 0))] = NoStatistic.NOT_WHOLE.code
    why[kind == _KINDS.index(CaseKind.NEITHER)] = NoStatistic.NO_SPREAD.code
    why[~shown.present] = NoStatistic.NO_VALUE.code
    withheld = np.isin(ratings.not_rated, [NotRated.SUPPRESSED.code, NotRated.CONFIDENTIAL.code])
    why[withheld & ~shown.present] = NoStatistic.SUPPRESSED.code
    return why


def intervals_of(cases: Countable) -> Intervals:
    """Intervals in the value's unit, of every row that has cases."""
    size = len(cases.kind)
    method = filled(size)
    limits = tuple(np.zeros(size) for _ in range(4))
    proportions = np.flatnonzero(cases.of(CaseKind.PROPORTION))
    counts = np.flatnonzero(cases.of(CaseKind.RATE) | cases.of(CaseKind.COUNT))
    for place, confidence in ((0, C95), (2, C998)):
        n, d = cases.numerator[proportions], cases.denominator[proportions]
        pairs = [(proportions, wilson(n, d, confidence), np.ones(len(n)))]
        counted = cases.numerator[counts]
        pairs.append((counts, poisson(counted, confidence), cases.denominator[counts].astype(np.float64)))
        for rows, (lower, upper), among in pairs:
            limits[place][rows] = lower / among * cases.per[rows]
            limits[place + 1][rows] = upper / among * cases.per[rows]
    method[proportions] = IntervalMethod.WILSON.code
    is_many = cases.numerator[counts] >= SMALLEST_BYAR
    method[counts] = np.where(is_many, IntervalMethod.BYAR.code, IntervalMethod.EXACT.code)
    return Intervals(method, (limits[0], limits[1], limits[2], limits[3]), cases.why_not)

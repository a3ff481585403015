"""Overall figures, made from how their members are rated. Rules: docs/rating-rules.md, "Overall ratings".

They are made once the members are rated. Whole columns at a time, in Python integers of any size: a mean of
percentages of different targets has no decimals that would hold it.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import reduce
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from kpi_engine.derive.book import book_of
from kpi_engine.derive.ended import CLOSED
from kpi_engine.derive.figures import (
    PARTS_MISSING,
    PRESENT,
    Computed,
    each_place_once,
    no_numbers,
    places_of,
)
from kpi_engine.derive.measures.derive import Derived
from kpi_engine.model.arrays.exact import LIMIT, half_up, power_of_ten
from kpi_engine.model.arrays.observation import (
    BoolArray,
    ExactColumn,
    IndexArray,
    IntArray,
    Observations,
    SmallArray,
    exact_column,
)
from kpi_engine.model.decimals import decimals_of
from kpi_engine.model.definitions.figure_marks import INHERITED, bits_of
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Missing, NotRated, Rag
from kpi_engine.model.definitions.made_from.measure import Origin
from kpi_engine.model.definitions.made_from.overall import Overall, OverallMember, OverallMethod
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.figures.series import NO_ROW
from kpi_engine.model.words.number_text import PERCENT

PARTS_NOT_RATED = Missing.PARTS_NOT_RATED.code
NOT_APPLICABLE = Missing.NOT_APPLICABLE.code
Entry = TypeVar("Entry", bound=np.generic)
# Python integers, of any size.
_Integers = NDArray[np.object_]


def member_codes(indicators: Sequence[Indicator]) -> frozenset[str]:
    """The codes of all that overall figures are made from."""
    return frozenset(
        member.code
        for indicator in indicators
        if indicator.overall is not None
        for member in indicator.overall.members
    )


def with_overall(observations: Observations, members: Ratings, indicators: Sequence[Indicator]) -> Derived:
    """The observations with the overall figures that nobody has supplied.

    Args:
        observations: no code, area and period twice; their labels have every code of the indicators.
        members: the ratings of the observations whose code is among ``member_codes``, with the same labels.
        indicators: all of them, validated.

    Returns:
        n rows in their order (a row to be supplied may be filled in), then the overall figures: one in each
        area and period for which any member has a row. An overall figure without a value says why in
            ``missing``.
    """
    book = book_of(observations, indicators)
    for indicator in indicators:
        if indicator.overall is not None:
            book.add(indicator.code, _computed(indicator, indicator.overall, members), Origin.OVERALL)
    return Derived(*book.every_figure())


class _MemberRatings:
    """The ratings of one member in each area and period of an overall figure; arrays of shape (n,)."""

    def __init__(self, member: OverallMember, ratings: Ratings, area: IndexArray, period: IntArray) -> None:
        rows = ratings.observations
        self.member = member
        self.indicator = next(each for each in ratings.indicators if each.code == member.code)
        own = np.flatnonzero(rows.code == rows.codes.index(member.code))
        found = places_of(rows.area[own], rows.period[own]).find(area, period)
        self._there = found != NO_ROW
        self._row = own[np.where(self._there, found, 0)] if len(own) else np.zeros(len(area), np.int64)
        self._ratings = ratings

    def rated(self) -> BoolArray:
        """Where it has a rating."""
        rated: BoolArray = self._there & (self._at(self._ratings.rag) != Rag.NONE.code)
        return rated

    def applies(self) -> BoolArray:
        """Where it is not said that it cannot exist there: what does not apply does not count."""
        said = self._at(self._ratings.not_rated) == NotRated.NOT_APPLICABLE.code
        applies: BoolArray = ~(self._there & said)
        return applies

    def marks(self) -> SmallArray:
        """The bits of the marks of its figure, where it counts."""
        return np.where(self._there, self._at(self._ratings.observations.marks), 0).astype(np.int8)

    def closed(self) -> BoolArray:
        """Where it has ended."""
        closed: BoolArray = self._there & (self._at(self._ratings.not_rated) == NotRated.CLOSED.code)
        return closed

    def counts(self, of_rating: Sequence[int]) -> _Integers:
        """What its rating counts, by position in Rag; 0 where it has none."""
        counts: _Integers = np.array(of_rating, object)[self._at(self._ratings.rag) * self._there]
        return counts

    def percents(self, cap: Decimal | None) -> tuple[_Integers, _Integers, BoolArray]:
        """What percent of its target each value is (numerator, denominator), and where there is a percent."""
        value, target = self._ratings.displayed, self._targets()
        place = self._at(self._ratings.threshold) + 1
        there = self._there & self._at(value.present) & target.present[place]
        top = 100 * self._at(value.mantissa).astype(object) * _power(target.decimals[place])
        bottom = target.mantissa[place].astype(object) * _power(self._at(value.decimals))
        top, bottom = np.where(there, top, 0), np.where(there, bottom, 1)
        if cap is not None:
            most, step = _whole(cap, decimals_of(cap)), 10 ** decimals_of(cap)
            top, bottom = np.minimum(top * step, most * bottom), bottom * step
        return top, bottom, there

    def _targets(self) -> ExactColumn:
        """By position of the threshold + 1: its target, where that is above 0."""
        targets = [None, *(threshold.rule.target for threshold in self.indicator.thresholds)]
        return exact_column([target if target is not None and target > 0 else None for target in targets])

    def _at(self, column: NDArray[Entry]) -> NDArray[Entry]:
        return column[self._row] if len(column) else np.zeros(len(self._row), column.dtype)


def _computed(indicator: Indicator, overall: Overall, ratings: Ratings) -> Computed:
    area, period = _places(overall, ratings)
    members = [_MemberRatings(member, ratings, area, period) for member in overall.members]
    if overall.method.is_of_ratings:
        there = np.logical_and.reduce([each.rated() | ~each.applies() for each in members])
        (top, bottom), missing = _of_ratings(indicator, overall, members), PARTS_NOT_RATED
    else:
        (top, bottom, there), missing = _mean_percent(overall, members), PARTS_MISSING
    some = np.logical_or.reduce([each.applies() for each in members])
    there = there & some
    ended = np.logical_and.reduce([each.closed() | ~each.applies() for each in members]) & some
    ticks = _rounded_half_up(top * 10**indicator.decimals, np.where(some, bottom, 1))
    lacking = np.where(some, np.where(ended, CLOSED, missing), NOT_APPLICABLE)
    size = len(area)
    return Computed(
        area=area,
        period=period + overall.periods_back,
        value=ExactColumn(ticks, np.full(size, indicator.decimals, np.int8), np.ones(size, np.bool_)),
        numerator=no_numbers(size),
        denominator=no_numbers(size),
        missing=np.where(there, PRESENT, lacking).astype(np.int8),
        marks=np.bitwise_or.reduce([each.marks() for each in members]) & np.int8(bits_of(INHERITED)),
    )


def _places(overall: Overall, ratings: Ratings) -> tuple[IndexArray, IntArray]:
    """Each area and period once in which any member has a row."""
    rows = ratings.observations
    codes = [rows.codes.index(member.code) for member in overall.members]
    own = np.flatnonzero(np.isin(rows.code, codes))
    return each_place_once(rows.area[own], rows.period[own])


def _mean_percent(
    overall: Overall, members: Sequence[_MemberRatings]
) -> tuple[_Integers, _Integers, BoolArray]:
    """The weighted mean of the percents of target: the sum of fractions over one denominator."""
    weights = _weights(overall, members)
    found = [each.percents(overall.capped_at) for each in members]
    there: BoolArray = np.logical_and.reduce(
        [present | ~each.applies() for each, (_, _, present) in zip(members, found, strict=True)]
    )
    top: _Integers = np.zeros(len(there), object)
    bottom: _Integers = np.ones(len(there), object)
    for weight, (numerator, denominator, _) in zip(weights, found, strict=True):
        top = top * denominator + weight * numerator * bottom
        bottom = bottom * denominator
    return top, bottom * _total(weights), there


def _of_ratings(
    indicator: Indicator, overall: Overall, members: Sequence[_MemberRatings]
) -> tuple[_Integers, _Integers]:
    """Points, or the share that is GREEN, as numerators and denominators."""
    weights, points = _weights(overall, members), overall.points
    if overall.method is OverallMethod.SHARE_GREEN or points is None:
        counts = [each.counts([100 * rag.is_reached for rag in Rag]) for each in members]
        return _weighted(weights, counts), _total(weights)
    of_three = (points.green, points.amber, points.red)
    decimals = max(decimals_of(each) for each in (*of_three, *dict(points.further).values()))
    by_rag = [0 if rag is Rag.NONE else _whole(points.of(rag), decimals) for rag in Rag]
    counts = [each.counts(by_rag) for each in members]
    if overall.method is OverallMethod.WORST:
        best = max(by_rag)
        worst: _Integers = reduce(
            np.minimum,
            [np.where(each.applies(), own, best) for each, own in zip(members, counts, strict=True)],
        )
        return worst, np.full(len(worst), 10**decimals, object)
    of_each = _whole(points.green, decimals) if indicator.unit == PERCENT else 10**decimals
    scale = 100 if indicator.unit == PERCENT else 1
    return scale * _weighted(weights, counts), _total(weights) * of_each


def _total(weights: Sequence[_Integers]) -> _Integers:
    total: _Integers = reduce(np.add, weights)
    return total


def _weighted(weights: Sequence[_Integers], counts: Sequence[_Integers]) -> _Integers:
    total: _Integers = sum(
        (weight * count for weight, count in zip(weights, counts, strict=True)),
        start=np.zeros(len(counts[0]), object),
    )
    return total


def _weights(overall: Overall, members: Sequence[_MemberRatings]) -> list[_Integers]:
    """Whole numbers in the same proportion, by member and place; 0 where a member does not apply."""
    decimals = max(decimals_of(member.weight) for member in overall.members)
    return [_whole(each.member.weight, decimals) * each.applies().astype(object) for each in members]


def _rounded_half_up(top: _Integers, bottom: _Integers) -> IntArray:
    """The nearest whole numbers, halves away from zero; one beyond 18 digits stays beyond them."""
    rounded: IntArray = np.clip(half_up(top, bottom), -LIMIT - 1, LIMIT + 1).astype(np.int64)
    return rounded


def _power(decimals: SmallArray) -> _Integers:
    """Ten to the power of each."""
    return power_of_ten(decimals).astype(object)


def _whole(number: Decimal, decimals: int) -> int:
    return int(number.scaleb(decimals))

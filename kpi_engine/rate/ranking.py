"""Ranks of areas: the figures of one indicator, level and period, best first, ties together.

Performance is compared as displayed, at the coarsest precision of the figures that are ranked together, so
that ties are the same from whichever figure one looks. Rules: docs/rating-rules.md, "Ranks".
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from kpi_engine.model.arrays.coarser import rounded_to
from kpi_engine.model.arrays.observation import BoolArray, IntArray, SmallArray
from kpi_engine.model.decimals import decimals_of
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.model.definitions.scorecard import AreaFamily, RankedLevel
from kpi_engine.model.figures.ranks import FamilyRanks, NoRank, Ranks
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.frozen import frozen

_NOT_ASKED = -1


def rank_areas(ratings: Ratings, areas: Sequence[Area], levels: Sequence[RankedLevel]) -> Ranks:
    """Rank every rated row whose area is of one of the ``levels``."""
    return _ranks(ratings, _level_of(ratings.observations.areas, areas, levels), levels)


def rank_families(ratings: Ratings, families: Sequence[AreaFamily]) -> FamilyRanks:
    """Rank every rated row whose area is in one of the ``families``, each area in one at most."""
    family_of = {name: position for position, family in enumerate(families) for name in family.names}
    of_area = np.array([family_of.get(name, _NOT_ASKED) for name in ratings.observations.areas], np.int64)
    names = {name: families[position].name for name, position in family_of.items()}
    return FamilyRanks(_ranks(ratings, of_area, families), names)


def _ranks(ratings: Ratings, of_area: IntArray, groups: Sequence[RankedLevel | AreaFamily]) -> Ranks:
    """Ranks within groups of areas; ``of_area`` has the group of each area, or _NOT_ASKED."""
    observations = ratings.observations
    level = of_area[observations.area]
    target = _has_target(ratings)
    lacking = (
        (NoRank.NOT_ASKED, level == _NOT_ASKED),
        (NoRank.CONTEXT, ratings.polarity == Polarity.NONE.code),
        (NoRank.NO_VALUE, ~ratings.displayed.present),
        (NoRank.NO_TARGET_POINT, (ratings.polarity == Polarity.TARGET.code) & ~target),
    )
    no_rank = np.select(
        [missing for _, missing in lacking], [reason.code for reason, _ in lacking], NoRank.RANKED.code
    ).astype(np.int8)
    group = _groups(ratings, level)
    places = _places(ratings, group, np.flatnonzero(no_rank == NoRank.RANKED.code))
    expected = _areas_with_the_indicator(ratings, level)
    at_least = np.array([one.at_least for one in groups] or [0])[np.maximum(level, 0)]
    too_few = (no_rank == NoRank.RANKED.code) & (places.size < at_least)
    no_rank[too_few] = NoRank.TOO_FEW.code
    asked, kept = level != _NOT_ASKED, no_rank == NoRank.RANKED.code
    return Ranks(
        first=np.where(kept, places.first, 0).astype(np.int32),
        last=np.where(kept, places.last, 0).astype(np.int32),
        ranked=np.where(asked, places.size, 0).astype(np.int32),
        unranked=np.where(asked, expected - places.size, 0).astype(np.int32),
        no_rank=no_rank,
    )


def _level_of(names: Sequence[str], areas: Sequence[Area], levels: Sequence[RankedLevel]) -> IntArray:
    """For each area the position of its level among ``levels``."""
    positions = {one.level: position for position, one in enumerate(levels)}
    by_name = {area.name: positions.get(area.level, _NOT_ASKED) for area in areas}
    return np.array([by_name[name] for name in names], np.int64)


def _has_target(ratings: Ratings) -> BoolArray:
    """Whether there is a target in force to measure a distance from."""
    count = max((len(indicator.thresholds) for indicator in ratings.indicators), default=0) + 1
    table = np.zeros((len(ratings.indicators), count), np.bool_)
    for code, indicator in enumerate(ratings.indicators):
        for position, threshold in enumerate(indicator.thresholds):
            table[code, position] = threshold.rule.target is not None
    found: BoolArray = table[ratings.observations.code, ratings.threshold]
    return found  # a threshold of -1 is the last column, where there is none


def _groups(ratings: Ratings, level: IntArray) -> IntArray:
    """A number for each indicator, level and period."""
    observations = ratings.observations
    if not len(observations):
        return np.zeros(0, np.int64)
    first = int(observations.period.min())
    span = int(observations.period.max()) - first + 1
    many = observations.code.astype(np.int64) * (int(level.max()) + 2) + level + 1
    group: IntArray = np.unique(many * span + observations.period - first, return_inverse=True)[1]
    return group


@frozen
class _Places:
    """The first and last place of each row's ties, and how many rows are ranked in its group."""

    first: IntArray
    last: IntArray
    size: IntArray


def _places(ratings: Ratings, group: IntArray, rows: IntArray) -> _Places:
    performance = _performance(ratings, group, rows)
    order = np.lexsort((-performance, group[rows]))
    which, ordered = group[rows][order], performance[order]
    place = np.arange(len(rows))
    begins = np.r_[True, which[1:] != which[:-1]][: len(rows)]
    unlike = begins | np.r_[True, ordered[1:] != ordered[:-1]][: len(rows)]
    start = np.maximum.accumulate(np.where(begins, place, 0))
    tied = np.cumsum(unlike) - 1
    ends = np.r_[np.flatnonzero(unlike)[1:], len(rows)]
    first, last = np.zeros(len(group), np.int64), np.zeros(len(group), np.int64)
    first[rows[order]] = np.flatnonzero(unlike)[tied] - start + 1
    last[rows[order]] = ends[tied] - start
    return _Places(first, last, np.bincount(group[rows], minlength=int(group.max(initial=-1)) + 1)[group])


def _performance(ratings: Ratings, group: IntArray, rows: IntArray) -> IntArray:
    """What is better the higher it is, in whole numbers that can be compared within a group."""
    shown = ratings.displayed.take(rows)
    coarsest = np.full(int(group.max(initial=-1)) + 1, np.iinfo(np.int8).max, np.int8)
    np.minimum.at(coarsest, group[rows], shown.decimals)
    decimals = coarsest[group[rows]]
    performance = rounded_to(shown, decimals)
    polarity = ratings.polarity[rows]
    performance = np.where(polarity == Polarity.LOWEST.code, -performance, performance)
    near = np.flatnonzero(polarity == Polarity.TARGET.code)
    if len(near):
        distance = _distances(ratings, rows[near], performance[near], decimals[near])
        _, steps = np.unique(distance, return_inverse=True)
        performance[near] = -steps
    return performance


def _distances(
    ratings: Ratings, rows: IntArray, values: IntArray, decimals: SmallArray
) -> NDArray[np.object_]:
    """How far values are from their targets, in Python's integers of one unit for all."""
    thresholds = ratings.threshold[rows]
    targets = [
        ratings.indicators[code].thresholds[threshold].rule.target or Decimal(0)
        for code, threshold in zip(ratings.observations.code[rows].tolist(), thresholds.tolist(), strict=True)
    ]
    finest = max(int(decimals.max()), *map(decimals_of, targets))
    scale = 10 ** (finest - decimals.astype(object))
    aims = np.array([int(Fraction(target) * 10**finest) for target in targets], dtype=object)
    distance: NDArray[np.object_] = np.abs(values.astype(object) * scale - aims)
    return distance


def _areas_with_the_indicator(ratings: Ratings, level: IntArray) -> IntArray:
    """For each row, how many areas of its level have its indicator in any period."""
    observations = ratings.observations
    count = len(observations.areas)
    pairs = np.unique(observations.code.astype(np.int64) * count + observations.area)
    level_of_area = np.full(count, _NOT_ASKED, np.int64)
    level_of_area[observations.area] = level
    levels = int(level.max(initial=-1)) + 2
    keys = (pairs // max(count, 1)) * levels + level_of_area[pairs % max(count, 1)] + 1
    counts = np.bincount(keys, minlength=len(observations.codes) * levels)
    found: IntArray = counts[observations.code.astype(np.int64) * levels + level + 1]
    return found

"""Which one line is said of each row. Source of the rules: docs/statistics.md, "The verdict"."""

from __future__ import annotations

import numpy as np

from kpi_engine.model.arrays.observation import BoolArray, SmallArray
from kpi_engine.model.definitions.judgement import DirectionOfTravel, NotRated, Polarity, Rag
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.frozen import frozen
from kpi_engine.model.statistics.outcomes import Assurance, Differs, NoStatistic, Variation
from kpi_engine.model.statistics.results import NO_SEGMENT, Statistics
from kpi_engine.model.statistics.signals import CHANGED, OUTSIDE_HIGH, OUTSIDE_LOW, rule_told
from kpi_engine.model.statistics.verdict_key import VerdictKey

_GOOD = {Polarity.HIGHEST.code: 1, Polarity.LOWEST.code: -1}
_MEETS = (Assurance.WILL_MEET.code, Assurance.ALWAYS_MEETS.code)
_MISSES = (Assurance.WILL_MISS.code, Assurance.ALWAYS_MISSES.code)
# Marks of which the rule told is a run: the process itself has changed.
_RUN_TOLD = np.array(
    [bool(rule_told(mark) & CHANGED & ~(OUTSIDE_HIGH | OUTSIDE_LOW)) for mark in range(256)], np.bool_
)


@frozen
class VerdictFacts:
    """What a verdict depends on, each a column of n rows: see the conditions of VerdictKey.

    ``told`` are Assurance positions that may be said, ``limits`` the positions that the limits give.
    ``few``: the standard that the RAG turns on is inside the interval. ``better_by_one``: one case gives a
    better RAG. ``trend`` is 1 for one to the good.
    """

    rag: SmallArray
    hidden: BoolArray
    stale: BoolArray
    context: BoolArray
    moved: BoolArray
    has_arrow: BoolArray
    charted: BoolArray
    variation: SmallArray
    by_run: BoolArray
    told: SmallArray
    limits: SmallArray
    few: BoolArray
    better_by_one: BoolArray
    same_as_previous: BoolArray
    trend: SmallArray


# What each rating is by target and floor standard alone.
_BASE_CODES = np.array([rag.base.code for rag in Rag], np.int8)


def verdict_keys(facts: VerdictFacts) -> SmallArray:
    """The first VerdictKey whose condition holds, as a position; every row has such a verdict."""
    red, amber, green = (_BASE_CODES.take(facts.rag) == rag.code for rag in (Rag.RED, Rag.AMBER, Rag.GREEN))
    good, bad = (facts.variation == each.code for each in (Variation.GOOD, Variation.BAD))
    usual = facts.variation == Variation.USUAL.code
    meets, misses = np.isin(facts.limits, _MEETS), np.isin(facts.told, _MISSES)
    hit_or_miss = facts.told == Assurance.HIT_OR_MISS.code
    conditions = [
        (VerdictKey.HIDDEN, facts.hidden),
        (VerdictKey.STALE, facts.stale),
        (VerdictKey.CONTEXT, facts.context),
        (VerdictKey.RED_IMPROVING, red & good),
        (VerdictKey.RED_AS_USUAL, red & misses),
        (VerdictKey.RED_WORSENING, red & bad & (facts.by_run | ~meets)),
        (VerdictKey.RED_UNUSUAL, red & bad),
        (VerdictKey.RED_BY_FEW, red & facts.few & ~facts.charted),
        (VerdictKey.ONE_CASE, (red | amber) & facts.better_by_one),
        (VerdictKey.GREEN_WORSENING, green & bad),
        (VerdictKey.GREEN_HIT_OR_MISS, green & hit_or_miss),
        (VerdictKey.GREEN_BY_FEW, green & facts.few & ~facts.charted),
        (VerdictKey.GREEN_IMPROVING, green & good),
        (VerdictKey.GREEN_STEADY, green & np.isin(facts.told, _MEETS)),
        (VerdictKey.TARGET_MOVED, facts.moved),
        (VerdictKey.ARROW_IS_NOISE, facts.has_arrow & usual),
        (VerdictKey.ARROW_BY_FEW, facts.has_arrow & facts.same_as_previous & ~facts.charted),
        (VerdictKey.AMBER_TREND, amber & (facts.trend > 0)),
    ]
    positions = [key.code for key, _ in conditions]
    keys = np.select([holds for _, holds in conditions], positions, VerdictKey.RAG_ONLY.code)
    return keys.astype(np.int8)


def facts_of(ratings: Ratings, statistics: Statistics) -> VerdictFacts:
    """What is known of every row; what is not asked for is as if it could not be said."""
    size = len(ratings)
    none, nowhere = np.zeros(size, np.int8), np.zeros(size, np.bool_)
    process, differences, trends = statistics.process, statistics.differences, statistics.trends
    has_value = ratings.displayed.present
    withheld = np.isin(ratings.not_rated, [NotRated.SUPPRESSED.code, NotRated.CONFIDENTIAL.code])
    limits = told = none
    if process is not None:
        is_firm = process.no_assurance == NoStatistic.TOLD.code
        limits = process.assurance * (is_firm | (process.no_assurance == NoStatistic.CHANGING.code))
        told = process.assurance * is_firm
    few = better = same = nowhere
    if differences is not None:
        has_floor = differences.floor != Differs.NONE.code
        turns_on = np.where(
            (_BASE_CODES.take(ratings.rag) == Rag.RED.code) & has_floor, differences.floor, differences.target
        )
        few = turns_on == Differs.NO.code
        better = np.maximum(differences.with_more, differences.with_fewer) > ratings.rag
        too_few = differences.no_previous == NoStatistic.TOO_FEW_CASES.code
        same = (differences.previous == Differs.NO.code) | too_few
    good = np.array([_GOOD.get(code, 0) for code in range(len(Polarity))], np.int8)[ratings.polarity]
    return VerdictFacts(
        rag=ratings.rag,
        hidden=withheld & ~has_value,
        stale=ratings.carried_forward & has_value,
        context=(ratings.polarity == Polarity.NONE.code) & has_value,
        moved=np.isin(np.arange(size), list(statistics.moved or ())),
        has_arrow=np.isin(
            ratings.direction, [DirectionOfTravel.IMPROVED.code, DirectionOfTravel.WORSENED.code]
        ),
        charted=nowhere if process is None else process.segment != NO_SEGMENT,
        variation=none if process is None else process.variation,
        by_run=nowhere if process is None else _RUN_TOLD[process.marks],
        told=told,
        limits=limits,
        few=few,
        better_by_one=better,
        same_as_previous=same,
        trend=none if trends is None else trends.direction * good,
    )

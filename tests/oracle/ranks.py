"""Ranks, once more: each figure against each other one of its indicator, level and period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.judgement import Polarity
from tests.oracle.records import PlainObservation, PlainRating
from tests.oracle.values import decimals_shown, round_half_up


@dataclass(frozen=True)
class PlainRank:
    """Places from 1, 0 where there is none; how many areas are ranked, and how many more could be."""

    first: int
    last: int
    ranked: int
    unranked: int


def rank_plainly(
    rows: Sequence[PlainObservation],
    ratings: Sequence[PlainRating],
    areas: Sequence[Area],
    at_least: Mapping[str, int],
) -> list[PlainRank]:
    """The rank of every row; ``at_least`` says of the levels that are ranked how many areas it takes."""
    level_of = {area.name: area.level for area in areas}

    def can_be_ranked(row: PlainObservation, rating: PlainRating) -> bool:
        has_target = rating.threshold is not None and rating.threshold.rule.target is not None
        return (
            rating.polarity is not Polarity.NONE
            and rating.displayed is not None
            and (rating.polarity is not Polarity.TARGET or has_target)
        )

    ranks = []
    for row, rating in zip(rows, ratings, strict=True):
        level = level_of[row.area]
        if level not in at_least:
            ranks.append(PlainRank(0, 0, 0, 0))
            continue
        known = {one.area for one in rows if one.code == row.code and level_of[one.area] == level}
        rivals = [
            other_rating
            for other, other_rating in zip(rows, ratings, strict=True)
            if (other.code, other.period, level_of[other.area]) == (row.code, row.period, level)
            and can_be_ranked(other, other_rating)
        ]
        ranked, unranked = len(rivals), len(known) - len(rivals)
        if not can_be_ranked(row, rating) or ranked < at_least[level]:
            ranks.append(PlainRank(0, 0, ranked, unranked))
            continue
        decimals = min(decimals_shown(rival.displayed) for rival in rivals if rival.displayed is not None)
        own = performance(rating, decimals)
        better = sum(performance(rival, decimals) > own for rival in rivals)
        tied = sum(performance(rival, decimals) == own for rival in rivals)
        ranks.append(PlainRank(better + 1, better + tied, ranked, unranked))
    return ranks


def performance(rating: PlainRating, decimals: int) -> Fraction:
    """More is better."""
    assert rating.displayed is not None
    shown = Fraction(round_half_up(Fraction(rating.displayed), decimals))
    if rating.polarity is Polarity.TARGET:
        assert rating.threshold is not None
        assert rating.threshold.rule.target is not None
        return -abs(shown - Fraction(rating.threshold.rule.target))
    return shown if rating.polarity is Polarity.HIGHEST else -shown

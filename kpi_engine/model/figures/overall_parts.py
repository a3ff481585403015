"""What one overall figure is made from: each member with its own figure, to be explained or shown."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np

from kpi_engine.model.definitions.judgement import NotRated, Rag
from kpi_engine.model.definitions.made_from.overall import Overall, OverallMember
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.frozen import frozen

_RAGS, _NOT_RATED = tuple(Rag), tuple(NotRated)


@frozen
class OverallPart:
    """A member of an overall figure.

    ``row`` is its row, None where it has none. ``value``, ``target`` and ``rag`` are the value, target and
    rating of that row; ``lacks`` is what keeps it from counting, in words: ``has no target``; empty: nothing.
    Where it does not ``apply`` (``[z]``), it does not count, and nothing is lacking.
    """

    member: OverallMember
    row: int | None
    value: Decimal | None
    target: Decimal | None
    rag: Rag
    lacks: str
    applies: bool = True

    @property
    def percent(self) -> Fraction | None:
        """The percent that the value is of its target, not rounded or capped."""
        if self.value is None or self.target is None or self.target <= 0:
            return None
        return 100 * Fraction(self.value) / Fraction(self.target)


def parts_of(ratings: Ratings, row: int) -> tuple[OverallPart, ...]:
    """The members of an overall figure in the order of the definition; none for another figure."""
    observations = ratings.observations
    overall = ratings.indicators[int(observations.code[row])].overall
    if overall is None:
        return ()
    period = int(observations.period[row]) - overall.periods_back
    here = np.flatnonzero((observations.area == observations.area[row]) & (observations.period == period))
    row_of = {observations.codes[int(observations.code[place])]: place for place in here.tolist()}
    return tuple(_part(ratings, overall, member, row_of.get(member.code)) for member in overall.members)


def _part(ratings: Ratings, overall: Overall, member: OverallMember, row: int | None) -> OverallPart:
    if row is None:
        return OverallPart(member, None, None, None, Rag.NONE, "has no figure")
    position = int(ratings.threshold[row])
    thresholds = ratings.indicators[int(ratings.observations.code[row])].thresholds
    value, rag = ratings.displayed.at(row), _RAGS[int(ratings.rag[row])]
    target = thresholds[position].rule.target if position >= 0 else None
    not_rated = _NOT_RATED[int(ratings.not_rated[row])]
    if not_rated is NotRated.NOT_APPLICABLE:
        return OverallPart(member, row, None, target, rag, "", applies=False)
    lacks = ""
    if overall.method.is_of_ratings:
        lacks = f"is not rated ({not_rated.value})" if rag is Rag.NONE else ""
    elif value is None:
        lacks = "has no value"
    elif target is None or target <= 0:
        lacks = "has no target above 0"
    return OverallPart(member, row, value, target, rag, lacks)

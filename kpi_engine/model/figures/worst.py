"""The worst rating among the members of an overall figure, and whose it is.

The figure itself is the points of that rating, which tell a reader nothing: whatever shows it, shows this.
Rule: docs/rating-rules.md, "Overall ratings".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from kpi_engine.model.arrays.observation import BoolArray
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.definitions.made_from.meaning import WorstRating
from kpi_engine.model.definitions.made_from.measure import Origin
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.frozen import frozen
from kpi_engine.model.wording import listed

if TYPE_CHECKING:
    from kpi_engine.model.figures.figure import Figure

_MOST_NAMED = 3
_BOTH = 2


@frozen
class Worst:
    """The worst rating, and the members that have it, of so many."""

    rag: Rag
    members: tuple[Indicator, ...]
    of: int

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the members that have it."""
        return tuple(member.code for member in self.members)

    @property
    def words(self) -> str:
        """``CEH61 Cases allocated``, ``CEH02 …, CEH03 … and 2 more``, ``all 3 of its indicators``."""
        if len(self.members) == self.of > 1:
            return "both its indicators" if self.of == _BOTH else f"all {self.of} of its indicators"
        return listed([f"{member.code} {member.name}" for member in self.members], _MOST_NAMED)


def without_points(ratings: Ratings) -> Ratings:
    """The ratings without the numbers of figures that represent a rating, for outputs that list numbers."""
    are_numbers = is_number(ratings.indicators)
    if are_numbers.all():
        return ratings
    told = are_numbers[ratings.observations.code]
    return replace(
        ratings,
        displayed=ratings.displayed.only(told),
        margin_to_target=ratings.margin_to_target.only(told),
        margin_to_floor=ratings.margin_to_floor.only(told),
    )


def is_number(indicators: Sequence[Indicator]) -> BoolArray:
    """Whether the values of each indicator are listed as numbers; so are the numbers of words."""
    return np.array([not is_of_worst(indicator) for indicator in indicators], np.bool_)


def is_of_worst(indicator: Indicator) -> bool:
    """Whether the values of an indicator represent the worst rating of its members."""
    return isinstance(indicator.meaning, WorstRating)


def worst_of(figure: Figure) -> Worst | None:
    """The worst rating that a figure represents; None for other figures, and without a value."""
    is_made = figure.origin is Origin.OVERALL and figure.value is not None
    if not is_made or not is_of_worst(figure.indicator):
        return None
    rated = [(part.member.code, part.rag) for part in figure.parts if part.applies]
    return worst_among(rated, figure.ratings.indicators)


def worst_among(rated: Sequence[tuple[str, Rag]], indicators: Sequence[Indicator]) -> Worst | None:
    """The worst of some members' ratings; None where there are none, or one has no rating."""
    if not rated or any(rag is Rag.NONE for _, rag in rated):
        return None
    worst = min((rag for _, rag in rated), key=lambda rag: rag.code)
    defined = {indicator.code: indicator for indicator in indicators}
    members = tuple(defined[code] for code, rag in rated if rag is worst)
    return Worst(worst, members, len(rated))

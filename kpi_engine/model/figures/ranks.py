"""Ranks of areas of one level. Rules: docs/rating-rules.md, "Ranks"."""

from __future__ import annotations

from collections.abc import Mapping

from kpi_engine.model.arrays.observation import IndexArray, SmallArray
from kpi_engine.model.definitions.judgement import Coded
from kpi_engine.model.frozen import frozen

_QUARTERS = ("top", "second", "third", "bottom")
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


class NoRank(Coded):
    """Why a row has no rank. Position 0: it has a rank."""

    RANKED = ""
    NOT_ASKED = "areas of its level are not ranked"
    CONTEXT = "shown for context, not judged"
    NO_VALUE = "no value"
    NO_TARGET_POINT = "no target to measure the distance from"
    TOO_FEW = "too few areas have a value"


_NO_RANKS = tuple(NoRank)


@frozen
class Ranks:
    """Ranks of n rated rows; every array has shape (n,).

    - ``first``, ``last``: the places that the row and rows tied with it take, from 1; 0 where there is none.
    - ``ranked``: how many areas can be ranked by the row's indicator and period, among the areas of its
      level.
    - ``unranked``: how many more areas of the level have that indicator, and no usable value in the period.
    - ``no_rank``: position in NoRank.
    """

    first: IndexArray
    last: IndexArray
    ranked: IndexArray
    unranked: IndexArray
    no_rank: SmallArray

    def at(self, row: int) -> Rank | None:
        """The rank of a row, or why there is none; None where areas of its level are not ranked."""
        if self.no_rank[row] == NoRank.NOT_ASKED.code:
            return None
        return Rank(
            first=int(self.first[row]),
            last=int(self.last[row]),
            ranked=int(self.ranked[row]),
            unranked=int(self.unranked[row]),
            no_rank=_NO_RANKS[int(self.no_rank[row])],
        )


@frozen
class FamilyRanks:
    """Ranks within families of areas; ``family_of`` has the family of an area by name."""

    ranks: Ranks
    family_of: Mapping[str, str]


@frozen
class Rank:
    """The rank of one figure, as in Ranks."""

    first: int
    last: int
    ranked: int
    unranked: int
    no_rank: NoRank

    @property
    def place(self) -> str:
        """``3rd of 12``, ``joint 3rd of 12``."""
        joint = "joint " if self.last > self.first else ""
        return f"{joint}{ordinal(self.first)} of {self.ranked}"

    @property
    def quarter(self) -> str:
        """``top``, for ties across a border ``top or second``; empty without a rank or with under 4."""
        if not self.first or self.ranked < len(_QUARTERS):
            return ""
        best, worst = (_quarter(place, self.ranked) for place in (self.first, self.last))
        if best == worst:
            return _QUARTERS[best]
        return f"{_QUARTERS[best]} {'or' if worst == best + 1 else 'to'} {_QUARTERS[worst]}"

    @property
    def without(self) -> str:
        """``2 not ranked``; empty where every area is."""
        return f"{self.unranked} not ranked" if self.unranked else ""

    @property
    def why_none(self) -> str:
        """Why there is no rank; where areas are too few, how many there are."""
        if self.no_rank is not NoRank.TOO_FEW:
            return str(self.no_rank.value)
        return f"only {self.ranked} of {self.ranked + self.unranked} areas can be ranked"


def _quarter(place: int, ranked: int) -> int:
    """The first ``ranked / 4`` places are the top quarter, rounded down; the next up to half the second."""
    return (4 * place + ranked - 1) // ranked - 1


def ordinal(number: int) -> str:
    """``1st``, ``2nd``, ``11th``."""
    return f"{number}{'th' if number % 100 in (11, 12, 13) else _ENDINGS.get(number % 10, 'th')}"

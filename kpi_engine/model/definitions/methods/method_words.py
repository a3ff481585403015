"""What a rating method is given to write its numbers, and the texts that it gives."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from kpi_engine.model.definitions.house_words import USUAL_WORDS, HouseWords
from kpi_engine.model.definitions.judgement import Polarity, Rag
from kpi_engine.model.frozen import frozen


@frozen
class Wording:
    """How the numbers of an indicator are written: ``wording_of`` in model/words makes it.

    ``standard`` writes a target, floor standard or edge; ``value`` a figure,
    ``difference`` a distance between two, each with its unit; ``brief`` is ``standard`` without the words of
    the unit. ``named``: the possible values
    where they are words, best first; ``named_text`` is the text of a band that contains some of these words.
    """

    standard: Callable[[Decimal], str]
    value: Callable[[Decimal], str]
    difference: Callable[[Decimal], str]
    named: tuple[tuple[Decimal, str], ...] = ()
    named_text: Callable[[str], str] = str
    name: Callable[[Rag], str] = lambda rag: str(rag.value)
    words: HouseWords = USUAL_WORDS
    brief: Callable[[Decimal], str] | None = None

    def between(self, ends: tuple[Decimal, Decimal]) -> str:
        """``17.5% to 22.5%``, ``10 to 14 days``."""
        return f"{(self.brief or self.standard)(ends[0])} to {self.standard(ends[1])}"

    def meeting(self, standard: Decimal, polarity: Polarity, strict: bool = False) -> str:
        """The values that meet a standard: ``85.0% or more``, of a strict one ``above 133``."""
        lowest_is_best = polarity is Polarity.LOWEST
        if strict:
            return f"{'below' if lowest_is_best else 'above'} {self.standard(standard)}"
        return f"{self.standard(standard)} {'or less' if lowest_is_best else 'or more'}"


class Family(Enum):
    """What pages call by one name: what must not be missed, as the heading of its column says it."""

    FLOOR = "Floor standard"
    TOLERANCE = "Tolerance"
    TARGET = "Target"
    BANDS = "RED band"

    def heading(self, words: HouseWords) -> str:
        """``Floor standard``, as a scorecard calls it."""
        return words.said(self.value)

    def rated_by(self, words: HouseWords) -> str:
        """What rates by such methods: ``a target and a floor standard``."""
        return words.said(_RATED_BY[self])

    def meaning_of(self, rag: Rag, words: HouseWords, name: str = "") -> str:
        """``floor standard not achieved``, ``in the RED band``: what a rating means by such methods."""
        if self is Family.BANDS:
            return f"in the {name or rag.value} band"
        return words.said(_MEANINGS.get((self, rag), rag.words))


_RATED_BY = {
    Family.FLOOR: "a target and a floor standard",
    Family.TOLERANCE: "a target and a tolerance",
    Family.TARGET: "a target alone",
    Family.BANDS: "bands",
}
_MEANINGS = {
    (Family.TOLERANCE, Rag.AMBER): "target missed, within the tolerance",
    (Family.TOLERANCE, Rag.RED): "target missed by more than the tolerance",
    (Family.TARGET, Rag.RED): "target missed",
}


class FloorText(NamedTuple):
    """What must not be missed: in a cell, in full, as a number if there is a single number, and a note."""

    text: str
    words: str
    number: Decimal | None = None
    note: str = ""


class DrawnEdge(NamedTuple):
    """Where a rating begins, for a line across a chart.

    ``is_computed`` says that the number is not stated as such.
    """

    rag: Rag
    number: Decimal
    text: str
    is_computed: bool


class Judged(NamedTuple):
    """A rated value, for the words that say why: the value as displayed, and as it was rated."""

    rag: Rag
    polarity: Polarity
    displayed: Decimal | None
    rated: Fraction | None


def target_sides(lowest_is_best: bool, strict: bool) -> tuple[str, str]:
    """Where a value that meets a target is, and a value that misses it: ``at or above``, ``below``."""
    if strict:
        beats = "below" if lowest_is_best else "above"
        return beats, f"not {beats}"
    return ("at or below", "above") if lowest_is_best else ("at or above", "below")

"""How a value compares with a reference value. Rules: docs/rating-rules.md, "Beside a comparator"."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING

from kpi_engine.model.arrays.coarser import at_the_coarser
from kpi_engine.model.definitions.judgement import Polarity

if TYPE_CHECKING:
    from kpi_engine.model.figures.figure import Figure


class Verdict(Enum):
    """Whether a value is better than another value; NONE if that cannot be said, or nothing is judged."""

    NONE = ""
    BETTER = "better"
    SIMILAR = "similar"
    WORSE = "worse"

    @property
    def symbol(self) -> str:
        """A symbol unlike the arrows, which compare with an earlier value."""
        return _SYMBOLS[self]

    @property
    def words(self) -> str:
        """How it goes before what is compared with: ``worse than``."""
        return _WORDS[self]


class NoVerdict(Enum):
    """Why there is no verdict, in the order in which the reasons are tried; NONE if there is a verdict."""

    NONE = ""
    CONTEXT = "shown for context, not judged"
    NO_VALUE = "no value"
    NO_REFERENCE = "the comparator has no value"
    NO_TARGET = "no target to measure the distance from"


_SYMBOLS = {Verdict.NONE: "", Verdict.BETTER: "⊕", Verdict.SIMILAR: "≈", Verdict.WORSE: "⊖"}
_WORDS = {
    Verdict.NONE: "",
    Verdict.BETTER: "better than",
    Verdict.SIMILAR: "similar to",
    Verdict.WORSE: "worse than",
}


def verdict_beside(figure: Figure | None, reference: Decimal | None) -> Verdict:
    """How a figure compares with a reference value, by the polarity and target in force in its period."""
    if figure is None or figure.value is None or reference is None:
        return Verdict.NONE
    target = figure.threshold.rule.target if figure.threshold is not None else None
    within = figure.indicator.similar_within
    return verdict_of(figure.value, reference, figure.polarity, target=target, within=within)


def judged_beside(
    figure: Figure | None, polarity: Polarity, reference: Decimal | None
) -> tuple[Verdict, NoVerdict]:
    """The same with the reason where there is none; ``polarity`` is in force, figure or not."""
    verdict = verdict_beside(figure, reference)
    if verdict is not Verdict.NONE:
        return verdict, NoVerdict.NONE
    if polarity is Polarity.NONE:
        return verdict, NoVerdict.CONTEXT
    if figure is None or figure.value is None:
        return verdict, NoVerdict.NO_VALUE
    return verdict, NoVerdict.NO_REFERENCE if reference is None else NoVerdict.NO_TARGET


def verdict_of(
    value: Decimal, other: Decimal, polarity: Polarity, *, target: Decimal | None, within: Decimal
) -> Verdict:
    """How a displayed ``value`` compares with an ``other`` value.

    Both are taken at the coarser of their two precisions. A gain in performance of no more than ``within``
    (in the unit of the values, not negative) either way is similar. For polarity T the gain is how much
    nearer the value is to ``target``; without a target nothing can be said.
    """
    own, theirs = map(Fraction, at_the_coarser(value, other))
    if polarity is Polarity.NONE or (polarity is Polarity.TARGET and target is None):
        return Verdict.NONE
    if polarity is Polarity.TARGET and target is not None:
        gain = abs(theirs - Fraction(target)) - abs(own - Fraction(target))
    else:
        gain = theirs - own if polarity is Polarity.LOWEST else own - theirs
    if abs(gain) <= Fraction(within):
        return Verdict.SIMILAR
    return Verdict.BETTER if gain > 0 else Verdict.WORSE

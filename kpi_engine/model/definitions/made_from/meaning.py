"""What the values of an indicator say to a reader: a number, a word, or the worst of some ratings.

What shows, compares or lists values asks the meaning and does not look at how the values are made.
Rules: docs/rating-rules.md, "Overall ratings".
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from decimal import Decimal
from fractions import Fraction

from kpi_engine.model.arrays.rounding import rounded_half_up
from kpi_engine.model.definitions.judgement import BEST_FIRST, Rag
from kpi_engine.model.definitions.made_from.points import Points
from kpi_engine.model.definitions.scale import Scale


class Meaning(ABC):
    """What a value says. Texts are empty where the number itself says it."""

    __slots__ = ()

    @property
    @abstractmethod
    def is_number(self) -> bool:
        """Whether a reader can compare and calculate with the values, so that there are distances."""

    @abstractmethod
    def value_text(self, number: Decimal, decimals: int, scale: Scale) -> str:
        """What is written in place of a value with these decimals."""

    @abstractmethod
    def standard_text(self, number: Decimal, decimals: int, scale: Scale) -> str:
        """What is written in place of a target or a floor standard."""

    @abstractmethod
    def named(self, scale: Scale) -> tuple[tuple[Decimal, str], ...]:
        """The possible values that have a name, and these names, the best first."""

    @abstractmethod
    def named_text(self, names: str) -> str:
        """The words for a band that contains the values with these names."""

    @abstractmethod
    def reason_text(self, value: str) -> str:
        """Why a value is rated as it is, after ``because``, where no standard decides it."""


class NumberMeaning(Meaning):
    """The values are numbers."""

    __slots__ = ()

    @property
    def is_number(self) -> bool:
        """See ``Meaning``."""
        return True

    def value_text(self, number: Decimal, decimals: int, scale: Scale) -> str:
        """See ``Meaning``."""
        return ""

    def standard_text(self, number: Decimal, decimals: int, scale: Scale) -> str:
        """See ``Meaning``."""
        return ""

    def named(self, scale: Scale) -> tuple[tuple[Decimal, str], ...]:
        """See ``Meaning``."""
        return ()

    def named_text(self, names: str) -> str:
        """See ``Meaning``."""
        return names

    def reason_text(self, value: str) -> str:
        """See ``Meaning``."""
        return ""


class WorstRating(Meaning):
    """The values are the points of the worst rating among the members of an overall figure.

    RED may have as many points as AMBER, so that a value can represent two ratings.
    """

    __slots__ = ("_points",)

    def __init__(self, points: Points) -> None:
        """``points`` are the points of each rating."""
        self._points = points

    @property
    def is_number(self) -> bool:
        """See ``Meaning``."""
        return False

    def value_text(self, number: Decimal, decimals: int, scale: Scale) -> str:
        """``RED``, ``AMBER or RED``: the ratings with so many points."""
        return " or ".join(scale.name(rag) for rag in self._rated if self._displayed(rag, decimals) == number)

    def standard_text(self, number: Decimal, decimals: int, scale: Scale) -> str:
        """``AMBER``: the worst rating that has at least so many points."""
        for rag in reversed(self._rated):
            if self._displayed(rag, decimals) >= number:
                return scale.name(rag)
        return ""

    def named(self, scale: Scale) -> tuple[tuple[Decimal, str], ...]:
        """See ``Meaning``."""
        return tuple((self._points.of(rag), scale.name(rag)) for rag in scale.rags)

    def named_text(self, names: str) -> str:
        """See ``Meaning``."""
        return f"where {names} is the worst"

    def reason_text(self, value: str) -> str:
        """See ``Meaning``."""
        return f"the worst rating of its indicators is {value}"

    @property
    def _rated(self) -> list[Rag]:
        """The ratings with points of their own, the best first."""
        own = {Rag.GREEN, Rag.AMBER, Rag.RED, *(rag for rag, _points in self._points.further)}
        return [rag for rag in BEST_FIRST if rag in own]

    def _displayed(self, rag: Rag, decimals: int) -> Decimal:
        return rounded_half_up(Fraction(self._points.of(rag)), decimals)


class Words(Meaning):
    """The values have words, such as Completed; labelled numbers are shown beside their words."""

    __slots__ = ("_are_labels", "_words")

    def __init__(self, words: tuple[tuple[Decimal, str], ...], *, are_labels: bool) -> None:
        """``words`` are numbers with a word each; of several words for a number, the first is shown."""
        self._words = words
        self._are_labels = are_labels

    @property
    def is_number(self) -> bool:
        """See ``Meaning``."""
        return self._are_labels

    def value_text(self, number: Decimal, decimals: int, scale: Scale) -> str:
        """``Completed``; of a labelled number ``Good (2)``."""
        word = next((word for value, word in self._words if value == number), "")
        return f"{word} ({number:,f})" if word and self._are_labels else word

    def standard_text(self, number: Decimal, decimals: int, scale: Scale) -> str:
        """See ``Meaning``."""
        return self.value_text(number, decimals, scale)

    def named(self, scale: Scale) -> tuple[tuple[Decimal, str], ...]:
        """See ``Meaning``."""
        return () if self._are_labels else self._words

    def named_text(self, names: str) -> str:
        """See ``Meaning``."""
        return names

    def reason_text(self, value: str) -> str:
        """See ``Meaning``."""
        return ""


NUMBER = NumberMeaning()

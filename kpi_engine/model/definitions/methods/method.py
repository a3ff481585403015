"""What every rating method must say: its standards, its numbers, its words, and its text on record.

A method is a frozen dataclass with the numbers of a definition. Code that rates, shows, explains or records a
rating asks the method through this interface; only code that reads, writes or infers definitions needs to
know which methods there are (``RatingRule`` in rules.py). Rules: docs/rating-rules.md.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from kpi_engine.model.definitions.judgement import Polarity, Rag, RateOn
from kpi_engine.model.definitions.methods.further_edges import FurtherEdges
from kpi_engine.model.definitions.methods.intervals import Standards
from kpi_engine.model.definitions.methods.method_words import DrawnEdge, Family, FloorText, Judged, Wording


class Limit(NamedTuple):
    """The values that meet a standard, from ``low`` to ``high`` (None: no end on that side).

    ``rating``: what a value that meets it is rated at least; NONE: nothing follows for the rating.
    Without any end the edge depends on the decimals displayed: the margin of the figure says it.
    """

    name: str
    low: Decimal | None
    high: Decimal | None
    rating: Rag
    strict: bool = False

    @property
    def is_by_margin(self) -> bool:
        """Whether only the margin of a figure says where the edge is."""
        return self.low is None and self.high is None


class RatingMethod(ABC):
    """One way to rate a value. ``target`` is the value aimed at; None: there is none."""

    __slots__ = ()
    target: Decimal | None

    @abstractmethod
    def standards(self, polarity: Polarity, rate_on: RateOn) -> Standards:
        """The intervals that a value is compared with under H, L or T, as exact numbers."""

    @property
    @abstractmethod
    def on_record(self) -> str:
        """The method and any limits besides target and floor, as ledgers have it: to the byte, for ever."""

    @abstractmethod
    def numbers(self) -> Iterator[tuple[str, Decimal]]:
        """Each number that the definition states in the unit of the value, with its name."""

    @abstractmethod
    def limits(self, polarity: Polarity) -> tuple[Limit | None, Limit | None]:
        """What must not be missed, and what is aimed at; None where there is no such standard."""

    @property
    @abstractmethod
    def width(self) -> Fraction | None:
        """The way from just not RED to GREEN, the scale on which changes are compared; None if there is
        none.
        """

    @abstractmethod
    def in_force_words(self, wording: Wording, polarity: Polarity, basis: str) -> str:
        """The standards in full: ``target 85.0%, floor standard 75.0% (assumed)``."""

    @abstractmethod
    def why_words(self, judged: Judged, wording: Wording) -> str:
        """What decided a rating, after ``72.1% is``: ``below the floor standard of 75.0%``."""

    @abstractmethod
    def target_words(self, wording: Wording, polarity: Polarity) -> str:
        """Which values reach the target, for who cannot see a colour: ``85.0% or more is GREEN``."""

    @abstractmethod
    def floor_text(self, wording: Wording, polarity: Polarity) -> FloorText | None:
        """What must not be missed; None if there is nothing of the kind."""

    @abstractmethod
    def sentences(self, wording: Wording, polarity: Polarity, basis: str, percent: str) -> Iterator[str]:
        """The standards in sentences beside a figure.

        ``percent`` is the figure's percent of target, where that rates.
        """

    @abstractmethod
    def short_words(self, wording: Wording) -> Iterator[str]:
        """The standards besides the target, in short: ``floor standard 75.0%``."""

    @abstractmethod
    def floor_name(self, wording: Wording, several: bool) -> str:
        """What a RED figure misses, such as ``the floor standard 75.0%``; no number if ``several``."""

    @property
    def floor(self) -> Decimal | None:
        """The floor standard; None where no single number is the floor standard."""
        return None

    @property
    def further_edges(self) -> FurtherEdges:
        """Where ratings beside RED, AMBER and GREEN begin, where a single number says it."""
        return ()

    @property
    def is_strict(self) -> bool:
        """Whether the target is reached only where it is beaten."""
        return False

    def beside_target(self, wording: Wording) -> str:
        """What is said beside the target that its number does not say: ``GREEN from 17.5% to 22.5%``."""
        return ""

    @property
    def bands_name(self) -> str:
        """What the definitions call its bands; empty for methods without bands."""
        return ""

    @property
    @abstractmethod
    def ratings(self) -> frozenset[Rag]:
        """The ratings that it can give."""

    @property
    @abstractmethod
    def can_be_missed(self) -> bool:
        """Whether RED can follow: a value that misses the target differs from a value that misses more."""

    @property
    def family(self) -> Family:
        """What pages call what must not be missed."""
        return Family.FLOOR

    @property
    def is_in_bands(self) -> bool:
        """Whether bands rate, so that nothing is called a floor standard."""
        return self.family is Family.BANDS

    @property
    def is_of_target(self) -> bool:
        """Whether the percent that the value is of its target is rated, else the value."""
        return False

    @property
    def percent_decimals(self) -> int:
        """How many decimals a percent of target is rated with; 0 where none is."""
        return 0

    def percent_of_target(self, value: Decimal) -> Decimal | None:
        """The percent that rates a displayed value; None where percents do not rate."""
        return None

    def rag_of_percent(self, percent: Decimal) -> Rag | None:
        """The rating of a percent of target; None where percents do not rate."""
        return None

    def percents(self) -> Iterator[Decimal]:
        """The percents of target that bands begin or end with."""
        yield from ()

    def all_numbers(self) -> Iterator[Fraction]:
        """Each value that a standard is at, also where another number states it."""
        yield from (Fraction(number) for _name, number in self.numbers())

    @property
    def is_around_target(self) -> bool:
        """Whether nearer to the target is better, from either side."""
        return False

    def equality_words(self, wording: Wording) -> str:
        """What it is to equal a standard; empty where the standards' words say it."""
        if self.is_strict:
            floor = wording.words.floor_standard
            return f"to equal the target is not to beat it; to equal the {floor} is to meet it; "
        return "to equal a standard is to meet it; "

    def drawn_edges(self, wording: Wording) -> tuple[DrawnEdge, ...]:
        """Where ratings begin, best first, where the target and the floor do not say it."""
        return ()

    def rating_words(self, rag: Rag, wording: Wording) -> str:
        """What a rating means: ``floor standard not achieved``, or the band."""
        return wording.words.said(rag.words)


def strict_sign(rule: RatingMethod, polarity: Polarity) -> str:
    """What is written before a strict target: ``> ``, or ``< `` where lowest is best."""
    if not rule.is_strict:
        return ""
    return "< " if polarity is Polarity.LOWEST else "> "


def one_sided(standard: Decimal | None, polarity: Polarity) -> tuple[Decimal | None, Decimal | None] | None:
    """The values that meet a standard.

    Returns:
        The lowest and the highest value, either of which is None where there is no end; None without a
            standard.
    """
    if standard is None:
        return None
    return (None, standard) if polarity is Polarity.LOWEST else (standard, None)

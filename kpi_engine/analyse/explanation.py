"""What ``explain`` has to say of one rated row: parts to work with, each with its plain words.

The words are complete sentences, so that a part can be quoted by itself (in a finding of an audit, for
example); ``Explanation.lines`` is all of them in reading order.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from kpi_engine.model.definitions.judgement import (
    DirectionOfTravel,
    NoDirection,
    NotRated,
    NumberDirection,
    Polarity,
    Rag,
    RateOn,
)
from kpi_engine.model.definitions.threshold import FloorBasis
from kpi_engine.model.figures.members import Role
from kpi_engine.model.issue import Location


class ValueBasis(Enum):
    """What the value is made from."""

    COMPUTED = "computed from numerator and denominator"
    AS_PRINTED = "as printed by the source"
    AS_GIVEN = "as given by the source"
    MADE = "computed from other figures"
    OVERALL = "made from how other indicators are rated"
    MISSING = "no value"


@dataclass(frozen=True, slots=True)
class ValuePart:
    """The value and what it was made from.

    ``displayed`` is the value as displayed; None also where that is a rating, the worst of others.
    ``before_rounding`` is text: the exact value, cut (not rounded) after three decimals more than are
    displayed, with ``…`` where digits follow; empty where nothing was rounded. ``made_from`` is the
    arithmetic, empty without numerator and denominator.
    """

    displayed: Decimal | None
    basis: ValueBasis
    numerator: Decimal | None
    denominator: Decimal | None
    per: int
    before_rounding: str
    made_from: str
    source: Location
    text: str


@dataclass(frozen=True, slots=True)
class MemberPart:
    """One of the figures that another is made from.

    ``period`` is the canonical label; ``value`` is as displayed. What counts is ``number``, or ``numerator``
    and ``denominator`` where these are added up. In an overall rating it is the ``percent`` of ``target``, as
    text and cut after three decimals more than are displayed, or ``rag`` with its ``points``. ``lacks`` is
    why it does not count, and empty where it does.
    """

    role: Role
    code: str
    area: str
    period: str
    value: Decimal | None
    number: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    lacks: str
    source: Location
    text: str
    target: Decimal | None = None
    percent: str = ""
    rag: Rag = Rag.NONE
    points: Decimal | None = None
    weight: Decimal | None = None


@dataclass(frozen=True, slots=True)
class MembersPart:
    """What a figure is made from; ``heading`` has what the members share, their texts what they do not.

    ``outcome`` is the arithmetic that the value does not show, or why there is none; often empty.
    """

    heading: str
    members: tuple[MemberPart, ...]
    outcome: str

    @property
    def lines(self) -> tuple[str, ...]:
        """The heading, then a line for each member."""
        outcome = [f"  {self.outcome}"] if self.outcome else []
        return (f"{self.heading}:", *(f"  {member.text}" for member in self.members), *outcome)


@dataclass(frozen=True, slots=True)
class ThresholdPart:
    """The threshold in force: ``standards`` in words, since when, for whom, and where it is defined."""

    standards: str
    floor_basis: FloorBasis | None
    from_label: str
    location: Location
    note: str
    text: str


@dataclass(frozen=True, slots=True)
class RatingPart:
    """The RAG, or why there is none, and the rule that gave it."""

    rag: Rag
    not_rated: NotRated
    polarity: Polarity
    polarity_location: Location
    rated_on: RateOn
    text: str


@dataclass(frozen=True, slots=True)
class StandardPart:
    """One standard and how far the value is from it.

    ``low`` and ``high`` are its inclusive bounds; None: unbounded. ``margin`` is in the value's unit,
    negative on the wrong side. ``least_numerator`` and ``greatest_numerator`` meet the standard at this
    denominator and the next smaller or larger one does not; both None where that cannot be said.
    ``next_in_a_row``: a percentage of whole cases that misses its one bound meets it after so many more
    cases that all go the good way; None elsewhere, and of a rolling year, which cases leave as others come.
    """

    name: str
    low: Decimal | None
    high: Decimal | None
    margin: Decimal
    least_numerator: Decimal | None
    greatest_numerator: Decimal | None
    next_in_a_row: int | None
    text: str


@dataclass(frozen=True, slots=True)
class DirectionPart:
    """The direction of travel, or why there is none, and the comparison behind it.

    ``previous_period`` is the canonical label, empty where nothing is compared; ``decimals`` is the
    precision that both values are compared at, None without two values.
    """

    direction: DirectionOfTravel
    no_direction: NoDirection
    previous_period: str
    previous_value: Decimal | None
    decimals: int | None
    text: str


@dataclass(frozen=True, slots=True)
class ChangePart:
    """How the number of an indicator shown for context has changed, which judges nothing.

    ``change`` is in the value's unit, ``percent_change`` a whole number; None where there is none to tell.
    """

    direction: NumberDirection
    change: Decimal | None
    percent_change: Decimal | None
    text: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why one row is rated as it is.

    ``members`` is there for a figure that is made from others, or that another is computed beside.
    ``rank`` is that among areas of its level, or why there is none; empty where they are not ranked.
    ``change`` is there where nothing is judged. ``notes`` are cautions (carried forward, small cohort);
    ``comparators`` are reference values with their names, as text.
    """

    code: str
    name: str
    area: str
    period: str
    heading: str
    value: ValuePart
    members: MembersPart | None
    threshold: ThresholdPart | None
    rating: RatingPart
    standards: tuple[StandardPart, ...]
    direction: DirectionPart
    change: ChangePart | None
    rank: str
    notes: tuple[str, ...]
    comparators: tuple[str, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """Everything, a paragraph a line."""
        return (
            self.heading,
            self.name,
            f"Value: {self.value.text}",
            *(self.members.lines if self.members else ()),
            *([f"Standards: {self.threshold.text}"] if self.threshold else []),
            f"Rating: {self.rating.text}",
            *(f"{standard.name.capitalize()}: {standard.text}" for standard in self.standards),
            f"Direction of travel: {self.direction.text}",
            *([f"Change: {self.change.text}"] if self.change else []),
            *([f"Rank: {self.rank}"] if self.rank else []),
            *(f"Note: {note}" for note in self.notes),
            *([f"Comparators: {'; '.join(self.comparators)}."] if self.comparators else []),
        )

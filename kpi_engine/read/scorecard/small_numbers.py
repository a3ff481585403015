"""The rule of a scorecard by which small numbers are withheld: its fields, and the rule they make."""

from __future__ import annotations

from kpi_engine.model.definitions.small_numbers import Publicity, Quantity, SmallNumbers, Zeros
from kpi_engine.read.yaml.lists import ListOf, WithPlace
from kpi_engine.read.yaml.records import Field, OptionalField, Record, Values
from kpi_engine.read.yaml.scalar_numbers import WholeNumber
from kpi_engine.read.yaml.scalars import Choice, Text

SMALL_BELOW = Field(
    "below",
    WithPlace(WholeNumber(2, 1_000)),
    "The first number that is published: 6 withholds 1 to 5.",
    6,
    required=True,
)
SMALL_OF = OptionalField(
    "of",
    ListOf(Choice(Quantity), distinct=True),
    "The numbers looked at; the complement is the denominator less the numerator.",
    ["numerator", "complement", "denominator"],
    default=tuple(Quantity),
)
SMALL_ZEROS = OptionalField(
    "zeros", Choice(Zeros), "Whether a zero is shown, or withheld too.", "show", default=Zeros.SHOW
)
SMALL_LEVELS = OptionalField(
    "levels",
    ListOf(WithPlace(Text()), distinct=True),
    "The levels of area looked at. Without it: every level but the areas that lie in no other.",
    ["district", "team"],
    default=(),
)
SMALL_DENOMINATOR = OptionalField(
    "denominator",
    Choice(Publicity),
    "public: denominators are published elsewhere (populations) and stay shown.",
    "public",
    default=Publicity.WITHHELD,
)
SMALL_NUMBERS_RECORD = Record(
    "small numbers",
    "Which numbers of people are withheld.",
    (SMALL_BELOW, SMALL_OF, SMALL_ZEROS, SMALL_LEVELS, SMALL_DENOMINATOR),
)
SMALL_NUMBERS = Field(
    "small_numbers",
    SMALL_NUMBERS_RECORD,
    "Small numbers of people are withheld, with every figure from which they could be worked out.",
    None,
)


def small_numbers_of(values: Values | None) -> SmallNumbers | None:
    """The rule of a scorecard; None where it has none, or where it cannot be used."""
    below = None if values is None else values.get(SMALL_BELOW)
    if values is None or below is None:
        return None
    return SmallNumbers(
        below=below.value,
        of=values.get(SMALL_OF),
        zeros=values.get(SMALL_ZEROS),
        levels=tuple(level.value for level in values.get(SMALL_LEVELS)),
        location=below.location,
        public_denominators=values.get(SMALL_DENOMINATOR) is Publicity.PUBLIC,
    )

"""The fields of a threshold in a definitions file (see read/definition_schema.py)."""

from __future__ import annotations

from kpi_engine.model.indicator import FloorBasis
from kpi_engine.read.lists import OneOrMore, Pair, WithPlace
from kpi_engine.read.records import Excludes, Field, Needs, OptionalField, Record
from kpi_engine.read.scalar_numbers import DecimalNumber, TargetNumber
from kpi_engine.read.scalars import Choice, PeriodText, Text, YesNo
from kpi_engine.read.target_schema import ROUNDING, SPREAD, TARGET_FOR, TARGET_FROM

FROM = Field(
    "from",
    WithPlace(PeriodText()),
    "The first year or period it holds in: a year such as 2023-24 (from its first period on), or a period of "
    "the indicator's frequency such as 2024-08, 2024-25 Q1 or 2023-24 Summer.",
    "2023-24",
    required=True,
)
UNTIL = Field(
    "until",
    WithPlace(PeriodText()),
    "The last year or period it holds in, that one included. Without it, it holds until the next one for the "
    "same level or area begins, also beyond the end of its year.",
    "2023-24",
)
LEVEL = OptionalField(
    "level",
    OneOrMore(Text(), distinct=True),
    "The level, or list of levels, of area that it holds for. Without level and area it holds everywhere.",
    "district",
    default=(),
)
AREA = OptionalField(
    "area",
    OneOrMore(Text(), distinct=True),
    "The area, or list of areas, that it holds for. It goes before one for the area's level.",
    "Kent",
    default=(),
)
TARGET = Field(
    "target",
    TargetNumber(),
    "The value aimed at. Reaching it exactly is GREEN, save where strict says otherwise. Bands of the value "
    "need none.",
    85.0,
)
STRICT = OptionalField(
    "strict",
    YesNo(),
    "Whether the target is reached only where it is beaten: above it for polarity H, below it for L.",
    True,
    default=False,
)
THRESHOLD_BANDS = Field(
    "bands",
    WithPlace(Text()),
    "The name of the bands that rate, in place of the floor standard.",
    "youth contracts",
)
FLOOR_STANDARD = Field(
    "floor_standard",
    DecimalNumber(),
    "The least acceptable value: reaching it exactly is AMBER, missing it is RED. Without one, a value that "
    "misses the target is not rated. For polarity H and L.",
    75.0,
)
GREEN = Field(
    "green",
    Pair(DecimalNumber()),
    "For polarity T: the lowest and the highest value that are GREEN, both included.",
    [17.5, 22.5],
)
AMBER = Field(
    "amber",
    Pair(DecimalNumber()),
    "For polarity T: the lowest and the highest value that are still AMBER, both included.",
    [12.5, 27.5],
)
FLOOR_BASIS = Field(
    "floor_basis",
    Choice(FloorBasis),
    "How the floor standard or the amber range is known: stated in a plan, inferred from published ratings, "
    "or assumed.",
    "stated",
)
THRESHOLD_NOTE = OptionalField(
    "note",
    Text(paragraphs=True),
    "Anything a reader of the threshold should know.",
    "From the business plan",
    default="",
)
_OF_THE_OTHER = "take it out: a derived target is for the areas and periods of the one it comes from"
_NO_RANGE = "write the target of each period with its own range: a range cannot be computed"
_BANDS_SAY = "keep one of the two: the bands alone say what is GREEN, AMBER and RED"
THRESHOLD = Record(
    "a threshold",
    "What rates the indicator: a target with a floor standard, bands, or for polarity T ranges around a "
    "target, in force from a year or period, everywhere or for some levels or areas.",
    (
        *(FROM, UNTIL, LEVEL, AREA, TARGET, STRICT, TARGET_FOR, SPREAD, TARGET_FROM, ROUNDING),
        *(THRESHOLD_BANDS, FLOOR_STANDARD, GREEN, AMBER, FLOOR_BASIS, THRESHOLD_NOTE),
    ),
    needs=(
        Needs(FLOOR_STANDARD, (FLOOR_BASIS,), "say how it is known: stated, inferred or assumed"),
        Needs(AMBER, (FLOOR_BASIS,), "say how it is known: stated, inferred or assumed"),
        Needs(AMBER, (GREEN,), "say which values are GREEN, such as green: [17.5, 22.5]"),
        Needs(FLOOR_BASIS, (FLOOR_STANDARD, AMBER), "add the one it is about, or take it out"),
        Needs(TARGET_FOR, (TARGET,), "add the target of the year"),
        Needs(TARGET_FOR, (SPREAD,), "say how: spread: pro_rata, or a list of shares, one a period"),
        Needs(SPREAD, (TARGET_FOR,), "add target_for: year, or take spread out"),
        Needs(ROUNDING, (TARGET_FOR,), "take it out: a target that is written out is not rounded"),
        Needs(STRICT, (TARGET, TARGET_FROM), "add the target, or take strict out"),
    ),
    excludes=(
        Excludes(LEVEL, AREA, "keep one; write a second threshold for the other"),
        Excludes(FLOOR_STANDARD, GREEN, "keep floor_standard for polarity H and L, green and amber for T"),
        Excludes(TARGET, TARGET_FROM, "keep target where it is known, target_from where it follows"),
        *(Excludes(TARGET_FROM, other, _OF_THE_OTHER) for other in (LEVEL, AREA, TARGET_FOR)),
        *(Excludes(GREEN, other, _NO_RANGE) for other in (TARGET_FOR, TARGET_FROM)),
        Excludes(STRICT, GREEN, "take strict out: the green range says what is GREEN"),
        *(Excludes(THRESHOLD_BANDS, other, _BANDS_SAY) for other in (STRICT, FLOOR_STANDARD, GREEN, AMBER)),
        Excludes(THRESHOLD_BANDS, FLOOR_BASIS, "take floor_basis out: the bands have their own basis"),
    ),
    any_of=(TARGET, TARGET_FROM, THRESHOLD_BANDS),
)

"""The fields of a threshold in a definitions file (see definition_schema.py)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from typing import Any

from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.definitions.threshold import FloorBasis
from kpi_engine.read.definitions.schema.computed_target_schema import (
    PROFILE,
    ROUNDING,
    SPREAD,
    TARGET_FOR,
    TARGET_FROM,
)
from kpi_engine.read.definitions.schema.moving_target_schema import PATH, TARGET_FIGURE
from kpi_engine.read.yaml.lists import Either, OneOrMore, Pair, WithPlace
from kpi_engine.read.yaml.records import Excludes, Field, Needs, OptionalField, Record
from kpi_engine.read.yaml.scalar_numbers import DecimalNumber, StandardNumber, TargetNumber
from kpi_engine.read.yaml.scalars import Choice, PeriodText, Text, YesNo
from kpi_engine.read.yaml.tolerance_size import ToleranceSize


class NoAmber(Enum):
    """That nothing is AMBER: the target is met or missed."""

    NONE = "none"


FROM = Field(
    "from",
    WithPlace(PeriodText()),
    "The first year or period it holds in: a year such as 2023-24 (from its first period on), or a period of "
    "the indicator's frequency such as 2024-08, 2024-25 Q1 or 2023-24 Summer.",
    "2023-24",
    required=True,
)
THRESHOLD_FROM = Field(FROM.name, FROM.kind, f"{FROM.explanation} Without it: every period.", FROM.example)
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
    "Whether the target must be beaten, not just met: a value above it for polarity H, below it for L.",
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
    StandardNumber(),
    "The least acceptable value: reaching it exactly is AMBER, missing it is RED. Without one, a value that "
    "misses the target is not rated. For polarity H and L.",
    75.0,
)
TOLERANCE = Field(
    "tolerance",
    ToleranceSize(),
    "In place of a floor standard: how far from the target, on its wrong side, a value is still AMBER, the "
    "end included. A percentage of the target such as 5%, or 2 points in the unit of the value. For polarity "
    "H and L.",
    "5%",
)
BLUE_EDGE = Field(
    "blue",
    StandardNumber(),
    "On a scale with blue: the value from which on it is blue, better than the target. For polarity H and L.",
    95.0,
)
AMBER_GREEN_EDGE = Field(
    "amber_green",
    StandardNumber(),
    "On a scale with amber_green: the value from which on it is amber_green, between the floor standard and "
    "the target. For polarity H and L.",
    80.0,
)
AMBER_RED_EDGE = Field(
    "amber_red",
    StandardNumber(),
    "On a scale with amber_red: the value from which on it is amber_red, below the floor standard. For "
    "polarity H and L.",
    65.0,
)
FURTHER_EDGES: Mapping[Rag, Field[Decimal]] = {
    Rag.BLUE: BLUE_EDGE,
    Rag.AMBER_GREEN: AMBER_GREEN_EDGE,
    Rag.AMBER_RED: AMBER_RED_EDGE,
}
EDGES: tuple[Field[Any], ...] = tuple(FURTHER_EDGES.values())
GREEN = Field(
    "green",
    Pair(DecimalNumber()),
    "For polarity T: the lowest and the highest value that are GREEN, both included.",
    [17.5, 22.5],
)
_NO_AMBER: Either[NoAmber, tuple[Decimal, Decimal]] = Either(Choice(NoAmber), Pair(DecimalNumber()))
AMBER = Field(
    "amber",
    _NO_AMBER,
    "For polarity T: the lowest and the highest value that are still AMBER, both included. none, for every "
    "polarity: the target is met (GREEN) or missed (RED).",
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
_OF_THE_OTHER = (
    "keep target_from alone: such a target has the areas and periods of the target that it comes from"
)
_NO_RANGE = "write the target of each period with its own range: a range cannot be computed"
_WRITTEN_OUT = "write the target of each period with its edges: an edge is not computed"
_MOVES = "keep one of the two: each of them says what the target is"
_INSTEAD_OF_TARGET: tuple[Field[Any], ...] = (TARGET_FROM, PROFILE, TARGET_FIGURE, PATH)
_PROFILE_SAYS = "keep one of the two: the profile has the target of each period"
_ONE_METHOD = "keep one of the two: each of them says what is AMBER"
_BANDS_SAY = "keep one of the two: the bands alone say what is GREEN, AMBER and RED"
THRESHOLD = Record(
    "a threshold",
    "What rates the indicator: a target with a floor standard, bands, or for polarity T ranges around a "
    "target, in force from a year or period, everywhere or for some levels or areas.",
    (
        *(THRESHOLD_FROM, UNTIL, LEVEL, AREA, TARGET, STRICT, TARGET_FOR, SPREAD, PROFILE, TARGET_FROM),
        *(TARGET_FIGURE, PATH, ROUNDING),
        *(THRESHOLD_BANDS, FLOOR_STANDARD, TOLERANCE),
        *EDGES,
        *(GREEN, AMBER, FLOOR_BASIS, THRESHOLD_NOTE),
    ),
    needs=(
        Needs(PROFILE, (THRESHOLD_FROM,), "say which year, such as from: 2023-24"),
        Needs(TOLERANCE, (TARGET, *_INSTEAD_OF_TARGET), "add the target, or delete tolerance"),
        Needs(
            FLOOR_BASIS,
            (FLOOR_STANDARD, TOLERANCE, AMBER),
            "add the floor standard or the amber range, or delete floor_basis",
        ),
        Needs(TARGET_FOR, (TARGET,), "add the target of the year"),
        Needs(TARGET_FOR, (THRESHOLD_FROM,), "say which year, such as from: 2023-24"),
        Needs(TARGET_FOR, (SPREAD,), "say how: spread: pro_rata, or a list of shares, one a period"),
        Needs(SPREAD, (TARGET_FOR,), "add target_for: year, or delete spread"),
        Needs(ROUNDING, (TARGET_FOR, PATH), "delete rounding: a target that is written out is not rounded"),
        Needs(STRICT, (TARGET, *_INSTEAD_OF_TARGET), "add the target, or delete strict"),
    ),
    excludes=(
        Excludes(LEVEL, AREA, "keep one; write a second threshold for the other"),
        *(Excludes(edge, GREEN, "keep green for polarity T, the other for H and L") for edge in EDGES),
        *(Excludes(PROFILE, other, _PROFILE_SAYS) for other in (TARGET, TARGET_FROM, TARGET_FOR, GREEN)),
        Excludes(PROFILE, FLOOR_STANDARD, "write tolerance: 5%, amber: none or bands, for every period"),
        *(Excludes(edge, PROFILE, _WRITTEN_OUT) for edge in EDGES),
        *(Excludes(edge, other, _WRITTEN_OUT) for edge in EDGES for other in (TARGET_FOR, TARGET_FROM)),
        *(Excludes(TOLERANCE, other, _ONE_METHOD) for other in (FLOOR_STANDARD, GREEN, AMBER)),
        Excludes(FLOOR_STANDARD, AMBER, _ONE_METHOD),
        Excludes(FLOOR_STANDARD, GREEN, "keep floor_standard for polarity H and L, green and amber for T"),
        Excludes(TARGET, TARGET_FROM, "keep target where it is known, target_from where it follows"),
        *(
            Excludes(moving, other, _MOVES)
            for moving in (TARGET_FIGURE, PATH)
            for other in (TARGET, TARGET_FOR, PROFILE, TARGET_FROM)
        ),
        Excludes(TARGET_FIGURE, PATH, "keep the one that the target is"),
        Excludes(PATH, THRESHOLD_FROM, "remove from: the path says from when it holds"),
        *(Excludes(moving, GREEN, _NO_RANGE) for moving in (TARGET_FIGURE, PATH)),
        *(Excludes(moving, edge, _WRITTEN_OUT) for moving in (TARGET_FIGURE, PATH) for edge in EDGES),
        Excludes(TARGET_FIGURE, FLOOR_STANDARD, "write tolerance: 2 points, which follows the target"),
        Excludes(TARGET_FIGURE, THRESHOLD_BANDS, "write tolerance: 2 points, or amber: none"),
        *(Excludes(TARGET_FROM, other, _OF_THE_OTHER) for other in (LEVEL, AREA, TARGET_FOR)),
        *(Excludes(GREEN, other, _NO_RANGE) for other in (TARGET_FOR, TARGET_FROM)),
        Excludes(STRICT, GREEN, "delete strict: the green range says what is GREEN"),
        *(
            Excludes(THRESHOLD_BANDS, other, _BANDS_SAY)
            for other in (STRICT, FLOOR_STANDARD, TOLERANCE, GREEN, AMBER)
        ),
        *(Excludes(THRESHOLD_BANDS, edge, _BANDS_SAY) for edge in EDGES),
        Excludes(THRESHOLD_BANDS, FLOOR_BASIS, "delete floor_basis: the bands have their own basis"),
    ),
    any_of=(TARGET, *_INSTEAD_OF_TARGET, THRESHOLD_BANDS, GREEN),
)

# What may be written in the indicator itself, where it holds in every period and everywhere.
THRESHOLD_IN_SHORT: tuple[Field[Any], ...] = (
    *(TARGET, TARGET_FIGURE, PATH, STRICT, THRESHOLD_BANDS),
    *(FLOOR_STANDARD, TOLERANCE),
    *EDGES,
    *(GREEN, AMBER, FLOOR_BASIS),
)

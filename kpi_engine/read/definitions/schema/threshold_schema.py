"""The fields of a threshold in a definitions file (see read/definition_schema.py)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from decimal import Decimal
from enum import Enum
from typing import Any

from kpi_engine.model.arrays.rounding import Rounding
from kpi_engine.model.calendars.calendar import Calendar
from kpi_engine.model.definitions.indicator import EVERY_PERIOD, FloorBasis, Indicator, Threshold
from kpi_engine.model.definitions.judgement import Polarity, Rag
from kpi_engine.model.definitions.methods.floor_and_target import FloorAndTarget
from kpi_engine.model.definitions.methods.met_or_missed import MetOrMissed
from kpi_engine.model.definitions.methods.method import Family
from kpi_engine.model.definitions.methods.rules import RatingRule
from kpi_engine.model.definitions.methods.target_range import TargetRange
from kpi_engine.model.definitions.methods.tolerance import Tolerance
from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import Issue, error
from kpi_engine.read.yaml.in_force import first_in_force, first_possible, last_in_force
from kpi_engine.read.yaml.lists import Either, ListOf, OneOrMore, Pair, Placed, WithPlace
from kpi_engine.read.yaml.records import Excludes, Field, Needs, OptionalField, Record, Values
from kpi_engine.read.yaml.scalar_numbers import DecimalNumber, TargetNumber
from kpi_engine.read.yaml.scalars import CODE_SIGNS, Choice, Code, PeriodText, Text, YesNo
from kpi_engine.read.yaml.tolerance_size import ToleranceSize


class TargetFor(Enum):
    """What a target is for, where it is not for each period."""

    YEAR = "year"


class NoAmber(Enum):
    """That nothing is AMBER: the target is met or missed."""

    NONE = "none"


class Spread(Enum):
    """How a year's target is spread over its periods, where no shares are listed."""

    PRO_RATA = "pro_rata"
    ASK = "ask"


TARGET_FOR = Field(
    "target_for",
    Choice(TargetFor),
    "year: the target, and the floor standard, are for a whole year and are spread over its periods. It then "
    "holds for the years from..until, without until for the one year.",
    "year",
)
_SPREAD: Either[Spread, tuple[Decimal, ...]] = Either(Choice(Spread), ListOf(DecimalNumber(), most=12))
SPREAD = Field(
    "spread",
    _SPREAD,
    "How a year's target is spread: pro_rata, the same share for each period, or a list of shares, one a "
    "period, that add up to the target. A figure for the year to date is held against the shares so "
    "far. ask: nobody has said yet; a count of the year to date is then rated in the last period of the year "
    "only, any other figure never, and kpi check asks.",
    "pro_rata",
)
ROUNDING = OptionalField(
    "rounding",
    Choice(Rounding),
    "How a computed target is rounded to the decimals of its indicator: half_up, up (away from zero), down "
    "(towards zero), or none: exact, and an error where it does not end. Without it, half_up.",
    "half_up",
    default=Rounding.HALF_UP,
)
PROFILE = Field(
    "profile",
    ListOf(DecimalNumber(), most=12),
    "In place of target: the target of each period of a year, the first for its first period, as for "
    "percentages that add up over the year. It holds for the years from..until, without until for one year.",
    [28.5, 55.5, 82.5, 97],
)
PERCENT_OF_BASE = Field(
    "percent", DecimalNumber(), "How many percent of the other target.", 65, required=True
)
BASE = Field(
    "of",
    WithPlace(Code(CODE_SIGNS, spaces=True)),
    "The code of the indicator whose target it is a percentage of.",
    "CEH50",
    required=True,
)
DERIVED_TARGET: Record = Record(
    "a derived target",
    "A target that is a percentage of another indicator's, for the areas and from the dates of that one.",
    (PERCENT_OF_BASE, BASE, ROUNDING),
)
TARGET_FROM: Field[Values] = Field(
    "target_from",
    DERIVED_TARGET,
    "In place of target: a percentage of the target of another indicator, for the areas and from the dates "
    "of that one. From when an area or level has a threshold written out in the same list, it has no "
    "derived one.",
    None,
)


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
    DecimalNumber(),
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
    DecimalNumber(),
    "On a scale with blue: the value from which on it is blue, better than the target. For polarity H and L.",
    95.0,
)
AMBER_GREEN_EDGE = Field(
    "amber_green",
    DecimalNumber(),
    "On a scale with amber_green: the value from which on it is amber_green, between the floor standard and "
    "the target. For polarity H and L.",
    80.0,
)
AMBER_RED_EDGE = Field(
    "amber_red",
    DecimalNumber(),
    "On a scale with amber_red: the value from which on it is amber_red, below the floor standard. For "
    "polarity H and L.",
    65.0,
)
_EDGES: Mapping[Rag, Field[Decimal]] = {
    Rag.BLUE: BLUE_EDGE,
    Rag.AMBER_GREEN: AMBER_GREEN_EDGE,
    Rag.AMBER_RED: AMBER_RED_EDGE,
}
EDGES: tuple[Field[Any], ...] = tuple(_EDGES.values())
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
_OF_THE_OTHER = "take it out: a derived target is for the areas and periods of the one it comes from"
_NO_RANGE = "write the target of each period with its own range: a range cannot be computed"
_WRITTEN_OUT = "write the target of each period with its edges: an edge is not computed"
_PROFILE_SAYS = "keep one of the two: the profile has the target of each period"
_ONE_METHOD = "keep one of the two: each of them says what is AMBER"
_BANDS_SAY = "keep one of the two: the bands alone say what is GREEN, AMBER and RED"
THRESHOLD = Record(
    "a threshold",
    "What rates the indicator: a target with a floor standard, bands, or for polarity T ranges around a "
    "target, in force from a year or period, everywhere or for some levels or areas.",
    (
        *(THRESHOLD_FROM, UNTIL, LEVEL, AREA, TARGET, STRICT, TARGET_FOR, SPREAD, PROFILE, TARGET_FROM),
        ROUNDING,
        *(THRESHOLD_BANDS, FLOOR_STANDARD, TOLERANCE),
        *EDGES,
        *(GREEN, AMBER, FLOOR_BASIS, THRESHOLD_NOTE),
    ),
    needs=(
        Needs(PROFILE, (THRESHOLD_FROM,), "say which year, such as from: 2023-24"),
        Needs(TOLERANCE, (TARGET, TARGET_FROM, PROFILE), "add the target, or take the tolerance out"),
        Needs(FLOOR_BASIS, (FLOOR_STANDARD, TOLERANCE, AMBER), "add the one it is about, or take it out"),
        Needs(TARGET_FOR, (TARGET,), "add the target of the year"),
        Needs(TARGET_FOR, (THRESHOLD_FROM,), "say which year, such as from: 2023-24"),
        Needs(TARGET_FOR, (SPREAD,), "say how: spread: pro_rata, or a list of shares, one a period"),
        Needs(SPREAD, (TARGET_FOR,), "add target_for: year, or take spread out"),
        Needs(ROUNDING, (TARGET_FOR,), "take it out: a target that is written out is not rounded"),
        Needs(STRICT, (TARGET, TARGET_FROM, PROFILE), "add the target, or take strict out"),
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
        *(Excludes(TARGET_FROM, other, _OF_THE_OTHER) for other in (LEVEL, AREA, TARGET_FOR)),
        *(Excludes(GREEN, other, _NO_RANGE) for other in (TARGET_FOR, TARGET_FROM)),
        Excludes(STRICT, GREEN, "take strict out: the green range says what is GREEN"),
        *(
            Excludes(THRESHOLD_BANDS, other, _BANDS_SAY)
            for other in (STRICT, FLOOR_STANDARD, TOLERANCE, GREEN, AMBER)
        ),
        *(Excludes(THRESHOLD_BANDS, edge, _BANDS_SAY) for edge in EDGES),
        Excludes(THRESHOLD_BANDS, FLOOR_BASIS, "take floor_basis out: the bands have their own basis"),
    ),
    any_of=(TARGET, TARGET_FROM, PROFILE, THRESHOLD_BANDS, GREEN),
)

# What may be written in the indicator itself, where it holds in every period and everywhere.
THRESHOLD_IN_SHORT: tuple[Field[Any], ...] = (
    *(TARGET, STRICT, THRESHOLD_BANDS),
    *(FLOOR_STANDARD, TOLERANCE),
    *EDGES,
    *(GREEN, AMBER, FLOOR_BASIS),
)

_RULE_FIELDS: tuple[Field[Any], ...] = (
    *(TARGET, STRICT, THRESHOLD_BANDS),
    *(FLOOR_STANDARD, TOLERANCE),
    *EDGES,
    *(GREEN, AMBER),
)


@frozen
class NamedBands(FloorAndTarget):
    """A target and the name of bands, which read/threshold_bands.py puts in its place when all are known."""

    bands: Placed[str] = field(kw_only=True)


def threshold_of(
    values: Values, calendar: Calendar, issues: list[Issue], target: Decimal | None = None
) -> Threshold | None:
    """The threshold, or None where it cannot be read whole; problems go to ``issues``.

    ``target`` is used where no target is written.
    """
    starts, ends = values.get(FROM), values.get(UNTIL)
    if starts is None:
        first = None if values.unreadable(FROM) else first_possible(calendar)
    else:
        first = first_in_force(starts, calendar, issues)
    last = None if ends is None else last_in_force(ends, calendar, issues)
    rule = _rule(values, target)
    amber = values.get(AMBER)
    if isinstance(amber, tuple) and not values.names(GREEN) and not values.names(THRESHOLD_BANDS):
        what = "amber is written without green"
        remedy = "say which values are GREEN, such as green: [17.5, 22.5]"
        issues.append(error(values.at(AMBER), what, remedy))
    scope_unreadable = values.unreadable(LEVEL) or values.unreadable(AREA)
    end_unreadable = last is None and values.names(UNTIL)
    if first is None or rule is None or scope_unreadable or end_unreadable:
        return None
    return Threshold(
        first=first,
        last=last,
        from_label=EVERY_PERIOD if starts is None else starts.value,
        levels=values.get(LEVEL),
        areas=values.get(AREA),
        rule=rule,
        floor_basis=values.get(FLOOR_BASIS) or (FloorBasis.STATED if _is_stated(rule) else None),
        location=values.location,
        note=values.get(THRESHOLD_NOTE),
    )


def _is_stated(rule: RatingRule) -> bool:
    """Whether the method itself is all that there is to know: a tolerance, or a target met or missed."""
    return rule.family in (Family.TOLERANCE, Family.TARGET)


def _rule(values: Values, stands_in: Decimal | None) -> RatingRule | None:
    profile = values.get(PROFILE)
    if stands_in is None and profile:
        stands_in = profile[0]
    target = values.get(TARGET) if stands_in is None else stands_in
    if _names_two_methods(values) or any(values.unreadable(of) for of in _RULE_FIELDS):
        return None
    bands, green, amber = values.get(THRESHOLD_BANDS), values.get(GREEN), values.get(AMBER)
    if bands is not None:
        return NamedBands(target=target, floor_standard=None, bands=bands)
    if green is not None:
        without_amber = isinstance(amber, NoAmber)
        return TargetRange(target, green, None if isinstance(amber, NoAmber) else amber, without_amber)
    if target is None or isinstance(amber, tuple):
        return None
    return _one_sided_rule(values, target)


def _one_sided_rule(values: Values, target: Decimal) -> RatingRule:
    strict, tolerance = values.get(STRICT), values.get(TOLERANCE)
    further = tuple((rag, edge) for rag, of in _EDGES.items() if (edge := values.get(of)) is not None)
    if values.names(AMBER):
        return MetOrMissed(target, strict, further)
    if tolerance is not None:
        return Tolerance(target, tolerance.size, tolerance.is_percent, strict, further=further)
    return FloorAndTarget(target, values.get(FLOOR_STANDARD), strict, further)


def _names_two_methods(values: Values) -> bool:
    methods: tuple[Field[Any], ...] = (FLOOR_STANDARD, TOLERANCE, GREEN, THRESHOLD_BANDS)
    alone = values.names(AMBER) and not values.names(GREEN)
    return sum(values.names(method) for method in methods) + alone > 1


def with_sides(indicator: Indicator) -> Indicator:
    """The indicator with each tolerance on the wrong side of its target, by the polarity where it begins."""
    if not any(isinstance(threshold.rule, Tolerance) for threshold in indicator.thresholds):
        return indicator
    return replace(
        indicator, thresholds=tuple(_with_side(threshold, indicator) for threshold in indicator.thresholds)
    )


def _with_side(threshold: Threshold, indicator: Indicator) -> Threshold:
    lowest_is_best = indicator.polarity_in(threshold.first).polarity is Polarity.LOWEST

    def sided(rule: RatingRule) -> RatingRule:
        return replace(rule, lowest_is_best=lowest_is_best) if isinstance(rule, Tolerance) else rule

    year_rule = None if threshold.year_rule is None else sided(threshold.year_rule)
    return replace(threshold, rule=sided(threshold.rule), year_rule=year_rule)

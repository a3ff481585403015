"""The values of a threshold's fields → a threshold."""

from __future__ import annotations

from dataclasses import field, replace
from decimal import Decimal
from typing import Any

from kpi_engine.model.calendars.calendar import Calendar
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.model.definitions.methods.floor_and_target import FloorAndTarget
from kpi_engine.model.definitions.methods.met_or_missed import MetOrMissed
from kpi_engine.model.definitions.methods.method_words import Family
from kpi_engine.model.definitions.methods.rules import RatingRule
from kpi_engine.model.definitions.methods.target_range import TargetRange
from kpi_engine.model.definitions.methods.tolerance import Tolerance
from kpi_engine.model.definitions.threshold import EVERY_PERIOD, FloorBasis, Threshold
from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import Issue, error
from kpi_engine.read.definitions.schema.computed_target_schema import (
    PROFILE,
)
from kpi_engine.read.definitions.schema.moving_target_schema import PATH, TARGET_FIGURE
from kpi_engine.read.definitions.schema.threshold_schema import (
    AMBER,
    AREA,
    EDGES,
    FLOOR_BASIS,
    FLOOR_STANDARD,
    FROM,
    FURTHER_EDGES,
    GREEN,
    LEVEL,
    STRICT,
    TARGET,
    THRESHOLD_BANDS,
    THRESHOLD_NOTE,
    TOLERANCE,
    UNTIL,
    NoAmber,
)
from kpi_engine.read.yaml.in_force import first_in_force, first_possible, last_in_force
from kpi_engine.read.yaml.lists import Placed
from kpi_engine.read.yaml.records import Field, Values

_RULE_FIELDS: tuple[Field[Any], ...] = (
    *(TARGET, TARGET_FIGURE, PATH, STRICT, THRESHOLD_BANDS),
    *(FLOOR_STANDARD, TOLERANCE),
    *EDGES,
    *(GREEN, AMBER),
)


# A target that moves is put in its place later.
_STANDS_IN = Decimal(1)


@frozen
class NamedBands(FloorAndTarget):
    """A target and the name of bands, which threshold_bands.py puts in its place when all are known."""

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
    if stands_in is None and (values.names(TARGET_FIGURE) or values.names(PATH)):
        stands_in = _STANDS_IN
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
    further = tuple((rag, edge) for rag, of in FURTHER_EDGES.items() if (edge := values.get(of)) is not None)
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

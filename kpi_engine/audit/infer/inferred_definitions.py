"""Definitions with the inferred floor standards in them.

Rules: docs/infer-floors.md, "Definitions with inferred floors".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeAlias, assert_never

from kpi_engine.audit.infer.inferred_bands import with_inferred_bands
from kpi_engine.audit.infer.interval_note import with_interval
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import FURTHER_RATINGS, Rag
from kpi_engine.model.definitions.methods.bands import BandsRule
from kpi_engine.model.definitions.methods.floor_and_target import FloorAndTarget
from kpi_engine.model.definitions.methods.met_or_missed import MetOrMissed
from kpi_engine.model.definitions.methods.target_range import TargetRange
from kpi_engine.model.definitions.methods.tolerance import Tolerance
from kpi_engine.model.definitions.threshold import FloorBasis, Threshold
from kpi_engine.model.outputs.inference import InferredStandard, InferredThreshold, StandardKind

_AMBER_EDGES = (StandardKind.AMBER_LOW, StandardKind.AMBER_HIGH)
_GREEN_EDGES = (StandardKind.GREEN_LOW, StandardKind.GREEN_HIGH)
_FLOOR = (StandardKind.FLOOR_STANDARD,)
_Inferable: TypeAlias = FloorAndTarget | TargetRange


@dataclass(frozen=True, slots=True)
class InferredDefinitions:
    """The indicators with inferred floors and bands, and what could not be written."""

    indicators: tuple[Indicator, ...]
    left_out: tuple[InferredThreshold, ...]


def with_inferred_floors(
    indicators: Sequence[Indicator], inferred: Sequence[InferredThreshold]
) -> InferredDefinitions:
    """The indicators, each threshold with the floor standard or amber range that the ratings allow.

    A stated floor standard stays, and so does everything where the ratings contradict themselves or the
    target. An assumed or inferred one stays where it lies inside. Otherwise the roundest number takes its
    place, inferred where cells of both ratings pin it and assumed where the target is one of the ends; where
    an end is open, none is written. The note says the interval in each case. A target that is printed and
    not defined makes a threshold of its own, for the year it is printed for. Edges of bands likewise, but an
    edge without cells to pin it cannot be removed: such bands stay, and are left out.
    """
    by_code: dict[str, list[InferredThreshold]] = {}
    for threshold in inferred:
        if threshold.bands is None:
            by_code.setdefault(threshold.indicator.code, []).append(threshold)
    left_out: list[InferredThreshold] = []
    made = [_with_floors(indicator, by_code.get(indicator.code, []), left_out) for indicator in indicators]
    banded, bands_left_out = with_inferred_bands(made, inferred)
    return InferredDefinitions(banded, (*left_out, *bands_left_out))


def _with_floors(
    indicator: Indicator, inferred: Sequence[InferredThreshold], left_out: list[InferredThreshold]
) -> Indicator:
    thresholds = list(indicator.thresholds)
    for one in inferred:
        if one.defined_at is not None and one.fits:
            thresholds[one.defined_at] = _amended(thresholds[one.defined_at], one)
    # Two targets printed for one level and year: nobody can tell which of them holds.
    printed = Counter((one.scope, one.since) for one in inferred if one.defined_at is None)
    for one in inferred:
        if one.defined_at is None:
            new = _new(one) if printed[one.scope, one.since] == 1 else None
            if new is None or any(_collide(new, threshold) for threshold in indicator.thresholds):
                left_out.append(one)
            else:
                thresholds.append(new)
    return replace(indicator, thresholds=tuple(thresholds))


def _amended(threshold: Threshold, inferred: InferredThreshold) -> Threshold:
    """The threshold with its floor standard or amber range checked, filled in or removed."""
    rule = threshold.rule
    if threshold.floor_basis is FloorBasis.STATED:
        return threshold
    match rule:
        case BandsRule() | Tolerance() | MetOrMissed():
            return threshold
        case FloorAndTarget():
            edges = _standards(inferred, _FLOOR)
            rule = replace(rule, further=_further(rule, inferred))
            threshold = replace(threshold, rule=rule)
        case TargetRange(otherwise_red=True):
            return threshold
        case TargetRange():
            edges = _standards(inferred, _AMBER_EDGES)
        case _:
            assert_never(rule)
    found = _found(edges, rule.target)
    threshold = replace(threshold, note=with_interval(threshold.note, edges))
    if threshold.floor_basis is not None and all(edge.agrees for edge in edges):
        basis = found.basis if found.basis is FloorBasis.INFERRED else threshold.floor_basis
        return replace(threshold, floor_basis=basis)
    return replace(threshold, rule=_rule(rule, found.numbers), floor_basis=found.basis)


def _further(rule: FloorAndTarget, inferred: InferredThreshold) -> tuple[tuple[Rag, Decimal], ...]:
    """Where ratings beside the three begin; what cells pin takes the place of an edge that they rule out."""
    edges = dict(rule.further)
    for rag in FURTHER_RATINGS:
        for one in _standards(inferred, (StandardKind[rag.name],)):
            is_open = rag not in edges or not one.agrees
            if is_open and one.has_both_ratings and one.roundest is not None:
                edges[rag] = one.roundest
    return tuple((rag, edges[rag]) for rag in FURTHER_RATINGS if rag in edges)


@dataclass(frozen=True, slots=True)
class _Found:
    """The floor standard, or the edges of amber, to write; ``basis`` is None where there are none."""

    numbers: tuple[Decimal | None, ...]
    basis: FloorBasis | None


_NOTHING = _Found((None,), None)


def _found(edges: Sequence[InferredStandard], target: Decimal | None) -> _Found:
    """The roundest numbers: inferred where cells pin both ends, assumed where the target is one of the ends.

    An amber range is inferred or not there: a range that reaches to the target could leave no green.
    """
    numbers = tuple(edge.roundest for edge in edges)
    if all(edge.has_both_ratings for edge in edges):
        return _Found(numbers, FloorBasis.INFERRED)
    if len(edges) == 1 and numbers[0] is not None and numbers[0] != target:
        return _Found(numbers, FloorBasis.ASSUMED)
    return _NOTHING


def _rule(rule: _Inferable, numbers: Sequence[Decimal | None]) -> _Inferable:
    """The rule with this floor standard, or these edges of amber; with none where one of them is None."""
    low, high = numbers[0], numbers[-1]
    match rule:
        case FloorAndTarget():
            return replace(rule, floor_standard=low)
        case TargetRange():
            return replace(rule, amber=None if low is None or high is None else (low, high))
        case _:
            assert_never(rule)


def _new(inferred: InferredThreshold) -> Threshold | None:
    """A threshold for a target that the definition does not have; None where it would say nothing."""
    floors = _standards(inferred, _FLOOR) or _standards(inferred, _AMBER_EDGES)
    found = _found(floors, inferred.target)
    rule = _new_rule(inferred, found)
    if rule is None:
        return None
    indicator = inferred.indicator
    first = indicator.calendar.first_of_year(int(inferred.since[:4]))
    return Threshold(
        first=first,
        last=indicator.calendar.last_of_year(int(inferred.since[:4])),
        from_label=inferred.since,
        levels=(inferred.scope,),
        areas=(),
        rule=rule,
        floor_basis=found.basis,
        location=indicator.location,
        note=with_interval("The target as printed", floors),
    )


def _new_rule(inferred: InferredThreshold, found: _Found) -> _Inferable | None:
    if inferred.target is None or not inferred.fits:
        return None
    green = [edge.roundest for edge in _standards(inferred, _GREEN_EDGES)]
    if not green:
        return _rule(FloorAndTarget(inferred.target, None), found.numbers)
    if green[0] is None or green[1] is None:
        return None
    return _rule(TargetRange(inferred.target, (green[0], green[1]), None), found.numbers)


def _standards(inferred: InferredThreshold, kinds: Sequence[StandardKind]) -> list[InferredStandard]:
    return [standard for standard in inferred.standards if standard.kind in kinds]


def _collide(new: Threshold, defined: Threshold) -> bool:
    """Whether two thresholds of one level hold together, other than by one replacing the other."""
    if not set(new.levels) & set(defined.levels):
        return False
    begins_within = new.first <= defined.first and (new.last is None or defined.first <= new.last)
    reaches_into = defined.first < new.first and defined.last is not None and defined.last >= new.first
    return begins_within or reaches_into

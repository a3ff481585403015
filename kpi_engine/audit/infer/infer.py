"""Floor standards, targets, ranges and edges of bands inferred from printed values and ratings.

What is printed as GREEN achieves the target, as AMBER the floor standard only, as RED neither; so every
rated cell says where the standards cannot be. Rules: docs/infer-floors.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import assert_never

from kpi_engine.audit.infer.fit import Fit, fit
from kpi_engine.audit.infer.rated_cells import Group, groups_of
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.model.definitions.methods.bands import BandsRule
from kpi_engine.model.definitions.methods.floor_and_target import FloorAndTarget
from kpi_engine.model.definitions.methods.met_or_missed import MetOrMissed
from kpi_engine.model.definitions.methods.rules import RatingRule
from kpi_engine.model.definitions.methods.target_range import TargetRange
from kpi_engine.model.definitions.methods.tolerance import Tolerance
from kpi_engine.model.definitions.threshold import Threshold
from kpi_engine.model.outputs.inference import InferredStandard, InferredThreshold, RatedCell, StandardKind
from kpi_engine.model.outputs.printed import PrintedFigure

_OPPOSITE = {Polarity.HIGHEST: Polarity.LOWEST, Polarity.LOWEST: Polarity.HIGHEST}


def infer_thresholds(
    figures: Sequence[PrintedFigure], indicators: Sequence[Indicator], areas: Sequence[Area]
) -> tuple[InferredThreshold, ...]:
    """What every rated cell of the figures allows, in the order of the definitions.

    ``indicators`` and ``areas`` define every code and area of the figures. Left out are indicators that are
    not judged, indicators rated on raw values (which are not printed), and cells of polarity T without a
    target.
    """
    return tuple(
        _inferred(group) for group in groups_of(figures, indicators, areas) if _can_be_inferred(group)
    )


def _can_be_inferred(group: Group) -> bool:
    if group.polarity is Polarity.NONE:
        return False
    return group.polarity is not Polarity.TARGET or group.target is not None


def _inferred(group: Group) -> InferredThreshold:
    found = fit(group, group.cells, group.polarity)
    return InferredThreshold(
        indicator=group.indicator,
        defined_at=group.defined_at,
        scope=group.scope,
        since=group.since,
        polarity=group.polarity,
        target=group.target,
        cells=group.cells,
        standards=_with_definition(found.standards, group.defined),
        off_target=found.off_target,
        notes=_notes(group, found),
        bands=group.bands,
    )


def _with_definition(
    standards: Sequence[InferredStandard], threshold: Threshold | None
) -> tuple[InferredStandard, ...]:
    """The standards beside what the definition says of each."""
    if threshold is None:
        return tuple(standards)
    defined = _defined(threshold.rule)
    return tuple(replace(standard, defined=defined.get(standard.kind)) for standard in standards)


def _defined(rule: RatingRule) -> Mapping[StandardKind, Decimal | None]:
    match rule:
        case FloorAndTarget() | Tolerance():
            further = {StandardKind[rag.name]: edge for rag, edge in rule.further}
            return {StandardKind.TARGET: rule.target, StandardKind.FLOOR_STANDARD: rule.floor, **further}
        case MetOrMissed():
            return {
                StandardKind.TARGET: rule.target,
                **{StandardKind[rag.name]: edge for rag, edge in rule.further},
            }
        case BandsRule():
            return {
                StandardKind.of_edge(rag, rule.highest_is_green, edge): edge.number
                for rag, edge in rule.starts
            }
        case TargetRange():
            amber = rule.amber or (None, None)
            return {
                StandardKind.GREEN_LOW: rule.green[0],
                StandardKind.GREEN_HIGH: rule.green[1],
                StandardKind.AMBER_LOW: amber[0],
                StandardKind.AMBER_HIGH: amber[1],
            }
        case _:
            assert_never(rule)


def _notes(group: Group, found: Fit) -> tuple[str, ...]:
    """What else the ratings fit, or do not: another polarity, each year, level or indicator by itself."""
    return (*_polarity_notes(group, found), *([] if found.is_possible else _separate_notes(group)))


def _polarity_notes(group: Group, found: Fit) -> list[str]:
    opposite = _OPPOSITE.get(group.polarity)
    if opposite is None or group.bands is not None:
        return []
    flipped = fit(group, group.cells, opposite).is_possible
    own, other = group.polarity.value, opposite.value
    if any(cell.printed_polarity is opposite for cell in group.cells):
        if found.is_possible and not flipped:
            return [f"{other} is printed, but only {own}, as defined, admits a threshold"]
        if found.is_possible:
            return [f"{other} is printed and {own} is defined; the ratings fit both"]
    if flipped and not found.is_possible:
        return [f"only polarity {other} admits a threshold, and {own} is defined"]
    return []


def _separate_notes(group: Group) -> list[str]:
    """Whether the cells of each year, level or indicator fit by themselves, where all together do not."""
    notes = []
    admits = "admits a threshold" if group.bands is None else "admits such bands"
    for noun, name_of in _PARTS.items():
        parts: dict[str, list[RatedCell]] = {}
        for cell in group.cells:
            parts.setdefault(name_of(cell), []).append(cell)
        fits = (fit(group, cells, group.polarity).is_possible for cells in parts.values())
        if len(parts) > 1 and all(fits):
            notes.append(f"each {noun} by itself ({', '.join(parts)}) {admits}")
    return notes


_PARTS: Mapping[str, Callable[[RatedCell], str]] = {
    "indicator": lambda cell: cell.code,
    "year": lambda cell: cell.year,
    "level": lambda cell: cell.level,
}

"""Floor standards, targets and ranges inferred from printed values and ratings.

What is printed as GREEN achieves the target, as AMBER the floor standard only, as RED neither; so every
rated cell says where the standards cannot be. Rules: docs/infer-floors.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kpi_engine.audit.between import Between, standard_between
from kpi_engine.audit.rated_cells import Group, groups_of
from kpi_engine.audit.roundest import roundest
from kpi_engine.model.area import Area
from kpi_engine.model.bands import BandsRule
from kpi_engine.model.indicator import FloorAndTarget, Indicator, RateOn, RatingRule, Threshold
from kpi_engine.model.inference import InferredStandard, InferredThreshold, RatedCell, StandardKind
from kpi_engine.model.judgement import Polarity, Rag
from kpi_engine.model.printed import PrintedFigure

_OPPOSITE = {Polarity.HIGHEST: Polarity.LOWEST, Polarity.LOWEST: Polarity.HIGHEST}
_MISSED_TARGET = frozenset({Rag.AMBER, Rag.RED})


def infer_thresholds(
    figures: Sequence[PrintedFigure], indicators: Sequence[Indicator], areas: Sequence[Area]
) -> tuple[InferredThreshold, ...]:
    """What every rated cell of the figures allows, in the order of the definitions.

    ``indicators`` and ``areas`` define every code and area of the figures. Left out are indicators that are
    not judged, ones rated on raw values (which are not printed) or by bands, and of polarity T cells without
    a target.
    """
    return tuple(
        _inferred(group) for group in groups_of(figures, indicators, areas) if _can_be_inferred(group)
    )


def _can_be_inferred(group: Group) -> bool:
    if group.polarity is Polarity.NONE or group.indicator.rate_on is RateOn.RAW or group.is_by_bands:
        return False
    return group.polarity is not Polarity.TARGET or group.target is not None


def _inferred(group: Group) -> InferredThreshold:
    fit = _fit(group, group.cells, group.polarity)
    return InferredThreshold(
        indicator=group.indicator,
        defined_at=group.defined_at,
        scope=group.scope,
        since=group.since,
        polarity=group.polarity,
        target=group.target,
        cells=group.cells,
        standards=_with_definition(fit.standards, group.defined),
        off_target=fit.off_target,
        notes=_notes(group, fit),
    )


@dataclass(frozen=True, slots=True)
class _Fit:
    """The standards that some cells allow under a polarity; ``off_target`` contradict the printed target."""

    standards: tuple[InferredStandard, ...]
    off_target: tuple[RatedCell, ...]

    @property
    def is_possible(self) -> bool:
        return not self.off_target and not any(standard.contradiction for standard in self.standards)


def _fit(group: Group, cells: Sequence[RatedCell], polarity: Polarity) -> _Fit:
    target = group.target
    if polarity is Polarity.TARGET and target is not None:
        return _fit_range(cells, target)
    lowest_is_best = polarity is Polarity.LOWEST
    off_target = tuple(cell for cell in cells if _contradicts(cell, group, lowest_is_best))
    # A target that the ratings contradict limits nothing: it is itself in doubt.
    limit = None if off_target else target
    aimed_at = standard_between(*_by_target(cells), lowest_is_best, None)
    least = standard_between(*_by_floor(cells), lowest_is_best, limit)
    floor = _standard(StandardKind.FLOOR_STANDARD, least)
    # Where a strict target lies is not what a value that reaches it shows.
    standards = (floor,) if group.is_strict else (_standard(StandardKind.TARGET, aimed_at), floor)
    return _Fit(standards, off_target)


def _fit_range(cells: Sequence[RatedCell], target: Decimal) -> _Fit:
    """Both ranges: below the target highest is best, above it lowest is best, at it both hold."""
    below = [cell for cell in cells if cell.value <= target]
    above = [cell for cell in cells if cell.value >= target]
    edges = (
        (StandardKind.GREEN_LOW, StandardKind.GREEN_HIGH, _by_target),
        (StandardKind.AMBER_LOW, StandardKind.AMBER_HIGH, _by_floor),
    )
    standards: list[InferredStandard] = []
    for low_edge, high_edge, split in edges:
        low = standard_between(*split(below), False, target)
        high = standard_between(*split(above), True, target)
        standards += _as_far_from(target, _standard(low_edge, low), _standard(high_edge, high))
    return _Fit(tuple(standards), ())


def _by_target(cells: Sequence[RatedCell]) -> tuple[list[RatedCell], list[RatedCell]]:
    return _split(cells, lambda cell: cell.rag is Rag.GREEN)


def _by_floor(cells: Sequence[RatedCell]) -> tuple[list[RatedCell], list[RatedCell]]:
    return _split(cells, lambda cell: cell.rag is not Rag.RED)


def _split(
    cells: Sequence[RatedCell], achieves: Callable[[RatedCell], bool]
) -> tuple[list[RatedCell], list[RatedCell]]:
    return [cell for cell in cells if achieves(cell)], [cell for cell in cells if not achieves(cell)]


def _contradicts(cell: RatedCell, group: Group, lowest_is_best: bool) -> bool:
    target = group.target
    if target is None:
        return False
    achieves = cell.value < target if lowest_is_best else cell.value > target
    if cell.value == target:
        achieves = not group.is_strict
    return achieves == (cell.rag in _MISSED_TARGET)


def _standard(kind: StandardKind, between: Between) -> InferredStandard:
    low, high = between.low, between.high
    number = (
        None if low is None or high is None else roundest(low.value, low.included, high.value, high.included)
    )
    return InferredStandard(kind, low, high, between.contradiction, number, None)


def _as_far_from(
    target: Decimal, low: InferredStandard, high: InferredStandard
) -> tuple[InferredStandard, InferredStandard]:
    """The two edges of a range at the roundest distance that both allow; as they are where none is."""
    if low.low is None or low.high is None or high.low is None or high.high is None:
        return low, high
    nearest = max(
        (target - low.high.value, not low.high.included), (high.low.value - target, not high.low.included)
    )
    farthest = min((target - low.low.value, low.low.included), (high.high.value - target, high.high.included))
    distance = roundest(nearest[0], not nearest[1], farthest[0], farthest[1])
    if distance is None:
        return low, high
    return replace(low, roundest=target - distance), replace(high, roundest=target + distance)


def _with_definition(
    standards: Sequence[InferredStandard], threshold: Threshold | None
) -> tuple[InferredStandard, ...]:
    """The standards beside what the definition says of each."""
    if threshold is None:
        return tuple(standards)
    defined = _defined(threshold.rule)
    return tuple(replace(standard, defined=defined.get(standard.kind)) for standard in standards)


def _defined(rule: RatingRule) -> Mapping[StandardKind, Decimal | None]:
    if isinstance(rule, FloorAndTarget):
        return {StandardKind.TARGET: rule.target, StandardKind.FLOOR_STANDARD: rule.floor_standard}
    if isinstance(rule, BandsRule):
        return {}
    amber = rule.amber or (None, None)
    return {
        StandardKind.GREEN_LOW: rule.green[0],
        StandardKind.GREEN_HIGH: rule.green[1],
        StandardKind.AMBER_LOW: amber[0],
        StandardKind.AMBER_HIGH: amber[1],
    }


def _notes(group: Group, fit: _Fit) -> tuple[str, ...]:
    """What else the ratings fit, or do not: another polarity, each year or level by itself."""
    return (*_polarity_notes(group, fit), *([] if fit.is_possible else _separate_notes(group)))


def _polarity_notes(group: Group, fit: _Fit) -> list[str]:
    opposite = _OPPOSITE.get(group.polarity)
    if opposite is None:
        return []
    flipped = _fit(group, group.cells, opposite).is_possible
    own, other = group.polarity.value, opposite.value
    if any(cell.printed_polarity is opposite for cell in group.cells):
        if fit.is_possible and not flipped:
            return [f"{other} is printed, but only {own}, as defined, admits a threshold"]
        if fit.is_possible:
            return [f"{other} is printed and {own} is defined; the ratings fit both"]
    if flipped and not fit.is_possible:
        return [f"only polarity {other} admits a threshold, and {own} is defined"]
    return []


def _separate_notes(group: Group) -> list[str]:
    """Where the cells contradict each other: do those of each year, or of each level, fit by themselves?"""
    notes = []
    for noun, name_of in (("year", _year), ("level", _level)):
        parts: dict[str, list[RatedCell]] = {}
        for cell in group.cells:
            parts.setdefault(name_of(cell), []).append(cell)
        fits = (_fit(group, cells, group.polarity).is_possible for cells in parts.values())
        if len(parts) > 1 and all(fits):
            notes.append(f"each {noun} by itself ({', '.join(parts)}) admits a threshold")
    return notes


def _year(cell: RatedCell) -> str:
    return cell.year


def _level(cell: RatedCell) -> str:
    return cell.level

"""The standards that a group of rated cells allows, or the cells that leave them no place.

Rules: docs/infer-floors.md, "What the ratings allow" and "Edges of bands".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal

from kpi_engine.audit.infer.between import Between, standard_between
from kpi_engine.audit.infer.rated_cells import Group
from kpi_engine.model.definitions.judgement import FURTHER_RATINGS, Polarity, Rag
from kpi_engine.model.definitions.methods.bands import BandsRule
from kpi_engine.model.outputs.inference import InferredStandard, RatedCell, StandardKind

# Enough for the difference of any two numbers that can be read, without rounding.
_EXACT = Context(prec=80)
_STEPS = (Decimal(5), Decimal(1))
_ONE, _HALF = Decimal(1), Decimal("0.5")


def roundest(low: Decimal, low_included: bool, high: Decimal, high_included: bool) -> Decimal | None:
    """The multiple of the largest step (…, 50, 10, 5, 1, 0.5, 0.1, …) between two ends.

    Of several, the one nearest to the middle; of two as near, the lower. None: nothing lies between.
    """
    if low > high or (low == high and not (low_included and high_included)):
        return None
    if low == high:
        return low
    exponent = max(low.adjusted(), high.adjusted()) + 1
    while True:
        for leading in _STEPS:
            step = leading.scaleb(exponent, _EXACT)
            found = _multiple_inside(step, low, low_included, high, high_included)
            if found is not None:
                return found
        exponent -= 1


def _multiple_inside(
    step: Decimal, low: Decimal, low_included: bool, high: Decimal, high_included: bool
) -> Decimal | None:
    first = _EXACT.divide(low, step).to_integral_value(ROUND_CEILING)
    last = _EXACT.divide(high, step).to_integral_value(ROUND_FLOOR)
    if not low_included and _EXACT.multiply(first, step) == low:
        first = _EXACT.add(first, _ONE)
    if not high_included and _EXACT.multiply(last, step) == high:
        last = _EXACT.subtract(last, _ONE)
    if first > last:
        return None
    middle = _EXACT.divide(_EXACT.add(low, high), 2 * step)
    nearest = _EXACT.subtract(middle, _HALF).to_integral_value(ROUND_CEILING)
    number = _EXACT.multiply(min(max(nearest, first), last), step)
    # 3E+1 is written 30, and −0 is 0.
    return _EXACT.plus(number.quantize(_ONE, context=_EXACT) if step >= 1 else number)


_FURTHER = {rag: StandardKind[rag.name] for rag in FURTHER_RATINGS}


@dataclass(frozen=True, slots=True)
class Fit:
    """The standards that some cells allow.

    ``off_target`` are cells whose rating no standard gives, since they contradict the printed target or have
    a rating that no band has.
    """

    standards: tuple[InferredStandard, ...]
    off_target: tuple[RatedCell, ...]

    @property
    def is_possible(self) -> bool:
        """Whether standards can have given every rating."""
        return not self.off_target and not any(standard.contradiction for standard in self.standards)


def fit(group: Group, cells: Sequence[RatedCell], polarity: Polarity) -> Fit:
    """What ``cells``, some or all of a group's, allow under a polarity."""
    target = group.target
    if group.bands is not None:
        return _fit_bands(group.bands, cells)
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
    return Fit((*standards, *_further(cells, lowest_is_best)), off_target)


def _further(cells: Sequence[RatedCell], lowest_is_best: bool) -> Iterator[InferredStandard]:
    """Where each rating beside RED, AMBER and GREEN begins that a cell has."""
    printed = {cell.rag for cell in cells}
    for rag, kind in _FURTHER.items():
        if rag in printed:
            split = _split(cells, lambda cell, least=rag.code: cell.rag.code >= least)  # type: ignore[misc]
            yield _standard(kind, standard_between(*split, lowest_is_best, None))


def _fit_range(cells: Sequence[RatedCell], target: Decimal) -> Fit:
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
    return Fit(tuple(standards), ())


def _fit_bands(bands: BandsRule, cells: Sequence[RatedCell]) -> Fit:
    """Where each band but the worst begins; whether it holds its edge is as defined."""
    standards = []
    for rag, edge in bands.starts:
        split = _split(cells, lambda cell, least=rag.code: cell.rag.code >= least)  # type: ignore[misc]
        between = standard_between(*split, not bands.highest_is_green, None, _may_equal(bands, rag))
        standards.append(_standard(StandardKind.of_edge(rag, bands.highest_is_green, edge), between))
    without_band = tuple(cell for cell in cells if bands.band_of(cell.rag) is None)
    return Fit(tuple(standards), without_band)


def _may_equal(bands: BandsRule, start_of: Rag) -> Mapping[Rag, bool]:
    """Whether the edge of a band can be the very value of a cell, by the cell's rating.

    No band begins later than a better band. So the value of a cell with a better rating can be the edge only
    where all bands from the one to the other begin with it and hold their edges; the value of a cell with a
    worse rating only where none of the bands between holds its edge.
    """

    def may_equal(rag: Rag) -> bool:
        low, high = sorted((rag.code, start_of.code))
        if rag.code >= start_of.code:
            return all(edge.included for each, edge in bands.starts if low <= each.code <= high)
        return not any(edge.included for each, edge in bands.starts if low < each.code <= high)

    return {rag: may_equal(rag) for rag in Rag}


def _by_target(cells: Sequence[RatedCell]) -> tuple[list[RatedCell], list[RatedCell]]:
    return _split(cells, lambda cell: cell.rag.is_reached)


def _by_floor(cells: Sequence[RatedCell]) -> tuple[list[RatedCell], list[RatedCell]]:
    return _split(cells, lambda cell: not cell.rag.is_missed)


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
    return achieves is not cell.rag.is_reached


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

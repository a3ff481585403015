"""Where one standard must lie, seen from one side: what achieved it, what missed it, and a limit.

Rules: docs/infer-floors.md, "What the ratings allow".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.outputs.inference import End, RatedCell


@dataclass(frozen=True, slots=True)
class Between:
    """The ends of where a standard can lie (None: nothing says how far), or cells that leave it no place."""

    low: End | None
    high: End | None
    contradiction: tuple[RatedCell, ...]


def standard_between(
    achieved: Sequence[RatedCell],
    missed: Sequence[RatedCell],
    lowest_is_best: bool,
    limit: Decimal | None,
    may_equal: Mapping[Rag, bool] | None = None,
) -> Between:
    """Where a standard lies that some cells achieve (equality does) and the others miss.

    The standard is at most as demanding as the worst value that achieves it, and more demanding than the
    best value that misses it. ``limit``: the standard is known to be at most as demanding as this.
    ``may_equal``: whether it can be the very value of a cell, by the rating of the cell; where None,
    only the value of a cell that achieves it.
    """
    sign = -1 if lowest_is_best else 1
    worst_achieved = min((sign * cell.rated for cell in achieved), default=None)
    best_missed = max((sign * cell.rated for cell in missed), default=None)
    if limit is not None and best_missed is not None and best_missed >= sign * limit:
        return Between(None, None, (_first_at(missed, sign * best_missed),))
    if worst_achieved is not None and best_missed is not None and best_missed >= worst_achieved:
        pair = (_first_at(achieved, sign * worst_achieved), _first_at(missed, sign * best_missed))
        return Between(None, None, pair)
    near, far = None, None
    if limit is not None and (worst_achieved is None or sign * limit < worst_achieved):
        near = End(limit, included=True, pins=())
    elif worst_achieved is not None:
        pins = _all_at(achieved, sign * worst_achieved)
        included = may_equal is None or all(may_equal[cell.rag] for cell in pins)
        near = End(sign * worst_achieved, included=included, pins=pins)
    if best_missed is not None:
        pins = _all_at(missed, sign * best_missed)
        included = may_equal is not None and all(may_equal[cell.rag] for cell in pins)
        far = End(sign * best_missed, included=included, pins=pins)
    return Between(near, far, ()) if lowest_is_best else Between(far, near, ())


def _first_at(cells: Sequence[RatedCell], value: Decimal) -> RatedCell:
    return next(cell for cell in cells if cell.rated == value)


def _all_at(cells: Sequence[RatedCell], value: Decimal) -> tuple[RatedCell, ...]:
    return tuple(cell for cell in cells if cell.rated == value)

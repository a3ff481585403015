"""Standards as arrays: every interval on an integer grid that holds both it and the displayed value.

A place of the table is one case at one number of displayed decimals. The margin of a value to an interval
is ``min(value − low, high − value)``: not negative exactly where the value is inside.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from kpi_engine.model.observation import BoolArray, IndexArray, IntArray, SmallArray
from kpi_engine.rate.bounds import OPEN_END, Interval, Standards, on_grid
from kpi_engine.rate.exact import LIMIT, AnyIntArray

# An open end in int64: farther out than LIMIT, and no difference between it and a value overflows.
_FAR = 1 << 62
_HOLDS_NO_NUMBER = (OPEN_END, -OPEN_END)


@dataclass(frozen=True, slots=True)
class Ends:
    """Low and high ends of the intervals of all places: exactly, (places, 2), and cut at ± 2 ** 62."""

    exact: NDArray[np.object_]
    low: IntArray
    high: IntArray

    def margin(self, value: IntArray, place: IndexArray) -> IntArray:
        """Margins of values in grid units (within ± 3 × LIMIT), at places that are not far."""
        margin: IntArray = value - self.low.take(place)
        above = self.high.take(place)
        above -= value
        return np.minimum(margin, above, out=margin)

    def margin_slowly(self, value: AnyIntArray, place: IndexArray) -> AnyIntArray:
        """As ``margin``, in Python integers of any size."""
        margin: AnyIntArray = np.minimum(value - self.exact[place, 0], self.exact[place, 1] - value)
        return margin


@dataclass(frozen=True, slots=True)
class StandardsTable:
    """Arrays by place.

    - ``decimals`` of the grid, ``finer``: how many more those are than the displayed ones, ``scale``: the
      grid units in one unit of the displayed last digit (cut at LIMIT).
    - ``lacking``: NotRated position for a value that is not GREEN; RATED: such a value has a rating.
    - ``point``: the target in grid units, exactly, where ``has_point``.
    - ``far``: some number is beyond ± LIMIT, so that rows of the place need Python integers.
    """

    decimals: SmallArray
    finer: IntArray
    scale: IntArray
    green: Ends
    amber: Ends
    has_green: BoolArray
    has_amber: BoolArray
    lacking: SmallArray
    point: NDArray[np.object_]
    has_point: BoolArray
    far: BoolArray

    def safe(self, ticks: IntArray, place: IndexArray) -> BoolArray:
        """Where int64 is enough to hold displayed values (within ± LIMIT) against their standards."""
        size = np.abs(ticks.astype(np.float64)) * self.scale.take(place)
        return (size <= LIMIT) & ~self.far.take(place)

    def always_safe(self) -> bool:
        """Whether every place has the displayed value's own grid, and nothing is far."""
        return not (self.finer.any() or self.far.any())


def standards_table(
    standards: Sequence[Standards], displayed_decimals: Sequence[int], steps: int = 1
) -> StandardsTable:
    """The table; both sequences have one entry a place. The grid has ``steps`` units to its last decimal."""
    grid = [max(entry.decimals, shown) for entry, shown in zip(standards, displayed_decimals, strict=True)]
    green = _ends([entry.green for entry in standards], grid, steps)
    amber = _ends([entry.amber for entry in standards], grid, steps)
    point = _points([entry.point for entry in standards], grid, steps)
    finer = np.array(grid, np.int64) - np.array(displayed_decimals, np.int64)
    return StandardsTable(
        decimals=np.array(grid, np.int8),
        finer=finer,
        scale=10 ** np.minimum(finer, 18),
        green=green,
        amber=amber,
        has_green=np.array([entry.green is not None for entry in standards], np.bool_),
        has_amber=np.array([entry.amber is not None for entry in standards], np.bool_),
        lacking=np.array([entry.lacking.code for entry in standards], np.int8),
        point=point,
        has_point=np.array([entry.point is not None for entry in standards], np.bool_),
        far=(finer > 18) | _any_far(green.exact) | _any_far(amber.exact) | _any_far(point.reshape(-1, 1)),
    )


def _ends(intervals: Sequence[Interval | None], grid: Sequence[int], steps: int) -> Ends:
    pairs = [
        _HOLDS_NO_NUMBER if interval is None else interval.on_grid(decimals)
        for interval, decimals in zip(intervals, grid, strict=True)
    ]
    exact = np.array(pairs, object).reshape(-1, 2) * steps
    cut = np.clip(exact, -_FAR, _FAR).astype(np.int64)
    return Ends(exact, np.ascontiguousarray(cut[:, 0]), np.ascontiguousarray(cut[:, 1]))


def _points(points: Sequence[Decimal | None], grid: Sequence[int], steps: int) -> NDArray[np.object_]:
    table = np.zeros(len(points), object)
    for place, (point, decimals) in enumerate(zip(points, grid, strict=True)):
        if point is not None:
            table[place] = on_grid(point, decimals) * steps
    return table


def _any_far(numbers: NDArray[np.object_]) -> BoolArray:
    size = np.abs(numbers)
    far = (size > LIMIT) & (size < OPEN_END)
    return np.any(far, axis=1).astype(np.bool_)

"""Standards as arrays: every interval on an integer grid that holds both it and the displayed value.

A place of the table is one case at one number of displayed decimals. The margin of a value to an interval
is ``min(value − low, high − value)``: not negative exactly where the value is inside, and the greater, the
better the performance. So one formula serves RED, AMBER and GREEN, the distances, and the direction of
travel, whichever way is better.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from kpi_engine.model.observation import BoolArray, IntArray, SmallArray
from kpi_engine.rate.bounds import Interval, Standards, digits_and_decimals
from kpi_engine.rate.exact import LIMIT, AnyIntArray

# An open end: beyond any number of a definition or a file. In int64 it is cut to 2 ** 62, which is beyond
# 3 × LIMIT, and no number up to that can be subtracted from it with an overflow.
_OPEN_END = 10**400
_FAR = 1 << 62

# Each number of a definition as an integer and its decimals.
_ExactNumbers: TypeAlias = Mapping[Decimal, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Ends:
    """Low and high ends of an interval at each place: in Python integers, and cut at ± 2 ** 62 in int64."""

    exact_low: NDArray[np.object_]
    exact_high: NDArray[np.object_]
    low: IntArray
    high: IntArray

    def margin(self, value: IntArray, place: IntArray) -> IntArray:
        """Margins of values in grid units (within ± 3 × LIMIT), at places that are not far."""
        above: IntArray = value - self.low.take(place)
        below = self.high.take(place)
        below -= value
        return np.minimum(above, below, out=above)

    def margin_slowly(self, value: AnyIntArray, place: IntArray) -> AnyIntArray:
        """As ``margin``, in Python integers of any size."""
        margin: AnyIntArray = np.minimum(value - self.exact_low[place], self.exact_high[place] - value)
        return margin


@dataclass(frozen=True, slots=True)
class StandardsTable:
    """Arrays by place.

    - ``decimals`` of the grid; ``finer``: how many more those are than the displayed ones.
    - ``green`` and ``amber``: ends of the intervals; one that there is not (``has_``) holds no number.
    - ``aim``: ends of what a better performance is further inside of, where ``has_aim``.
    - ``lacking``: NotRated position for a value that is not GREEN; RATED: such a value has a rating.
    - ``far``: some end is beyond ± LIMIT, so that rows of the place need Python integers.
    """

    decimals: SmallArray
    finer: IntArray
    green: Ends
    amber: Ends
    aim: Ends
    has_green: BoolArray
    has_amber: BoolArray
    has_aim: BoolArray
    lacking: SmallArray
    far: BoolArray

    def is_displayed_grid(self) -> bool:
        """Whether displayed values (within ± LIMIT) stand on the grid as they are, everywhere."""
        return not (self.finer.any() or self.far.any())

    def safe(self, value: IntArray, finer: IntArray, place: IntArray) -> BoolArray:
        """Where int64 is enough for the margins of ``value × 10 ** finer``."""
        size = np.abs(value.astype(np.float64)) * 10.0**finer
        safe: BoolArray = (size <= LIMIT) & ~self.far.take(place)
        return safe


def standards_table(
    standards: Sequence[Standards], displayed_decimals: Sequence[int], steps: int = 1
) -> StandardsTable:
    """The table; both sequences have one entry a place. The grid has ``steps`` units to its last decimal."""
    distinct = {number for entry in standards for number in _numbers_of(entry)}
    numbers = {number: digits_and_decimals(number) for number in distinct}
    grid = [
        max([shown, *(numbers[number][1] for number in _numbers_of(entry))])
        for entry, shown in zip(standards, displayed_decimals, strict=True)
    ]
    green = _ends([entry.green for entry in standards], numbers, grid, steps)
    amber = _ends([entry.amber for entry in standards], numbers, grid, steps)
    aim = _ends([entry.aim for entry in standards], numbers, grid, steps)
    return StandardsTable(
        decimals=np.array(grid, np.int8),
        finer=np.array(grid, np.int64) - np.array(displayed_decimals, np.int64),
        green=green,
        amber=amber,
        aim=aim,
        has_green=np.array([entry.green is not None for entry in standards], np.bool_),
        has_amber=np.array([entry.amber is not None for entry in standards], np.bool_),
        has_aim=np.array([entry.aim is not None for entry in standards], np.bool_),
        lacking=np.array([entry.lacking.code for entry in standards], np.int8),
        far=_far(green) | _far(amber) | _far(aim),
    )


def _numbers_of(standards: Standards) -> list[Decimal]:
    intervals = (standards.green, standards.amber, standards.aim)
    return [
        end
        for interval in intervals
        if interval is not None
        for end in (interval.low, interval.high)
        if end is not None
    ]


def _ends(
    intervals: Sequence[Interval | None], numbers: _ExactNumbers, grid: Sequence[int], steps: int
) -> Ends:
    low = np.empty(len(intervals), object)
    high = np.empty(len(intervals), object)
    for place, (interval, decimals) in enumerate(zip(intervals, grid, strict=True)):
        if interval is None:
            low[place], high[place] = _OPEN_END, -_OPEN_END
        else:
            low[place] = _on_grid(interval.low, -_OPEN_END, numbers, decimals, steps)
            high[place] = _on_grid(interval.high, _OPEN_END, numbers, decimals, steps)
    return Ends(low, high, _cut(low), _cut(high))


def _on_grid(end: Decimal | None, open_end: int, numbers: _ExactNumbers, decimals: int, steps: int) -> int:
    if end is None:
        return open_end
    digits, needed = numbers[end]
    on_grid: int = digits * 10 ** (decimals - needed) * steps
    return on_grid


def _cut(ends: NDArray[np.object_]) -> IntArray:
    return np.clip(ends, -_FAR, _FAR).astype(np.int64)


def _far(ends: Ends) -> BoolArray:
    """Where an end that is not open is beyond ± LIMIT."""
    far = np.zeros(len(ends.exact_low), np.bool_)
    for exact in (ends.exact_low, ends.exact_high):
        size = np.abs(exact)
        far |= ((size > LIMIT) & (size < _OPEN_END)).astype(np.bool_)
    return far

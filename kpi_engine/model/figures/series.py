"""Where each row is in its series: the figures of one indicator in one area, period by period.

Rows are scattered into one dense grid a frequency, ``grid[indicator][period][area]``, that holds row numbers.
Two rows that fall on one cell repeat a key; the row a lag earlier is a fixed step back. Where so few cells
would be filled that a grid is wasteful, rows are sorted instead; the answers are the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from kpi_engine.model.arrays.blocks import blocks_of
from kpi_engine.model.arrays.lookup import by_row, collapsed
from kpi_engine.model.arrays.observation import BoolArray, IndexArray, IntArray, Observations
from kpi_engine.model.calendars.period import Frequency
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.frozen import frozen

NO_ROW = -1
EVERY_ROW = slice(None)
# A grid of up to this many cells a row, or of this many cells in all, is cheaper than a sort.
CELLS_PER_ROW = 8
CELLS_ALWAYS_AFFORDABLE = 1 << 16


class SeriesIndex(Protocol):
    """Finds rows by their place in a series. Row numbers are positions; NO_ROW means no row."""

    def row_at_lag(self, lag: IntArray, rows: slice = EVERY_ROW) -> IndexArray:
        """For each of some rows, the row of its series so many periods earlier; the first where it repeats.

        ``lag`` (> 0) is by code, or one for all.
        """

    def row_in_period(self, period: IntArray) -> IndexArray:
        """For each row, the row of its series in a fixed period; ``period`` is by code."""

    def previous_present(self, present: BoolArray) -> IndexArray:
        """For each row, the latest earlier row of its series that is ``present``."""


def index_series(observations: Observations, indicators: Sequence[Indicator]) -> SeriesIndex:
    """Index n observations; ``indicators`` is parallel to ``observations.codes``."""
    areas = max(1, len(observations.areas))
    first, span = _period_ranges(observations, [indicator.frequency for indicator in indicators])
    cells = sum(int(periods) * areas for periods in span)
    rows = len(observations)
    if cells <= max(CELLS_ALWAYS_AFFORDABLE, CELLS_PER_ROW * rows):
        return dense_index(observations, first, span)
    return sorted_index(observations)


def _period_ranges(observations: Observations, frequencies: Sequence[Frequency]) -> tuple[IntArray, IntArray]:
    """First period and number of periods, by code: the same for all codes of a frequency."""
    first = np.zeros(len(frequencies), np.int64)
    span = np.zeros(len(frequencies), np.int64)
    if not len(observations):
        return first, span
    kinds = list(dict.fromkeys(frequencies))
    kind_of_code = np.array([kinds.index(frequency) for frequency in frequencies], np.int8)
    kind_of_row = kind_of_code[observations.code] if len(kinds) > 1 else None
    for kind in range(len(kinds)):
        periods = observations.period if kind_of_row is None else observations.period[kind_of_row == kind]
        if len(periods):
            first[kind_of_code == kind] = periods.min()
            span[kind_of_code == kind] = periods.max() - periods.min() + 1
    return first, span


@frozen
class DenseIndex:
    """Row numbers in ``grid``, one block of (periods, areas) a code, blocks one after the other.

    ``first`` is the period that each code's block starts in, ``block`` the position it starts at; ``start``,
    collapsed, is where it would start if it began with period 0.
    """

    code: IndexArray
    area: IndexArray
    period: IntArray
    areas: int
    first: IntArray
    block: IntArray
    start: IntArray
    grid: IndexArray

    def cells(self, rows: slice) -> IntArray:
        """Positions of some rows in the grid, which are cheaper to make than to keep for all rows."""
        cells = self.period[rows] * self.areas
        cells += self.area[rows]
        cells += by_row(self.start, self.code[rows])
        return cells

    def row_at_lag(self, lag: IntArray, rows: slice = EVERY_ROW) -> IndexArray:
        """See SeriesIndex."""
        code = self.code[rows]
        cells = self.cells(rows)
        cells -= by_row(lag * self.areas, code)
        row = self.grid.take(cells, mode="clip")
        row[self.period[rows] < by_row(collapsed(self.first + lag), code)] = NO_ROW
        return row

    def row_in_period(self, period: IntArray) -> IndexArray:
        """See SeriesIndex."""
        ends = np.append(self.block[1:], len(self.grid))[: len(self.block)]
        steps = period - self.first
        reached = (steps >= 0) & (steps * self.areas < ends - self.block)
        back = (self.period - self.first.take(self.code) - steps.take(self.code)) * self.areas
        row: IndexArray = self.grid.take(self.cells(EVERY_ROW) - back, mode="clip")
        row[~reached.take(self.code)] = NO_ROW
        return row

    def previous_present(self, present: BoolArray) -> IndexArray:
        """See SeriesIndex."""
        row_in_cell = np.maximum(self.grid, 0)
        filled = (self.grid >= 0) & present[row_in_cell]
        filled_cell = np.where(filled, np.arange(len(self.grid)), -1)
        found = np.full(len(self.grid), NO_ROW, np.int32)
        ends = np.append(self.block[1:], len(self.grid))[: len(self.block)]
        for start, end in zip(self.block.tolist(), ends.tolist(), strict=True):
            periods = filled_cell[start:end].reshape(-1, self.areas)
            earlier = np.maximum.accumulate(periods, axis=0)[:-1].reshape(-1)
            found[start + self.areas : end] = np.where(earlier >= 0, self.grid[earlier], NO_ROW)
        return found.take(self.cells(EVERY_ROW))


def dense_index(observations: Observations, first: IntArray, span: IntArray) -> DenseIndex:
    """Scatter the rows into a grid; ``first`` period and ``span`` of periods are by code."""
    areas = max(1, len(observations.areas))
    sizes = span * areas
    block = np.cumsum(sizes) - sizes
    index = DenseIndex(
        code=observations.code,
        area=observations.area,
        period=observations.period,
        areas=areas,
        first=first,
        block=block,
        start=collapsed(block - first * areas),
        grid=np.full(int(sizes.sum()), NO_ROW, np.int32),
    )
    number = np.arange(len(observations), dtype=np.int32)
    for rows in blocks_of(len(number)):
        index.grid[index.cells(rows)] = number[rows]
    if np.count_nonzero(index.grid != NO_ROW) < len(number):
        # Rows repeat a key, of which the first is the one that stays: once more, backwards.
        for rows in reversed(blocks_of(len(number))):
            index.grid[index.cells(rows)[::-1]] = number[rows][::-1]
    return index


@frozen
class SortedIndex:
    """Rows in the order of code, area, period (and, for a repeated key, of the input).

    ``order`` holds row numbers; ``key`` rises with it: series × ``stride`` + periods since the first.
    ``rank`` is the inverse of ``order``; ``first`` is the earliest period of all.
    """

    code: IndexArray
    order: IntArray
    rank: IntArray
    key: IntArray
    stride: int
    first: int

    def _rows_at(self, key: IntArray) -> IndexArray:
        """For each sought key, the first row that has it."""
        place = np.minimum(np.searchsorted(self.key, key), len(self.key) - 1)
        return np.where(self.key[place] == key, self.order[place], NO_ROW).astype(np.int32)

    def row_at_lag(self, lag: IntArray, rows: slice = EVERY_ROW) -> IndexArray:
        """See SeriesIndex."""
        key = self.key[self.rank[rows]]
        back = by_row(np.minimum(lag, self.stride), self.code[rows])
        sought = np.where(key % self.stride >= back, key - back, -1)
        return self._rows_at(sought)

    def row_in_period(self, period: IntArray) -> IndexArray:
        """See SeriesIndex."""
        key = self.key[self.rank]
        step = period.take(self.code) - self.first
        reached = (step >= 0) & (step < self.stride)
        return self._rows_at(np.where(reached, key - key % self.stride + step, -1))

    def previous_present(self, present: BoolArray) -> IndexArray:
        """See SeriesIndex."""
        places = np.arange(len(self.order), dtype=np.int64)
        # The first place of each row's own period: all places before it are earlier.
        own = np.searchsorted(self.key, self.key)
        latest = np.maximum.accumulate(np.where(present[self.order] & (own == places), places, -1))
        place = np.where(own > 0, latest[own - 1], -1)
        same_series = (place >= 0) & (self.key[place] // self.stride == self.key // self.stride)
        row = np.where(same_series, self.order[place], NO_ROW).astype(np.int32)
        return row[self.rank]


def sorted_index(observations: Observations) -> SortedIndex:
    """Sort the rows (at least 1) by code, area and period."""
    code, area, period = observations.code, observations.area, observations.period
    order = np.lexsort((period, area, code)).astype(np.int64)
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    sorted_code, sorted_area = code[order], area[order]
    starts = (sorted_code[1:] != sorted_code[:-1]) | (sorted_area[1:] != sorted_area[:-1])
    series = np.concatenate([[0], np.cumsum(starts)])
    first, stride = int(period.min()), int(period.max() - period.min()) + 1
    return SortedIndex(code, order, rank, series * stride + (period[order] - first), stride, first)

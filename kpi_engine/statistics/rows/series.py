"""Rows of observations as matrices of series: (periods, series), so that a whole block is worked on at
once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from kpi_engine.model.arrays.observation import BoolArray, IndexArray, IntArray, Observations
from kpi_engine.model.frozen import frozen

Entry = TypeVar("Entry", bound=np.generic)
# As many cells as this are worked on at once, which keeps the memory small; and at least one code's.
_CELLS = 1 << 22


@frozen
class SeriesGrid:
    """Some rows, each at its ``step`` (periods after ``first``) and its ``series``, of ``shape``.

    ``code``, ``area`` and ``part`` have an entry for each series; ``cell`` is each row's place in a matrix.
    """

    rows: IntArray
    step: IntArray
    series: IntArray
    shape: tuple[int, int]
    first: int
    code: IntArray
    area: IntArray
    part: IntArray
    cell: IntArray

    def spread(self, column: NDArray[Entry], fill: int = 0) -> NDArray[Entry]:
        """The entries of a column (of all rows) as a matrix; ``fill`` where there is no row."""
        matrix = np.full(self.shape[0] * self.shape[1], fill, column.dtype)
        matrix[self.cell] = column if len(self.rows) == len(column) else column[self.rows]
        return matrix.reshape(self.shape)

    def gather(self, matrix: NDArray[Entry]) -> NDArray[Entry]:
        """The entry of each of the rows in a matrix."""
        return matrix.reshape(-1).take(self.cell)


def series_grids(
    observations: Observations, codes: Sequence[int], part: IndexArray | None = None
) -> Iterator[SeriesGrid]:
    """The rows of some codes, of one frequency, as grids; a series holds each period once.

    Where each row has a ``part`` (a small number), rows of different parts are of different series.
    """
    wanted = np.zeros(max(1, len(observations.codes)), np.bool_)
    wanted[list(codes)] = True
    rows = np.arange(len(observations)) if wanted.all() else np.flatnonzero(wanted[observations.code])
    if not len(rows):
        return
    period = observations.period[rows]
    span = int(period.max() - period.min()) + 1
    areas = max(1, len(observations.areas))
    at_once = max(1, _CELLS // (span * areas))
    if len(codes) <= at_once:
        yield _grid(observations, rows, part)
        return
    code = observations.code[rows]
    for start in range(0, len(codes), at_once):
        some = np.isin(code, codes[start : start + at_once])
        if some.any():
            yield _grid(observations, rows[some], part)


def _grid(observations: Observations, rows: IntArray, part: IndexArray | None) -> SeriesGrid:
    areas = max(1, len(observations.areas))
    parts = 1 if part is None else int(part[rows].max()) + 1
    key = (observations.code[rows].astype(np.int64) * areas + observations.area[rows]) * parts
    if part is not None:
        key += part[rows]
    found = np.zeros(int(key.max()) + 1, np.bool_)
    found[key] = True
    keys = np.flatnonzero(found)
    number = np.cumsum(found) - 1
    period = observations.period[rows]
    first = int(period.min())
    step, series = period - first, number[key]
    return SeriesGrid(
        rows=rows,
        step=step,
        series=series,
        shape=(int(period.max()) - first + 1, len(keys)),
        first=first,
        code=keys // parts // areas,
        area=keys // parts % areas,
        part=keys % parts,
        cell=step * len(keys) + series,
    )


def latest_rows(observations: Observations, there: BoolArray) -> BoolArray:
    """Which of the rows ``there`` are the latest of their series."""
    areas = max(1, len(observations.areas))
    key = observations.code.astype(np.int64) * areas + observations.area
    latest = np.full(max(1, len(observations.codes)) * areas, np.iinfo(np.int64).min)
    np.maximum.at(latest, key[there], observations.period[there])
    is_latest: BoolArray = there & (observations.period == latest[key])
    return is_latest


def rows_by_series(observations: Observations, codes: Sequence[int]) -> Iterator[tuple[int, int, IndexArray]]:
    """Code, area and rows of each series of some codes, rows by period."""
    wanted = np.zeros(max(1, len(observations.codes)), np.bool_)
    wanted[list(codes)] = True
    rows = np.flatnonzero(wanted[observations.code])
    order = rows[np.lexsort((observations.period[rows], observations.area[rows], observations.code[rows]))]
    code, area = observations.code[order], observations.area[order]
    starts = np.flatnonzero(np.append(True, (code[1:] != code[:-1]) | (area[1:] != area[:-1])))
    for start, end in zip(starts.tolist(), [*starts[1:].tolist(), len(order)], strict=True):
        if end > start:
            yield int(code[start]), int(area[start]), order[start:end].astype(np.int32)

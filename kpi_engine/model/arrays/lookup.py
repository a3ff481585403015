"""Tables in which rows look something up by code or by place."""

from __future__ import annotations

from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from kpi_engine.model.arrays.blocks import blocks_of
from kpi_engine.model.arrays.observation import ExactColumn, IndexArray, IntArray, SmallArray

Entry = TypeVar("Entry", bound=np.generic)


def collapsed(table: NDArray[Entry]) -> NDArray[Entry]:
    """The table, cut to one entry where all are the same: then a look-up costs nothing."""
    return table[:1] if len(table) and bool((table == table[0]).all()) else table


def by_row(table: NDArray[Entry], place: NDArray[np.integer[Any]]) -> NDArray[Entry]:
    """The entry of each of n places (a negative place has the first entry).

    If the table or the view of places has a single entry, so has the result, which is a view that cannot be
    written into: make a new array of it.
    """
    if len(table) == 1:
        return np.broadcast_to(table, len(place))
    if place.strides == (0,):
        return np.broadcast_to(table.take(place[:1], mode="clip"), len(place))
    entries = np.empty(len(place), table.dtype)
    # Block by block, since numpy makes wide integers of all places first. A second thread gains nothing.
    for block in blocks_of(len(place)):
        look_up(table, place[block], entries[block])
    return entries


def look_up(table: NDArray[Entry], place: NDArray[np.integer[Any]], entries: NDArray[Entry]) -> None:
    """``by_row`` into an array that is there already."""
    if len(table) == 1:
        entries.fill(table[0])
    else:
        table.take(place, out=entries, mode="clip")


def distinct_places(places: NDArray[np.integer[Any]]) -> IntArray:
    """The distinct places, ascending, in time by the greatest.

    np.unique does the same, and imports numpy.ma first: 8 ms of a command, more than its work on few rows.
    """
    return np.flatnonzero(np.bincount(places))


def first_seen(table: IndexArray, places: NDArray[np.integer[Any]]) -> NDArray[np.integer[Any]]:
    """The distinct places, ascending, in time by their number; ``table`` has something else there afterwards.

    Of each place the table keeps which row came last: the other rows of the place find another number there.
    """
    rows = np.arange(len(places), dtype=table.dtype)
    table[places] = rows
    return np.sort(places[table.take(places) == rows])


def numbers_at(column: ExactColumn, rows: IndexArray, decimals: SmallArray | None = None) -> ExactColumn:
    """The numbers in some rows, of which ``decimals`` may be known; there is none in a negative row."""
    place = rows.astype(np.int64)
    present = column.present.take(place, mode="clip")
    present &= place >= 0
    if decimals is None:
        decimals = column.decimals.take(place, mode="clip")
    return ExactColumn(column.mantissa.take(place, mode="clip"), decimals, present)


def is_any(mask: NDArray[Any]) -> bool:
    """Whether any entry is true (not 0); the entry of a view of one entry is looked at once."""
    return bool((mask[:1] if mask.strides == (0,) else mask).any())

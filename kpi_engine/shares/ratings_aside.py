"""Ratings of shares on disk, and read again in the order that they have where all are rated at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from operator import is_
from pathlib import Path

import numpy as np

from kpi_engine.assemble.tidy.distinct import distinct_keys
from kpi_engine.assemble.tidy.further import in_order_of_outputs
from kpi_engine.model.arrays.observation import IndexArray, IntArray, PositionArray
from kpi_engine.model.outputs.tidy import TidyColumn, TidyKind, TidyTable
from kpi_engine.shares.spill import Batch, SpillFile, joined_batches

# Rows of all shares together that are in memory while they are put in order.
_ROWS_WAITING = 1 << 17
_FEWEST_IN_A_BATCH = 1 << 10
_MOST_IN_A_BATCH = 1 << 14
_EMPTY = 0  # the place of empty texts


class RatingsAside:
    """Tidy ratings of shares; the texts of their columns, each distinct text once, stay in memory.

    Columns that are looked up together, as all that a threshold says, wait as a single column.
    """

    def __init__(self, folder: Path, shares: int) -> None:
        self._files = [SpillFile(folder / f"ratings-{share}") for share in range(shares)]
        fitting = _ROWS_WAITING // max(shares, 1)
        self._rows_in_a_batch = min(max(fitting, _FEWEST_IN_A_BATCH), _MOST_IN_A_BATCH)
        self._groups: dict[str, _Group] = {}
        self._rows = 0

    def __len__(self) -> int:
        return self._rows

    def add(self, share: int, keys: IntArray, table: TidyTable) -> None:
        """Add ratings of a share; ``keys`` (shape (n,)) are their places among all, which never fall."""
        for names in _together(table, {name for group in self._groups.values() for name in group.texts}):
            self._groups[names[0]] = _Group({name: table.columns[name].kind for name in names})
        ids = {
            name: group.ids([table.columns[each] for each in group.texts])
            for name, group in self._groups.items()
            if name in table.columns
        }
        rows = Batch(keys, ids)
        for start in range(0, len(rows), self._rows_in_a_batch):
            self._files[share].add(rows.rows(slice(start, start + self._rows_in_a_batch)))
        self._rows += len(rows)

    def close(self) -> None:
        """Nothing more will be added."""
        for file in self._files:
            file.close()

    def tables(self, rows_at_once: int) -> Iterator[TidyTable]:
        """All ratings in the order of their keys, in tables of about so many rows."""
        waiting: list[Batch] = []
        for batch in _in_order([file.batches() for file in self._files], list(self._groups)):
            waiting.append(batch)
            if sum(map(len, waiting)) >= rows_at_once:
                yield self._table(joined_batches(waiting))
                waiting = []
        if waiting:
            yield self._table(joined_batches(waiting))

    def _table(self, rows: Batch) -> TidyTable:
        columns = {
            name: TidyColumn(group.kinds[name], texts, rows.columns[first])
            for first, group in self._groups.items()
            for name, texts in group.texts.items()
        }
        return TidyTable({name: columns[name] for name in in_order_of_outputs(columns)})


def _together(table: TidyTable, known: Collection[str]) -> list[list[str]]:
    """The names of columns that are not known yet, in groups of columns that share their positions."""
    groups: dict[tuple[int, int], list[str]] = {}
    for name, column in table.columns.items():
        if name not in known:
            groups.setdefault((id(column.positions), len(column.texts)), []).append(name)
    return list(groups.values())


class _Group:
    """The texts of columns that are looked up together: by column, first the empty texts.

    A row has a place in the lists, which are as long as each other.
    """

    def __init__(self, kinds: Mapping[str, TidyKind]) -> None:
        self.kinds = kinds
        self.texts: dict[str, list[str]] = {name: [""] for name in kinds}
        self._place = {("",) * len(kinds): _EMPTY}
        # The texts of the last table, which the next table of a share mostly has, too, and their places.
        self._last: Sequence[Sequence[str]] = ()
        self._ids = np.zeros(0, np.int32)

    def ids(self, columns: Sequence[TidyColumn]) -> IndexArray:
        """The place of each row's texts."""
        texts, positions = _looked_up(columns)
        is_known = len(self._last) == len(texts) and all(map(is_, texts, self._last))
        known = self._ids if is_known else self._ids[:0]
        more = [self._place_of(each) for each in zip(*(each[len(known) :] for each in texts), strict=True)]
        self._last, self._ids = texts, np.append(known, np.array(more, np.int32))
        found: IndexArray = self._ids[positions]
        return found

    def _place_of(self, texts: tuple[str, ...]) -> int:
        place = self._place.get(texts)
        if place is None:
            place = self._place[texts] = len(self._place)
            for column, text in zip(self.texts.values(), texts, strict=True):
                column.append(text)
        return place


def _looked_up(columns: Sequence[TidyColumn]) -> tuple[Sequence[Sequence[str]], PositionArray]:
    """The texts of each column, and which of them each row has: the same of all columns."""
    first = columns[0]
    texts, positions = [first.texts], first.positions
    for column in columns[1:]:
        if (
            column.positions is first.positions
            and len(column.texts) == len(first.texts)
            and texts[0] is first.texts
        ):
            texts.append(column.texts)
            continue
        pairs, positions = distinct_keys(positions.astype(np.int64) * len(column.texts) + column.positions)
        places = [divmod(pair, len(column.texts)) for pair in pairs]
        texts = [[each[place] for place, _ in places] for each in texts]
        texts.append([column.texts[place] for _, place in places])
    return texts, positions


def _in_order(shares: Sequence[Iterator[Batch]], names: Sequence[str]) -> Iterator[Batch]:
    """The rows of all shares in the order of their keys; of each share a batch is in memory."""
    current = {number: batch for number, share in enumerate(shares) if (batch := next(share, None))}
    while current:
        # What comes later in a share has no lower key than the last row of its batch.
        limit = min(int(batch.key[-1]) for batch in current.values())
        complete = []
        for number, batch in list(current.items()):
            end = int(np.searchsorted(batch.key, limit, side="right"))
            if end:
                complete.append(_with_columns(batch.rows(slice(0, end)), names))
            rest = batch.rows(slice(end, None)) if end < len(batch) else next(shares[number], None)
            if rest is None:
                del current[number]
            else:
                current[number] = rest
        rows = joined_batches(complete)
        yield rows if len(complete) == 1 else rows.rows(np.argsort(rows.key, kind="stable"))


def _with_columns(batch: Batch, names: Sequence[str]) -> Batch:
    """The rows with all columns; the texts of columns that a share lacks are empty."""
    nothing = np.full(len(batch), _EMPTY, np.int32)
    return Batch(batch.key, {name: batch.columns.get(name, nothing) for name in names})

"""The rows of input files dealt out to shares by their indicators, and read again share by share.

Indicators that are made from each other are in one share (``connected_codes``). A file is read piece by piece
where it can be, and its rows wait on disk. The texts of its columns, each distinct text once, stay in memory.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from kpi_engine.model.arrays.observation import IndexArray, IntArray
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.made_from.connected import connected_codes
from kpi_engine.model.definitions.scorecard import FileSource
from kpi_engine.model.issue import Issue
from kpi_engine.read.csv.csv_header import ColumnNames
from kpi_engine.read.csv.csv_pieces import NotInPiecesError
from kpi_engine.read.csv.csv_table import CsvTable, DistinctTexts, TextColumn
from kpi_engine.read.csv.row_labels import code_positions
from kpi_engine.read.sheets.read_tables import TableReader, Tables, read_tables, table_pieces
from kpi_engine.shares.spill import Batch, SpillFile, joined_batches

# What is spilled beside the columns of a table, none of which has an empty name.
_GROUP = ""
_NO_GROUP = -1
_NOT_DEALT = -1


class NotInSharesError(Exception):
    """``why`` all figures must be in memory at once: a clause."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


class DealtTables:
    """The tables of files, once ``deal`` has read them.

    A group is a number for indicators that are made from each other. Rows of no indicator are in no group.
    """

    def __init__(self, indicators: Sequence[Indicator], shares: int, folder: Path) -> None:
        self._dealing = _Dealing(indicators, shares)
        self._folder = folder
        self._dealt: list[tuple[FileSource, ColumnNames, tuple[_DealtTable, ...], tuple[Issue, ...]]] = []

    def deal(self, source: FileSource, names: ColumnNames) -> Tables:
        """Read a file, and give its tables without their rows.

        Raises:
            NotInSharesError: the rows of a table are not in the order of their numbers.
        """
        if self._found(source, names) is None:
            self._dealt.append((source, names, *self._read(source, names)))
        return self.of(())(source, names)

    def shares(self) -> tuple[tuple[int, ...], ...]:
        """The groups of each share, of groups that have any row."""
        return self._dealing.shares()

    def of(self, groups: Collection[int], *, with_rest: bool = False) -> TableReader:
        """A reader of the rows of some groups, in their order.

        ``with_rest`` it also has the rows that are in no group, and says what is wrong with files.
        """

        def read(source: FileSource, names: ColumnNames) -> Tables:
            found = self._found(source, names)
            if found is None:
                raise ValueError("a file is asked for that has not been dealt out")
            tables, issues = found
            wanted = [*groups, _NO_GROUP] if with_rest else list(groups)
            return tuple(table.of(wanted) for table in tables), issues if with_rest else ()

        return read

    def _found(
        self, source: FileSource, names: ColumnNames
    ) -> tuple[tuple[_DealtTable, ...], tuple[Issue, ...]] | None:
        for other, of_names, tables, issues in self._dealt:
            if other == source and of_names == names:
                return tables, issues
        return None

    def _read(
        self, source: FileSource, names: ColumnNames
    ) -> tuple[tuple[_DealtTable, ...], tuple[Issue, ...]]:
        pieces = _DealtTable(self._dealing, self._new_folder())
        try:
            for piece in table_pieces(source, names):
                pieces.add(piece)
            if pieces.has_rows:
                return (pieces,), ()
        except NotInPiecesError:
            pass
        finally:
            pieces.close()
        pieces.forget()
        # What is empty, or cannot be read in pieces, is read as it always is.
        tables, issues = read_tables(source, names)
        return tuple(self._whole(table) for table in tables), issues

    def _whole(self, table: CsvTable) -> _DealtTable:
        dealt = _DealtTable(self._dealing, self._new_folder())
        try:
            dealt.add(table)
        finally:
            dealt.close()
        return dealt

    def _new_folder(self) -> Path:
        folder = self._folder / f"table-{len(list(self._folder.iterdir()))}"
        folder.mkdir()
        return folder


class _Dealing:
    """Which share each group is in: a group is dealt when it is first seen, to the smallest share.

    Rows of no group have the number _NO_GROUP, and are in a share of their own, behind the others.
    """

    def __init__(self, indicators: Sequence[Indicator], shares: int) -> None:
        self._codes = [indicator.code for indicator in indicators]
        self._names = [indicator.name for indicator in indicators]
        groups = connected_codes(indicators)
        place = {group: number for number, group in enumerate(dict.fromkeys(groups.values()))}
        self._group = np.array([*(place[groups[code]] for code in self._codes), _NO_GROUP], np.int32)
        self._share = np.full(len(place), _NOT_DEALT, np.int64)
        self._rows = np.zeros(shares, np.int64)

    def groups_of(self, table: CsvTable) -> IndexArray:
        """The group of each row; every group has a share then."""
        groups: IndexArray = self._group[code_positions(table, self._codes, self._names)]
        count = np.bincount(groups[groups != _NO_GROUP], minlength=len(self._share))
        for group in np.argsort(-count, kind="stable").tolist():
            if self._share[group] == _NOT_DEALT and count[group]:
                self._share[group] = int(self._rows.argmin())
            if count[group]:
                self._rows[self._share[group]] += count[group]
        return groups

    def shares_of(self, groups: Collection[int] | IndexArray) -> IntArray:
        """The share of each group."""
        share: IntArray = np.append(self._share, len(self._rows))[np.asarray(groups, np.int32)]
        return share

    def shares(self) -> tuple[tuple[int, ...], ...]:
        """The groups of each share."""
        return tuple(tuple(np.flatnonzero(self._share == share).tolist()) for share in range(len(self._rows)))


class _DealtTable:
    """A table whose rows wait on disk, in a file for each share."""

    def __init__(self, dealing: _Dealing, folder: Path) -> None:
        self._dealing = dealing
        self._folder = folder
        self._empty: CsvTable | None = None
        self._texts: dict[str, DistinctTexts] = {}
        self._files: dict[int, SpillFile] = {}
        self._last_line = 0

    @property
    def has_rows(self) -> bool:
        """Whether any piece was added."""
        return self._empty is not None

    def add(self, piece: CsvTable) -> None:
        """Add further rows."""
        if self._empty is None:
            self._texts = {name: DistinctTexts() for name in piece.columns}
            no_rows = np.zeros(0, np.int32)
            nothing = TextColumn(("",), no_rows)
            self._empty = CsvTable(piece.file, dict.fromkeys(piece.columns, nothing), no_rows, piece.cells)
        if not len(piece):
            return
        if piece.line[0] <= self._last_line or (np.diff(piece.line) <= 0).any():
            raise NotInSharesError("the rows of a table are not in the order of their numbers")
        self._last_line = int(piece.line[-1])
        groups = self._dealing.groups_of(piece)
        shares = self._dealing.shares_of(groups)
        order = np.argsort(shares, kind="stable")
        columns = {name: self._ids(name, column)[order] for name, column in piece.columns.items()}
        columns[_GROUP] = groups[order]
        rows = Batch(piece.line[order].astype(np.int64), columns)
        of_share, starts = np.unique(shares[order], return_index=True)
        ends = [*starts[1:].tolist(), len(order)]
        for share, start, end in zip(of_share.tolist(), starts.tolist(), ends, strict=True):
            if share not in self._files:
                self._files[share] = SpillFile(self._folder / str(share))
            self._files[share].add(rows.rows(slice(start, end)))

    def close(self) -> None:
        """Nothing more will be added."""
        for file in self._files.values():
            file.close()

    def forget(self) -> None:
        """Remove the files of what was added."""
        for path in self._folder.iterdir():
            path.unlink()

    def of(self, groups: Collection[int]) -> CsvTable:
        """The rows of some groups, in their order."""
        if self._empty is None:
            raise ValueError("there is no table")
        shares = np.unique(self._dealing.shares_of(groups)).tolist()
        batches = [
            batch.rows(np.flatnonzero(np.isin(batch.columns[_GROUP], list(groups))))
            for share in shares
            if share in self._files
            for batch in self._files[share].batches()
        ]
        if not batches:
            return self._empty
        rows = joined_batches(batches)
        if len(shares) > 1:
            rows = rows.rows(np.argsort(rows.key, kind="stable"))
        columns = {name: _column(texts.texts, rows.columns[name]) for name, texts in self._texts.items()}
        return replace(self._empty, columns=columns, line=rows.key.astype(np.int32))

    def _ids(self, name: str, column: TextColumn) -> IndexArray:
        ids = np.array([self._texts[name][text] for text in column.texts] or [0], np.int32)
        found: IndexArray = ids[column.index]
        return found


def _column(texts: Sequence[str], ids: IndexArray) -> TextColumn:
    """A column of the texts that some row has."""
    used = np.zeros(len(texts), np.bool_)
    used[ids] = True
    place = np.cumsum(used, dtype=np.int32) - np.int32(1)
    return TextColumn(tuple(texts[position] for position in np.flatnonzero(used).tolist()), place[ids])

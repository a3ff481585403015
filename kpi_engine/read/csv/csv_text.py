"""The strict CSV layer: a file → columns of text with the line of every row, and all that is wrong with it.

UTF-8, with or without a byte order mark; columns separated by commas; quotes as in RFC 4180. Spaces around a
field, rows and columns without any text, and capitals in the names of columns mean nothing. A column holds
each distinct text once, so that its reader parses each text once however many rows there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from kpi_engine.model.arrays.observation import BoolArray, IndexArray
from kpi_engine.model.input_name import also_in
from kpi_engine.model.issue import Issue, Location, error, errors_in
from kpi_engine.read.csv.csv_bytes import empty_file, read_text
from kpi_engine.read.csv.csv_header import (
    MOST_COLUMNS,
    ColumnNames,
    check_header,
    column_names,
    has_twice,
    too_many_columns,
)
from kpi_engine.read.csv.csv_rows import RowBlock, row_blocks
from kpi_engine.read.csv.csv_table import CsvTable, TextColumn
from kpi_engine.read.csv.csv_words import with_sound_words
from kpi_engine.read.places import display_path
from kpi_engine.read.reporting import in_order

_HEADER_FIRST = "the first row must name the columns"


def read_csv(path: str | Path, names: ColumnNames) -> tuple[CsvTable | None, tuple[Issue, ...]]:
    """Read a file strictly. Rows that do not fit the header are left out, each with an issue.

    None where no row can be understood: the file is not readable text, or its header is not usable.
    """
    file = display_path(path)
    text, issues = read_text(Path(path), file)
    return (None, issues) if text is None else parse_csv(text, file, names)


def parse_csv(text: str, file: str, names: ColumnNames) -> tuple[CsvTable | None, tuple[Issue, ...]]:
    """``read_csv`` of text that has been read already."""
    issues: list[Issue] = []
    blocks = row_blocks(text, file, issues)
    rows, lines = next(blocks, ([], []))
    if not rows:
        return None, tuple(issues) or (empty_file(file),)
    if len(rows[0]) > MOST_COLUMNS:
        return None, (too_many_columns(len(rows[0]), Location(file, lines[0])),)
    header = column_names(rows[0], names)
    body = _Body(header)
    body.add((rows[1:], lines[1:]))
    for block in blocks:
        body.add(block)
    header_issues = check_header(header, Location(file, lines[0]), names, _HEADER_FIRST, body.filled())
    if not set(names.required) <= set(header) or has_twice(header):
        return None, (*header_issues, *issues)
    table, body_issues = body.table(file)
    table, word_issues = with_sound_words(table, names)
    issues = [*header_issues, *in_order([*body_issues, *word_issues]), *issues]
    if not len(table) and not names.may_be_empty and not errors_in(issues):
        issues.append(_no_rows(file))
    return table, tuple(issues)


class _DistinctTexts(dict[str, int]):
    """Text as written → position of its stripped form in ``texts``; filled as texts are looked up."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def __missing__(self, written: str) -> int:
        text = written.strip()
        if text == written:
            position = len(self.texts)
            self.texts.append(text)
        else:
            position = self[text]
        self[written] = position
        return position


class _Body:
    """The rows below a header, gathered block by block into columns."""

    def __init__(self, header: Sequence[str]) -> None:
        self._header = header
        self._distinct = [_DistinctTexts() for _ in header]
        self._indices: list[list[IndexArray]] = [[] for _ in header]
        self._lines: list[IndexArray] = []
        self._misfits: dict[int, list[int]] = {}

    def add(self, block: RowBlock) -> None:
        rows, lines = block
        width = len(self._header)
        if any(length != width for length in set(map(len, rows))):
            rows, lines = self._without_misfits(rows, lines)
        if not rows:
            return
        for distinct, indices, column in zip(
            self._distinct, self._indices, zip(*rows, strict=True), strict=True
        ):
            indices.append(np.fromiter(map(distinct.__getitem__, column), np.int32, len(rows)))
        self._lines.append(np.array(lines, np.int32))

    def table(self, file: str) -> tuple[CsvTable, tuple[Issue, ...]]:
        """The table of all rows added, and what is wrong with rows left out."""
        line = _joined(self._lines)
        columns = [
            TextColumn(tuple(distinct.texts), _joined(indices))
            for distinct, indices in zip(self._distinct, self._indices, strict=True)
        ]
        repeats = _rows_with(columns, self._header)
        keep = ~(repeats | _rows_with(columns, [""] * len(columns)))
        issues = [_misfit(file, width, lines, len(self._header)) for width, lines in self._misfits.items()]
        if repeats.any():
            issues.append(_repeated_header(file, line[repeats].tolist()))
        if not keep.all():
            columns = [TextColumn(column.texts, column.index[keep]) for column in columns]
        named = {name: column for name, column in zip(self._header, columns, strict=True) if name}
        return CsvTable(file, named, line[keep]), tuple(issues)

    def filled(self) -> Sequence[bool]:
        """Which columns hold any text."""
        return [any(distinct.texts) for distinct in self._distinct]

    def _without_misfits(self, rows: list[list[str]], lines: list[int]) -> RowBlock:
        fitting: RowBlock = ([], [])
        for row, line in zip(rows, lines, strict=True):
            if len(row) == len(self._header):
                fitting[0].append(row)
                fitting[1].append(line)
            else:
                self._misfits.setdefault(len(row), []).append(line)
        return fitting


def _joined(blocks: Sequence[IndexArray]) -> IndexArray:
    return np.concatenate(blocks) if blocks else np.zeros(0, np.int32)


def _rows_with(columns: Sequence[TextColumn], texts: Sequence[str]) -> BoolArray:
    """Which rows hold exactly these texts, one a column."""
    rows = np.ones(len(columns[0].index), np.bool_)
    for column, text in zip(columns, texts, strict=True):
        if text not in column.texts:
            return np.zeros(len(rows), np.bool_)
        rows &= column.index == column.texts.index(text)
    return rows


def _misfit(file: str, width: int, lines: Sequence[int], wanted: int) -> Issue:
    remedy = (
        "a field that holds a comma goes in quotes, and a number has a full stop or nothing"
        if width > wanted
        else "add the missing fields: an empty field still needs its comma"
    )
    noun = "field" if width == 1 else "fields"
    return error(
        Location(file, lines[0]),
        f"the row has {width:,} {noun} but the header has {wanted:,} columns{also_in(file, lines)}",
        remedy,
    )


def _repeated_header(file: str, lines: Sequence[int]) -> Issue:
    what = f"the header row stands here again{also_in(file, lines)}"
    return error(Location(file, lines[0]), what, "delete it (were two files joined?)")


def _no_rows(file: str) -> Issue:
    return error(Location(file), "the file has a header but no rows below it", "add the rows")

"""The strict CSV layer: a file → columns of text with the line of every row, and all that is wrong with it.

UTF-8, with or without a byte order mark; columns separated by commas; quotes as in RFC 4180. Spaces around a
field, rows and columns without any text, and capitals in the names of columns mean nothing. A column holds
each distinct text once, so that its reader parses each text once however many rows there are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from kpi_engine.model.arrays.observation import BoolArray, IndexArray
from kpi_engine.model.frozen import frozen
from kpi_engine.model.input_name import also_in
from kpi_engine.model.issue import Issue, Location, error, errors_in
from kpi_engine.read.csv.csv_bytes import empty_file, read_text
from kpi_engine.read.csv.csv_header import (
    MOST_COLUMNS,
    ColumnNames,
    check_header,
    column_names,
    has_twice,
    headings_below,
    too_many_columns,
)
from kpi_engine.read.csv.csv_rows import RowBlock, row_blocks
from kpi_engine.read.csv.csv_table import CsvTable, DistinctTexts, TextColumn
from kpi_engine.read.csv.csv_words import with_sound_words
from kpi_engine.read.csv.fast_columns import plain_columns
from kpi_engine.read.places import display_path
from kpi_engine.read.reporting import in_order

HEADER_FIRST = "the first row must name the columns"


def read_csv(path: str | Path, names: ColumnNames) -> tuple[CsvTable | None, tuple[Issue, ...]]:
    """Read a file strictly. Rows that do not fit the header are left out, each with an issue.

    None where no row can be understood: the file is not readable text, or its header is not usable.
    """
    file = display_path(path)
    plain = plain_columns(Path(path))
    if plain is not None:
        header, columns = plain
        lines = np.arange(2, len(columns[0].index) + 2, dtype=np.int32)
        body = Gathered(column_names(header, names), columns, lines, {})
        return _checked(body, file, names, 1, ())
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
    above = headings_below(rows, lines, file, names)
    if above is not None:
        return None, (above,)
    body = _Body(column_names(rows[0], names))
    body.add((rows[1:], lines[1:]))
    for block in blocks:
        body.add(block)
    return _checked(body.gathered(), file, names, lines[0], issues)


def _checked(
    body: Gathered, file: str, names: ColumnNames, header_line: int, issues: Sequence[Issue]
) -> tuple[CsvTable | None, tuple[Issue, ...]]:
    """The table of the rows below a header, with what is wrong with header, rows and words."""
    header_issues = check_header(body.header, Location(file, header_line), names, HEADER_FIRST, body.filled())
    if not set(names.required) <= set(body.header) or has_twice(body.header):
        return None, (*header_issues, *issues)
    table, body_issues = body.table(file)
    table, word_issues = with_sound_words(table, names)
    found = [*header_issues, *in_order([*body_issues, *word_issues]), *issues]
    if not len(table) and not names.may_be_empty and not errors_in(found):
        found.append(_no_rows(file))
    return table, tuple(found)


@frozen
class Gathered:
    """The rows below a header as columns; ``misfits`` are the lines of rows of another width, by width."""

    header: Sequence[str]
    columns: Sequence[TextColumn]
    line: IndexArray
    misfits: Mapping[int, Sequence[int]]

    def filled(self) -> Sequence[bool]:
        """Which columns hold any text."""
        return [any(column.texts) for column in self.columns]

    def table(self, file: str) -> tuple[CsvTable, tuple[Issue, ...]]:
        """The table of the rows that fit, and what is wrong with rows left out."""
        columns, line = self.columns, self.line
        repeats = _rows_with(columns, self.header)
        keep = ~(repeats | _rows_with(columns, [""] * len(columns)))
        issues = [_misfit(file, width, lines, len(self.header)) for width, lines in self.misfits.items()]
        if repeats.any():
            issues.append(_repeated_header(file, line[repeats].tolist()))
        if not keep.all():
            columns = [TextColumn(column.texts, column.index[keep]) for column in columns]
            line = line[keep]
        named = {name: column for name, column in zip(self.header, columns, strict=True) if name}
        return CsvTable(file, named, line), tuple(issues)


class _Body:
    """The rows below a header, gathered block by block into columns."""

    def __init__(self, header: Sequence[str]) -> None:
        self._header = header
        self._distinct = [DistinctTexts() for _ in header]
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

    def gathered(self) -> Gathered:
        """All rows added."""
        columns = [
            TextColumn(tuple(distinct.texts), _joined(indices))
            for distinct, indices in zip(self._distinct, self._indices, strict=True)
        ]
        return Gathered(self._header, columns, _joined(self._lines), self._misfits)

    def _without_misfits(self, rows: list[list[str]], lines: list[int]) -> RowBlock:
        """The rows that fit. A row may end with the last column that has a name, as spreadsheets write rows.

        No other width is taken: a decimal comma makes a field too many, beside which there are empty fields.
        """
        named = _last_named(self._header)
        without_name = [""] * (len(self._header) - named)
        fitting: RowBlock = ([], [])
        for row, line in zip(rows, lines, strict=True):
            fitted = [*row, *without_name] if len(row) == named else row
            if len(fitted) == len(self._header):
                fitting[0].append(fitted)
                fitting[1].append(line)
            else:
                self._misfits.setdefault(len(row), []).append(line)
        return fitting


def _last_named(header: Sequence[str]) -> int:
    """The number of columns up to the last one with a name."""
    return max((place for place, name in enumerate(header, 1) if name), default=0)


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
    what = f"this row repeats the header row{also_in(file, lines)}"
    return error(Location(file, lines[0]), what, "delete it (were two files joined?)")


def _no_rows(file: str) -> Issue:
    return error(Location(file), "the file has a header but no rows below it", "add the rows")

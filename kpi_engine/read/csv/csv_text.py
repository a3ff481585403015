"""The strict CSV layer: a file → columns of text with the line of every row, and all that is wrong with it.

UTF-8, with or without a byte order mark; columns separated by commas; quotes as in RFC 4180. Spaces around a
field and rows without any text mean nothing. A column holds each distinct text once, so that whoever reads it
parses each text once however many rows there are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from kpi_engine.model.arrays.observation import BoolArray, IndexArray
from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import Issue, Location, error, errors_in, warning
from kpi_engine.model.wording import did_you_mean, joined, shown
from kpi_engine.read.csv.csv_bytes import empty_file, read_text
from kpi_engine.read.csv.csv_rows import RowBlock, row_blocks
from kpi_engine.read.places import also_on, display_path

_HEADER_FIRST = "the first row must name the columns"


@frozen
class TextColumn:
    """n rows: the distinct ``texts``, stripped, and which one each row has (``index``, shape (n,))."""

    texts: tuple[str, ...]
    index: IndexArray

    def at(self, row: int) -> str:
        """The text in a row."""
        return self.texts[int(self.index[row])]

    def rows(self) -> list[str]:
        """The text in each row."""
        return [self.texts[position] for position in self.index.tolist()]


@frozen
class CsvTable:
    """The columns by name, and the line each row starts on (shape (n,)); ``file`` as messages name it."""

    file: str
    columns: Mapping[str, TextColumn]
    line: IndexArray

    def __len__(self) -> int:
        return len(self.line)

    def column(self, name: str) -> TextColumn:
        """A column of the file; blank in every row where the file has none of that name."""
        return self.columns.get(name) or TextColumn(("",), np.zeros(len(self), np.int32))


@frozen
class ColumnNames:
    """The columns a file must have and those it may have, and whether it may have no row below them."""

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    may_be_empty: bool = False


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
    header = [name.strip() for name in rows[0]]
    header_issues = check_header(header, Location(file, lines[0]), names, _HEADER_FIRST)
    if not set(names.required) <= set(header) or len(set(header)) < len(header):
        return None, (*header_issues, *issues)
    body = _Body(header)
    body.add((rows[1:], lines[1:]))
    for block in blocks:
        body.add(block)
    table, body_issues = body.table(file)
    issues = [*header_issues, *body_issues, *issues]
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
        return CsvTable(file, dict(zip(self._header, columns, strict=True)), line[keep]), tuple(issues)

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


def check_header(
    header: Sequence[str], location: Location, names: ColumnNames, if_missing: str
) -> list[Issue]:
    """What is wrong with the names of a table's columns; ``if_missing``: what to do where one is missing."""
    known = names.required + names.optional
    missing = [name for name in names.required if name not in header]
    issues = []
    for position, name in enumerate(header, 1):
        if not name:
            issues.append(error(location, f"column {position} has no name", "name it or delete the column"))
        elif header.index(name) < position - 1:
            issues.append(error(location, f"the column {shown(name)} stands twice", "delete one of the two"))
        elif name not in known:
            unused = [column for column in known if column not in header]
            meant = did_you_mean(name, unused)
            missing = [column for column in missing if shown(column) not in meant]
            remedy = meant or f"delete it; the columns can be {', '.join(known)}"
            issues.append(error(location, f"the column {shown(name)} is not known", remedy))
    if missing:
        columns = joined([shown(name) for name in missing])
        plural = "columns" if len(missing) > 1 else "column"
        issues.append(
            error(
                location,
                f"the {plural} {columns} {'are' if len(missing) > 1 else 'is'} missing",
                if_missing,
            )
        )
    return issues


def _misfit(file: str, width: int, lines: Sequence[int], wanted: int) -> Issue:
    remedy = (
        "a field that holds a comma goes in quotes, and a number has a full stop or nothing"
        if width > wanted
        else "add the missing fields: an empty field still needs its comma"
    )
    noun = "field" if width == 1 else "fields"
    return error(
        Location(file, lines[0]),
        f"the row has {width} {noun} but the header has {wanted} columns{also_on(lines)}",
        remedy,
    )


def _repeated_header(file: str, lines: Sequence[int]) -> Issue:
    what = f"the header row stands here again{also_on(lines)}"
    return error(Location(file, lines[0]), what, "delete it (were two files joined?)")


def _no_rows(file: str) -> Issue:
    return warning(Location(file), "the file has a header but no rows below it", "add the rows")

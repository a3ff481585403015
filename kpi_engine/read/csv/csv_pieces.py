"""A large, plainly written CSV file as tables of some rows each, so that it is never whole in memory.

What is read is what ``read_csv`` reads, by the same steps (fast_columns.py, csv_text.py). A file of which
anything but its rows is worth a word (its header, a row of another width, a character) is not read here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import numpy as np

from kpi_engine.model.issue import Location
from kpi_engine.read.csv.csv_bytes import LARGEST_FILE
from kpi_engine.read.csv.csv_header import ColumnNames, check_header, column_names
from kpi_engine.read.csv.csv_table import CsvTable
from kpi_engine.read.csv.csv_text import HEADER_FIRST, Gathered
from kpi_engine.read.csv.csv_words import with_sound_words
from kpi_engine.read.csv.fast_columns import (
    BYTE_ORDER_MARK,
    NOT_PLAIN,
    blocks_below_header,
    column_of,
    has_too_long_texts,
    header_of,
    may_have_blank_lines,
)
from kpi_engine.read.input_files import note_large_file
from kpi_engine.read.places import display_path

_LONGEST_HEADER = 1 << 16
_TAIL = 1 << 16
# Of four times as many bytes a piece takes no less time, and pyarrow keeps several of them.
_PIECE = 1_000_000
_BLANK = b",\r\n"
_BETWEEN_MARKS = len(BYTE_ORDER_MARK) - 1


class NotInPiecesError(Exception):
    """The file must be read whole."""


def csv_pieces(path: str, names: ColumnNames) -> Iterator[CsvTable]:
    """The rows of ``read_csv``, in their order, some thousands at a time.

    Raises:
        NotInPiecesError: the file must be read whole; also while tables are asked for.
    """
    import pyarrow

    if not note_large_file(Path(path), LARGEST_FILE):
        raise NotInPiecesError
    with Path(path).open("rb") as file:
        header, plain = _opened(file)
        named = column_names(header, names)
        place = Location(display_path(path), 1)
        filled = [False] * len(header)
        if check_header(named, place, names, HEADER_FIRST, filled):
            raise NotInPiecesError
        first = 2
        try:
            for block in blocks_below_header(plain, len(header), _PIECE):
                columns = [column_of(column) for column in block.columns]
                lines = np.arange(first, first + len(block), dtype=np.int32)
                first += len(block)
                piece = Gathered(named, columns, lines, {})
                filled = [any(both) for both in zip(filled, piece.filled(), strict=True)]
                table, issues = piece.table(place.file)
                table, word_issues = with_sound_words(table, names)
                blank = plain.has_blank_lines and may_have_blank_lines(columns)
                if not plain.is_plain or blank or has_too_long_texts(columns) or issues or word_issues:
                    raise NotInPiecesError
                yield table
        except pyarrow.ArrowInvalid:
            raise NotInPiecesError from None
        if not plain.is_plain or check_header(named, place, names, HEADER_FIRST, filled):
            raise NotInPiecesError


def _opened(file: BinaryIO) -> tuple[list[str], _Plain]:
    """The header as written, and the file from its start to the last row with any text."""
    start = file.read(_LONGEST_HEADER)
    skipped = len(BYTE_ORDER_MARK) if start.startswith(BYTE_ORDER_MARK) else 0
    end = start.find(b"\n")
    header = header_of(start[skipped:end]) if end > skipped else None
    size = file.seek(0, 2)
    file.seek(max(size - _TAIL, 0))
    tail = file.read()
    kept = tail.rstrip(_BLANK)
    if header is None or not kept:
        raise NotInPiecesError
    row_end = re.compile(rb",*\n?").match(tail, len(kept))
    size -= len(tail) - (row_end.end() if row_end else 0)
    file.seek(skipped)
    return header, _Plain(file, size - skipped)


class _Plain:
    """A file that pyarrow reads; whether all that was read so far can be read in one way only."""

    closed = False

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file = file
        self._left = size
        self._before = b""
        self.is_plain = True
        self.has_blank_lines = False

    def read(self, size: int) -> bytes:
        """The next bytes; none behind the last row or where they are not plain."""
        data = self._file.read(min(size, self._left))
        self._left -= len(data)
        seam = self._before + data[:_BETWEEN_MARKS]
        self._before = data[-_BETWEEN_MARKS:]
        if any(mark in data for mark in NOT_PLAIN) or _is_marked(data) or _is_marked(seam):
            self.is_plain = False
            return b""
        self.has_blank_lines |= b"\n\n" in seam or b"\n\n" in data
        return data


def _is_marked(data: bytes) -> bool:
    # To look for one byte takes a tenth of the time of three: most files have none like it.
    return BYTE_ORDER_MARK[:1] in data and BYTE_ORDER_MARK in data

"""Columns of a large, plainly written file, by pyarrow: the same as the strict reader's, and faster.

pyarrow gives each column as its distinct texts and which of them each row has, which is what the strict
reader makes. It is asked only where nothing can be read in two ways: no quotes, no carriage returns, no
blank lines. Where anything is off (a row of another width, bytes that are no UTF-8), nothing is read here,
and the strict reader says what is wrong and where.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np

from kpi_engine.model.arrays.observation import IndexArray
from kpi_engine.read.csv.csv_header import MOST_COLUMNS
from kpi_engine.read.csv.csv_table import DistinctTexts, TextColumn

if TYPE_CHECKING:
    import pyarrow

# To import pyarrow takes as long as the strict reader needs for 2 MB or so.
SMALLEST = 4_000_000
NOT_PLAIN = (b'"', b"\r", b"\0")
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_BLOCK = 4_000_000


def plain_columns(data: bytes) -> tuple[list[str], list[TextColumn]] | None:
    """The header as written and the columns below it, in its order.

    Returns:
        None where the strict reader must read the file: it is small, not plainly written, or pyarrow is not
        installed. Row i of the columns is on line i + 2.
    """
    if len(data) < SMALLEST or any(mark in data for mark in NOT_PLAIN) or find_spec("pyarrow") is None:
        return None
    body = data.removeprefix(BYTE_ORDER_MARK)
    end = body.find(b"\n")
    # To look for one byte takes a tenth of the time of three: most files have none like it.
    if end <= 0 or (BYTE_ORDER_MARK[:1] in body and BYTE_ORDER_MARK in body):
        return None
    header = header_of(body[:end])
    if header is None:
        return None
    columns = _parsed(body, len(header))
    if columns is None:
        return None
    # A blank line is read as a row of empty cells: to look at a column comes before looking at every byte.
    has_blank_lines = may_have_blank_lines(columns) and b"\n\n" in data
    return None if has_blank_lines or has_too_long_texts(columns) else (header, columns)


def may_have_blank_lines(columns: Sequence[TextColumn]) -> bool:
    """Whether a row of empty cells can be among the rows."""
    return all("" in column.texts for column in columns)


def has_too_long_texts(columns: Sequence[TextColumn]) -> bool:
    """Whether a field is longer than the strict reader takes."""
    return max((len(text) for column in columns for text in column.texts), default=0) > csv.field_size_limit()


def header_of(line: bytes) -> list[str] | None:
    """The names in the first line; None where the strict reader must read it."""
    try:
        header = line.decode("utf-8").split(",")
    except UnicodeDecodeError:
        return None
    return header if 1 < len(header) <= MOST_COLUMNS else None


def _parsed(body: bytes, width: int) -> list[TextColumn] | None:
    """The columns below the first line, block by block: of a file's blocks only one is ever in memory."""
    import pyarrow

    columns = [_Gathering() for _ in range(width)]
    try:
        for block in blocks_below_header(pyarrow.BufferReader(body), width):
            for gathering, column in zip(columns, block.columns, strict=True):
                gathering.add(column)
    except pyarrow.ArrowInvalid:
        return None
    return [gathering.column() for gathering in columns]


def blocks_below_header(
    source: object, width: int, block_size: int = _BLOCK
) -> Iterable[pyarrow.RecordBatch]:
    """The rows below the first line, in blocks of so many bytes.

    ``source`` is an input of pyarrow, or a file to read.

    Raises:
        pyarrow.ArrowInvalid: a row has not ``width`` fields, or is no UTF-8; also while blocks are asked for.
    """
    import pyarrow
    from pyarrow import csv as arrow_csv

    names = [str(place) for place in range(width)]
    texts = pyarrow.dictionary(pyarrow.int32(), pyarrow.string())
    blocks: Iterable[pyarrow.RecordBatch] = arrow_csv.open_csv(
        source,
        arrow_csv.ReadOptions(column_names=names, skip_rows=1, block_size=block_size),
        arrow_csv.ParseOptions(quote_char=False, ignore_empty_lines=False),
        arrow_csv.ConvertOptions(column_types=dict.fromkeys(names, texts), strings_can_be_null=False),
        # pyarrow's own allocator keeps what it has had; the system's gives it back.
        memory_pool=pyarrow.system_memory_pool(),
    )
    return blocks


def column_of(block: pyarrow.DictionaryArray) -> TextColumn:
    """A column of a single block."""
    gathering = _Gathering()
    gathering.add(block)
    return gathering.column()


class _Gathering:
    """A column as it comes, block by block."""

    def __init__(self) -> None:
        self._distinct = DistinctTexts()
        self._index: list[IndexArray] = []

    def add(self, block: pyarrow.DictionaryArray) -> None:
        positions = np.array([self._distinct[text] for text in block.dictionary.to_pylist()], np.int32)
        index = _numbers(block.indices)
        is_same = np.array_equal(positions, np.arange(len(positions)))
        self._index.append(index.copy() if is_same else positions[index])

    def column(self) -> TextColumn:
        return TextColumn(tuple(self._distinct.texts), np.concatenate([np.zeros(0, np.int32), *self._index]))


def _numbers(indices: pyarrow.Array) -> IndexArray:
    """The same numbers, straight from memory: ``to_numpy`` would import pandas."""
    numbers: IndexArray = np.frombuffer(
        indices.buffers()[1], np.int32, len(indices), indices.offset * np.dtype(np.int32).itemsize
    )
    return numbers

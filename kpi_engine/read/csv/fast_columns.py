"""Columns of a large, plainly written file, by pyarrow: the same as the strict reader's, and faster.

pyarrow gives each column as its distinct texts and which of them each row has, which is what the strict
reader makes. It is asked only where nothing can be read in two ways: no quotes, no carriage returns, no
blank lines. Where anything is off (a row of another width, bytes that are no UTF-8), nothing is read here,
and the strict reader says what is wrong and where.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np

from kpi_engine.model.arrays.observation import IndexArray
from kpi_engine.read.csv.csv_header import MOST_COLUMNS
from kpi_engine.read.csv.csv_table import TextColumn

if TYPE_CHECKING:
    import pyarrow

# To import pyarrow takes as long as the strict reader needs for 2 MB or so.
SMALLEST = 4_000_000
_NOT_PLAIN = (b'"', b"\r", b"\0")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_BLOCK = 4_000_000


def plain_columns(data: bytes) -> tuple[list[str], list[TextColumn]] | None:
    """The header as written and the columns below it, in its order.

    Returns:
        None where the strict reader must read the file: it is small, not plainly written, or pyarrow is not
        installed. Row i of the columns is on line i + 2.
    """
    if len(data) < SMALLEST or any(mark in data for mark in _NOT_PLAIN) or find_spec("pyarrow") is None:
        return None
    body = data.removeprefix(_BYTE_ORDER_MARK)
    end = body.find(b"\n")
    # To look for one byte takes a tenth of the time of three: most files have none like it.
    if end <= 0 or (_BYTE_ORDER_MARK[:1] in body and _BYTE_ORDER_MARK in body):
        return None
    try:
        header = body[:end].decode("utf-8").split(",")
    except UnicodeDecodeError:
        return None
    if not 1 < len(header) <= MOST_COLUMNS:
        return None
    table = _parsed(body, len(header))
    if table is None:
        return None
    columns = [_column(table.column(place)) for place in range(len(header))]
    # A blank line is read as a row of empty cells: to look at a column comes before looking at every byte.
    has_blank_lines = all("" in column.texts for column in columns) and b"\n\n" in data
    longest = max((len(text) for column in columns for text in column.texts), default=0)
    return None if has_blank_lines or longest > csv.field_size_limit() else (header, columns)


def _parsed(body: bytes, width: int) -> pyarrow.Table | None:
    import pyarrow
    from pyarrow import csv as arrow_csv

    names = [str(place) for place in range(width)]
    texts = pyarrow.dictionary(pyarrow.int32(), pyarrow.string())
    try:
        return arrow_csv.read_csv(
            pyarrow.BufferReader(body),
            arrow_csv.ReadOptions(column_names=names, skip_rows=1, block_size=_BLOCK),
            arrow_csv.ParseOptions(quote_char=False, ignore_empty_lines=False),
            arrow_csv.ConvertOptions(column_types=dict.fromkeys(names, texts), strings_can_be_null=False),
        )
    except pyarrow.ArrowInvalid:
        return None


def _column(column: pyarrow.ChunkedArray) -> TextColumn:
    chunks = column.unify_dictionaries().chunks
    if not chunks:
        return TextColumn((), np.zeros(0, np.int32))
    written = chunks[-1].dictionary.to_pylist()
    return _stripped(written, np.concatenate([_numbers(chunk.indices) for chunk in chunks]))


def _numbers(indices: pyarrow.Array) -> IndexArray:
    """The same numbers, straight from memory: ``to_numpy`` would import pandas."""
    numbers: IndexArray = np.frombuffer(
        indices.buffers()[1], np.int32, len(indices), indices.offset * np.dtype(np.int32).itemsize
    )
    return numbers


def _stripped(written: Sequence[str], index: IndexArray) -> TextColumn:
    """Texts without the spaces around them; two texts that are then the same become a single text."""
    texts = dict.fromkeys(text.strip() for text in written)
    if len(texts) == len(written):
        return TextColumn(tuple(texts), index)
    position = {text: place for place, text in enumerate(texts)}
    places = np.array([position[text.strip()] for text in written], np.int32)
    return TextColumn(tuple(texts), places[index])

"""Columns of a large, plainly written file, by pyarrow: the same as the strict reader's, and faster.

pyarrow gives each column as its distinct texts and which of them each row has, which is what the strict
reader makes. The file is never whole in memory: each piece is looked through, parsed and forgotten. pyarrow
is asked only where nothing can be read in two ways: no blank lines, no quotes but around whole fields of a
line, no carriage returns but at the ends of lines, as Windows writes them. Where anything is off (a row of
another width, bytes that are no UTF-8), nothing is read here, and the strict reader reads the file anew and
says what is wrong and where.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from kpi_engine.model.arrays.lookup import by_row
from kpi_engine.model.frozen import frozen
from kpi_engine.read.csv.csv_bytes import LARGEST_FILE, without_blank_rows_at_end
from kpi_engine.read.csv.csv_header import MOST_COLUMNS
from kpi_engine.read.csv.csv_table import DistinctTexts, TextColumn
from kpi_engine.read.input_files import UnreadableFileError, lines_in_pieces

if TYPE_CHECKING:
    import pyarrow

# To import pyarrow takes as long as the strict reader needs for 2 MB or so.
SMALLEST = 4_000_000
_NOT_PLAIN = (b"\r", b"\0")
_QUOTE = '"'
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_PIECE = 4_000_000


class NotPlainError(Exception):
    """The strict reader must read the file."""


@frozen
class PlainFile:
    """The header as written, and the rows below it in ``blocks``, a column of text for each name."""

    header: list[str]
    blocks: Iterator[pyarrow.Table]


def plain_columns(path: Path) -> tuple[list[str], list[TextColumn]] | None:
    """The header as written and the columns below it, in its order.

    Returns:
        None where the strict reader must read the file: it is small, not plainly written, or pyarrow is not
        installed. Row i of the columns is on line i + 2.
    """
    if not _is_large(path) or find_spec("pyarrow") is None:
        return None
    try:
        file = plain_file(path, _PIECE)
        gathered = [_Gathering() for _ in file.header]
        for block in file.blocks:
            for gathering, column in zip(gathered, block.columns, strict=True):
                gathering.add(column)
    except NotPlainError:
        return None
    columns = [gathering.column() for gathering in gathered]
    return None if has_too_long_texts(columns) else (file.header, columns)


def _is_large(path: Path) -> bool:
    try:
        return path.stat().st_size >= SMALLEST
    except (OSError, ValueError):
        return False


def has_too_long_texts(columns: Sequence[TextColumn]) -> bool:
    """Whether a field is longer than the strict reader takes."""
    return max((len(text) for column in columns for text in column.texts), default=0) > csv.field_size_limit()


def plain_file(path: Path, size: int) -> PlainFile:
    """A file with its blocks of about ``size`` bytes.

    Raises:
        NotPlainError: the strict reader must read the file; also while blocks are asked for.
    """
    pieces = _plain_pieces(path, size)
    first = next(pieces, b"")
    end = first.find(b"\n")
    header = _header_of(first[: max(end, 0)])
    return PlainFile(header, _blocks(first, end + 1, pieces, len(header)))


def _plain_pieces(path: Path, size: int) -> Iterator[bytes]:
    """The file up to its last row with any text, in pieces of whole lines, without its byte order mark."""
    mark_at_start = _BYTE_ORDER_MARK
    try:
        for piece, is_last in lines_in_pieces(path, LARGEST_FILE, size):
            text = piece.removeprefix(mark_at_start)
            if b"\r" in text:
                text = text.replace(b"\r\n", b"\n")
            mark_at_start = b""
            # To look for one byte takes a tenth of the time of three: most files have none like it.
            is_marked = _BYTE_ORDER_MARK[:1] in text and _BYTE_ORDER_MARK in text
            if is_marked or any(mark in text for mark in _NOT_PLAIN) or not _has_plain_quotes(text):
                raise NotPlainError
            yield without_blank_rows_at_end(text) if is_last else text
    except (UnreadableFileError, OSError, ValueError):
        raise NotPlainError from None


def _has_plain_quotes(text: bytes) -> bool:
    """Whether all quotes are at both ends of fields, and no field has a quote or the end of a line within."""
    if _QUOTE.encode() not in text:
        return True
    characters = np.frombuffer(b"\n" + text + b"\n", np.uint8)
    quotes = np.flatnonzero(characters == ord(_QUOTE))
    if len(quotes) % 2:
        return False
    ends_within = np.searchsorted(quotes, np.flatnonzero(characters == ord("\n"))) % 2
    beside = (characters[quotes[::2] - 1], characters[quotes[1::2] + 1])
    are_ends = all(bool(((side == ord(",")) | (side == ord("\n"))).all()) for side in beside)
    return are_ends and not ends_within.any()


def _header_of(line: bytes) -> list[str]:
    """The names in the first line."""
    try:
        header = next(csv.reader([line.decode("utf-8")], strict=True), [])
    except (UnicodeDecodeError, csv.Error):
        raise NotPlainError from None
    if not 1 < len(header) <= MOST_COLUMNS:
        raise NotPlainError
    return header


def _blocks(first: bytes, start: int, others: Iterator[bytes], width: int) -> Iterator[pyarrow.Table]:
    """The rows of all pieces, a block each; the rows of the ``first`` piece begin at ``start``."""
    import pyarrow
    from pyarrow import csv as arrow_csv

    names = [str(place) for place in range(width)]
    texts = pyarrow.dictionary(pyarrow.int32(), pyarrow.string())
    as_texts = arrow_csv.ConvertOptions(column_types=dict.fromkeys(names, texts), strings_can_be_null=False)
    plainly = arrow_csv.ParseOptions(ignore_empty_lines=False)
    for piece in chain([first], others):
        rows = memoryview(piece)[start:]
        start = 0
        if not rows:
            continue
        as_texts.check_utf8 = not piece.isascii()  # ASCII is UTF-8
        plainly.quote_char = _QUOTE if _QUOTE.encode() in piece else False
        whole = arrow_csv.ReadOptions(column_names=names, block_size=len(rows) + 1, use_threads=False)
        try:
            block = arrow_csv.read_csv(
                pyarrow.py_buffer(rows),
                whole,
                plainly,
                as_texts,
                # pyarrow's own allocator keeps what it has had; the system's gives it back.
                memory_pool=pyarrow.system_memory_pool(),
            )
        except pyarrow.ArrowInvalid:
            raise NotPlainError from None
        # A blank line is read as a row of empty cells: to look at a column takes less than at every byte.
        if _may_have_empty_row(block) and (b"\n\n" in piece or piece.startswith(b"\n")):
            raise NotPlainError
        yield block


def _may_have_empty_row(block: pyarrow.Table) -> bool:
    return all("" in chunk.dictionary.to_pylist() for column in block.columns for chunk in column.chunks)


def column_of(blocks: pyarrow.ChunkedArray) -> TextColumn:
    """A column of a single block."""
    gathering = _Gathering()
    gathering.add(blocks)
    return gathering.column()


class _Gathering:
    """A column as it comes, block by block."""

    def __init__(self) -> None:
        self._blocks: list[pyarrow.DictionaryArray] = []

    def add(self, blocks: pyarrow.ChunkedArray) -> None:
        self._blocks.extend(blocks.chunks)

    def column(self) -> TextColumn:
        """The column of all blocks, which are forgotten."""
        import pyarrow

        distinct = DistinctTexts()
        if not self._blocks:
            return TextColumn((), np.zeros(0, np.int32))
        together = pyarrow.chunked_array(self._blocks).unify_dictionaries(pyarrow.system_memory_pool())
        self._blocks.clear()
        texts = together.chunk(0).dictionary.to_pylist()
        positions = np.array([distinct[text] for text in texts], np.int32)
        # to_numpy would import pandas
        index = np.concatenate([np.from_dlpack(block.indices) for block in together.chunks], dtype=np.int32)
        is_same = np.array_equal(positions, np.arange(len(positions)))
        return TextColumn(tuple(distinct.texts), index if is_same else by_row(positions, index))

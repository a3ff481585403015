"""A large, plainly written CSV file as tables of some rows each, so that it is never whole in memory.

What is read is what ``read_csv`` reads, by the same steps (fast_columns.py, csv_text.py). A file of which
anything but its rows is worth a word (its header, a row of another width, a character) is not read here.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from kpi_engine.model.issue import Location
from kpi_engine.read.csv.csv_header import ColumnNames, check_header, column_names
from kpi_engine.read.csv.csv_table import CsvTable
from kpi_engine.read.csv.csv_text import HEADER_FIRST, Gathered
from kpi_engine.read.csv.csv_words import with_sound_words
from kpi_engine.read.csv.fast_columns import NotPlainError, column_of, has_too_long_texts, plain_file
from kpi_engine.read.places import display_path

# Of four times as many bytes a piece takes no less time.
_PIECE = 1_000_000


class NotInPiecesError(Exception):
    """The file must be read whole."""


def csv_pieces(path: str, names: ColumnNames) -> Iterator[CsvTable]:
    """The rows of ``read_csv``, in their order, some thousands at a time.

    Raises:
        NotInPiecesError: the file must be read whole; also while tables are asked for.
    """
    place = Location(display_path(path), 1)
    try:
        plain = plain_file(Path(path), _PIECE)
        named = column_names(plain.header, names)
        filled = [False] * len(named)
        if check_header(named, place, names, HEADER_FIRST, filled):
            raise NotInPiecesError
        first = 2
        for block in plain.blocks:
            columns = [column_of(column) for column in block.columns]
            lines = np.arange(first, first + len(block), dtype=np.int32)
            first += len(block)
            piece = Gathered(named, columns, lines, {})
            filled = [any(both) for both in zip(filled, piece.filled(), strict=True)]
            table, issues = piece.table(place.file)
            table, word_issues = with_sound_words(table, names)
            if has_too_long_texts(columns) or issues or word_issues:
                raise NotInPiecesError
            yield table
    except NotPlainError:
        raise NotInPiecesError from None
    if check_header(named, place, names, HEADER_FIRST, filled):
        raise NotInPiecesError

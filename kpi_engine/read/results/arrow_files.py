"""Files of typed columns: Parquet (.parquet), Arrow and Feather (.arrow, .feather), by pyarrow."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kpi_engine.model.arrays.observation import IndexArray
from kpi_engine.model.definitions.scorecard import FileSource
from kpi_engine.model.issue import Issue, Location, error
from kpi_engine.read.csv.csv_header import ColumnNames
from kpi_engine.read.csv.csv_pieces import NotInPiecesError
from kpi_engine.read.csv.csv_table import CsvTable, TextColumn
from kpi_engine.read.input_files import UnreadableFileError, note_large_file, read_file
from kpi_engine.read.places import display_path
from kpi_engine.read.results.result_table import distinct_column, result_table, text_of_value

_LARGEST_FILE = 4_000_000_000
_PARQUET_MARK = b"PAR1"
_ROWS_IN_A_PIECE = 1 << 17


def read_arrow_file(source: FileSource, names: ColumnNames) -> tuple[CsvTable | None, tuple[Issue, ...]]:
    """The table of a Parquet or Arrow file; None and why where there is none. Decimals stay exact."""
    file = display_path(source.path)
    place = Location(file)
    if find_spec("pyarrow") is None:
        what = "Parquet and Arrow files need a part of kpi that is not installed"
        remedy = 'install it with: pip install "kpi-engine-scorecards[parquet]"'
        return None, (error(place, what, remedy),)
    try:
        content = read_file(Path(source.path), _LARGEST_FILE, "split it into several files")
        columns = _columns(content)
    except UnreadableFileError as problem:
        return None, (error(place, problem.what, problem.remedy),)
    except Exception:  # pyarrow lets many kinds of exception through on a damaged file
        what = "the file is damaged, or not a Parquet or Arrow file"
        return None, (error(place, what, "write it again"),)
    return result_table(columns, source, file, names)


def parquet_pieces(source: FileSource, names: ColumnNames) -> Iterator[CsvTable]:
    """The rows of ``read_arrow_file`` of a Parquet file, in their order, some thousands at a time.

    Raises:
        NotInPiecesError: the file must be read whole; also while tables are asked for.
    """
    from pyarrow import Table, parquet

    path = Path(source.path)
    if not note_large_file(path, _LARGEST_FILE):
        raise NotInPiecesError
    first = 1
    try:
        with parquet.ParquetFile(path) as file:
            for batch in file.iter_batches(_ROWS_IN_A_PIECE):
                piece = _columns_of(Table.from_batches([batch]))
                table, issues = result_table(piece, source, display_path(path), names)
                if table is None or issues:
                    raise NotInPiecesError
                yield replace(table, line=table.line + np.int32(first - 1))
                first += len(batch)
    except NotInPiecesError:
        raise
    except Exception as problem:  # pyarrow lets many kinds of exception through on a damaged file
        raise NotInPiecesError from problem


def parquet_rows(path: Path) -> int:
    """How many rows a Parquet file says that it has; 0 where it cannot be read."""
    from pyarrow import parquet

    try:
        rows: int = parquet.read_metadata(path).num_rows
    except Exception:  # its reader says what is wrong
        return 0
    return rows


def _columns(content: bytes) -> list[tuple[str, TextColumn]]:
    if content.startswith(_PARQUET_MARK):
        from pyarrow import parquet

        # read_table would import pandas, and look for a folder of files.
        with parquet.ParquetFile(io.BytesIO(content)) as file:
            table = file.read()
    else:
        from pyarrow import feather

        table = feather.read_table(io.BytesIO(content))
    return _columns_of(table)


def _columns_of(table: Any) -> list[tuple[str, TextColumn]]:
    """The columns of a pyarrow.Table."""
    return [(name, _column(table.column(place))) for place, name in enumerate(table.column_names)]


def _column(column: Any) -> TextColumn:
    """A pyarrow.ChunkedArray as texts, each distinct value made one once."""
    import pyarrow

    is_dictionary = pyarrow.types.is_dictionary(column.type)
    if is_dictionary and not column.null_count:
        encoded = column.unify_dictionaries().combine_chunks()
    else:
        plain = column.cast(column.type.value_type) if is_dictionary else column
        encoded = plain.combine_chunks().dictionary_encode(null_encoding="encode")
    if isinstance(encoded, pyarrow.ChunkedArray):
        encoded = encoded.combine_chunks()
    index = np.from_dlpack(encoded.indices).astype(np.int32, copy=False)  # asarray would import pandas
    # A dictionary may have values that no row has.
    seen = _as_seen(index, len(encoded.dictionary))
    place = np.zeros(len(encoded.dictionary), np.int32)
    place[seen] = np.arange(len(seen))
    values = encoded.dictionary.to_pylist()
    return distinct_column([text_of_value(values[at]) for at in seen.tolist()], place[index])


def _as_seen(index: IndexArray, count: int) -> NDArray[np.intp]:
    """The numbers below ``count`` that are in the index, in the order in which they are first there."""
    rows = np.arange(len(index))
    first = np.full(count, len(index))
    first[index[::-1]] = rows[::-1]
    return np.argsort(first, kind="stable")[: np.count_nonzero(first < len(index))]

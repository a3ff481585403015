"""A data file, whatever its format → its tables, with all that is wrong with them.

The readers of workbooks, wide tables, Parquet and databases are imported where a source needs them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

from kpi_engine.model.definitions.scorecard import FileSource
from kpi_engine.model.issue import Issue, error
from kpi_engine.read.csv.csv_header import ColumnNames
from kpi_engine.read.csv.csv_table import CsvTable
from kpi_engine.read.csv.csv_text import read_csv
from kpi_engine.read.places import is_workbook_name

Tables = tuple[tuple[CsvTable, ...], tuple[Issue, ...]]
TableReader: TypeAlias = Callable[[FileSource, ColumnNames], Tables]
_TAB_SUFFIXES = frozenset({".tsv", ".tab", ".txt"})
_PARQUET_SUFFIX = ".parquet"
_ARROW_SUFFIXES = frozenset({_PARQUET_SUFFIX, ".arrow", ".feather"})


def read_tables(source: FileSource, names: ColumnNames) -> Tables:
    """The tables of a source: a single table, or a table for each of its sheets.

    ``names`` are the columns of its kind of file. Rows that cannot be used are left out, each with an issue.

    Returns:
        The tables; none where nothing can be understood.
    """
    suffix = Path(source.path).suffix.lower()
    if source.query is not None:
        from kpi_engine.read.results.query import read_query

        return _one(*read_query(source, source.query, names))
    if suffix in _ARROW_SUFFIXES:
        from kpi_engine.read.results.arrow_files import read_arrow_file

        return _one(*read_arrow_file(source, names))
    if is_workbook_name(source.path):
        from kpi_engine.read.sheets.grid_sources import tables_of_workbook

        return tables_of_workbook(source, names)
    if source.layout is not None or suffix in _TAB_SUFFIXES:
        from kpi_engine.read.sheets.grid_sources import table_of_text

        return _one(*table_of_text(source, names, "\t" if suffix in _TAB_SUFFIXES else ","))
    return _one(*read_csv(source.path, names))


def table_pieces(source: FileSource, names: ColumnNames) -> Iterator[CsvTable]:
    """The rows of the single table of a large file, in their order, some thousands at a time.

    Raises:
        NotInPiecesError: the file must be read whole, by ``read_tables``; also while tables are asked for.
    """
    if is_parquet(source):
        from kpi_engine.read.results.arrow_files import parquet_pieces

        return parquet_pieces(source, names)
    if is_plain_csv(source):
        from kpi_engine.read.csv.csv_pieces import csv_pieces

        return csv_pieces(source.path, names)
    from kpi_engine.read.csv.csv_pieces import NotInPiecesError

    raise NotInPiecesError


def is_parquet(source: FileSource) -> bool:
    """Whether a file is read by ``read_arrow_file``, and is of Parquet."""
    return source.query is None and Path(source.path).suffix.lower() == _PARQUET_SUFFIX


def is_plain_csv(source: FileSource) -> bool:
    """Whether a file is read by ``read_csv``."""
    suffix = Path(source.path).suffix.lower()
    is_other = is_workbook_name(source.path) or suffix in _TAB_SUFFIXES | _ARROW_SUFFIXES
    return source.query is None and source.layout is None and not is_other


def _one(table: CsvTable | None, issues: tuple[Issue, ...]) -> Tables:
    return (() if table is None else (table,)), issues


def read_one_table(source: FileSource, names: ColumnNames) -> tuple[CsvTable | None, tuple[Issue, ...]]:
    """The table of a source that has a single table; None where nothing can be understood."""
    tables, issues = read_tables(source, names)
    if len(tables) > 1:
        what = f"{len(tables)} sheets are named where one table is wanted"
        return None, (*issues, error(source.location, what, "name one sheet"))
    return (tables[0] if tables else None), issues

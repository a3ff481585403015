"""Figures from a database: a query in a file of the project → a table. The database is only ever read.

The address is in an environment variable that the scorecard names, and nothing of it gets into a message.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from kpi_engine.model.definitions.scorecard import DatabaseQuery, FileSource
from kpi_engine.model.issue import Issue, Location, error
from kpi_engine.read.csv.csv_bytes import plain_text
from kpi_engine.read.csv.csv_header import ColumnNames
from kpi_engine.read.csv.csv_table import CsvTable
from kpi_engine.read.input_files import UnreadableFileError, note_rows, read_file
from kpi_engine.read.places import display_path
from kpi_engine.read.results.database import Database, QueryError
from kpi_engine.read.results.query_text import checked_query
from kpi_engine.read.results.result_table import column_of_values, result_table, text_of_value

_LARGEST_QUERY = 1_000_000
_MOST_ROWS = 10_000_000
_ROWS_AT_A_TIME = 10_000

Rows = list[tuple[str, ...]]


def read_query(
    source: FileSource, query: DatabaseQuery, names: ColumnNames
) -> tuple[CsvTable | None, tuple[Issue, ...]]:
    """The rows that a query gives, sorted, with their hash on record; None and why where there are none."""
    file = display_path(source.path)
    try:
        content = read_file(Path(source.path), _LARGEST_QUERY, "a query is a page of text at most")
        text, issues = plain_text(content, file)
        if text is None:
            return None, issues
        columns, rows = _run(text, query)
        rows.sort()  # the order in which a database gives rows is its own: the same rows are the same figures
        note_rows(Path(source.path), text, *_fingerprint(columns, rows))
    except UnreadableFileError as problem:
        return None, (error(Location(file), problem.what, problem.remedy),)
    except QueryError as problem:
        place = source.location if problem.is_declaration else Location(file)
        return None, (error(place, problem.what, problem.remedy),)
    values = list(zip(*rows, strict=True)) or [()] * len(columns)
    made = [(name, column_of_values(column)) for name, column in zip(columns, values, strict=True)]
    return result_table(made, source, file, names)


def _run(text: str, query: DatabaseQuery) -> tuple[list[str], Rows]:
    """The names of the columns, and the rows as texts."""
    database = Database(query.address)
    statement, parameters = checked_query(text, query.month, database.is_enforced)
    from sqlalchemy import text as statement_of

    rows: Rows = []
    with database.reading(query.seconds) as connection:
        result = connection.execute(statement_of(statement), parameters)
        columns = [str(name) for name in tuple(result.keys())]
        for part in result.partitions(_ROWS_AT_A_TIME):
            rows.extend(tuple(map(text_of_value, row)) for row in part)
            if len(rows) > _MOST_ROWS:
                what = f"the query gives more than {_MOST_ROWS:,} rows"
                raise QueryError(what, "let the query give the figures of fewer periods")
    return columns, rows


def _fingerprint(columns: Sequence[str], rows: Rows) -> tuple[str, int]:
    """The SHA-256 of the rows in their order, and how many bytes it is of."""
    digest = hashlib.sha256()
    size = 0
    for row in (columns, *rows):
        line = "\x1f".join(row).encode("utf-8", "backslashreplace") + b"\n"
        digest.update(line)
        size += len(line)
    return digest.hexdigest(), size

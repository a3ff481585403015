"""The data files of a scorecard as long tables of texts, whatever layout and format they are in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.scorecard import FileSource, Scorecard
from kpi_engine.model.frozen import frozen
from kpi_engine.read.csv.csv_header import ColumnNames
from kpi_engine.read.csv.csv_table import CsvTable
from kpi_engine.read.data import areas as area_file
from kpi_engine.read.data import comparators, overrides, printed
from kpi_engine.read.data.observations import OBSERVATION_NAMES, OUTTURN_NAMES, names_for, with_the_area
from kpi_engine.read.sheets.read_tables import read_tables


@frozen
class LongTable:
    """The rows of one kind of data. ``key`` is the key of the scorecard that names its file."""

    key: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def long_tables(scorecard: Scorecard, areas: Sequence[Area]) -> Iterator[LongTable]:
    """Every data file that a sound scorecard names, each kind as one table."""
    of_figures = (
        ("observations", scorecard.observations, OBSERVATION_NAMES),
        ("outturns", scorecard.outturns, OUTTURN_NAMES),
    )
    for key, sources, names in of_figures:
        if sources:
            yield _table(key, sources, names_for(names, areas), lambda table: with_the_area(table, areas))
    others = (
        ("areas_file", scorecard.areas, area_file.COLUMNS),
        ("comparators", scorecard.comparators, comparators.COLUMNS),
        ("overrides", scorecard.overrides, overrides.COLUMNS),
        ("published", scorecard.published, printed.COLUMNS),
    )
    for key, source, names in others:
        if source is not None:
            yield _table(key, (source,), names, lambda table: table)


def _table(
    key: str, sources: Sequence[FileSource], names: ColumnNames, whole: Callable[[CsvTable], CsvTable]
) -> LongTable:
    tables = [whole(table) for source in sources for table in read_tables(source, names)[0]]
    known = dict.fromkeys((*names.required, *names.optional))
    columns = tuple(
        name
        for name in _in_order(known)
        if name in names.required or any(any(table.column(name).texts) for table in tables)
    )
    rows = (row for table in tables for row in _rows(table, columns))
    return LongTable(key, columns, tuple(rows))


def _in_order(names: dict[str, None]) -> list[str]:
    """The names with the area behind the code, where people look for it."""
    ordered = [name for name in names if name != "area"]
    at = ordered.index("code") + 1 if "code" in ordered else 0
    return [*ordered[:at], "area", *ordered[at:]] if "area" in names else ordered


def _rows(table: CsvTable, columns: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(table.column(name).rows() for name in columns), strict=True)

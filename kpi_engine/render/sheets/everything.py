"""The latest figures of all sections and areas in one table, to be filtered, counted and loaded at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kpi_engine.model.outputs.document import Cell, CellKind, Column, Document, Lack, Row, Table

TITLE = "All indicators"
_ABOUT = "The latest figure of every indicator and area of this workbook, one row each"
_COLUMNS = (
    Column("code", "Code", CellKind.TEXT),
    Column("indicator", "Indicator", CellKind.TEXT),
    Column("area", "Area", CellKind.TEXT),
    Column("of_section", "Section", CellKind.TEXT),
    Column("of_period", "Period", CellKind.TEXT),
    Column("period_end", "Period ends", CellKind.TEXT),
    Column("latest", "Value", CellKind.NUMBER),
    Column("rag", "RAG", CellKind.RAG),
    Column("direction_of_travel", "Direction of travel", CellKind.DIRECTION),
    Column("target", "Target", CellKind.NUMBER),
    Column("floor_standard", "Floor standard", CellKind.NUMBER),
    Column("numerator", "Numerator", CellKind.NUMBER),
    Column("denominator", "Denominator", CellKind.NUMBER),
    Column("change", "Change", CellKind.NUMBER),
    Column("polarity", "Polarity", CellKind.TEXT),
    Column("data_period", "Data period", CellKind.TEXT),
)
# Titles that follow the words of the scorecard.
_TITLED_ALIKE = {"rag", "floor_standard"}
_OF_EVERY_ROW = ("code", "indicator", "area", "of_section", "of_period", "period_end")


def everything(document: Document) -> Table:
    """The table, without the columns that no section has."""
    tables = (*document.sections, *document.volumes)
    keys = {column.key for table in tables for column in table.columns}
    titles = {column.key: column.title for table in tables for column in table.columns}
    columns = tuple(
        replace(column, title=titles[column.key]) if column.key in _TITLED_ALIKE & titles.keys() else column
        for column in _COLUMNS
        if column.key in keys or column.key in _OF_EVERY_ROW
    )
    names = {row.code: row.cells[1].text for row in document.definitions.rows}
    rows = tuple(
        Row(row.code, row.area, tuple(_cells(table, row, columns, names.get(row.code, ""))))
        for table in tables
        for row in table.rows
    )
    return Table("all-indicators", TITLE, _ABOUT, columns, rows)


def _cells(table: Table, row: Row, columns: tuple[Column, ...], name: str) -> Iterator[Cell]:
    given = {column.key: cell for column, cell in zip(table.columns, row.cells, strict=True)}
    given |= {
        "area": Cell(row.area),
        "of_section": Cell(table.title),
        "of_period": Cell(row.period),
        "period_end": Cell(day=row.period_end),
    }
    given.setdefault("indicator", Cell(name))
    for column in columns:
        yield given.get(column.key, _not_in_the_section(column))


def _not_in_the_section(column: Column) -> Cell:
    """A column that the table of the section does not have: nothing there applies to its rows."""
    return Cell(kind=column.kind, lacks=Lack.NOT_APPLICABLE if column.kind is CellKind.NUMBER else None)

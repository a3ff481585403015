"""The whole workbook: its sheets in their order, and its properties."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kpi_engine.model.outputs.document import Document, Table
from kpi_engine.model.outputs.tidy import TidyTable
from kpi_engine.render.shared.author import author_of
from kpi_engine.render.sheets.commentary_sheet import commentary_table
from kpi_engine.render.sheets.contents_sheet import contents_sheet
from kpi_engine.render.sheets.everything import TITLE as EVERYTHING
from kpi_engine.render.sheets.everything import everything
from kpi_engine.render.sheets.key_sheet import key_sheet
from kpi_engine.render.sheets.names import Names
from kpi_engine.render.sheets.notes_sheet import TITLE as NOTES
from kpi_engine.render.sheets.notes_sheet import notes_sheet
from kpi_engine.render.sheets.ratings_sheet import ratings_sheets
from kpi_engine.render.sheets.sheet_model import Sheet, SheetBook
from kpi_engine.render.sheets.table_sheet import not_printed, table_sheet

_CONTENTS = "Contents"
_KEY = "Key and guidance"
_RATINGS = "Ratings"


def book_of(document: Document, ratings: TidyTable) -> SheetBook:
    """The document and the ratings that it is made from as one workbook."""
    names = Names()
    contents = names.sheet(_CONTENTS)
    title = f"{document.title}: {document.area}, {document.as_at}"
    sheets = [_named(replace(sheet, back=contents), names) for sheet in _sheets(document, ratings, names)]
    first = _named(contents_sheet(document, contents, title, sheets), names)
    return SheetBook(
        title,
        author_of(document),
        document.dated,
        (first, *sheets),
    )


def _named(sheet: Sheet, names: Names) -> Sheet:
    """The sheet with a name for its table that no other table has."""
    if sheet.table is None:
        return sheet
    return replace(sheet, table=replace(sheet.table, identifier=names.table(sheet.table.identifier)))


def _sheets(document: Document, ratings: TidyTable, names: Names) -> Iterator[Sheet]:
    """Every sheet but the contents. Notes on tables come after the tables."""
    tables = [(names.sheet(name), table) for name, table in _tables(document)]
    for name, table in tables:
        sheet = table_sheet(table, name, _title(document, table), filters=table is not document.summary)
        yield not_printed(sheet) if table.title == EVERYTHING else sheet
    notes = notes_sheet(document, tables, f"Notes on the scorecard of {document.area}, {document.as_at}")
    if notes is not None:
        yield replace(notes, name=names.sheet(NOTES))
    yield key_sheet(document, names.sheet(_KEY))
    for table in (document.sources, document.definitions):
        if table.rows:
            yield table_sheet(table, names.sheet(table.title), _title(document, table))
    for sheet in ratings_sheets(ratings, f"Ratings of {document.area} as data"):
        yield replace(sheet, name=names.sheet(_RATINGS))


def _title(document: Document, table: Table) -> str:
    says_all = table.caption.startswith(table.title)
    return table.caption if says_all else f"{table.title}: {document.area}, {document.as_at}"


def _tables(document: Document) -> Iterator[tuple[str, Table]]:
    """The tables of figures with the names of their sheets; for an area below, the name says which."""
    yield document.summary.title, document.summary
    every = everything(document)
    if every.rows:
        yield every.title, every
    for table in document.highlights:
        yield table.title, table
    for table in (*document.sections, *document.volumes, *document.heat_maps):
        below = table.area and table.area != document.area
        yield f"{table.area}, {table.title}" if below else table.title, table
    if document.commentary:
        table = commentary_table(document)
        yield table.title, table

"""The workbook: its sheets in their order, and its properties."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from io import BytesIO

from xlsxwriter.workbook import Workbook

from kpi_engine.model.definitions.style.theme import STANDARD, Theme
from kpi_engine.model.outputs.document import Document, Table
from kpi_engine.model.outputs.tidy import TidyTable
from kpi_engine.render.xlsx.cell_formats import Styles, font_properties
from kpi_engine.render.xlsx.commentary_sheet import commentary_table
from kpi_engine.render.xlsx.contents import fill_contents
from kpi_engine.render.xlsx.key_sheet import add_key
from kpi_engine.render.xlsx.names import Names
from kpi_engine.render.xlsx.ratings import add_ratings
from kpi_engine.render.xlsx.sheet import Book
from kpi_engine.render.xlsx.table import add_table_sheet
from kpi_engine.render.xlsx.workbook_words import property_text

_CONTENTS = "Contents"
_LANGUAGE = "en-GB"


def render_xlsx(document: Document, ratings: TidyTable, theme: Theme = STANDARD) -> bytes:
    """The document and the ratings it is made from as one workbook. The same input: the same bytes."""
    file = BytesIO()
    # In memory: a pack needs no temporary files, and they would cost more than the workbook.
    workbook = Workbook(file, {"in_memory": True, "default_format_properties": font_properties(theme)})
    book = Book(workbook, Styles(workbook, theme), Names(), document, _CONTENTS)
    contents = workbook.add_worksheet(book.names.sheet(_CONTENTS))
    for name, table in _tables(document):
        add_table_sheet(book, table, name, filters=table is not document.summary)
    if document.commentary:
        table = commentary_table(document)
        add_table_sheet(book, table, table.title)
    add_key(book)
    for table in (document.sources, document.definitions):
        if table.rows:
            add_table_sheet(book, table, table.title)
    add_ratings(book, ratings)
    fill_contents(book, contents, book.entries, theme.logo)
    _set_properties(workbook, document)
    workbook.close()
    return file.getvalue()


def _tables(document: Document) -> Iterator[tuple[str, Table]]:
    """The tables of figures with the names of their sheets; for an area below, the name says which."""
    for table in (document.summary, *document.highlights):
        yield table.title, table
    for table in (*document.sections, *document.volumes, *document.heat_maps):
        below = table.area and table.area != document.area
        yield f"{table.area}, {table.title}" if below else table.title, table


def _set_properties(workbook: Workbook, document: Document) -> None:
    workbook.set_properties(
        {
            "title": property_text(f"{document.title}: {document.area}, {document.as_at}"),
            "subject": "Performance scorecard",
            "author": property_text(dict(document.facts).get("Producer", "")),
            # Never the clock: the same input has to give the same file.
            "created": datetime.combine(document.dated, time()),
        }
    )
    workbook.set_custom_property("Language", _LANGUAGE)

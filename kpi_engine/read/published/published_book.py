"""A workbook → the tables and words of it, hidden sheets, rows and columns included."""

from __future__ import annotations

from kpi_engine.model.outputs.published_text import PublishedCell, PublishedDocument, PublishedTable
from kpi_engine.read.published.office_parts import charts, hidden_words, picture_count
from kpi_engine.read.workbook.package import Package
from kpi_engine.read.workbook.sheet import Sheet, Workbook


def read_published_book(book: Workbook, package: Package | None, file: str, title: str) -> PublishedDocument:
    """Each sheet as a table; ``package`` is the zip file that the workbook is, None for an old .xls."""
    tables = [_table(book.sheet(name)) for name in book.sheet_names]
    words = () if package is None else tuple(hidden_words(package))
    drawn = () if package is None else tuple(charts(package))
    pictures = 0 if package is None else picture_count(package)
    return PublishedDocument(file, title, (*tables, *drawn), words, pictures)


def _table(sheet: Sheet) -> PublishedTable:
    rows = []
    for row in range(1, sheet.bottom + 1):
        cells = []
        for column in range(1, sheet.right + 1):
            cell = sheet.shown_cell(row, column)
            looks = frozenset({f"#{cell.fill.lower()}"} if cell.fill else ())
            cells.append(PublishedCell(" ".join(cell.text.split()), looks=looks))
        rows.append(tuple(cells))
    return PublishedTable(sheet.name, tuple(rows))

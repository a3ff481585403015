"""The first sheet: what the workbook is, what it says of itself, and what is on which sheet."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from xlsxwriter.worksheet import Worksheet

from kpi_engine.model.definitions.style.theme import Logo
from kpi_engine.render.xlsx.measure import lines_of, row_height
from kpi_engine.render.xlsx.sheet import Book, Entry, Head, add_table, link_to, set_page, write_title
from kpi_engine.render.xlsx.workbook_logo import add_logo
from kpi_engine.render.xlsx.workbook_words import cell_text

_HEADS = (Head("Sheet", 36), Head("What it shows", 100))


def fill_contents(book: Book, sheet: Worksheet, entries: Sequence[Entry], logo: Logo | None) -> None:
    """Write the contents under the logo, if there is a logo; the other sheets have been written."""
    document, styles = book.document, book.styles
    title = f"{document.title}: {document.area}, {document.as_at}"
    write_title(book, sheet, title)
    row = 1 + add_logo(sheet, 1, logo)
    for label, fact in chain(document.facts, (("Note", note) for note in document.notes)):
        sheet.write_string(row, 0, cell_text(label), styles.label)
        sheet.write_string(row, 1, cell_text(fact), styles.paragraph)
        sheet.set_row(row, row_height(lines_of(fact, _HEADS[1].width)))
        row += 1
    row += 1  # the facts are no part of the table
    add_table(
        book,
        sheet,
        row,
        len(entries),
        _HEADS,
        identifier="contents",
        about="Sheets of this workbook",
        filters=False,
    )
    for position, entry in enumerate(entries, row + 1):
        sheet.write_url(position, 0, link_to(entry.name), styles.table_link, entry.name)
        sheet.write_string(position, 1, cell_text(entry.about), styles.cell)
    set_page(book, sheet, book.contents)

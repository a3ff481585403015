"""The sheet of the key: what colours, arrows, letters, marks, headings and abbreviations mean."""

from __future__ import annotations

from collections.abc import Iterator

from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.outputs.document import Document, KeyEntry
from kpi_engine.render.shared.placement import heading_meanings
from kpi_engine.render.xlsx.cell_formats import Look
from kpi_engine.render.xlsx.measure import lines_of, row_height
from kpi_engine.render.xlsx.sheet import Book, Head, add_sheet, add_table
from kpi_engine.render.xlsx.workbook_words import cell_text

_HEADS = (Head("Kind", 24), Head("Term", 32), Head("Meaning", 90))


def add_key(book: Book) -> None:
    """The sheet of the key and guidance."""
    entries = list(_entries(book.document))
    title = f"Key and guidance: how to read the scorecard of {book.document.area}"
    sheet, top = add_sheet(book, "Key and guidance", title, ())
    if not entries:
        return
    add_table(book, sheet, top, len(entries), _HEADS, identifier="key", about=title)
    for row, entry in enumerate(entries, top + 1):
        for column, text in enumerate((entry.group, entry.term, entry.meaning)):
            rag = entry.rag if column == 1 else Rag.NONE
            sheet.write_string(row, column, cell_text(text), book.styles.of(Look(rag=rag)))
        sheet.set_row(row, row_height(lines_of(entry.meaning, _HEADS[2].width)))


def _entries(document: Document) -> Iterator[KeyEntry]:
    yield from document.key
    for title, meaning in heading_meanings(document):
        yield KeyEntry(title, meaning, group="Column heading")
    for entry in document.abbreviations:
        yield KeyEntry(entry.term, entry.meaning, group="Abbreviation")

"""The sheet of the key: what colours, arrows, letters, marks, headings and abbreviations mean."""

from __future__ import annotations

from collections.abc import Iterator

from kpi_engine.model.outputs.document import Document, KeyEntry, Lack
from kpi_engine.render.shared.placement import heading_meanings
from kpi_engine.render.sheets.measure import lines_of
from kpi_engine.render.sheets.sheet_model import Head, Look, Sheet, SheetCell, SheetTable

_HEADS = (Head("Kind", 24), Head("Term", 32), Head("Meaning", 90))


def key_sheet(document: Document, name: str) -> Sheet:
    """The sheet of the key and guidance."""
    title = f"Key and guidance: how to read the scorecard of {document.area}"
    entries = list(_entries(document))
    rows = [
        (SheetCell(entry.group), SheetCell(entry.term, Look(rag=entry.rag)), SheetCell(entry.meaning))
        for entry in entries
    ]
    lines = [lines_of(entry.meaning, _HEADS[2].width) for entry in entries]
    return Sheet(name, title, title, table=SheetTable("key", title, _HEADS, rows, lines))


def _entries(document: Document) -> Iterator[KeyEntry]:
    yield from document.key
    for title, meaning in heading_meanings(document):
        yield KeyEntry(title, meaning, group="Column heading")
    for lack in Lack:
        yield KeyEntry(lack.value, f"{lack.words}, in the place of a number", group="Shorthand")
    for entry in document.abbreviations:
        yield KeyEntry(entry.term, entry.meaning, group="Abbreviation")

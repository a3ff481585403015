"""The notes of a workbook as a table: one row a note, with the sheet that it is on."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_engine.model.outputs.document import Document, Table
from kpi_engine.render.sheets.measure import lines_of
from kpi_engine.render.sheets.sheet_model import Head, Look, Sheet, SheetCell, SheetTable

TITLE = "Notes"
_EVERY_SHEET = "Every sheet"
_HEADS = (Head("Note", 10), Head("Sheet", 36), Head("Text", 96))
_ABOUT = "What is to be said of the whole workbook and of its tables"


def notes_sheet(document: Document, tables: Sequence[tuple[str, Table]], title: str) -> Sheet | None:
    """The sheet; ``tables`` are the names of sheets with their tables.

    Returns:
        The sheet; None without notes.
    """
    notes = [(_EVERY_SHEET, note) for note in document.notes]
    notes += [(name, note) for name, table in tables for note in table.notes]
    if not notes:
        return None
    rows = [
        (SheetCell(f"note {number}", Look()), SheetCell(sheet, Look()), SheetCell(note, Look()))
        for number, (sheet, note) in enumerate(notes, 1)
    ]
    lines = [lines_of(note, _HEADS[2].width) for _sheet, note in notes]
    return Sheet(TITLE, title, _ABOUT, table=SheetTable("notes", _ABOUT, _HEADS, rows, lines))

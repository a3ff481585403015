"""The first sheet: what the workbook is, what it says of itself, and what is on which sheet."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_engine.model.outputs.document import Document
from kpi_engine.render.sheets.measure import lines_of
from kpi_engine.render.sheets.sheet_model import Head, Look, Sheet, SheetCell, SheetTable

_HEADS = (Head("Sheet", 36), Head("What it shows", 100))


def contents_sheet(document: Document, name: str, title: str, sheets: Sequence[Sheet]) -> Sheet:
    """The contents, which lead to every other sheet."""
    rows = [(SheetCell(sheet.name, Look(), sheet.name), SheetCell(sheet.about)) for sheet in sheets]
    lines = [lines_of(sheet.about, _HEADS[1].width) for sheet in sheets]
    about = "Sheets of this workbook"
    table = SheetTable("contents", about, _HEADS, rows, lines, filters=False)
    return Sheet(name, title, about, facts=document.facts, table=table)

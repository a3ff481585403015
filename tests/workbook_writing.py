"""Workbooks written from a description that can be read: rows of cells, and what is odd about some of them.

A row is a list. A cell is a text, a number, nothing (``~``), or a record of ``value``, ``format``,
``formula`` and ``date``. A formula without a value has no stored result.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter


def write_workbook(path: Path, sheets: dict[str, dict[str, Any]]) -> Path:
    """A workbook of these sheets: ``rows``, and optionally ``from`` (the first row's number), ``merged``,
    ``hidden_rows``, ``hidden_columns``, ``filter`` and ``hidden``."""
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_numbers": False})
    for name, content in sheets.items():
        sheet = book.add_worksheet(name)
        for down, row in enumerate(content.get("rows", ()), content.get("from", 1) - 1):
            for across, cell in enumerate(row):
                _write(book, sheet, down, across, cell)
        for block in content.get("merged", ()):
            _merge(sheet, block)
        for row in content.get("hidden_rows", ()):
            sheet.set_row(row - 1, None, None, {"hidden": True})
        for letter in content.get("hidden_columns", ()):
            sheet.set_column(f"{letter}:{letter}", None, None, {"hidden": True})
        if "filter" in content:
            sheet.autofilter(content["filter"])
        if content.get("hidden"):
            sheet.hide()
    book.close()
    return path


def _write(book: Any, sheet: Any, down: int, across: int, cell: Any) -> None:
    given = cell if isinstance(cell, dict) else {"value": cell}
    style = book.add_format({"num_format": given["format"]}) if "format" in given else None
    if "formula" in given:
        sheet.write_formula(down, across, given["formula"], style, given.get("value", ""))
    elif "date" in given:
        day = given["date"]
        sheet.write_datetime(down, across, day if isinstance(day, date) else date.fromisoformat(day), style)
    elif isinstance(given["value"], bool):
        sheet.write_boolean(down, across, given["value"], style)
    elif isinstance(given["value"], str):
        sheet.write_string(down, across, given["value"], style)
    elif given["value"] is not None:
        sheet.write_number(down, across, given["value"], style)


def _merge(sheet: Any, block: str) -> None:
    """Merge cells and keep what the first one holds."""
    from xlsxwriter.utility import xl_cell_to_rowcol

    (top, left), (bottom, right) = (xl_cell_to_rowcol(corner) for corner in block.split(":"))
    sheet._check_dimensions(bottom, right)
    sheet.merge.append([top, left, bottom, right])

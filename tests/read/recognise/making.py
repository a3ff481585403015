"""Sheets made by hand: rows of what a cell holds, as an officer types it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell import Cell

from kpi_engine.read.workbook.open_workbook import open_workbook
from kpi_engine.read.workbook.sheet import Sheet

Rows = Sequence[Sequence[Any]]


def write_workbook(path: Path, sheets: dict[str, Rows], merged: Sequence[str] = ()) -> Path:
    """A workbook with these sheets; a pair is a value and its format. ``merged`` are in every sheet."""
    book = openpyxl.Workbook()
    for name in list(book.sheetnames):
        del book[name]
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for at, row in enumerate(rows, 1):
            for column, held in enumerate(row, 1):
                if held is not None:
                    _fill(sheet.cell(at, column), held)
        for block in merged:
            sheet.merge_cells(block)
    book.save(path)
    return path


def _fill(cell: Cell, held: Any) -> None:
    value, number_format = held if isinstance(held, tuple) else (held, None)
    cell.value = datetime.combine(value, datetime.min.time()) if isinstance(value, date) else value
    if number_format is not None:
        cell.number_format = number_format


def sheet_of(folder: Path, rows: Rows, merged: Sequence[str] = ()) -> Sheet:
    """The one sheet of a workbook with these rows, as kpi reads it."""
    workbook, issues = open_workbook(write_workbook(folder / "made.xlsx", {"Sheet": rows}, merged))
    assert workbook is not None, issues
    return workbook.sheet("Sheet")

"""The Excel format of before 2007 (.xls) → a workbook, by xlrd."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from kpi_engine.model.wording import shown
from kpi_engine.read.workbook.cell import Block, CellKind
from kpi_engine.read.workbook.number_format import BUILT_IN
from kpi_engine.read.workbook.package import DAMAGED, PROTECTED
from kpi_engine.read.workbook.sheet import (
    CellMaker,
    SheetContents,
    Stored,
    Style,
    Visibility,
    Workbook,
    WorkbookError,
)

if TYPE_CHECKING:
    import xlrd

_VISIBILITIES = (Visibility.VISIBLE, Visibility.HIDDEN, Visibility.VERY_HIDDEN)


def read_xls(content: bytes, file: str) -> Workbook:
    """The workbook in the bytes of an .xls file. What is a formula there is not known.

    Raises:
        WorkbookError: the file is damaged or protected.
    """
    import xlrd

    try:
        book = xlrd.open_workbook(
            file_contents=content, formatting_info=True, on_demand=True, logfile=io.StringIO()
        )
        tabs = {
            name: _VISIBILITIES[min(book.sheet_by_index(at).visibility, 2)]
            for at, name in enumerate(book.sheet_names())
        }
    except Exception as error:  # a damaged file makes xlrd raise any exception
        raise _why_not(error) from error
    styles = [
        Style(BUILT_IN.get(style.format_key, book.format_map[style.format_key].format_str))
        for style in book.xf_list
    ]
    return Workbook(file, tabs, lambda name: _contents(book, name), CellMaker(styles, book.datemode == 1))


def _why_not(error: Exception) -> WorkbookError:
    if "encrypted" in str(error).lower():
        return WorkbookError(*PROTECTED)
    return WorkbookError("the file is damaged: it is not a whole workbook", DAMAGED)


def _contents(book: xlrd.book.Book, name: str) -> SheetContents:
    try:
        sheet = book.sheet_by_name(name)
    except Exception as error:  # as above
        raise WorkbookError(
            f"the file is damaged: its sheet {shown(name)} cannot be read", DAMAGED
        ) from error
    contents = SheetContents()
    for row in range(sheet.nrows):
        cells = {}
        for column in range(sheet.row_len(row)):
            stored = _stored(sheet, row, column)
            if stored is not None:
                cells[column + 1] = stored
        if cells:
            contents.rows[row + 1] = cells
    contents.merged = [
        Block(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells
    ]
    contents.hidden_rows = {row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden}
    contents.hidden_columns = [
        (column + 1, column + 1) for column, info in sheet.colinfo_map.items() if info.hidden
    ]
    return contents


def _stored(sheet: xlrd.sheet.Sheet, row: int, column: int) -> Stored | None:
    import xlrd

    kind, value = sheet.cell_type(row, column), sheet.cell_value(row, column)
    style = sheet.cell_xf_index(row, column)
    if kind in {xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE}:
        return Stored(CellKind.NUMBER, repr(value), style)
    if kind == xlrd.XL_CELL_TEXT:
        return Stored(CellKind.TEXT, value, style) if value else None
    if kind == xlrd.XL_CELL_BOOLEAN:
        return Stored(CellKind.LOGICAL, "TRUE" if value else "FALSE", style)
    if kind == xlrd.XL_CELL_ERROR:
        return Stored(CellKind.ERROR, xlrd.error_text_from_code.get(int(value), "#ERROR!"), style)
    return None

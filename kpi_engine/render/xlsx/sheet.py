"""A sheet: its title, a way back, what is said under it, one table object with sparklines, its pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from functools import partial
from typing import TypeAlias, cast

from xlsxwriter.format import Format
from xlsxwriter.utility import quote_sheetname, xl_range, xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from kpi_engine.model.definitions.style.theme import Logo
from kpi_engine.render.sheets.measure import heading_lines, lines_of, row_height
from kpi_engine.render.sheets.paper_columns import SMALLEST_PRINT
from kpi_engine.render.sheets.paper_rows import print_ranges, row_breaks
from kpi_engine.render.sheets.sheet_model import DataRows, Sheet, SheetCell, SheetTable, Sparks
from kpi_engine.render.sheets.workbook_words import cell_text, headings, property_text
from kpi_engine.render.xlsx.cell_formats import Styles
from kpi_engine.render.xlsx.data_sheet import DataCell, DataSheet
from kpi_engine.render.xlsx.workbook_logo import add_logo

_A4 = 9
_MARGINS = {"left": 0.4, "right": 0.4, "top": 0.4, "bottom": 0.4}
_TITLE_HEIGHT = 24
# Points between the lines above a table and the table.
_GAP = 6
# What writes a cell, and with what.
_Written: TypeAlias = tuple[Callable[..., object], object, Format]


def write_sheet(workbook: Workbook, styles: Styles, made: Sheet, logo: Logo | None) -> None:
    """Write a sheet behind the sheets that the workbook has."""
    has_data = made.table is not None and isinstance(made.table.rows, DataRows)
    sheet = workbook.add_worksheet(made.name, DataSheet if has_data else None)
    sheet.set_row(0, _TITLE_HEIGHT)
    sheet.write_string(0, 0, cell_text(made.title), styles.title)
    row = 1
    if made.back:
        sheet.write_url(row, 0, link_to(made.back), styles.link, f"Back to {made.back}")
        row += 1
    row += add_logo(sheet, row, logo)
    row = _write_words(sheet, styles, made, row)
    _set_page(sheet, made.table)
    if made.table is not None:
        _write_table(sheet, styles, made.table, row)
        _set_print_ranges(workbook, made, made.table, row)


def _write_words(sheet: Worksheet, styles: Styles, made: Sheet, row: int) -> int:
    """The lines and the facts above the table, and the row that the table starts in."""
    first = row
    for line in made.lines:
        sheet.write_string(row, 0, cell_text(line), styles.words)
        row += 1
    for label, fact in made.facts:
        sheet.write_string(row, 0, cell_text(label), styles.label)
        sheet.write_string(row, 1, cell_text(fact), styles.paragraph)
        if made.table is not None:
            sheet.set_row(row, row_height(lines_of(fact, made.table.heads[1].width)))
        row += 1
    if row > first and not made.facts:
        sheet.set_row(row - 1, row_height(1) + _GAP)
    # Facts are pairs beside each other, which are no part of the table.
    return row + bool(made.facts)


def link_to(sheet_name: str) -> str:
    """The address of the first cell of a sheet."""
    return "internal:'" + sheet_name.replace("'", "''") + "'!A1"


def _write_table(sheet: Worksheet, styles: Styles, table: SheetTable, top: int) -> None:
    """The table object below its header in row ``top``, which print repeats with the names of rows."""
    titles = headings(head.title for head in table.heads)
    sheet.add_table(
        top,
        0,
        # The table of data is made to reach over its rows when they are written.
        top + (1 if isinstance(sheet, DataSheet) else len(table.rows)),
        len(table.heads) - 1,
        {
            "name": table.identifier,
            "columns": [
                {"header": title, "header_format": styles.number_heading if head.number else styles.heading}
                for title, head in zip(titles, table.heads, strict=True)
            ],
            "style": None,
            "autofilter": table.filters,
            "title": property_text(table.about),
            "description": f"{len(table.rows)} row{'' if len(table.rows) == 1 else 's'}"
            f" and {len(table.heads)} columns",
        },
    )
    for position, head in enumerate(table.heads):
        sheet.set_column(position, position, head.width)
    sheet.set_row(top, row_height(heading_lines(table.heads, has_buttons=table.filters)))
    if table.printed:
        sheet.repeat_rows(top)
    sheet.freeze_panes(0, 1)
    sheet.set_h_pagebreaks(row_breaks(table, top))
    _write_rows(sheet, styles, table, top + 1)
    for sparks in table.sparks:
        _add_sparks(sheet, styles, sparks, top + 1)


def _write_rows(sheet: Worksheet, styles: Styles, table: SheetTable, top: int) -> None:
    """The rows of the table."""
    if isinstance(table.rows, DataRows):
        data_sheet = cast("DataSheet", sheet)
        data_sheet.write_data(table.rows, top, partial(_data_cell, data_sheet, styles))
        return
    for number, cells in enumerate(table.rows, top):
        for column, cell in enumerate(cells):
            written = _written(sheet, styles, cell)
            if written is not None:
                write, value, look = written
                write(number, column, value, look)
    for number, lines in enumerate(table.lines, top):
        sheet.set_row(number, row_height(lines))


def _written(sheet: Worksheet, styles: Styles, cell: SheetCell) -> _Written | None:
    """How a cell is written; None for an empty cell among data."""
    value, look = cell.value, cell.look
    if cell.sheet:
        return _write_link, (sheet, cell.sheet), styles.table_link
    if value is None:
        return None if look.data else (sheet.write_blank, None, styles.of(look))
    if isinstance(value, str):
        return sheet.write_string, cell_text(value), styles.of(look)  # never a formula
    if isinstance(value, bool):
        return sheet.write_boolean, value, styles.of(look)
    if isinstance(value, Decimal):
        return sheet.write_number, float(value), styles.of(look)
    return _write_day(sheet, value, styles.day_of(look))


def _data_cell(sheet: DataSheet, styles: Styles, cell: SheetCell, times: int) -> DataCell | None:
    """How a cell of data is written that is in so many rows; None for an empty cell."""
    value, look = cell.value, styles.of(cell.look)
    if value is None:
        return None
    if isinstance(value, str):
        return DataCell(look, sheet.shared_text(cell_text(value), times))
    if isinstance(value, bool):
        return DataCell(look, f' t="b"><v>{int(value)}</v></c>')
    if isinstance(value, Decimal):
        return DataCell(look, f"><v>{float(value):.16G}</v></c>")
    raise TypeError(f"days are no data: {value}")


def _write_day(sheet: Worksheet, day: date, look: Format) -> _Written:
    return sheet.write_datetime, datetime.combine(day, time()), look


def _write_link(row: int, column: int, target: tuple[Worksheet, str], look: Format) -> None:
    sheet, name = target
    sheet.write_url(row, column, link_to(name), look, name)


def _add_sparks(sheet: Worksheet, styles: Styles, sparks: Sparks, top: int) -> None:
    rows = [top + row for row in sparks.rows]
    colours = styles.colours
    sheet.add_sparkline(
        rows[0],
        sparks.column,
        {
            "location": [xl_rowcol_to_cell(row, sparks.column) for row in rows],
            "range": [xl_range(row, sparks.first, row, sparks.last) for row in rows],
            "series_color": colours.text,
            # Marked points show a figure between two gaps, and in programs that draw no lines.
            "markers": True,
            "markers_color": colours.text,
            "last_point": True,
            "last_color": colours.link,
            "weight": 1.5,
        },
    )


def _set_page(sheet: Worksheet, table: SheetTable | None) -> None:
    """A4 landscape, in 9 points at least: as wide as the page, or on pages that repeat the names of rows."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(**_MARGINS)
    sheet.hide_gridlines(2)
    if table is None or not table.breaks:
        sheet.fit_to_pages(1, 0)
        return
    sheet.set_print_scale(SMALLEST_PRINT)
    sheet.repeat_columns(0, table.names - 1)


def _set_print_ranges(workbook: Workbook, made: Sheet, table: SheetTable, top: int) -> None:
    """XlsxWriter's own ``print_area`` knows one range only; Excel keeps them all under this name."""
    name = quote_sheetname(made.name)
    ranges = print_ranges(table, top)
    places = ",".join(
        f"{name}!{xl_range_abs(part.top, part.left, part.bottom, part.right)}" for part in ranges
    )
    if places:
        # The sheet is looked up by its name as it is, with an apostrophe written once.
        workbook.define_name(f"'{made.name}'!_xlnm.Print_Area", f"={places}")

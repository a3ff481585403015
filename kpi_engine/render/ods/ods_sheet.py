"""A sheet as XML: its title, a way back, what is said under it, its table, and how it is printed.

Sparklines are no part of OpenDocument, so their column is left out; the trend in words is there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

import numpy as np

from kpi_engine.render.ods.ods_looks import FACT, HEADING, LABEL, LINK, NUMBER_HEADING, TITLE, WORDS, Looks
from kpi_engine.render.ods.ods_text import attribute, paragraphs, quoted, spaced
from kpi_engine.render.shared.joined_fields import FieldNumbers, FieldStore, joined_rows
from kpi_engine.render.sheets.measure import heading_lines, lines_of
from kpi_engine.render.sheets.paper_columns import shown_number
from kpi_engine.render.sheets.paper_rows import print_ranges, row_breaks
from kpi_engine.render.sheets.sheet_model import DataRows, Head, Sheet, SheetCell, SheetTable
from kpi_engine.render.sheets.workbook_words import headings

# The names of the styles of a sheet as wide as a page, and of a sheet on several pages across.
ON_ONE_PAGE, ON_SEVERAL = "ta1", "ta2"
_TITLE_MORE, _GAP = 7.0, 6.0


def sheet_xml(sheet: Sheet, looks: Looks) -> str:
    """The sheet; its styles are in ``looks`` afterwards."""
    table = sheet.table
    above = list(_above(sheet, looks))
    shown = [] if table is None else [at for at, head in enumerate(table.heads) if not head.drawn]
    style = ON_SEVERAL if table is not None and table.breaks else ON_ONE_PAGE
    return (
        f'<table:table table:name="{attribute(sheet.name)}" table:style-name="{style}"'
        f"{_printed(sheet, len(above))}>"
        f"<table:title>{attribute(sheet.title)}</table:title><table:desc>{attribute(sheet.about)}</table:desc>"
        f"{_columns(table, shown, looks)}{''.join(above)}"
        f"{'' if table is None else ''.join(_table_rows(table, len(above), shown, looks))}</table:table>"
    )


def database_range(sheet: Sheet, looks: Looks) -> str:
    """The mark of a sheet's table as a table, with its name; nothing for a sheet without a table."""
    table = sheet.table
    if table is None:
        return ""
    top = len(list(_above(sheet, looks)))
    width = sum(not head.drawn for head in table.heads)
    place = f"{_address(sheet.name, top, 0)}:{_address(sheet.name, top + len(table.rows), width - 1)}"
    buttons = str(table.filters).lower()
    return (
        f'<table:database-range table:name="{attribute(table.identifier)}"'
        f' table:target-range-address="{place}" table:display-filter-buttons="{buttons}"'
        ' table:contains-header="true"/>'
    )


def _address(sheet: str, row: int, column: int) -> str:
    return f"{attribute(quoted(sheet))}.{_letters(column)}{row + 1}"


def _letters(column: int) -> str:
    """``A`` for 0, ``AB`` for 27."""
    letters, left = "", column + 1
    while left:
        left, place = divmod(left - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters


def _printed(sheet: Sheet, top: int) -> str:
    """The ranges that are printed, counted in the columns that this format has."""
    table = sheet.table
    ranges = () if table is None else print_ranges(table, top)
    if table is None or not ranges:
        return ""
    # How many columns are left out before each column.
    out = [sum(head.drawn for head in table.heads[:at]) for at in range(len(table.heads) + 1)]
    places = " ".join(
        f"{_address(sheet.name, part.top, part.left - out[part.left])}"
        f":{_address(sheet.name, part.bottom, part.right - out[part.right + 1])}"
        for part in ranges
    )
    return f' table:print-ranges="{places}"'


def _columns(table: SheetTable | None, shown: Sequence[int], looks: Looks) -> str:
    """The columns; the names of rows are repeated on every page."""
    if table is None:
        return '<table:table-column table:number-columns-repeated="2"/>'
    columns = [
        f'<table:table-column table:style-name="{looks.column(table.heads[at].width)}"/>' for at in shown
    ]
    names = "".join(columns[: table.names])
    repeated = f"<table:table-header-columns>{names}</table:table-header-columns>" if table.breaks else names
    return repeated + "".join(columns[table.names :])


def _above(sheet: Sheet, looks: Looks) -> Iterator[str]:
    """The rows above the table."""
    yield _row(looks.row(1, _TITLE_MORE), _words(sheet.title, TITLE))
    if sheet.back:
        yield _row(looks.row(1), _link(f"Back to {sheet.back}", sheet.back, LINK))
    last = len(sheet.lines) - 1
    for number, line in enumerate(sheet.lines):
        yield _row(looks.row(1, _GAP if number == last else 0.0), _words(line, WORDS))
    for label, fact in sheet.facts:
        lines = lines_of(fact, sheet.table.heads[1].width) if sheet.table is not None else 1
        yield _row(looks.row(lines), _words(label, LABEL) + _words(fact, FACT))
    if sheet.facts:
        yield _row(looks.row(1), "<table:table-cell/>")


def _table_rows(table: SheetTable, top: int, shown: Sequence[int], looks: Looks) -> Iterator[str]:
    """The header, which print repeats, and the rows."""
    header = _header([table.heads[at] for at in shown], table.filters, looks)
    yield f"<table:table-header-rows>{header}</table:table-header-rows>" if table.printed else header
    if isinstance(table.rows, DataRows):
        yield from _rows_of_data(table.rows, looks)
        return
    breaks = {row - top - 1 for row in row_breaks(table, top)}
    for number, cells in enumerate(table.rows):
        style = looks.row(table.lines[number], starts_page=number in breaks)
        yield _row(style, "".join(_cell(cells[at], looks) for at in shown))


def _rows_of_data(rows: DataRows, looks: Looks) -> Iterator[str]:
    """Rows whose cells are in many rows: the XML of each is made once."""
    store = FieldStore()
    opens, closes = _row(looks.row(1), "\n").split("\n")
    columns = [
        (store.add([_cell(cell, looks).encode() for cell in column.cells], b""), column.positions)
        for column in rows.columns
    ]
    begin, end = store.add([opens.encode(), closes.encode()], b"")

    def fields_of(wanted: slice) -> FieldNumbers:
        fields = np.empty((wanted.stop - wanted.start, len(columns) + 2), np.int32)
        fields[:, 0], fields[:, -1] = begin, end
        for place, (numbers, positions) in enumerate(columns, 1):
            fields[:, place] = numbers[positions[wanted]]
        return fields

    return joined_rows(store, len(rows), fields_of)


def _header(heads: Sequence[Head], filters: bool, looks: Looks) -> str:
    titles = headings(head.title for head in heads)
    cells = "".join(
        _words(title, NUMBER_HEADING if head.number else HEADING)
        for title, head in zip(titles, heads, strict=True)
    )
    return _row(looks.row(heading_lines(heads, has_buttons=filters)), cells)


def _row(style: str, cells: str) -> str:
    return f'<table:table-row table:style-name="{style}">{cells}</table:table-row>'


def _words(words: str, style: str) -> str:
    """A cell of text, never a formula."""
    return (
        f'<table:table-cell table:style-name="{style}" office:value-type="string">'
        f"{paragraphs(words)}</table:table-cell>"
    )


def _link(words: str, sheet: str, style: str) -> str:
    return (
        f'<table:table-cell table:style-name="{style}" office:value-type="string"><text:p>'
        f'<text:a xlink:type="simple" xlink:href="#{attribute(quoted(sheet))}.A1">{spaced(words)}</text:a>'
        "</text:p></table:table-cell>"
    )


def _cell(cell: SheetCell, looks: Looks) -> str:
    value = cell.value
    if cell.sheet:
        return _link(str(value), cell.sheet, looks.cell(cell.look))
    if value is None:
        return f'<table:table-cell table:style-name="{looks.cell(cell.look)}"/>'
    if isinstance(value, str):
        return _words(value, looks.cell(cell.look))
    style, kind, words = _typed(value, cell, looks)
    return (
        f'<table:table-cell table:style-name="{style}" {kind}><text:p>{spaced(words)}</text:p>'
        "</table:table-cell>"
    )


def _typed(value: Decimal | bool | date, cell: SheetCell, looks: Looks) -> tuple[str, str, str]:
    """The style of a cell that is no text, its value, and how it reads."""
    look = cell.look
    if isinstance(value, bool):
        flag = str(value).lower()
        return looks.cell(look), f'office:value-type="boolean" office:boolean-value="{flag}"', flag.upper()
    if isinstance(value, Decimal):
        words = str(value) if look.shape is None else shown_number(value, look.shape)
        return looks.cell(look), f'office:value-type="float" office:value="{value:f}"', words
    day = f"{value.day} {value:%b %Y}"
    return looks.cell(look, is_day=True), f'office:value-type="date" office:date-value="{value}"', day

"""What every sheet has: a first cell that says what it is, a way back, one table object, a page for print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from textwrap import wrap

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from kpi_engine.model.outputs.document import Document
from kpi_engine.render.xlsx.cell_formats import Styles
from kpi_engine.render.xlsx.measure import lines_of, row_height
from kpi_engine.render.xlsx.names import Names
from kpi_engine.render.xlsx.workbook_words import cell_text, headings, margin_text, property_text

_A4 = 9
_MARGINS = {"left": 0.4, "right": 0.4, "top": 0.7, "bottom": 0.6}
# Characters of a line above a table; a longer one is continued in the next row, since cells are not merged.
_LINE = 120
_TITLE_HEIGHT = 24
# Points between the lines above a table and the table.
_GAP = 6


@dataclass(frozen=True, slots=True)
class Entry:
    """A sheet as the contents list it."""

    name: str
    about: str


@dataclass(frozen=True, slots=True)
class Book:
    """The workbook while it is written. ``entries`` are its sheets but the contents, in order."""

    workbook: Workbook
    styles: Styles
    names: Names
    document: Document
    contents: str
    entries: list[Entry] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Head:
    """A column of a sheet: its heading and its width in characters."""

    title: str
    width: float
    number: bool = False


def add_sheet(
    book: Book, name: str, title: str, lines: Iterable[str], about: str = ""
) -> tuple[Worksheet, int]:
    """A sheet with its title and lines above its table, and the row that the table starts in.

    ``about`` is what the contents say of it, where that is not its title.
    """
    name = book.names.sheet(name)
    book.entries.append(Entry(name, about or title))
    sheet = book.workbook.add_worksheet(name)
    write_title(book, sheet, title)
    sheet.write_url(1, 0, link_to(book.contents), book.styles.link, f"Back to {book.contents}")
    row = 2
    for line in lines:
        for part in wrap(line, _LINE):
            sheet.write_string(row, 0, cell_text(part), book.styles.words)
            row += 1
    sheet.set_row(row - 1, row_height(1) + _GAP)
    set_page(book, sheet, name)
    return sheet, row


def write_title(book: Book, sheet: Worksheet, title: str) -> None:
    """The first cell of a sheet."""
    sheet.set_row(0, _TITLE_HEIGHT)
    sheet.write_string(0, 0, cell_text(title), book.styles.title)


def link_to(sheet_name: str) -> str:
    """The address of the first cell of a sheet."""
    return "internal:'" + sheet_name.replace("'", "''") + "'!A1"


def add_table(
    book: Book,
    sheet: Worksheet,
    top: int,
    rows: int,
    heads: Sequence[Head],
    *,
    identifier: str,
    about: str,
    filters: bool = True,
) -> None:
    """A table object of ``rows`` rows (at least 1) below its header in row ``top``, which print repeats."""
    styles = book.styles
    columns = [
        {"header": title, "header_format": styles.number_heading if head.number else styles.heading}
        for title, head in zip(headings(head.title for head in heads), heads, strict=True)
    ]
    sheet.add_table(
        top,
        0,
        top + rows,
        len(heads) - 1,
        {
            "name": book.names.table(identifier),
            "columns": columns,
            "style": None,
            "autofilter": filters,
            "title": property_text(about),
            "description": f"{rows} row{'' if rows == 1 else 's'} and {len(heads)} columns",
        },
    )
    for position, head in enumerate(heads):
        sheet.set_column(position, position, head.width)
    lines = max(lines_of(head.title, head.width) for head in heads)
    # A line more where there are filter buttons, which are in the lower corner and would hide words.
    sheet.set_row(top, row_height(lines + filters))
    sheet.repeat_rows(top)


def set_page(book: Book, sheet: Worksheet, name: str) -> None:
    """A4 landscape, as wide as the sheet; every page says which sheet it is of, and its number."""
    document = book.document
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(**_MARGINS)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    sheet.set_header(f"&L{margin_text(document.title)}&R{margin_text(f'{document.area}, {document.as_at}')}")
    sheet.set_footer(f"&L{margin_text(name)}&RPage &P of &N")

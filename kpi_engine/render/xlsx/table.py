"""A Table of the document as a sheet: a title, what is to be said, one table object, its sparklines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlsxwriter.utility import xl_range, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from kpi_engine.model.definitions.style.theme import PageColours
from kpi_engine.model.outputs.document import CellKind, Table
from kpi_engine.render.xlsx.cell_formats import Look
from kpi_engine.render.xlsx.columns import Grid, Shows, grid_of, head_of, period_columns
from kpi_engine.render.xlsx.measure import lines_of, row_height
from kpi_engine.render.xlsx.sheet import Book, Head, add_sheet, add_table
from kpi_engine.render.xlsx.workbook_cells import Pen

_ABOUT_TRENDS = (
    "Trend draws the figures of the row, the latest one marked; the next column says the first and the last."
)
_ABOUT_GAPS = "Empty cells: no figure was supplied."


def add_table_sheet(book: Book, table: Table, name: str, filters: bool = True) -> None:
    """A sheet of one table; if the table has no rows, a sheet of the words shown in their place."""
    grid = grid_of(table)
    document = book.document
    says_all = table.caption.startswith(table.title)
    title = table.caption if says_all else f"{table.title}: {document.area}, {document.as_at}"
    lines = [*([] if says_all else [table.caption]), *_lines(table, grid)]
    sheet, top = add_sheet(book, name, title, lines, about=table.caption)
    if not table.rows:
        return
    columns = zip(*grid.rows, strict=True)
    heads = [head_of(table, place, column) for place, column in zip(grid.places, columns, strict=True)]
    add_table(
        book, sheet, top, len(grid.rows), heads, identifier=table.id, about=table.caption, filters=filters
    )
    _write_rows(Pen(sheet, book.styles), top + 1, table, grid, heads)
    _add_sparklines(sheet, table, grid, top + 1, book.styles.colours)


def _lines(table: Table, grid: Grid) -> Iterator[str]:
    """The lines above the table."""
    if not table.rows:
        yield table.empty or "There is nothing to show."
    if any(column.kind is CellKind.TREND for column in table.columns):
        yield _ABOUT_TRENDS
    if any(
        not content.text and place.shows is Shows.CELLS
        for row in grid.rows
        for place, content in zip(grid.places, row, strict=True)
    ):
        yield _ABOUT_GAPS
    yield from table.notes


def _write_rows(pen: Pen, first: int, table: Table, grid: Grid, heads: Sequence[Head]) -> None:
    """The rows of the table, each as high as its words need."""
    for position, (row, contents) in enumerate(zip(table.rows, grid.rows, strict=True), first):
        lines = 1
        for column, (place, content, head) in enumerate(zip(grid.places, contents, heads, strict=True)):
            is_number = bool(content.number_format)
            pen.write(position, column, content, Look(total=row.total, bold=place.latest and is_number))
            if not is_number:
                lines = max(lines, lines_of(content.text, head.width))
        pen.sheet.set_row(position, row_height(lines))


def _add_sparklines(sheet: Worksheet, table: Table, grid: Grid, first: int, colours: PageColours) -> None:
    """One group of sparklines for each column of trends, over the figures of the same row."""
    periods = period_columns(table)
    if not periods:
        return
    shown = {place.at: column for column, place in enumerate(grid.places) if place.shows is Shows.CELLS}
    left, right = shown[periods[0]], shown[periods[-1]]
    for column, place in enumerate(grid.places):
        if place.shows is not Shows.SPARKLINES:
            continue
        drawn = [
            number
            for number, row in enumerate(table.rows, first)
            if any(point.height is not None for point in row.cells[place.at].trend)
        ]
        if drawn:
            sheet.add_sparkline(
                drawn[0],
                column,
                {
                    "location": [xl_rowcol_to_cell(row, column) for row in drawn],
                    "range": [xl_range(row, left, row, right) for row in drawn],
                    "series_color": colours.text,
                    # Marked points show a figure between two gaps, and in programs that draw no lines.
                    "markers": True,
                    "markers_color": colours.text,
                    "last_point": True,
                    "last_color": colours.link,
                    "weight": 1.5,
                },
            )

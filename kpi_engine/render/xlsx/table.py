"""A Table of the document as a sheet: a title, what is to be said, one table object, its sparklines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlsxwriter.utility import xl_range, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from kpi_engine.model.document import Cell, CellKind, Table
from kpi_engine.render.xlsx.cells import Pen, words_of
from kpi_engine.render.xlsx.columns import Place, Shows, cell_at, head_of, period_columns, places_of
from kpi_engine.render.xlsx.measure import lines_of, row_height
from kpi_engine.render.xlsx.sheet import Book, add_sheet, add_table
from kpi_engine.render.xlsx.styles import INK, LATEST, Look

_ABOUT_TRENDS = (
    "Trend draws the figures of the row, the latest one marked; the next column says the first and the last."
)
_ABOUT_GAPS = "A cell is empty where no figure was given."


def add_table_sheet(book: Book, table: Table, name: str, filters: bool = True) -> None:
    """A sheet of one table; where it has no rows, of the words that stand in their place."""
    places = places_of(table)
    cells = [[cell_at(table, row, place) for place in places] for row in table.rows]
    document = book.document
    says_all = table.caption.startswith(table.title)
    title = table.caption if says_all else f"{table.title}: {document.area}, {document.as_at}"
    lines = [*([] if says_all else [table.caption]), *_lines(table, _has_gaps(places, cells))]
    sheet, top = add_sheet(book, name, title, lines, about=table.caption)
    if not table.rows:
        return
    heads = [
        head_of(table, place, column) for place, column in zip(places, zip(*cells, strict=True), strict=True)
    ]
    add_table(book, sheet, top, len(cells), heads, identifier=table.id, about=table.caption, filters=filters)
    pen = Pen(sheet, book.styles)
    for position, (row, shown) in enumerate(zip(table.rows, cells, strict=True), top + 1):
        lines_taken = 1
        for column, (place, cell, head) in enumerate(zip(places, shown, heads, strict=True)):
            look = Look(total=row.total, bold=place.latest)
            words = pen.write(position, column, cell, look)
            if words:
                lines_taken = max(lines_taken, lines_of(words, head.width - 1))
        sheet.set_row(position, row_height(lines_taken))
    _add_sparklines(sheet, table, places, top + 1)


def _has_gaps(places: Sequence[Place], cells: Sequence[Sequence[Cell]]) -> bool:
    """Whether cells are empty where a figure or words could be."""
    return any(
        cell.number is None and not words_of(cell)
        for row in cells
        for place, cell in zip(places, row, strict=True)
        if place.shows is Shows.CELLS
    )


def _lines(table: Table, has_gaps: bool) -> Iterator[str]:
    """What stands above the table."""
    if not table.rows:
        yield table.empty or "There is nothing to show."
    if any(column.kind is CellKind.TREND for column in table.columns):
        yield _ABOUT_TRENDS
    if has_gaps:
        yield _ABOUT_GAPS
    yield from table.notes


def _add_sparklines(sheet: Worksheet, table: Table, places: Sequence[Place], first: int) -> None:
    """One group of sparklines for each column of trends, over the figures of the same row."""
    periods = period_columns(table)
    if not periods:
        return
    shown = {place.at: column for column, place in enumerate(places) if place.shows is Shows.CELLS}
    left, right = shown[periods[0]], shown[periods[-1]]
    for column, place in enumerate(places):
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
                    "series_color": INK,
                    # Marked points show a figure between two gaps, and in programs that draw no lines.
                    "markers": True,
                    "markers_color": INK,
                    "last_point": True,
                    "last_color": LATEST,
                    "weight": 1.5,
                },
            )

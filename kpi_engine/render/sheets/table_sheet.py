"""A Table of the document as a sheet: what is to be said of its cells, and one table with its sparklines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kpi_engine.model.outputs.document import CellKind, Lack, Table
from kpi_engine.render.sheets.measure import lines_of
from kpi_engine.render.sheets.paper_columns import on_paper, wish_of
from kpi_engine.render.sheets.sheet_columns import Grid, Shows, grid_of, names_of, period_columns
from kpi_engine.render.sheets.sheet_model import Head, Sheet, SheetCell, SheetTable, Sparks

NOT_PRINTED = "This sheet is for filters, counts and other programs: only these lines are printed."
_ABOUT_TRENDS = "Trend draws the figures of the row; the next column says the first and the last."
_ABOUT_GAPS = "Empty cells: there is no rating, no arrow or no note; the column of notes beside it says why."
_ABOUT_NOTES = "The sheet Notes says more of this table."


def table_sheet(table: Table, name: str, title: str, filters: bool = True) -> Sheet:
    """A sheet of one table; if the table has no rows, a sheet of the words shown in their place."""
    grid = grid_of(table)
    said = [table.caption] if table.caption not in ("", title) else []
    made = sheet_table_of(table, grid, filters) if table.rows else None
    return Sheet(name, title, table.caption or title, (*said, *_lines(table, grid)), table=made)


def not_printed(sheet: Sheet) -> Sheet:
    """The sheet of figures that other sheets print."""
    if sheet.table is None:
        return sheet
    table = replace(sheet.table, printed=False, breaks=())
    return replace(sheet, lines=(*sheet.lines, NOT_PRINTED), table=table)


def sheet_table_of(table: Table, grid: Grid, filters: bool) -> SheetTable:
    """The table of a sheet, with at least one row."""
    names = names_of(table)
    columns = zip(*grid.rows, strict=True)
    wishes = [wish_of(table, place, column) for place, column in zip(grid.places, columns, strict=True)]
    paper = on_paper(wishes, names)
    heads = paper.heads
    return SheetTable(
        identifier=table.id,
        about=table.caption,
        heads=heads,
        rows=grid.rows,
        lines=[lines_in(row, heads) for row in grid.rows],
        filters=filters,
        names=names,
        breaks=paper.breaks,
        sparks=tuple(_sparks(table, grid)),
    )


def lines_in(row: Sequence[SheetCell], heads: Sequence[Head]) -> int:
    """The lines of text that a row needs."""
    return max(
        (
            lines_of(cell.value, head.width)
            for cell, head in zip(row, heads, strict=True)
            if isinstance(cell.value, str)
        ),
        default=1,
    )


def _lines(table: Table, grid: Grid) -> Iterator[str]:
    """The lines above the table."""
    if not table.rows:
        yield table.empty or "There is nothing to show."
    if any(column.kind is CellKind.TREND for column in table.columns):
        yield _ABOUT_TRENDS
    values = [cell.value for row in grid.rows for cell in row]
    used = [lack for lack in Lack if lack.value in values]
    if used:
        yield "Shorthand: " + ", ".join(f"{lack.value} {lack.words}" for lack in used) + "."
    drawn = {at for at, place in enumerate(grid.places) if place.shows is Shows.SPARKLINES}
    if any(cell.value is None for row in grid.rows for at, cell in enumerate(row) if at not in drawn):
        yield _ABOUT_GAPS
    if table.notes:
        yield _ABOUT_NOTES


def _sparks(table: Table, grid: Grid) -> Iterator[Sparks]:
    """A group of sparklines for each column of trends, over the figures of the same row."""
    periods = period_columns(table)
    if not periods:
        return
    shown = {place.at: column for column, place in enumerate(grid.places) if place.shows is Shows.FACTS}
    for column, place in enumerate(grid.places):
        if place.shows is Shows.SPARKLINES:
            rows = tuple(
                number
                for number, row in enumerate(table.rows)
                if any(point.height is not None for point in row.cells[place.at].trend)
            )
            if rows:
                yield Sparks(column, shown[periods[0]], shown[periods[-1]], rows)

"""The tidy ratings as a sheet: one row a figure, as in the CSV, with real numbers and flags."""

from __future__ import annotations

from typing import TypeAlias

from xlsxwriter.format import Format

from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.outputs.tidy import TidyColumn, TidyKind, TidyTable
from kpi_engine.render.xlsx.cell_formats import Look, Styles
from kpi_engine.render.xlsx.sheet import Book, Head, add_sheet, add_table
from kpi_engine.render.xlsx.workbook_cells import Pen, plain_number_format
from kpi_engine.render.xlsx.workbook_words import cell_text

_LINES = (
    "One row a figure: every period of every indicator, and the outturns (final figures) of years.",
    "Empty cells: there is nothing to say; not_rated and no_direction give the reason.",
)
_WIDEST = 40

# What a cell holds, and how it looks; None: no cell.
Written: TypeAlias = tuple[str | float | bool, Format] | None


def add_ratings(book: Book, ratings: TidyTable) -> None:
    """The sheet of ratings; none without rows."""
    if not len(ratings):
        return
    title = f"Ratings of {book.document.area} as data"
    sheet, top = add_sheet(book, "Ratings", title, _LINES)
    heads = [
        Head(name, _width(name, column), column.kind is TidyKind.NUMBER)
        for name, column in ratings.columns.items()
    ]
    add_table(book, sheet, top, len(ratings), heads, identifier="ratings", about=title)
    for position, (name, column) in enumerate(ratings.columns.items()):
        _write_column(Pen(sheet, book.styles), top + 1, position, name, column)


def _write_column(pen: Pen, top: int, position: int, name: str, column: TidyColumn) -> None:
    """Column by column, so that each distinct text is looked at once."""
    cells: dict[int, Written] = {}
    for row, at in enumerate(column.positions.tolist(), top):
        if at not in cells:
            cells[at] = _written(name, column.texts[at], column.kind, pen.styles)
        cell = cells[at]
        if cell is None:
            continue
        value, style = cell
        if isinstance(value, str):
            pen.sheet.write_string(row, position, value, style)  # never a formula
        elif isinstance(value, bool):
            pen.sheet.write_boolean(row, position, value, style)
        else:
            pen.sheet.write_number(row, position, value, style)


def _written(name: str, text: str, kind: TidyKind, styles: Styles) -> Written:
    """What is written for a text, and how it looks.

    Returns:
        The value with its format; None if nothing is written.
    """
    if not text:
        return None
    if kind is TidyKind.FLAG:
        return text == "true", styles.data
    if kind is TidyKind.NUMBER:
        shown_as = plain_number_format(text)
        if shown_as:
            return float(text), styles.data_number(shown_as)
    if name == "rag":
        return text, styles.of(Look(rag=Rag(text)))
    return cell_text(text), styles.data


def _width(name: str, column: TidyColumn) -> float:
    longest = max((len(column.texts[at]) for at in set(column.positions.tolist())), default=0)
    return min(max(longest, len(name)) + 2, _WIDEST)

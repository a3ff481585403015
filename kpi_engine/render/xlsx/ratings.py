"""The tidy ratings as a sheet: one row a figure, as in the CSV, with real numbers and flags."""

from __future__ import annotations

from collections.abc import Callable

from kpi_engine.model.judgement import Rag
from kpi_engine.model.tidy import TidyColumn, TidyKind, TidyTable
from kpi_engine.render.xlsx.cells import plain_number_format
from kpi_engine.render.xlsx.quick_sheet import Written
from kpi_engine.render.xlsx.sheet import Book, Head, add_sheet, add_table
from kpi_engine.render.xlsx.styles import Look, Styles
from kpi_engine.render.xlsx.words import cell_text

_LINES = (
    "One row a figure: every period of every indicator, and the outturns (final figures) of years.",
    "A cell is empty where there is nothing to say; not_rated and no_direction give the reason.",
)
_WIDEST = 40


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
        written = _writer(name, column, book.styles)
        sheet.write_column_of(top + 1, position, column.positions.tolist(), written)


def _writer(name: str, column: TidyColumn, styles: Styles) -> Callable[[int], Written]:
    """What is written for a position among the texts of a column."""
    return lambda at: _written(name, column.texts[at], column.kind, styles)


def _written(name: str, text: str, kind: TidyKind, styles: Styles) -> Written:
    """What is written for a text, and how it looks; None: nothing."""
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

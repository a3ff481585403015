"""The columns of a sheet, made of a table's columns.

A column of trends is two: a native sparkline of the figures in its row, and words that say the trend. The
latest figure, which stands among the periods already, is not repeated. What notes say of numbers is a last
column, since a number leaves no room for words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from kpi_engine.model.document import PERIOD_KEY, Cell, CellKind, Column, Row, Table, TrendPoint
from kpi_engine.render.placement import heading
from kpi_engine.render.xlsx.cells import remark_of, words_of
from kpi_engine.render.xlsx.measure import text_width
from kpi_engine.render.xlsx.sheet import Head

_WIDTHS = {
    CellKind.NUMBER: 7.5,
    CellKind.RAG: 10,
    CellKind.DIRECTION: 12.5,
    CellKind.TREND: 14,
    CellKind.HEAT: 10,
}
_TREND_WORDS_WIDTH = 11
_REMARKS_WIDTH = 26
_NARROWEST_TEXT, _WIDEST_TEXT = 7, 60
# What bold letters and the indentation take beside the words of a heading.
_HEADING_ROOM = 2.5


class Shows(Enum):
    """What a column of a sheet shows."""

    CELLS = "cells"
    SPARKLINES = "sparklines"
    TREND_WORDS = "trend words"
    REMARKS = "remarks"


@dataclass(frozen=True, slots=True)
class Place:
    """A column of the sheet: the position of the table's column that it is made of (of remarks, none), and
    whether it holds the latest figures.
    """

    shows: Shows
    at: int
    title: str
    latest: bool = False


def places_of(table: Table) -> tuple[Place, ...]:
    """The columns of a table's sheet."""
    return tuple(_places(table))


def _places(table: Table) -> Iterator[Place]:
    periods = period_columns(table)
    shown = {table.columns[at].title for at in periods}
    for at, column in enumerate(table.columns):
        latest = at in periods and column.title == table.period
        if column.kind is CellKind.TREND:
            yield Place(Shows.SPARKLINES, at, heading(column, table))
            yield Place(Shows.TREND_WORDS, at, f"{column.title} in words")
        elif latest:
            yield Place(Shows.CELLS, at, f"{column.title} (latest)", latest=True)
        elif column.key != "latest" or table.period not in shown:
            yield Place(Shows.CELLS, at, heading(column, table))
    if any(_remarks(table, row) for row in table.rows):
        yield Place(Shows.REMARKS, -1, "Remarks")


def period_columns(table: Table) -> range:
    """The positions of the columns that hold one period each; they stand together."""
    found = [at for at, column in enumerate(table.columns) if column.key.startswith(PERIOD_KEY)]
    return range(found[0], found[-1] + 1) if found else range(0)


def cell_at(table: Table, row: Row, place: Place) -> Cell:
    """What stands in a column of the sheet; a trend is drawn over its cell, which is empty."""
    if place.shows is Shows.REMARKS:
        return Cell(_remarks(table, row))
    cell = row.cells[place.at]
    if place.shows is Shows.TREND_WORDS:
        return Cell(_trend_words(cell.trend))
    return Cell() if place.shows is Shows.SPARKLINES else cell


def head_of(table: Table, place: Place, cells: Sequence[Cell]) -> Head:
    """The heading of a column of the sheet, and its width for these cells."""
    if place.shows is Shows.REMARKS:
        return Head(place.title, _REMARKS_WIDTH)
    if place.shows is Shows.TREND_WORDS:
        return Head(place.title, _TREND_WORDS_WIDTH)
    kind = table.columns[place.at].kind
    longest_word = max(map(len, place.title.split()), default=0) + _HEADING_ROOM
    if kind is CellKind.TEXT:
        return Head(
            place.title, text_width(map(words_of, cells), max(longest_word, _NARROWEST_TEXT), _WIDEST_TEXT)
        )
    return Head(
        place.title, max(_WIDTHS[kind], longest_word), number=kind in (CellKind.NUMBER, CellKind.HEAT)
    )


def _trend_words(trend: Sequence[TrendPoint]) -> str:
    """From the first period's figure to the last one's; where one of them has none, the periods are said."""
    points = [point for point in trend if point.height is not None]
    if not points:
        return "no figures"
    first, last = points[0], points[-1]
    if first is last:
        return f"{last.text} in {last.period} only"
    if first is trend[0] and last is trend[-1]:
        return f"{first.text} to {last.text}"
    return f"{first.text} in {first.period} to {last.text} in {last.period}"


def _remarks(table: Table, row: Row) -> str:
    """The notes on the row's numbers, each with the columns that it is on."""
    found: dict[str, list[str]] = {}
    for column, cell in zip(table.columns, row.cells, strict=True):
        note = remark_of(cell)
        if note and not _is_repeated(column, table):
            found.setdefault(note, []).append(column.title)
    return "; ".join(f"{', '.join(titles)}: {note}" for note, titles in found.items())


def _is_repeated(column: Column, table: Table) -> bool:
    """Whether it is the column of the latest figures, beside one of their period."""
    periods = (table.columns[at].title for at in period_columns(table))
    return column.key == "latest" and table.period in periods

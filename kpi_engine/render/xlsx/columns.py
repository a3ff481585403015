"""The columns of a sheet, made of a table's columns.

A column of trends is two: a native sparkline of the figures in its row, and words that say the trend. The
latest figure is not repeated where it is among the periods already. What notes say of numbers is a last
column, since a number leaves no room for words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from kpi_engine.model.outputs.document import PERIOD_KEY, Cell, CellKind, Table
from kpi_engine.render.shared.placement import heading
from kpi_engine.render.shared.trend_words import trend_in_short
from kpi_engine.render.xlsx.measure import text_width, word_width
from kpi_engine.render.xlsx.sheet import Head
from kpi_engine.render.xlsx.workbook_cells import Content, content_of

_WIDTHS = {
    CellKind.NUMBER: 7.5,
    CellKind.RAG: 10,
    CellKind.DIRECTION: 12.5,
    CellKind.TREND: 14,
    CellKind.HEAT: 10,
}
_REMARKS_WIDTH = 26
_WIDEST_TEXT = 60
# Texts of so many characters are prose, for which rows would become higher than Excel allows.
_PROSE, _WIDEST_PROSE = 600, 100
# A reason beside a rating, an arrow or a gap takes so many lines, in columns up to a width.
_LINES_OF_A_REASON, _WIDEST_REASON = 4, 32
# What Excel allows.
_WIDEST = 255
# How many lines the longest text of a column may take: few where there is room for wide columns.
_LINES, _FEW_LINES, _FEW_COLUMNS = 3, 2, 12
# How much more room bold letters of a heading take than letters of a text, and the room beside a number.
_BOLD, _NUMBER_ROOM = 1, 2


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


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as its sheet shows it; each row is parallel to ``places``."""

    places: tuple[Place, ...]
    rows: tuple[tuple[Content, ...], ...]


def grid_of(table: Table) -> Grid:
    """The columns of a table's sheet, and what they contain."""
    places = tuple(_places(table))
    contents = [tuple(_content_at(place, row.cells[place.at]) for place in places) for row in table.rows]
    remarks = [_remarks(table, places, row) for row in contents]
    if not any(remarks):
        return Grid(places, tuple(contents))
    return Grid(
        (*places, Place(Shows.REMARKS, -1, "Remarks")),
        tuple((*row, content_of(Cell(remark))) for row, remark in zip(contents, remarks, strict=True)),
    )


def _places(table: Table) -> Iterator[Place]:
    periods = period_columns(table)
    of_latest = next((at for at in periods if table.columns[at].title == table.period), None)
    is_repeated = of_latest is not None and _says_all(table, of_latest)
    for at, column in enumerate(table.columns):
        if column.kind is CellKind.TREND:
            yield Place(Shows.SPARKLINES, at, heading(column, table))
            yield Place(Shows.TREND_WORDS, at, f"{column.title} in words")
        elif at == of_latest and is_repeated:
            yield Place(Shows.CELLS, at, f"{column.title} (latest)", latest=True)
        elif column.key != "latest" or not is_repeated:
            is_latest = column.key == "latest" and of_latest is not None
            yield Place(Shows.CELLS, at, heading(column, table), latest=is_latest)


def _says_all(table: Table, of_latest: int) -> bool:
    """Whether the period's column holds every latest figure: none is of an earlier period."""
    latest = [at for at, column in enumerate(table.columns) if column.key == "latest"]
    return all(row.cells[at].text == row.cells[of_latest].text for row in table.rows for at in latest)


def period_columns(table: Table) -> range:
    """The positions of the columns that hold one period each; they are adjacent."""
    found = [at for at, column in enumerate(table.columns) if column.key.startswith(PERIOD_KEY)]
    return range(found[0], found[-1] + 1) if found else range(0)


def _content_at(place: Place, cell: Cell) -> Content:
    """The content of a column of the sheet; a trend is drawn over its cell, which is empty."""
    if place.shows is Shows.TREND_WORDS:
        return content_of(Cell(trend_in_short(cell.trend)))
    return content_of(Cell() if place.shows is Shows.SPARKLINES else cell)


def head_of(table: Table, place: Place, contents: Sequence[Content]) -> Head:
    """The heading of a column of the sheet, and its width for these contents."""
    if place.shows is Shows.REMARKS:
        return Head(place.title, _REMARKS_WIDTH)
    kind = table.columns[place.at].kind
    narrowest = word_width(place.title) + _BOLD
    texts = [content.text for content in contents]
    if kind is CellKind.TEXT or place.shows is Shows.TREND_WORDS:
        few = len(table.columns) <= _FEW_COLUMNS or place.shows is Shows.TREND_WORDS
        widest = _WIDEST_PROSE if max(map(len, texts)) > _PROSE else _WIDEST_TEXT
        width = text_width(texts, _FEW_LINES if few else _LINES)
        return Head(place.title, min(max(narrowest, width), widest))
    widths = (
        len(content.text) + _NUMBER_ROOM if content.number_format else word_width(content.text)
        for content in contents
    )
    reasons = max((len(content.text) for content in contents if not content.number_format), default=0)
    reason = min(reasons / _LINES_OF_A_REASON + _NUMBER_ROOM, _WIDEST_REASON)
    width = max(_WIDTHS[kind], narrowest, reason, *widths)
    return Head(place.title, min(width, _WIDEST), number=kind in (CellKind.NUMBER, CellKind.HEAT))


def _remarks(table: Table, places: Sequence[Place], contents: Sequence[Content]) -> str:
    """The notes on the row's numbers, each with the columns that it is on."""
    found: dict[str, list[str]] = {}
    for place, content in zip(places, contents, strict=True):
        if content.remark:
            found.setdefault(content.remark, []).append(table.columns[place.at].title)
    return "; ".join(f"{', '.join(titles)}: {note}" for note, titles in found.items())

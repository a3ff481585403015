"""The columns of a sheet, made of a table's columns, each of one fact.

The latest figure, its rating and its arrow come first. What is to be said of a fact is in a column of notes
beside it; what is to be said of earlier periods and of the areas of a heat map is in a last column. A cell of
a heat map is two: its figure and its rating. A column of trends is a sparkline and words that say the trend.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from kpi_engine.model.frozen import frozen
from kpi_engine.model.outputs.document import PERIOD_KEY, CellKind, Column, Row, Table
from kpi_engine.render.shared.placement import STANDARDS, heading
from kpi_engine.render.shared.trend_words import trend_in_short
from kpi_engine.render.sheets.sheet_cells import note_of, plain_look, rating_of, value_of
from kpi_engine.render.sheets.sheet_model import SheetCell

# The columns of a section that come first, after those that name the row.
_FIRST = ("latest", "rag", "direction_of_travel", *STANDARDS)
_NAMES = ("code", "indicator", "area", "section")


class Shows(Enum):
    """What a column of a sheet shows of a column of the table."""

    FACTS = "facts"
    RATINGS = "ratings"
    NOTES = "notes"
    SPARKLINES = "sparklines"
    TREND_WORDS = "trend words"
    REMARKS = "remarks"


@frozen
class Place:
    """A column of the sheet: the position of the table's column that it is made of (of remarks, none), and
    whether it holds the latest figures.
    """

    shows: Shows
    at: int
    title: str
    latest: bool = False


@frozen
class Grid:
    """A table as its sheet shows it; each row is parallel to ``places``."""

    places: tuple[Place, ...]
    rows: tuple[tuple[SheetCell, ...], ...]


def grid_of(table: Table) -> Grid:
    """The columns of a table's sheet, and what they contain."""
    places = tuple(_places(table))
    remarks = [_remarks(table, row) for row in table.rows]
    if any(remarks):
        places = (*places, Place(Shows.REMARKS, -1, "Remarks"))
    return Grid(
        places,
        tuple(
            tuple(_content(place, row, remark) for place in places)
            for row, remark in zip(table.rows, remarks, strict=True)
        ),
    )


def period_columns(table: Table) -> range:
    """The positions of the columns that hold one period each; they are adjacent."""
    found = [at for at, column in enumerate(table.columns) if column.key.startswith(PERIOD_KEY)]
    return range(found[0], found[-1] + 1) if found else range(0)


def names_of(table: Table) -> int:
    """How many columns name a row: at least its first."""
    keys = [column.key for column in table.columns]
    return max(next((at for at, key in enumerate(keys) if key not in _NAMES), len(keys)), 1)


def _places(table: Table) -> Iterator[Place]:
    for at in _in_order(table):
        column = table.columns[at]
        title = heading(column, table)
        if column.kind is CellKind.TREND:
            yield Place(Shows.SPARKLINES, at, title)
            yield Place(Shows.TREND_WORDS, at, f"{column.title} in words")
            continue
        yield Place(Shows.FACTS, at, title, latest=column.key == "latest")
        if column.kind is CellKind.HEAT:
            yield Place(Shows.RATINGS, at, f"{column.title} RAG")
        elif not _is_remarked(column) and any(note_of(row.cells[at]) for row in table.rows):
            yield Place(Shows.NOTES, at, f"{column.title} notes")


def _in_order(table: Table) -> list[int]:
    """The positions of the columns, the latest figures and their ratings first; periods stay together."""
    keys = [column.key for column in table.columns]
    if "latest" not in keys:
        return list(range(len(keys)))
    names = names_of(table)
    first = [keys.index(key) for key in _FIRST if key in keys]
    return [*range(names), *first, *(at for at in range(names, len(keys)) if at not in first)]


def _is_remarked(column: Column) -> bool:
    """Whether notes are in the last column, since a column of notes beside each would be too many."""
    return column.kind is CellKind.HEAT or column.key.startswith(PERIOD_KEY)


def _content(place: Place, row: Row, remark: str) -> SheetCell:
    """The content of a column of the sheet; a trend is drawn over its cell, which is empty."""
    shows, total = place.shows, row.total
    match shows:
        case Shows.FACTS:
            return value_of(row.cells[place.at], total, place.latest)
        case Shows.NOTES:
            return SheetCell(note_of(row.cells[place.at]) or None, plain_look(total))
        case Shows.RATINGS:
            return rating_of(row.cells[place.at], total)
        case Shows.SPARKLINES:
            return SheetCell(None, plain_look(total))
        case Shows.TREND_WORDS:
            return SheetCell(trend_in_short(row.cells[place.at].trend), plain_look(total))
        case Shows.REMARKS:
            return SheetCell(remark or None, plain_look(total))


def _remarks(table: Table, row: Row) -> str:
    """The notes that have no column beside their fact, each with the columns that it is on."""
    found: dict[str, list[str]] = {}
    for column, cell in zip(table.columns, row.cells, strict=True):
        # Most cells have none: that is looked at first.
        if (cell.note or cell.number is None) and _is_remarked(column) and (note := note_of(cell)):
            found.setdefault(note, []).append(column.title)
    return "; ".join(f"{', '.join(titles)}: {note}" for note, titles in found.items())

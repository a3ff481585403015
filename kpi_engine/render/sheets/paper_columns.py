"""How wide the columns of a sheet are, and which are printed on which page: A4 across, 9 points at least.

A sheet is written in 11 points, and a page takes so many characters across that they are still 9 points high
when it is printed as wide as the page. A wider sheet goes on on further pages, which repeat the names.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kpi_engine.model.outputs.document import CellKind, Table
from kpi_engine.render.sheets.measure import text_width, word_width
from kpi_engine.render.sheets.sheet_columns import Place, Shows
from kpi_engine.render.sheets.sheet_model import Head, NumberShape, SheetCell

# Percent at which the 11 points of a sheet are a little more than 9.
SMALLEST_PRINT = 82
# Characters across a page at that size, with what each column has around it.
_ACROSS, _AROUND_A_COLUMN = 148.0, 0.7
# The columns that name a row leave room for figures on every page.
_WIDEST_NAMES = 46.0

_WIDTHS = {
    CellKind.NUMBER: 7.5,
    CellKind.RAG: 10,
    CellKind.DIRECTION: 11.0,
    CellKind.TREND: 14,
    CellKind.HEAT: 8,
}
_RATING_WIDTH, _NOTES_WIDTH, _REMARKS_WIDTH, _WIDEST_TEXT = 9.5, 14, 26, 60
# Texts of so many characters are prose, for which rows would become higher than Excel allows.
_PROSE, _WIDEST_PROSE = 600, 100
# What Excel allows.
_WIDEST = 255
# How many lines the longest text of a column may take: few where there is room for wide columns.
_LINES, _FEW_LINES, _FEW_COLUMNS = 3, 2, 12
# How much more room bold letters of a heading take than letters of a text, and the room beside a number.
_BOLD, _NUMBER_ROOM = 1, 2


def head_of(table: Table, place: Place, contents: Sequence[SheetCell]) -> Head:
    """The heading of a column of the sheet, and its width for these contents."""
    narrowest = word_width(place.title) + _BOLD
    texts = [cell.value for cell in contents if isinstance(cell.value, str)]
    if place.shows in (Shows.REMARKS, Shows.NOTES):
        least = _REMARKS_WIDTH if place.shows is Shows.REMARKS else _NOTES_WIDTH
        width = min(text_width(texts, _LINES), _REMARKS_WIDTH)
        return Head(place.title, max(least, narrowest, width))
    kind = table.columns[place.at].kind
    if kind is CellKind.TEXT or place.shows is Shows.TREND_WORDS:
        few = len(table.columns) <= _FEW_COLUMNS or place.shows is Shows.TREND_WORDS
        widest = _WIDEST_PROSE if max(map(len, texts), default=0) > _PROSE else _WIDEST_TEXT
        return Head(
            place.title, min(max(narrowest, text_width(texts, _FEW_LINES if few else _LINES)), widest)
        )
    usual = _RATING_WIDTH if place.shows is Shows.RATINGS else _WIDTHS[kind]
    needed = (_length(cell) for cell in contents)
    width = max(usual, narrowest, *needed)
    is_number = kind in (CellKind.NUMBER, CellKind.HEAT) and place.shows is Shows.FACTS
    drawn = place.shows is Shows.SPARKLINES
    return Head(place.title, min(width, _WIDEST), is_number, drawn)


def _length(cell: SheetCell) -> float:
    """The room that a number takes on one line, or the longest word of a text."""
    value, shape = cell.value, cell.look.shape
    if isinstance(value, Decimal) and shape is not None:
        return len(shown_number(value, shape)) + _NUMBER_ROOM
    return word_width(value) if isinstance(value, str) else 0.0


def shown_number(value: Decimal, shape: NumberShape) -> str:
    """How a number reads in its shape."""
    sign = "-" if value < 0 else ""
    return f"{sign}{shape.before}{value.copy_abs():,.{shape.decimals}f}{shape.after}"


def narrower_names(heads: Sequence[Head], names: int) -> list[Head]:
    """The columns, with the names of rows narrow enough to leave room for figures on every page."""
    total = sum(head.width for head in heads)
    named = sum(head.width for head in heads[:names])
    if total <= _ACROSS or named <= _WIDEST_NAMES:
        return list(heads)
    # The last of them is the longest, the name.
    *first, last = heads[:names]
    room = max(_WIDEST_NAMES - sum(head.width for head in first), word_width(last.title) + _BOLD)
    return [*first, Head(last.title, room, last.number), *heads[names:]]


def breaks_of(heads: Sequence[Head], names: int) -> tuple[int, ...]:
    """The positions of the columns that begin a further page across; none where all fit on one page."""
    named = sum(head.width + _AROUND_A_COLUMN for head in heads[:names])
    found, used = [], named
    for at, head in enumerate(heads[names:], names):
        needed = head.width + _AROUND_A_COLUMN
        if used + needed > _ACROSS and used > named:
            found.append(at)
            used = named
        used += needed
    return tuple(found)


def on_the_first_page(heads: Sequence[Head]) -> int:
    """How many of the first columns fit on one page; at least 1."""
    used, count = 0.0, 0
    for head in heads:
        used += head.width + _AROUND_A_COLUMN
        if used > _ACROSS:
            break
        count += 1
    return max(count, 1)

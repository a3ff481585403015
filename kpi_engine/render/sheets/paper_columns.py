"""How wide the columns of a sheet are, and which are printed on which page: A4 across, 9 points at least.

A sheet is written in 11 points, and a page takes so many characters across that they are still 9 points high
when it is printed as wide as the page. A wider sheet goes on on further pages, which repeat the names. Of
texts, columns are as narrow as saves a page, and no narrower: what a page has left is theirs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

from kpi_engine.model.frozen import frozen
from kpi_engine.model.outputs.document import CellKind, Table
from kpi_engine.render.sheets.measure import BOLD, text_width, word_width
from kpi_engine.render.sheets.sheet_columns import Place, Shows
from kpi_engine.render.sheets.sheet_model import Head, NumberShape, SheetCell

# Percent at which the 11 points of a sheet are a little more than 9.
SMALLEST_PRINT = 82
# Characters across a page at that size, with what each column has around it.
_ACROSS, _AROUND_A_COLUMN = 148.0, 0.7
# The columns that name a row leave room for figures on every page.
_WIDEST_NAMES = 58.0

_WIDTHS = {
    CellKind.NUMBER: 7.5,
    CellKind.RAG: 10,
    CellKind.DIRECTION: 11.0,
    CellKind.TREND: 14,
    CellKind.HEAT: 8,
}
_RATING_WIDTH, _NOTES_WIDTH, _REMARKS_WIDTH, _WIDEST_TEXT = 9.5, 14, 26, 60
# As wide as ``31 Aug 2024``.
_DAY_WIDTH = 13.0
# Texts of so many characters are prose, for which rows would become higher than Excel allows.
_PROSE, _WIDEST_PROSE = 600, 100
# What Excel allows.
_WIDEST = 255
# How many lines the longest text of a column may take: few where there is room for wide columns, and more
# where that saves a page.
_LINES, _FEW_LINES, _FEW_COLUMNS = 3, 2, 12
_MORE_LINES = 5
# A short heading, as Aug 2024, is best on one line, a longer one on two, unless it would be wider than this.
_SHORT_HEADING, _WIDEST_HEADING = 9, 20.0
# The room beside a number.
_NUMBER_ROOM = 2
# What is beside a fact: never on another page.
_BESIDE = (Shows.NOTES, Shows.RATINGS, Shows.TREND_WORDS)


@frozen
class Wish:
    """A column: its heading with the width that it is best at, and the least that it may have.

    ``beside``: it is about the column before it, on whose page it has to be.
    """

    head: Head
    least: float
    beside: bool = False


@frozen
class OnPaper:
    """The columns of a sheet, and the positions at which a further page across begins."""

    heads: tuple[Head, ...]
    breaks: tuple[int, ...]


def wish_of(table: Table, place: Place, contents: Sequence[SheetCell]) -> Wish:
    """What a column of the sheet would have for these contents."""
    narrowest, good = _heading_widths(place.title)
    texts = [cell.value for cell in contents if isinstance(cell.value, str)]
    beside = place.shows in _BESIDE
    if place.shows in (Shows.REMARKS, Shows.NOTES):
        usual = _REMARKS_WIDTH if place.shows is Shows.REMARKS else _NOTES_WIDTH
        width = max(usual, narrowest, text_width(texts, _LINES, _REMARKS_WIDTH))
        least = max(narrowest, text_width(texts, _MORE_LINES, _REMARKS_WIDTH)) if texts else narrowest
        return Wish(Head(place.title, max(width, good)), min(least, width), beside)
    kind = table.columns[place.at].kind
    if kind is CellKind.TEXT or place.shows is Shows.TREND_WORDS:
        few = len(table.columns) <= _FEW_COLUMNS or place.shows is Shows.TREND_WORDS
        is_prose = max(map(len, texts), default=0) > _PROSE
        widest = _WIDEST_PROSE if is_prose else _WIDEST_TEXT
        narrowest = max(narrowest, _DAY_WIDTH * any(isinstance(cell.value, date) for cell in contents))
        width = max(narrowest, text_width(texts, _FEW_LINES if few else _LINES, widest))
        is_fixed = is_prose or width <= narrowest
        least = width if is_fixed else max(narrowest, text_width(texts, _MORE_LINES, widest))
        return Wish(Head(place.title, min(max(width, good), widest)), min(least, width), beside)
    usual_width = _RATING_WIDTH if place.shows is Shows.RATINGS else _WIDTHS[kind]
    words = max(map(word_width, texts), default=0.0)
    width = min(max(usual_width, narrowest, words, _longest_number(contents)), _WIDEST)
    is_number = kind in (CellKind.NUMBER, CellKind.HEAT) and place.shows is Shows.FACTS
    drawn = place.shows is Shows.SPARKLINES
    return Wish(Head(place.title, max(width, good), is_number, drawn), width, beside)


@lru_cache(maxsize=1024)
def _heading_widths(title: str) -> tuple[float, float]:
    """The width that a heading needs, and the width at which it has few lines, where there is room."""
    lines = 1 if len(title) <= _SHORT_HEADING else _FEW_LINES
    return word_width(title) + BOLD, text_width((title,), lines, _WIDEST_HEADING) + BOLD


def _longest_number(contents: Sequence[SheetCell]) -> float:
    """The room that the longest number takes on one line: of each shape that is the highest or the lowest."""
    found: dict[NumberShape, tuple[Decimal, Decimal]] = {}
    for cell in contents:
        value, shape = cell.value, cell.look.shape
        if isinstance(value, Decimal) and shape is not None:
            low, high = found.get(shape, (value, value))
            found[shape] = min(low, value), max(high, value)
    lengths = (len(shown_number(value, shape)) for shape, ends in found.items() for value in ends)
    return max(lengths, default=-_NUMBER_ROOM) + _NUMBER_ROOM


def shown_number(value: Decimal, shape: NumberShape) -> str:
    """How a number reads in its shape."""
    sign = "-" if value < 0 else ""
    return f"{sign}{shape.before}{value.copy_abs():,.{shape.decimals}f}{shape.after}"


def on_paper(wishes: Sequence[Wish], names: int) -> OnPaper:
    """The columns, of which the first ``names`` name a row, on as few pages across as they can be."""
    whole = _widths(wishes, _ACROSS - _AROUND_A_COLUMN * len(wishes))
    if whole is not None:
        return OnPaper(_with_widths(wishes, whole), ())
    naming = _widths(wishes[:names], _WIDEST_NAMES) or [wish.least for wish in wishes[:names]]
    room = _ACROSS - sum(width + _AROUND_A_COLUMN for width in naming)
    pages = list(_pages(wishes[names:], room))
    found, at, breaks = list(naming), names, []
    for page in pages:
        if at > names:
            breaks.append(at)
        least = [wish.least for wish in page]
        found += _widths(page, room - _AROUND_A_COLUMN * len(page)) or least
        at += len(page)
    return OnPaper(_with_widths(wishes, found), tuple(breaks))


def _with_widths(wishes: Sequence[Wish], widths: Sequence[float]) -> tuple[Head, ...]:
    return tuple(
        replace(wish.head, width=round(width, 2)) for wish, width in zip(wishes, widths, strict=True)
    )


def _widths(wishes: Sequence[Wish], room: float) -> list[float] | None:
    """Widths between the least and the best, in one proportion; None where there is no room for the least."""
    left = room - sum(wish.least for wish in wishes)
    if left < 0:
        return None
    wanted = sum(wish.head.width - wish.least for wish in wishes)
    share = min(left / wanted, 1.0) if wanted else 0.0
    return [wish.least + (wish.head.width - wish.least) * share for wish in wishes]


def _pages(wishes: Sequence[Wish], room: float) -> Iterator[list[Wish]]:
    """The columns of each page across: as many as there is room for, none parted from what it is about."""
    page: list[Wish] = []
    left = room
    for group in _together(wishes):
        needed = sum(wish.least + _AROUND_A_COLUMN for wish in group)
        if page and needed > left:
            yield page
            page, left = [], room
        page += group
        left -= needed
    if page:
        yield page


def _together(wishes: Sequence[Wish]) -> Iterator[list[Wish]]:
    """Each column with what is beside it."""
    group: list[Wish] = []
    for wish in wishes:
        if group and not wish.beside:
            yield group
            group = []
        group.append(wish)
    if group:
        yield group


def on_the_first_page(heads: Sequence[Head]) -> int:
    """How many of the first columns fit on one page; at least 1."""
    used, count = 0.0, 0
    for head in heads:
        used += head.width + _AROUND_A_COLUMN
        if used > _ACROSS:
            break
        count += 1
    return max(count, 1)

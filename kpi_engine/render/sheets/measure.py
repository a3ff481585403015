"""How wide columns are, and how high rows: not every program fits rows to their text on opening."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from kpi_engine.render.sheets.sheet_model import Head

# Points that a line of text takes, and that a row has beyond its lines.
_LINE = 14.0
_AROUND = 3.0
# Excel allows no more.
_HIGHEST = 409.0
# A column is so many digits wide. Letters are narrower on average, capitals wider, and the words of a cell
# are set in.
_LETTERS_A_DIGIT = 1.1
_DIGITS_A_CAPITAL = 1.3
_SET_IN = 2
# How much more room bold letters of a heading take than letters of a text, and the room of a filter button.
BOLD, _BUTTON = 1, "___"


def row_height(lines: int) -> float:
    """The height in points of a row of so many lines."""
    return min(lines * _LINE + _AROUND, _HIGHEST)


@lru_cache(maxsize=4096)  # packs have most of their texts in common
def lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a column of a width."""
    room = max(int((width - _SET_IN) * _LETTERS_A_DIGIT), 1)
    if len(text) <= room and "\n" not in text:
        return 1
    return sum(_wrapped(paragraph, room) for paragraph in text.split("\n"))


def _wrapped(paragraph: str, room: int) -> int:
    lines, used = 1, 0
    for word in paragraph.split(" "):
        length = round(_digits(word))
        needed = length + (used > 0)
        if used and used + needed > room:
            lines, used, needed = lines + 1, 0, length
        used += needed
        if used > room:
            lines, used = lines + (used - 1) // room, (used - 1) % room + 1
    return lines


def text_width(texts: Iterable[str], lines: int, widest: float) -> float:
    """Wide enough for the longest word, and for each text to take no more than so many lines.

    Where that would be wider than ``widest``, texts take more lines; a paragraph is a line at least.
    """
    found = set(texts)
    width = max(map(word_width, found), default=0.0)
    for text in sorted(found, key=len, reverse=True):
        if len(text) <= (width - _SET_IN) * _LETTERS_A_DIGIT - 1 and "\n" not in text:
            continue
        most = max(lines, text.count("\n") + 1)
        width = max(width, len(text) / most / _LETTERS_A_DIGIT + _SET_IN)
        while width < widest and lines_of(text, width) > most:
            width += 1
    return min(width, widest)


def heading_lines(heads: Iterable[Head], *, has_buttons: bool) -> int:
    """The lines that a row of headings needs.

    Filter buttons are in the lower right corner of their cells: no word of a heading may be below them.
    """
    needed = 1
    for head in heads:
        room = head.width - BOLD
        lines = lines_of(head.title, room)
        if has_buttons:
            lines = lines + 1 if head.number else lines_of(f"{head.title} {_BUTTON}", room)
        needed = max(needed, lines)
    return needed


@lru_cache(maxsize=4096)  # packs have most of their texts in common
def word_width(text: str) -> float:
    """Wide enough for the longest word of a text."""
    return max((_digits(word) for word in text.split()), default=0.0) + _SET_IN


def _digits(word: str) -> float:
    return len(word) + (_DIGITS_A_CAPITAL - 1) * sum(map(str.isupper, word))

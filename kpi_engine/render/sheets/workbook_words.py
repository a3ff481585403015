"""User words made safe for a workbook. Every word that is not this package's own passes through here.

Nothing here keeps a word from being a formula: that is so because cells are written as strings, whatever
they start with.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from kpi_engine.render.shared.markup import allowed

# What Excel holds, in UTF-16 units.
_CELL_LIMIT = 32_767
_HEADING_LIMIT = 255
_PROPERTY_LIMIT = 255
_CUT = " … (cut here: an Excel cell holds no more)"
# Excel reads _x0041_ as the letter A. XlsxWriter guards the text of cells from that, but not headings.
_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


@lru_cache(maxsize=1024)  # a workbook says the same words many times
def cell_text(value: str) -> str:
    """The value as the text of a cell; what does not fit is cut off, and the text says so."""
    text = _no_markup(allowed(value).replace("\r\n", "\n").replace("\r", "\n"))
    return text if units(text) <= _CELL_LIMIT else cut(text, _CELL_LIMIT - units(_CUT)) + _CUT


def headings(titles: Iterable[str]) -> list[str]:
    """The titles as header cells of a table: Excel wants words there, different whatever their case."""
    taken: set[str] = set()
    found = []
    for position, title in enumerate(titles, 1):
        words = cut(_ESCAPE_LIKE.sub("_ ", one_line(title)), _HEADING_LIMIT - 1)
        wanted = _no_markup(words) or f"Column {position}"
        heading, number = wanted, 1
        while heading.lower() in taken:
            number += 1
            suffix = f" ({number})"
            heading = cut(wanted, _HEADING_LIMIT - len(suffix)) + suffix
        taken.add(heading.lower())
        found.append(heading)
    return found


def _no_markup(text: str) -> str:
    """The text with a space after it where XlsxWriter would take it for markup of its own, unescaped."""
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text


def property_text(value: str) -> str:
    """The value as a property of the file."""
    return cut(one_line(value), _PROPERTY_LIMIT)


def one_line(value: str) -> str:
    """The value without line breaks and characters that XML does not allow."""
    return " ".join(allowed(value).split())


def cut(text: str, limit: int) -> str:
    """The start of a text, at most ``limit`` UTF-16 units of it; no character is halved."""
    if units(text) <= limit:
        return text
    return text.encode("utf-16-le")[: 2 * limit].decode("utf-16-le", "ignore").rstrip()


def units(text: str) -> int:
    """How long Excel takes a text to be: a character beyond the basic plane counts twice."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2

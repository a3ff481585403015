"""The characters that a PDF can show: the characters of its typeface, read from the font file.

PDF/UA refuses a character without a glyph, and a font of the machine it is made on would change the file.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from kpi_engine.render.shared.markup import allowed

FONTS = Path(__file__).parent / "fonts"

REPLACEMENT = "\ufffd"
_FILES = ("DejaVuSansCondensed.ttf", "DejaVuSansCondensed-Bold.ttf")


def missing_in(text: str) -> str:
    """The visible characters of a text that the typeface does not have, each once, in order."""
    characters = _characters()
    return "".join(sorted(mark for mark in set(text) if mark not in characters and _is_visible(mark)))


def with_known_characters(text: str) -> str:
    """The text as the typeface can show it: composed, U+FFFD for a character it does not have.

    Invisible characters that change the direction or the joining of others are left out.
    """
    if text.isascii() and text.isprintable():
        return text
    text = unicodedata.normalize("NFC", allowed(text))
    return text.translate({ord(mark): _instead(mark) for mark in set(text)})


def _instead(mark: str) -> str:
    if mark in "\t\r":
        return " "
    if not _is_visible(mark):
        return ""
    return mark if mark in _characters() else REPLACEMENT


def _is_visible(mark: str) -> bool:
    return unicodedata.category(mark) not in ("Cc", "Cf") or mark == "\n"


@cache
def _characters() -> frozenset[str]:
    """What both fonts have, the regular and the bold."""
    regular, bold = (frozenset(_characters_of((FONTS / name).read_bytes())) for name in _FILES)
    return frozenset(map(chr, regular & bold)) | {"\n"}


def _characters_of(font: bytes) -> Iterator[int]:
    """The code points of a TrueType font, from its table ``cmap`` of format 12."""
    (tables,) = struct.unpack_from(">H", font, 4)
    places = {
        font[at : at + 4]: struct.unpack_from(">I", font, at + 8)[0] for at in range(12, 12 + 16 * tables, 16)
    }
    cmap = places[b"cmap"]
    (count,) = struct.unpack_from(">H", font, cmap + 2)
    for record in range(cmap + 4, cmap + 4 + 8 * count, 8):
        subtable = cmap + struct.unpack_from(">I", font, record + 4)[0]
        if struct.unpack_from(">H", font, subtable)[0] == 12:
            (groups,) = struct.unpack_from(">I", font, subtable + 12)
            for group in range(subtable + 16, subtable + 16 + 12 * groups, 12):
                first, last = struct.unpack_from(">II", font, group)
                yield from range(first, last + 1)
            return

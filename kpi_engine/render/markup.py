"""User words made safe for HTML and SVG. Every word that is not this package's own passes through here."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape

# Characters that may not stand in an HTML document: controls, lone surrogates, noncharacters.
_NOT_ALLOWED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
    + "]"
)
_REPLACEMENT = "\ufffd"


@lru_cache(maxsize=4096)  # a page says the same periods, targets and names many times
def text(value: str) -> str:
    """The value as HTML text, safe in an element and in a double-quoted attribute.

    A character that HTML does not allow becomes U+FFFD, the replacement character.
    """
    return escape(_NOT_ALLOWED.sub(_REPLACEMENT, value), quote=True)


def isolated(value: str) -> str:
    """The value as HTML text whose direction of writing cannot reorder the words around it."""
    return f"<bdi>{text(value)}</bdi>"

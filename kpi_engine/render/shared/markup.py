"""User words made safe for XML and HTML. Every word that is not this package's own passes through here."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape

# Characters that may not be in an XML or HTML document: controls, lone surrogates, noncharacters.
_NOT_ALLOWED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
    + "]"
)
_REPLACEMENT = "\ufffd"


def allowed(value: str) -> str:
    """The value with U+FFFD, the replacement character, for each character that XML and HTML do not allow."""
    # None of these can be printed, and hardly any text has a character that cannot.
    return value if value.isprintable() else _NOT_ALLOWED.sub(_REPLACEMENT, value)


@lru_cache(maxsize=4096)  # a page says the same periods, targets and names many times
def text(value: str) -> str:
    """The value as HTML text, safe in an element and in a double-quoted attribute."""
    return escape(allowed(value), quote=True)


def isolated(value: str) -> str:
    """The value as HTML text whose direction of writing cannot reorder the words around it."""
    return f"<bdi>{text(value)}</bdi>"

"""Which texts look the same to a reader, though a program takes them for two."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import zip_longest

# Letters of other alphabets, dashes and quotes that are drawn like letters of ours; after ``str.casefold``.
_CYRILLIC = (
    "\u0430\u0441\u0435\u0456\u0458\u043e\u0440\u0455\u0445\u0443\u043a\u043c\u0442\u0432\u043d",
    "aceijopsxykmtbh",
)
_GREEK = (
    "\u03b1\u03b2\u03b5\u03b9\u03ba\u03bd\u03bf\u03c1\u03c4\u03c5\u03c7\u03b6\u03b7\u03bc",
    "abeikvoptyxzhm",
)
# Rarer letters: Cyrillic and Armenian, and letters of ours that are drawn in another way.
_RARER = (
    "\u04bb\u0501\u051b\u051d\u0475\u0461\u04cf\u04af\u050d\u0585\u0578\u057d\u0570\u0581\u0566\u0131\u0251\u0261\u01c0\u03f3\u03b3",
    "hdqwvwlygonuhgqiagljy",
)
_DRAWN_LIKE = str.maketrans(
    dict(zip(_CYRILLIC[0] + _GREEK[0] + _RARER[0], _CYRILLIC[1] + _GREEK[1] + _RARER[1], strict=True))
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
    | dict.fromkeys("\u2018\u2019\u02bc\u00b4\u0060\u2032", "'")
    | dict.fromkeys("\u201c\u201d\u2033", '"')
)


def appearance(text: str) -> str:
    """The same for texts that look the same: capitals, kinds of space, dash and quote do not count.

    Nor does whether an accent is a character of its own, or from which alphabet a letter comes.
    """
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return " ".join(plain.casefold().translate(_DRAWN_LIKE).split())


def look_alikes(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each name that looks like an earlier, different name, with the first such name."""
    first: dict[str, str] = {}
    for name in dict.fromkeys(names):
        earlier = first.setdefault(appearance(name), name)
        if earlier != name:
            yield name, earlier


def differing_characters(text: str, other: str) -> str:
    """Where two texts first differ: ``character 2 is U+0435 here and U+0065 there``."""
    for position, (here, there) in enumerate(zip_longest(text, other, fillvalue=""), 1):
        if here != there:
            return f"character {position} is {_code(here)} here and {_code(there)} there"
    return "they are the same"


def _code(character: str) -> str:
    return f"U+{ord(character):04X}" if character else "missing"

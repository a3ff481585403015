"""The one rule for the characters of every word of every file: what a reader cannot see is refused.

Control and line characters, characters that turn the direction of text, that have no width or no shape, parts
of surrogate pairs and what Unicode says is no character: a name that holds one is not the name that is read.
"""

from __future__ import annotations

import re
import unicodedata

from kpi_engine.model.patterns import lazy_pattern

# Controls, also controls that end a line and no editor shows (U+0085, U+2028, U+2029); what Unicode calls
# default ignorable; the blank letters of Hangul and Braille; surrogates, private use and non-characters.
_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_IGNORABLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_NO_CHARACTERS = "\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U000f0000-\U0010ffff" + "".join(
    f"{chr(plane | 0xFFFE)}{chr(plane | 0xFFFF)}" for plane in range(0x10000, 0xF0000, 0x10000)
)
_FORBIDDEN = lazy_pattern(f"[{_CONTROLS}{_IGNORABLE}\u2800{_NO_CHARACTERS}]")
# Inside one line, what begins another and what has no width of its own are forbidden, too.
_FORBIDDEN_IN_A_LINE = lazy_pattern(f"[\t\n\r{_CONTROLS}{_IGNORABLE}\u2800{_NO_CHARACTERS}]")
# What may leave for a screen: any text but these, and lines end in "\\n" alone.
_HIDDEN_IN_OUTPUT = lazy_pattern(f"[\r{_CONTROLS}{_IGNORABLE}\u2800{_NO_CHARACTERS}]")
_NOT_PLAIN = lazy_pattern("[^\n\t -~]")
_LAST_OF_FOUR_DIGITS = 0xFFFF
# What makes one picture of several symbols, as keyboards write them: only beside a symbol.
_JOINER, _AS_A_PICTURE = "\u200d", "\ufe0f"
_NAMES = {
    "\x00": "a NUL character (U+0000)",
    "\t": "a tab",
    "\n": "a line break",
    "\r": "a line break",
    "\ufeff": "a byte order mark (U+FEFF) inside the text",
}


def forbidden_character(text: str, *, in_a_line: bool = False) -> re.Match[str] | None:
    """The first character of a text that no input may contain, ``in_a_line`` nor tabs and line breaks."""
    # Of plain letters Python itself says at once that a reader sees them all.
    on_one_line = text if in_a_line else text.replace("\n", "")
    if on_one_line.isascii() and on_one_line.isprintable():
        return None
    pattern = _FORBIDDEN_IN_A_LINE if in_a_line else _FORBIDDEN
    found = pattern.search(text)
    while found is not None and _joins_symbols(text, found.start()):
        found = pattern.search(text, found.end())
    return found


def character_name(character: str) -> str:
    """A forbidden character in words."""
    return _NAMES.get(character, f"an invisible or control character (U+{ord(character):04X})")


def _joins_symbols(text: str, at: int) -> bool:
    """Whether a joiner, or the mark that asks for a picture, is behind a symbol that it can belong to."""
    if text[at] not in (_JOINER, _AS_A_PICTURE) or not at:
        return False
    before = text[at - 1]
    if text[at] == _AS_A_PICTURE:
        return _is_symbol(before)
    return (_is_symbol(before) or before == _AS_A_PICTURE) and _is_symbol(text[at + 1 : at + 2])


def _is_symbol(text: str) -> bool:
    return bool(text) and unicodedata.category(text) in ("So", "Sk", "Sm", "Po")


def spelled_out(text: str) -> str:
    """The text with each character that a reader cannot see as its number, ``\\u001b``; line breaks stay."""
    if not _NOT_PLAIN.search(text):
        return text
    return _HIDDEN_IN_OUTPUT.sub(
        lambda found: found[0] if _joins_symbols(text, found.start()) else number_of(found[0]), text
    )


def number_of(character: str) -> str:
    """``\\u202e`` or, of a character beyond the first 65,536, ``\\U000e0041``."""
    code = ord(character)
    return f"\\u{code:04x}" if code <= _LAST_OF_FOUR_DIGITS else f"\\U{code:08x}"

"""A YAML file as text: its size, its encoding and its characters are checked here, before any parsing."""

from __future__ import annotations

import re
import stat
from pathlib import Path

from kpi_engine.model.issue import Issue, Location, error
from kpi_engine.read.reporting import too_many

# A definition takes about 1,000 bytes, so this is some thousand indicators in one file.
LARGEST_FILE = 1_000_000

_LINE_END = re.compile(r"\r\n|\r|\n")
# What YAML forbids; what it takes for a line end and no editor counts as one (U+0085, U+2028, U+2029);
# and what is invisible or turns the direction of the text around, so that a reader sees another text.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
_NAMES = {"\x00": "a NUL character (U+0000)", "\ufeff": "a byte order mark (U+FEFF) inside the text"}


def forbidden_character(text: str) -> re.Match[str] | None:
    """The first character of the text that no input may hold: control characters and invisible ones."""
    return _FORBIDDEN.search(text)


def character_name(character: str) -> str:
    """A forbidden character in words."""
    return _NAMES.get(character, f"an invisible or control character (U+{ord(character):04X})")


def read_yaml_text(path: Path, display: str) -> tuple[str | None, list[Issue]]:
    """The text of a file without its byte order mark; None where it cannot be parsed at all."""
    content = _read_bytes(path, display)
    if isinstance(content, Issue):
        return None, [content]
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        return None, [_wrong_encoding(content, problem, display)]
    characters = _forbidden_characters(text, display)
    if characters:
        return None, characters
    return text, _tabs(text, display)


def _read_bytes(path: Path, display: str) -> bytes | Issue:
    place = Location(display)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return error(place, "this is not a file", "name a YAML file")
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        return error(place, "there is no such file", "check the spelling and the folder")
    except PermissionError:
        return error(place, "this file may not be read", "ask for the right to read it")
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        return error(place, f"this file cannot be read ({reason})")
    if len(content) > LARGEST_FILE:
        return error(
            place, f"this file is larger than {LARGEST_FILE:,} bytes", "split it into one file a service"
        )
    return content


def _wrong_encoding(content: bytes, problem: UnicodeDecodeError, display: str) -> Issue:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in content[:4]:
        return error(Location(display, 1, 1), "this file is UTF-16, not UTF-8", "save it as UTF-8")
    # The error counts from behind the byte order mark, and what is before it is sound.
    start = problem.start + (3 if content.startswith(b"\xef\xbb\xbf") else 0)
    line, column = _position(content[:start].decode("utf-8-sig"))
    return error(
        Location(display, line, column),
        f"byte {start + 1:,} of this file (0x{content[start]:02X}) is not UTF-8",
        'save the file as UTF-8 (in Notepad and Excel: "Save as", encoding UTF-8)',
    )


def _position(before: str) -> tuple[int, int]:
    """Line and column, from 1, of what follows this text."""
    ends = list(_LINE_END.finditer(before))
    start = ends[-1].end() if ends else 0
    return len(ends) + 1, len(before) - start + 1


def _forbidden_characters(text: str, display: str) -> list[Issue]:
    if forbidden_character(text) is None:
        return []
    issues: list[Issue] = []
    for number, line in enumerate(_LINE_END.split(text), start=1):
        found = forbidden_character(line)
        if found is not None and not too_many(issues):
            place = Location(display, number, found.start() + 1)
            issues.append(error(place, f"{character_name(found[0])} stands here", "delete it"))
    return issues


def _tabs(text: str, display: str) -> list[Issue]:
    if "\t" not in text:
        return []
    lines = enumerate(_LINE_END.split(text), start=1)
    places = [(number, line.index("\t") + 1) for number, line in lines if "\t" in line]
    number, column = places[0]
    others = f" ({len(places):,} lines in all)" if len(places) > 1 else ""
    return [
        error(
            Location(display, number, column),
            f"a tab stands here{others}",
            "use spaces; most editors can turn every tab into spaces",
        )
    ]

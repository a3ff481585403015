"""A YAML file as text: its size, its encoding and its characters are checked here, before any parsing."""

from __future__ import annotations

import re
from pathlib import Path

from kpi_engine.model.characters import character_name, forbidden_character
from kpi_engine.model.issue import Issue, Location, error
from kpi_engine.read.input_files import UnreadableFileError, read_file
from kpi_engine.read.reporting import too_many

# A definition takes about 1,000 bytes, so this is some thousand indicators in one file.
LARGEST_FILE = 1_000_000

# How zips (workbooks, documents), old workbooks and PDFs begin.
_NO_TEXT = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-")
_LINE_END = re.compile(r"\r\n|\r|\n")


def read_yaml_text(path: Path, display: str) -> tuple[str | None, list[Issue]]:
    """The text of a file without its byte order mark; None where it cannot be parsed at all."""
    try:
        content = read_file(path, LARGEST_FILE, "split it into one file a service")
    except UnreadableFileError as problem:
        return None, [error(Location(display), problem.what, problem.remedy)]
    if content.startswith(_NO_TEXT):
        remedy = "name a YAML file; a workbook can be read as data, where a scorecard names it"
        return None, [error(Location(display), "this is a workbook or another packed file, not text", remedy)]
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        return None, [_wrong_encoding(content, problem, display)]
    characters = _forbidden_characters(text, display)
    if characters:
        return None, characters
    return text, _tabs(text, display)


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
            issues.append(error(place, f"there is {character_name(found[0])} here", "delete it"))
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
            f"there is a tab here{others}",
            "use spaces; most editors can turn every tab into spaces",
        )
    ]

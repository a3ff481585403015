"""Text of a CSV file → rows of fields with the line each starts on; quotes are checked strictly."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import TypeAlias

from kpi_engine.model.issue import Issue, Location, error

RowBlock: TypeAlias = tuple[list[list[str]], list[int]]

_ROWS_IN_A_BLOCK = 512  # few enough to stay in the processor's cache
# More than a sheet of a workbook has rows; to read as many takes a second.
_MOST_BLANK_ROWS = 2_000_000
_QUOTED = re.compile(r'"(?:[^"]|"")*+"')
_UNQUOTED = {mark: re.compile(f"[^{mark}\\r\\n]*") for mark in (",", "\t")}
_LINE_END = re.compile(r"\r\n|\r|\n")


def row_blocks(text: str, file: str, issues: list[Issue], separator: str = ",") -> Iterator[RowBlock]:
    """Blocks of (rows, lines): a quoted field may span lines, and a row's line is the one it starts on.

    Blank lines and rows of empty fields are left out. Reading ends at a malformed quote, for nothing after
    it can be trusted, and where there are too many blank rows; why is added to ``issues``.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=separator)
    rows: list[list[str]] = []
    lines: list[int] = []
    line, blank = 1, 0
    try:
        for row in reader:
            if row and (row[0] or any(row)) and (len(row) > 1 or not row[0].isspace()):
                rows.append(row)
                lines.append(line)
            else:
                blank += 1
                if blank > _MOST_BLANK_ROWS:
                    issues.append(_too_many_blank(file, line))
                    break
            line = reader.line_num + 1
            if len(rows) == _ROWS_IN_A_BLOCK:
                yield rows, lines
                rows, lines = [], []
    except csv.Error as error:
        issues.append(_malformed(text, line, file, str(error), separator))
    if rows:
        yield rows, lines


def _too_many_blank(file: str, line: int) -> Issue:
    return error(
        Location(file, line),
        f"the file has more than {_MOST_BLANK_ROWS:,} blank rows up to here, so no more of it is read",
        "delete the blank rows",
    )


def _malformed(text: str, line: int, file: str, reason: str, separator: str) -> Issue:
    opened = _line_of_open_quote(text, line, separator)
    if opened is not None:
        return error(
            Location(file, opened),
            "a quote is opened here and not closed, so the rest of the file cannot be read",
            "close it, or delete it if it is not needed",
        )
    if "expected after" in reason:
        return error(
            Location(file, line),
            "there is text straight after a closing quote, so the rest of the file cannot be read",
            'put the whole field in quotes, and write a quote inside it twice: ""',
        )
    return error(
        Location(file, line),
        f"a field is longer than {csv.field_size_limit():,} characters, so no more of the file can be read",
        "shorten it, or look for a quote that is closed too late",
    )


def _line_of_open_quote(text: str, line: int, separator: str) -> int | None:
    """The line of the quote that the row starting on ``line`` opens and never closes; None if there is
    none.
    """
    place = sum(len(content) for content in _first_lines(text, line - 1))
    while True:
        field = _QUOTED if text.startswith('"', place) else _UNQUOTED[separator]
        match = field.match(text, place)
        if match is None:
            return len(_LINE_END.findall(text, 0, place)) + 1
        place = match.end()
        if not text.startswith(separator, place):
            return None
        place += 1


def _first_lines(text: str, count: int) -> Iterator[str]:
    lines = io.StringIO(text, newline="")
    return (next(lines) for _ in range(count))

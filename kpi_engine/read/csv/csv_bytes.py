"""Bytes of a CSV file → text, or why they are not the text that is wanted."""

from __future__ import annotations

import io
import re
from pathlib import Path

from kpi_engine.model.issue import Issue, Location, error
from kpi_engine.read.input_files import UnreadableFileError, read_file

LARGEST_FILE = 2_000_000_000

_BYTE_ORDER_MARK = "\ufeff"
# Of the file, or of a line: the first of a file that was joined to another.
_MARK_AT_START = re.compile("^\ufeff|(?<=[\r\n])\ufeff")
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_ZIP_MARK = b"PK\x03\x04"
_LINE_END = re.compile(r"\r\n|\r|\n")
_DECIMAL_COMMA = re.compile(r"(?:^|[;\t])\s*([-+]?[0-9]+,[0-9]+)\s*(?:[;\t]|$)", re.MULTILINE)
_SAVE_AS_CSV = "save it as CSV UTF-8 (comma delimited)"
_BLANK = b",\r\n"
_REST_OF_ROW = re.compile(rb",*(?:\r\n|\r|\n)?")
_CHUNK = 65_536
_NAME_IT = "give its name the ending .xlsx if it is a workbook, or " + _SAVE_AS_CSV
_SEPARATOR_NAMES = {";": "semicolons", "\t": "tabs", "|": "bars"}
# What a download writes in place of a table, by the first character that is not a space.
_NO_TABLES = {"<": "a web page or XML", "{": "JSON", "[": "JSON"}


def read_text(path: Path, file: str) -> tuple[str | None, tuple[Issue, ...]]:
    """The text of a comma-separated file, called ``file`` in messages; or the issue that says why not."""
    data, issues = read_bytes(path, file)
    return (None, issues) if data is None else decoded(data, file)


def read_bytes(path: Path, file: str) -> tuple[bytes | None, tuple[Issue, ...]]:
    """The bytes of a file, called ``file`` in messages; or the issue that says why it cannot be read.

    Rows without any text at the end mean nothing, and there may be millions of them.
    """
    try:
        data = read_file(path, LARGEST_FILE, "split it into several files")
    except UnreadableFileError as problem:
        return None, (_error(file, 0, problem.what, problem.remedy),)
    return without_blank_rows_at_end(data), ()


def without_blank_rows_at_end(data: bytes) -> bytes:
    """The bytes up to the last row that has more than commas; the same object where that is all of them."""
    start, kept = len(data), b""
    while start and not kept:
        start, end = max(start - _CHUNK, 0), start
        kept = data[start:end].rstrip(_BLANK)
    # The commas behind the last text, and a line end, are of its row.
    end = _REST_OF_ROW.match(data, start + len(kept)).end()  # type: ignore[union-attr]  # matches nothing, too
    if not kept:
        return data[:end].rstrip(b"\r\n")
    return data if end == len(data) else data[:end]


def decoded(data: bytes, file: str) -> tuple[str | None, tuple[Issue, ...]]:
    """The comma-separated text without its byte order mark, or the issue that explains why there is none."""
    text, issues = plain_text(data, file)
    wrong = None if text is None else _no_table(text, file) or _other_separator(text, file)
    return (None, (wrong,)) if wrong else (text, issues)


def plain_text(data: bytes, file: str) -> tuple[str | None, tuple[Issue, ...]]:
    """As ``decoded``, whatever separates the columns."""
    if data.startswith(_ZIP_MARK):
        return None, (_error(file, 0, "the file is an Excel workbook or a zip, not CSV", _NAME_IT),)
    if data.startswith(_UTF_16_MARKS):
        return None, (_error(file, 0, "the file is in UTF-16, not UTF-8", _SAVE_AS_CSV),)
    nul = data.find(b"\0")
    if nul >= 0:
        line = _line_at(data[:nul].decode("utf-8", "replace"))
        return None, (
            _error(file, line, f"byte {nul + 1} of the file is a NUL, which no text has", _SAVE_AS_CSV),
        )
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, (_wrong_encoding(data, error, file),)
    if _BYTE_ORDER_MARK in text:
        text = _MARK_AT_START.sub("", text)
    if not text or text.isspace():
        return None, (empty_file(file),)
    return text, ()


def empty_file(file: str) -> Issue:
    """The issue of a file without any text in it."""
    return _error(file, 0, "the file is empty", "it needs a header row and rows below it")


def _wrong_encoding(data: bytes, error: UnicodeDecodeError, file: str) -> Issue:
    start = error.start
    line = _line_at(data[:start].decode("utf-8"))
    if error.reason == "unexpected end of data":
        return _error(
            file, line, "the file ends in the middle of a character", "it was cut off: fetch it again"
        )
    byte = data[start : start + 1]
    likely = byte.decode("cp1252", "replace")
    reading = (
        f', which would be "{likely}" in Windows-1252' if likely.isprintable() and likely != "\ufffd" else ""
    )
    what = f"the file is not UTF-8: byte {start + 1} of the file is 0x{byte.hex().upper()}{reading}"
    return _error(file, line, what, _SAVE_AS_CSV)


def _no_table(text: str, file: str) -> Issue | None:
    """What a download gives where it has no table to give, such as a page to log in."""
    kind = _NO_TABLES.get(text.lstrip()[:1])
    if kind is None:
        return None
    return _error(file, 1, f"the file is {kind}, not CSV", "export it again as CSV, and open it to check")


def _other_separator(text: str, file: str) -> Issue | None:
    """A header without commas but with semicolons or tabs: what spreadsheets set to a decimal comma write."""
    lines = enumerate(io.StringIO(text, newline=""), 1)
    number, header = next((number, line) for number, line in lines if not line.isspace())
    separator = next((mark for mark in _SEPARATOR_NAMES if mark in header), None)
    if separator is None or "," in header:
        return None
    comma = _DECIMAL_COMMA.search(text)
    numbers = f" and its numbers have decimal commas ({comma[1]})" if comma else ""
    return _error(
        file,
        number,
        f"the columns are separated by {_SEPARATOR_NAMES[separator]}{numbers}",
        "save it with commas between columns and full stops in numbers "
        "(in Excel: CSV UTF-8, with the region set to United Kingdom)",
    )


def _line_at(before: str) -> int:
    return len(_LINE_END.findall(before)) + 1


def _error(file: str, line: int, what: str, remedy: str) -> Issue:
    return error(Location(file, line), what, remedy)

"""A CSV file, or a table pasted into a text file → a sheet of texts, to find tables in."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from kpi_engine.model.issue import Issue, Location, error
from kpi_engine.read.csv.csv_bytes import plain_text
from kpi_engine.read.input_files import UnreadableFileError, read_file
from kpi_engine.read.places import display_path
from kpi_engine.read.workbook.cell import CellKind
from kpi_engine.read.workbook.sheet import CellMaker, Sheet, SheetContents, Stored, Visibility

_LARGEST = 20_000_000


def sheet_of_text(path: Path) -> tuple[Sheet | None, tuple[Issue, ...]]:
    """The sheet of a text file, with the name of the file; None where it cannot be read."""
    display = display_path(path)
    try:
        text, issues = plain_text(read_file(path, _LARGEST, "import a part of it"), display)
    except UnreadableFileError as problem:
        return None, (error(Location(display), problem.what, problem.remedy),)
    if text is None:
        return None, issues
    contents = SheetContents()
    try:
        rows = _rows(text)
    except csv.Error:
        return None, (_too_long(display),)
    for number, row in enumerate(rows, 1):
        cells = {
            column: Stored(CellKind.TEXT, " ".join(cell.split()))
            for column, cell in enumerate(row, 1)
            if cell.strip()
        }
        if cells:
            contents.rows[number] = cells
    return Sheet(path.stem, Visibility.VISIBLE, contents, CellMaker([])), ()


def _rows(text: str) -> list[list[str]]:
    """The fields of each line: by tabs, by the bars of Markdown, else by commas or semicolons."""
    lines = text.splitlines()
    counts = {mark: sum(mark in line for line in lines) for mark in ("\t", "|", ",", ";")}
    if counts["\t"] * 2 >= len(lines):
        return _fields(text, "\t")
    if counts["|"] * 2 >= len(lines):
        return [_markdown_row(line) for line in lines]
    return _fields(text, ";" if counts[";"] > counts[","] else ",")


def _fields(text: str, delimiter: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def _too_long(file: str) -> Issue:
    what = f"the file has a field that is longer than {csv.field_size_limit():,} characters"
    return error(Location(file), what, "shorten it, or look for a quote that is closed too late")


def _markdown_row(line: str) -> list[str]:
    cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
    return [] if all(not cell.strip(":-") for cell in cells) else cells

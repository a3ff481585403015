"""Names of inputs, and how the number that a row keeps is named as a place: a line, a cell or a row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import Location

_LISTED = 3
MOST_COLUMNS = 2048  # of a sheet: rows (2 ** 20 at most) and columns share 31 bits


@frozen
class SheetCells:
    """A sheet of a workbook. A row's number is the number of a cell."""

    file: str
    sheet: str


@frozen
class TextCells:
    """A text file that is read as a grid. A row's number is the number of a field."""

    file: str


@frozen
class ResultRows:
    """What a query or a file of columns gives. A row's number counts from 1."""

    file: str


# A text is the name of a file whose rows are lines. Each function below matches them all: mypy misses the
# answer for a new one.
InputName: TypeAlias = str | SheetCells | TextCells | ResultRows


def file_of(name: InputName) -> str:
    """The file of an input, as messages name it."""
    return name if isinstance(name, str) else name.file


def cell_number(row: int, column: int) -> int:
    """The number of a cell; rows and columns count from 1, columns up to MOST_COLUMNS − 1."""
    return row * MOST_COLUMNS + column


def cell_of(number: int) -> tuple[int, int]:
    """Row and column of a cell."""
    return divmod(number, MOST_COLUMNS)


def column_letters(column: int) -> str:
    """``1`` → ``A``, ``28`` → ``AB``."""
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(65 + letter) + letters
    return letters


def address(row: int, column: int) -> str:
    """``(4, 2)`` → ``B4``."""
    return f"{column_letters(column)}{row}"


def location_in(name: InputName, number: int) -> Location:
    """The place in an input that a row's number means; 0 is the input itself."""
    match name:
        case str():
            return Location(name, number)
        case SheetCells(file=file, sheet=sheet):
            return Location(file, place=f"{sheet}!{address(*cell_of(number))}" if number else sheet)
        case TextCells(file=file):
            row, column = cell_of(number)
            return Location(file, row, column)
    rows: ResultRows = name  # mypy refuses another kind of input here
    return Location(rows.file, place=f"row {number}" if number else "")


def also_in(name: InputName, numbers: Sequence[int]) -> str:
    """`` (also on lines 13, 14)`` or `` (also in cells F8, F9)``: where else the first number's problem is.

    ``name`` says what the numbers of rows mean.
    """
    others = [number for number in dict.fromkeys(numbers) if number != numbers[0]]
    if not others:
        return ""
    noun, places = _places(name, others[:_LISTED])
    unlisted = len(others) - _LISTED
    more = f" and {unlisted} more" if unlisted > 0 else ""
    return f" (also {noun}{'s' if len(others) > 1 else ''} {', '.join(places)}{more})"


def place_words(name: InputName, number: int) -> str:
    """``line 12``, ``cell F8``, ``row 3``: a place within an input that has been named already."""
    noun, places = _places(name, (number,))
    return f"{noun.rpartition(' ')[2]} {places[0]}"


def _places(name: InputName, numbers: Sequence[int]) -> tuple[str, list[str]]:
    match name:
        case str():
            return "on line", [str(number) for number in numbers]
        case SheetCells():
            return "in cell", [address(*cell_of(number)) for number in numbers]
        case TextCells():
            return "in field", [":".join(map(str, cell_of(number))) for number in numbers]
    _rows_of_a_result: ResultRows = name  # mypy refuses another kind of input here
    return "in row", [str(number) for number in numbers]

"""A table as read: columns of text, each distinct text once, with the line of every row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from kpi_engine.model.arrays.lookup import Entry, by_row, collapsed
from kpi_engine.model.arrays.observation import IndexArray
from kpi_engine.model.frozen import frozen
from kpi_engine.model.input_name import InputName, also_in, cell_number, cell_of, location_in, place_words
from kpi_engine.model.issue import Location


@frozen
class TextColumn:
    """n rows: the distinct ``texts``, stripped, and which one each row has (``index``, shape (n,))."""

    texts: tuple[str, ...]
    index: IndexArray

    def at(self, row: int) -> str:
        """The text in a row."""
        return self.texts[int(self.index[row])]

    def of_rows(self, of_texts: NDArray[Entry]) -> NDArray[Entry]:
        """What is known of each text, for each row: a view that nobody may write into, as of ``by_row``."""
        return by_row(collapsed(of_texts), self.index)

    def rows(self) -> list[str]:
        """The text in each row."""
        return [self.texts[position] for position in self.index.tolist()]


class DistinctTexts(dict[str, int]):
    """Text as written → position of its stripped form in ``texts``; filled as texts are looked up."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def __missing__(self, written: str) -> int:
        text = written.strip()
        if text == written:
            position = len(self.texts)
            self.texts.append(text)
        else:
            position = self[text]
        self[written] = position
        return position


@frozen
class CellColumns:
    """Where the columns of a table are in a sheet, whose rows are numbered by cells.

    ``columns`` has the number of the sheet's column by name; names that are not there are in the cell that
    numbers the row. ``in_header`` are the columns whose texts are in the ``header_row``, above that cell.
    """

    columns: Mapping[str, int]
    header_row: int
    in_header: tuple[str, ...]

    def number(self, row: int, name: str) -> int:
        """The number of the cell that a row (by its number) has a column in."""
        down, across = cell_of(row)
        if name in self.in_header:
            return cell_number(self.header_row, across)
        return cell_number(down, self.columns.get(name, across))


@frozen
class CsvTable:
    """The columns by name, and the number of each row (shape (n,)): its line, unless ``file`` says otherwise.

    ``file`` is the input as messages name it. ``cells``: the table is from a sheet.
    """

    file: InputName
    columns: Mapping[str, TextColumn]
    line: IndexArray
    cells: CellColumns | None = None

    def __len__(self) -> int:
        return len(self.line)

    def column(self, name: str) -> TextColumn:
        """A column of the file; blank in every row where the file has none of that name."""
        return self.columns.get(name) or TextColumn(("",), np.zeros(len(self), np.int32))

    def place(self, line: int, name: str = "") -> Location:
        """The place of a row by its number, or of one of its columns; 0 is the whole input."""
        return location_in(self.file, self._number(line, name))

    def also(self, lines: Sequence[int], name: str = "") -> str:
        """Words for the other rows that share the problem of the first; empty where there are none."""
        return also_in(self.file, [self._number(line, name) for line in lines])

    def words(self, line: int, name: str = "") -> str:
        """``line 12`` or ``cell A5``: a row of the input that a message is about."""
        return place_words(self.file, self._number(line, name))

    def on(self, line: int) -> str:
        """``on line 12`` or ``in cell A5``."""
        return f"{'on' if isinstance(self.file, str) else 'in'} {self.words(line)}"

    def _number(self, line: int, name: str) -> int:
        return line if self.cells is None or not line or not name else self.cells.number(line, name)

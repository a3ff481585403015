"""Rows of texts, gathered one after the other, → a table with each distinct text once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kpi_engine.model.input_name import InputName
from kpi_engine.read.csv.csv_table import CellColumns, CsvTable, TextColumn


class _Distinct(dict[str, int]):
    """The position of each text; a new text gets the next position."""

    def __missing__(self, text: str) -> int:
        position = self[text] = len(self)
        return position


class Gathering:
    """Gathers rows with a text for each of the ``names``, and the number of each row."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        self._distinct = [_Distinct() for _ in names]
        self._positions: list[list[int]] = [[] for _ in names]
        self._numbers: list[int] = []

    def __len__(self) -> int:
        return len(self._numbers)

    def add(self, number: int, texts: Sequence[str]) -> None:
        """A row; ``texts`` are in the order of the names."""
        self._numbers.append(number)
        for distinct, positions, text in zip(self._distinct, self._positions, texts, strict=True):
            positions.append(distinct[text])

    def table(self, name: InputName, cells: CellColumns | None) -> CsvTable:
        """The table of all rows added."""
        columns = {
            column: TextColumn(tuple(distinct), np.array(positions, np.int32))
            for column, distinct, positions in zip(self.names, self._distinct, self._positions, strict=True)
        }
        return CsvTable(name, columns, np.array(self._numbers, np.int32), cells)

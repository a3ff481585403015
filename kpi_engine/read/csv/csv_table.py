"""A table as read: columns of text, each distinct text once, with the line of every row."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from kpi_engine.model.arrays.observation import IndexArray
from kpi_engine.model.frozen import frozen


@frozen
class TextColumn:
    """n rows: the distinct ``texts``, stripped, and which one each row has (``index``, shape (n,))."""

    texts: tuple[str, ...]
    index: IndexArray

    def at(self, row: int) -> str:
        """The text in a row."""
        return self.texts[int(self.index[row])]

    def rows(self) -> list[str]:
        """The text in each row."""
        return [self.texts[position] for position in self.index.tolist()]


@frozen
class CsvTable:
    """The columns by name, and the line each row starts on (shape (n,)); ``file`` as messages name it."""

    file: str
    columns: Mapping[str, TextColumn]
    line: IndexArray

    def __len__(self) -> int:
        return len(self.line)

    def column(self, name: str) -> TextColumn:
        """A column of the file; blank in every row where the file has none of that name."""
        return self.columns.get(name) or TextColumn(("",), np.zeros(len(self), np.int32))

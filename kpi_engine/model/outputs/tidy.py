"""Tidy ratings: one row a rated observation, one column a fact, every value as text.

A column keeps each distinct text once with its positions, so that a format quotes or escapes a text once
however many rows hold it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from enum import Enum

import numpy as np

from kpi_engine.model.arrays.observation import PositionArray
from kpi_engine.model.frozen import frozen


class TidyKind(Enum):
    """What the texts of a column are. An empty text is no value in every kind."""

    TEXT = "text"
    NUMBER = "number"
    FLAG = "flag"


@frozen
class TidyColumn:
    """n values: ``texts[positions[row]]``. Numbers are plain decimals, flags ``true`` or ``false``."""

    kind: TidyKind
    texts: Sequence[str]
    positions: PositionArray


@frozen
class TidyTable:
    """Columns by name, at least 1, each of the same number of rows.

    Which columns there are: tidy_columns.py.
    """

    columns: Mapping[str, TidyColumn]

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())).positions)

    def of_areas(self, names: Collection[str]) -> TidyTable:
        """The rows of some areas, of a table that has a column ``area``; texts may then be in no row."""
        area = self.columns["area"]
        wanted = np.array([text in names for text in area.texts], dtype=np.bool_)
        rows = np.flatnonzero(wanted[area.positions])
        return TidyTable(
            {
                name: TidyColumn(column.kind, column.texts, column.positions[rows])
                for name, column in self.columns.items()
            }
        )


def table_of(columns: Mapping[str, TidyKind], rows: Sequence[Sequence[str]]) -> TidyTable:
    """A small table from rows of texts, each as long as there are columns."""
    positions = np.arange(len(rows), dtype=np.int32)
    texts = list(zip(*rows, strict=True)) or [()] * len(columns)
    return TidyTable(
        {
            name: TidyColumn(kind, column, positions)
            for (name, kind), column in zip(columns.items(), texts, strict=True)
        }
    )

"""The tidy ratings as sheets: one row a figure, as in the CSV, with real numbers and flags."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

import numpy as np

from kpi_engine.model.arrays.lookup import distinct_places
from kpi_engine.model.arrays.observation import IndexArray
from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.outputs.tidy import TidyColumn, TidyKind, TidyTable
from kpi_engine.render.sheets.sheet_cells import plain_shape
from kpi_engine.render.sheets.sheet_model import (
    DataColumn,
    DataRows,
    Head,
    Look,
    NumberShape,
    Sheet,
    SheetCell,
    SheetTable,
)
from kpi_engine.render.sheets.table_sheet import NOT_PRINTED

_LINES = (
    "One row a figure: every period of every indicator, and the outturns (final figures) of years.",
    "Empty cells: there is nothing to say; not_rated and no_direction give the reason.",
    NOT_PRINTED,
)
# Excel and LibreOffice hold 1,048,576 rows: these, and what stands above them.
_MOST_ROWS = 1_000_000
_WIDEST = 40
_NAMES = ("code", "area")
_DATA = Look(data=True)


def ratings_sheets(ratings: TidyTable, title: str) -> Iterator[Sheet]:
    """The sheet of ratings, which has no name yet; several sheets for more ratings than one holds."""
    rows = len(ratings)
    for start in range(0, rows, _MOST_ROWS):
        end = min(start + _MOST_ROWS, rows)
        is_all = end - start == rows
        yield _sheet(
            ratings, slice(start, end), title if is_all else f"{title}, rows {start + 1:,} to {end:,}"
        )


def _sheet(ratings: TidyTable, rows: slice, title: str) -> Sheet:
    heads, columns = [], []
    for name, column in ratings.columns.items():
        texts, positions = _used(column, rows)
        heads.append(Head(name, _width(name, texts), column.kind is TidyKind.NUMBER))
        columns.append(DataColumn([_cell(name, text, column.kind) for text in texts], positions))
    names = sum(head.title in _NAMES for head in heads)
    table = SheetTable("ratings", title, tuple(heads), DataRows(columns), [], names=names, printed=False)
    return Sheet("", title, title, _LINES, table=table)


def _used(column: TidyColumn, rows: slice) -> tuple[list[str], IndexArray]:
    """The texts that some of the rows have: no other text of the column may be in the workbook."""
    positions = column.positions[rows]
    used = distinct_places(positions)
    place = np.zeros(len(column.texts), np.int32)
    place[used] = np.arange(len(used))
    return [column.texts[at] for at in used.tolist()], place[positions]


def _cell(name: str, text: str, kind: TidyKind) -> SheetCell:
    if not text:
        return SheetCell(None, _DATA)
    if kind is TidyKind.FLAG:
        return SheetCell(text == "true", _DATA)
    if kind is TidyKind.NUMBER:
        shape = plain_shape(text)
        if shape is not None:
            return SheetCell(Decimal(text), _look_of(shape))
    if name == "rag":
        return SheetCell(text, Look(rag=Rag(text)))
    return SheetCell(text, _DATA)


@lru_cache(maxsize=64)  # a column has few shapes and many numbers
def _look_of(shape: NumberShape) -> Look:
    return _DATA._replace(shape=shape)


def _width(name: str, texts: list[str]) -> float:
    longest = max(map(len, texts), default=0)
    return min(max(longest, len(name)) + 2, _WIDEST)

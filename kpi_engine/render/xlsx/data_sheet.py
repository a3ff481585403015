"""A sheet whose rows of data are written column by column, in a fiftieth of the time of cell by cell.

XlsxWriter keeps a record of each cell and makes its XML when it ends. In data the same few cells are in many
rows: the XML of each is made once here, and a row is put together of the numbers of its cells. One method of
XlsxWriter's writer of sheets says that these rows follow its own, and its table is made to reach over them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple, TypeAlias, cast

import numpy as np
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_range
from xlsxwriter.worksheet import Worksheet

from kpi_engine.model.arrays.observation import BoolArray, IndexArray
from kpi_engine.model.frozen import frozen
from kpi_engine.render.shared.joined_fields import FieldNumbers, FieldStore, joined_rows
from kpi_engine.render.sheets.sheet_model import DataColumn, DataRows, SheetCell


class DataCell(NamedTuple):
    """A cell of data: its look, and what its element says behind it, such as `` t="b"><v>1</v></c>``."""

    look: Format
    rest: str


# How a cell is written that is in so many rows; None is an empty cell.
_CellOf: TypeAlias = Callable[[SheetCell, int], DataCell | None]
# The letters of a column, which of its cells each row has, and these.
_Made: TypeAlias = tuple[str, IndexArray, Sequence[DataCell | None]]


class DataSheet(Worksheet):
    """A sheet of XlsxWriter's with rows of data below what is written cell by cell."""

    def __init__(self) -> None:
        super().__init__()
        self._top = 0
        self._data: Sequence[_Made] = ()

    def write_data(self, rows: DataRows, top: int, cell_of: _CellOf) -> None:
        """Put rows from the row ``top`` (from 0) on into the table whose headings are in the row above."""
        own = cast("Any", self)
        last, width = top + len(rows) - 1, len(rows.columns)
        self._top = top
        columns = [
            (xl_col_to_name(place), column.positions, _cells(column, cell_of))
            for place, column in enumerate(rows.columns)
        ]
        self._data = [column for column in columns if any(column[-1])]
        own._check_dimensions(last, width - 1)
        table = own.tables[-1]
        for name in {"range", "a_range", "autofilter"} & table.keys():
            table[name] = xl_range(top - 1, 0, last, width - 1)

    def shared_text(self, text: str, times: int) -> str:
        """What an element of a text says that is in so many cells."""
        table = cast("Any", self).str_table
        place = table._get_shared_string_index(text)
        table.count += times - 1
        return f' t="s"><v>{place}</v></c>'

    def _write_rows(self) -> None:
        own = cast("Any", self)
        # XlsxWriter would look for cells of its own in each row of the sheet.
        last, own.dim_rowmax = own.dim_rowmax, self._top - 1
        cast("Any", super())._write_rows()
        own.dim_rowmax = last
        for text in _rows_of(self._data, self._top):
            own.fh.write(text)


def _cells(column: DataColumn, cell_of: _CellOf) -> Sequence[DataCell | None]:
    times = np.bincount(column.positions, minlength=len(column.cells)).tolist()
    return [cell_of(cell, number) for cell, number in zip(column.cells, times, strict=True)]


@frozen
class _Column:
    """A column by the numbers of its fields: what begins a cell, and what ends each of its cells.

    An empty cell has no field, which ``none`` is the number of.
    """

    begins: int
    ends: IndexArray
    is_there: BoolArray
    positions: IndexArray

    def write(self, fields: FieldNumbers, rows: slice, of_row: IndexArray, none: int) -> None:
        """Write three fields a row, shape (rows, 3): what begins its cell, its number, what ends its cell."""
        positions = self.positions[rows]
        there = self.is_there[positions]
        fields[:, 0] = np.where(there, self.begins, none)
        fields[:, 1] = np.where(there, of_row, none)
        fields[:, 2] = self.ends[positions]


def _rows_of(columns: Sequence[_Made], top: int) -> Iterator[str]:
    """The elements of the rows, some thousands of fields at a time; three fields a column and row."""
    store = FieldStore()
    none, opens, opened, closes = store.add([b"", b'<row r="', b'">', b"</row>"], b"").tolist()
    made = [_column_of(store, *column) for column in columns]

    def fields_of(rows: slice) -> FieldNumbers:
        of_row = store.add([b"%d" % (top + row + 1) for row in range(rows.start, rows.stop)], b"")
        fields = np.empty((len(of_row), 3 * len(made) + 4), np.int32)
        fields[:, 0], fields[:, 1], fields[:, 2], fields[:, -1] = opens, of_row, opened, closes
        for place, column in enumerate(made):
            column.write(fields[:, 3 * place + 3 : 3 * place + 6], rows, of_row, none)
        return fields

    return joined_rows(store, len(columns[0][1]), fields_of)


def _column_of(
    store: FieldStore, letters: str, positions: IndexArray, cells: Sequence[DataCell | None]
) -> _Column:
    ends = ["" if cell is None else f'" s="{_number_of(cell.look)}"{cell.rest}' for cell in cells]
    return _Column(
        begins=int(store.add([f'<c r="{letters}'.encode()], b"")[0]),
        ends=store.add([end.encode() for end in ends], b""),
        is_there=np.array([cell is not None for cell in cells], np.bool_),
        positions=positions,
    )


def _number_of(look: Format) -> int:
    number: int = cast("Any", look)._get_xf_index()
    return number

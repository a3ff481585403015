"""A worksheet whose cells are written faster than XlsxWriter writes them, to the same bytes.

A pack has thousands of cells, and asking each of them what it is takes most of a workbook's time. Here two
things are known that XlsxWriter cannot know: many cells of a column are the same, and nothing but the cells
themselves has a format. What a cell is stays XlsxWriter's, and whatever is not known here is left to it;
tests/render/test_xlsx_quick_sheet.py holds both against each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Self, TypeAlias, cast

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_range
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

# What a cell holds, and how it looks; None: no cell.
Written: TypeAlias = tuple[str | float | bool, Format] | None
_ROWS_OF_A_SPAN = 16


class QuickSheet(Worksheet):
    """A worksheet."""

    # XlsxWriter sets both, and does not say of what type: the XML file while it is written, and all texts.
    fh: Any
    str_table: Any

    @classmethod
    def added_to(cls, workbook: Workbook, name: str) -> Self:
        """A new sheet of a workbook."""
        return cast("Self", workbook.add_worksheet(name, cls))

    def write_column_of(
        self, top: int, column: int, positions: Iterable[int], written: Callable[[int], Written]
    ) -> None:
        """A column from row ``top`` down: in each row what ``written`` gives for its position.

        ``written`` is asked once a position, whose cell then stands in all its rows.
        """
        cells: dict[int, Any] = {}
        last = None
        for row, position in enumerate(positions, top):
            if position not in cells:
                cells[position] = self._new_cell(row, column, written(position))
            elif (cell := cells[position]) is not None:
                self.table[row][column] = cell
                self.str_table.count += _kind(cell) == "String"  # how often texts are used, as a file says
                last = row
        if last is not None:
            self._check_dimensions(last, column)

    def add_only_table(self, top: int, rows: int, columns: int, options: dict[str, Any]) -> None:
        """The table of this sheet: a header in row ``top``, and so many rows below it.

        XlsxWriter would note each of its cells, to see whether tables overlap; here there is one.
        """
        self.add_table(top, 0, top + 1, columns - 1, options)
        (table,) = self.tables
        whole = xl_range(top, 0, top + rows, columns - 1)
        table |= {name: whole for name in ("range", "a_range", "autofilter") if name in table}

    def _new_cell(self, row: int, column: int, written: Written) -> Any:
        """The cell that was written, as XlsxWriter keeps it; None where there is none."""
        if written is None:
            return None
        value, style = written
        if isinstance(value, str):
            self.write_string(row, column, value, style)  # never a formula
        elif isinstance(value, bool):
            self.write_boolean(row, column, value, style)
        else:
            self.write_number(row, column, value, style)
        return self.table[row][column]

    def _write_rows(self) -> None:
        """The rows as XML; takes the place of XlsxWriter's method of this name."""
        if self.dim_rowmin is None or self.comments:
            super()._write_rows()
            return
        spans = self._spans_of_rows()
        names = [xl_col_to_name(column) for column in range(self.dim_colmax + 1)]
        tails: dict[int, str | None] = {}
        for row in range(self.dim_rowmin, self.dim_rowmax + 1):
            cells = self.table.get(row)
            if not cells and row not in self.row_info:
                continue
            span = spans.get(row // _ROWS_OF_A_SPAN)
            self._write_row(row, span, self.row_info.get(row), empty_row=not cells)
            if cells:
                self._write_cells(row, cells, names, tails)
                self._xml_end_tag("row")

    def _spans_of_rows(self) -> dict[int, str]:
        """From which to which column each block of rows has cells, counted from 1."""
        spans: dict[int, tuple[int, int]] = {}
        for row, cells in self.table.items():
            if cells:
                low, high = spans.get(row // _ROWS_OF_A_SPAN, (self.xls_colmax, 0))
                spans[row // _ROWS_OF_A_SPAN] = min(low, *cells), max(high, *cells)
        return {block: f"{low + 1}:{high + 1}" for block, (low, high) in spans.items()}

    def _write_cells(
        self, row: int, cells: dict[int, Any], names: list[str], tails: dict[int, str | None]
    ) -> None:
        """The cells of a row; ``tails`` are the ends of those met before, by their identity."""
        parts: list[str] = []
        for column, cell in sorted(cells.items()):
            tail = tails.get(id(cell))
            if tail is None:
                tail = tails[id(cell)] = _tail(cell)
            if tail is None:
                self.fh.write("".join(parts))
                parts.clear()
                self._write_cell(row, column, cell)
            else:
                parts.append(f'<c r="{names[column]}{row + 1}"{tail}')
        self.fh.write("".join(parts))


def _tail(cell: Any) -> str | None:
    """What follows a cell's address in the XML; None for a cell that XlsxWriter is to write."""
    if cell.format is None:
        return None
    style = f' s="{cell.format._get_xf_index()}"'
    kind = _kind(cell)
    if kind == "String":
        return f'{style} t="s"><v>{cell.string}</v></c>'
    if kind == "Number":
        return f"{style}><v>{cell.number:.16G}</v></c>"
    if kind == "Blank":
        return f"{style}/>"
    if kind == "Boolean":
        return f'{style} t="b"><v>{cell.boolean}</v></c>'
    return None


def _kind(cell: Any) -> str:
    """XlsxWriter's name of what a cell holds."""
    return type(cell).__name__

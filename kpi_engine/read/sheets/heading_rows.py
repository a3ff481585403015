"""The texts of a grid's rows where headings can be: as merged, and for the columns to their right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kpi_engine.read.sheets.cell_texts import label_text
from kpi_engine.read.sheets.grid import Grid
from kpi_engine.read.workbook.cell import Cell

_MOST_SEARCHED = 60  # rows from the top


class HeadingRows:
    """The rows of a grid, read as rows of headings."""

    def __init__(self, grid: Grid) -> None:
        """See the class."""
        self._grid = grid

    @property
    def columns(self) -> range:
        """The columns of the grid."""
        return range(self._grid.block.left, self._grid.block.right + 1)

    def first(self) -> Iterator[tuple[int, Mapping[int, Cell]]]:
        """The rows in which headings are looked for, each with its cells."""
        for count, (row, cells) in enumerate(self._grid.rows()):
            if count >= _MOST_SEARCHED:
                return
            yield row, cells

    def texts(self, row: int) -> dict[int, str]:
        """The headings in a row by column, with headings that are merged down to it."""
        sheet = self._grid.sheet
        texts: dict[int, str] = {}
        for column in self.columns:
            anchor_row, anchor_column = sheet.anchor(row, column)
            if anchor_column == column and anchor_row >= self._grid.block.top:
                text = label_text(sheet.cell(anchor_row, column))
                if text:
                    texts[column] = text
        return texts

    def carried(self, row: int, columns: Sequence[int]) -> dict[int, str]:
        """The headings of a row above, each counting for the columns to its right until the next heading.

        A merged heading counts for its own columns only.
        """
        if row < self._grid.block.top:
            return {}
        sheet = self._grid.sheet
        merged = {
            column
            for block in sheet.merged
            if block.top <= row <= block.bottom and block.is_several
            for column in range(block.left, block.right + 1)
        }
        texts: dict[int, str] = {}
        current = ""
        for column in self.columns:
            text = label_text(sheet.shown_cell(row, column))
            current = text or ("" if column - 1 in merged else current)
            if current and column in columns:
                texts[column] = current
        return texts

"""The part of a sheet, or of a text file, that a table is in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kpi_engine.model.frozen import frozen
from kpi_engine.model.input_name import (
    MOST_COLUMNS,
    InputName,
    SheetCells,
    TextCells,
    cell_number,
    location_in,
)
from kpi_engine.model.issue import Issue, Location
from kpi_engine.read.csv.csv_bytes import decoded, plain_text
from kpi_engine.read.csv.csv_rows import row_blocks
from kpi_engine.read.workbook.cell import Block, Cell, CellKind
from kpi_engine.read.workbook.sheet import CellMaker, Sheet, SheetContents, Stored, Visibility

LAST_ROW = 2**20 - 1


@frozen
class Grid:
    """The cells of ``sheet`` inside ``block``, and the ``name`` that places begin with.

    ``is_stale`` says that the results of formulas may be older than what they are made of.
    """

    sheet: Sheet
    block: Block
    name: InputName
    is_stale: bool = False

    @property
    def is_text(self) -> bool:
        """Whether the cells are fields of a text file, which has no numbers of its own."""
        return isinstance(self.name, TextCells)

    def rows(self, after: int = 0) -> Iterator[tuple[int, Mapping[int, Cell]]]:
        """The rows below row ``after`` that hold anything, with their cells by column."""
        for row in self.sheet.row_numbers:
            if max(self.block.top, after + 1) <= row <= self.block.bottom:
                yield row, self.row(row)

    def row(self, row: int) -> dict[int, Cell]:
        """The cells of one row that hold anything, by column."""
        if not self.block.top <= row <= self.block.bottom:
            return {}
        cells = self.sheet.row(row).items()
        return {column: cell for column, cell in cells if self.block.left <= column <= self.block.right}

    def place(self, row: int, column: int) -> Location:
        """The place of a cell."""
        return location_in(self.name, cell_number(row, column))

    @property
    def whole(self) -> Location:
        """The place of the sheet or file as a whole."""
        return location_in(self.name, 0)


def sheet_grid(sheet: Sheet, file: str, block: Block | None, is_stale: bool) -> Grid:
    """A sheet of a workbook inside ``block``; the whole sheet if ``block`` is None."""
    return Grid(sheet, _within(sheet, block), SheetCells(file, sheet.name), is_stale)


def _within(sheet: Sheet, block: Block | None) -> Block:
    """The block as far as cells can be numbered; what is wider is refused by its reader."""
    given = block or Block(1, 1, max(sheet.bottom, 1), max(sheet.right, 1))
    return Block(given.top, given.left, min(given.bottom, LAST_ROW), min(given.right, MOST_COLUMNS - 1))


def text_grid(
    data: bytes, file: str, separator: str, block: Block | None
) -> tuple[Grid | None, tuple[Issue, ...]]:
    """A text file whose fields are apart by a comma or tab: every field is a cell that holds a text."""
    text, issues = decoded(data, file) if separator == "," else plain_text(data, file)
    if text is None:
        return None, issues
    contents = SheetContents()
    problems: list[Issue] = []
    for rows, lines in row_blocks(text, file, problems, separator):
        for line, row in zip(lines, rows, strict=True):
            contents.rows[line] = {
                column: Stored(CellKind.TEXT, field.strip())
                for column, field in enumerate(row, 1)
                if field and not field.isspace()
            }
    sheet = Sheet("", Visibility.VISIBLE, contents, CellMaker(()))
    return Grid(sheet, _within(sheet, block), TextCells(file)), tuple(problems)

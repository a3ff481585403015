"""Sheets and workbooks as every format of workbook is read into them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from kpi_engine.model.input_name import address
from kpi_engine.read.workbook.cell import EMPTY, Block, Cell, CellKind
from kpi_engine.read.workbook.moments import show_moment
from kpi_engine.read.workbook.number_format import GENERAL, compile_format
from kpi_engine.read.workbook.shown import show_number, stored_number

MOST_CELLS = 5_000_000


class WorkbookError(Exception):
    """A workbook, or a part of it, that cannot be read: why, and what to do."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy


class Stored(NamedTuple):
    """A cell as its file has it. ``style`` numbers the formats of the workbook.

    ``shown`` is what the file says is shown (OpenDocument does); None: the format says it.
    """

    kind: CellKind
    text: str
    style: int = 0
    is_formula: bool = False
    shown: str | None = None


class Style(NamedTuple):
    """How a cell looks: the code of its number format, and the colour behind it (``FFC000``)."""

    code: str = GENERAL
    fill: str = ""


class Visibility(Enum):
    """Whether a sheet is shown; one that is very hidden cannot be shown from the menus of Excel."""

    VISIBLE = "visible"
    HIDDEN = "hidden"
    VERY_HIDDEN = "very hidden"


@dataclass(slots=True)
class SheetContents:
    """What a format's reader gathers of a sheet: by row and column, both counted from 1."""

    rows: dict[int, dict[int, Stored]] = field(default_factory=dict)
    merged: list[Block] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    filtered: Block | None = None
    cells: int = 0

    def count(self, cells: int) -> None:
        """Count cells that are about to be kept.

        Raises:
            WorkbookError: there are more than can be read in seconds.
        """
        self.cells += cells
        if self.cells > MOST_CELLS:
            raise WorkbookError(f"a sheet has more than {MOST_CELLS:,} cells", "split it into several sheets")


class CellMaker:
    """Makes cells of what is stored, each distinct content once."""

    def __init__(self, styles: Sequence[Style], from_1904: bool = False) -> None:
        """``styles`` are the styles that ``Stored.style`` numbers."""
        self._styles = styles
        self._from_1904 = from_1904
        self._made: dict[Stored, Cell] = {}

    def __call__(self, stored: Stored) -> Cell:
        """The cell of what is stored."""
        cell = self._made.get(stored)
        if cell is None:
            cell = self._made[stored] = self._make(stored)
        return cell

    def _make(self, stored: Stored) -> Cell:
        code, fill = self._styles[stored.style] if stored.style < len(self._styles) else Style()
        if stored.kind is CellKind.NUMBER:
            return self._number(stored, code, fill)
        text = stored.text if stored.shown is None else stored.shown
        return Cell(stored.kind, text, number_format=code, is_formula=stored.is_formula, fill=fill)

    def _number(self, stored: Stored, code: str, fill: str) -> Cell:
        try:
            number = stored_number(stored.text)
        except (ValueError, ArithmeticError):
            return Cell(CellKind.ERROR, "#NUM!", number_format=code, is_formula=stored.is_formula, fill=fill)
        number_format = compile_format(code)
        section, _ = number_format.section_for(number)
        if section.is_date:
            return self._moment(stored, number, code, fill)
        shown = show_number(number, number_format)
        return Cell(
            CellKind.NUMBER,
            shown.text if stored.shown is None else stored.shown,
            number=shown.number,
            decimals=shown.decimals,
            number_format=code,
            is_formula=stored.is_formula,
            fill=fill,
        )

    def _moment(self, stored: Stored, days: Decimal, code: str, fill: str) -> Cell:
        section, _ = compile_format(code).section_for(days)
        shown = show_moment(days, section, self._from_1904)
        if shown is None:
            return Cell(
                CellKind.ERROR, "########", number_format=code, is_formula=stored.is_formula, fill=fill
            )
        return Cell(
            CellKind.NUMBER,
            shown.text if stored.shown is None else stored.shown,
            moment=shown.moment,
            date_parts=shown.parts,
            seconds=shown.seconds,
            number_format=code,
            is_formula=stored.is_formula,
            fill=fill,
        )


class Sheet:
    """The cells of a sheet by row and column, both counted from 1, and what hides or merges them.

    Attributes:
        name: as on its tab.
        visibility: whether its tab is shown.
        merged: the blocks of merged cells; the first cell of each holds the content.
        hidden_rows: the numbers of rows that are hidden, by hand or by a filter.
        filtered: the cells that a filter is set on; None without a filter.
        row_numbers: the rows that hold anything, from the top.
        bottom, right: the last row and column with any content; 0 in an empty sheet.
    """

    def __init__(
        self, name: str, visibility: Visibility, contents: SheetContents, make: Callable[[Stored], Cell]
    ) -> None:
        self.name = name
        self.visibility = visibility
        self.merged = tuple(contents.merged)
        self.hidden_rows = frozenset(contents.hidden_rows)
        self.filtered = contents.filtered
        self._hidden_columns = tuple(contents.hidden_columns)
        self._rows = {row: cells for row, cells in contents.rows.items() if cells}
        self.row_numbers = tuple(sorted(self._rows))
        self._make = make
        self.bottom = max(self._rows, default=0)
        self.right = max((max(cells) for cells in self._rows.values()), default=0)
        self._merged_in: dict[int, list[Block]] = {}
        for block in self.merged:
            for row in range(block.top, min(block.bottom, self.bottom) + 1):
                self._merged_in.setdefault(row, []).append(block)

    def cell(self, row: int, column: int) -> Cell:
        """The cell at a place; EMPTY where nothing is stored, as in all but the first of merged cells."""
        stored = self._rows.get(row, {}).get(column)
        return EMPTY if stored is None else self._make(stored)

    def shown_cell(self, row: int, column: int) -> Cell:
        """As ``cell``, where every one of merged cells has the content of the first."""
        return self.cell(*self.anchor(row, column))

    def anchor(self, row: int, column: int) -> tuple[int, int]:
        """The place whose content is shown here: the first of the merged cells, or the place itself."""
        for block in self._merged_in.get(row, ()):
            if block.left <= column <= block.right:
                return block.top, block.left
        return row, column

    def row(self, row: int) -> Mapping[int, Cell]:
        """The cells of a row that hold anything, by column."""
        return {column: self._make(stored) for column, stored in sorted(self._rows.get(row, {}).items())}

    def rows(self) -> Iterator[tuple[int, Mapping[int, Cell]]]:
        """Every row that holds anything, from the top, with its cells by column."""
        return ((row, self.row(row)) for row in self.row_numbers)

    def is_hidden_column(self, column: int) -> bool:
        """Whether a column is hidden."""
        return any(first <= column <= last for first, last in self._hidden_columns)

    @property
    def has_hidden_columns(self) -> bool:
        """Whether any column is hidden."""
        return bool(self._hidden_columns)

    def is_hidden(self, row: int, column: int) -> bool:
        """Whether the row or the column of a cell is hidden."""
        return row in self.hidden_rows or self.is_hidden_column(column)

    def place(self, row: int, column: int) -> str:
        """``Adult Social Care!F6``, as messages name a cell."""
        return f"{self.name}!{address(row, column)}"


class Workbook:
    """A workbook: the names of its sheets, each read when it is asked for.

    Attributes:
        file: as messages name it.
        sheet_names: in the order of the tabs; sheets without cells (charts) are not among them.
        is_stale: whether the program that saved it says that its formulas were not calculated before.
    """

    def __init__(
        self,
        file: str,
        tabs: Mapping[str, Visibility],
        contents_of: Callable[[str], SheetContents],
        make: Callable[[Stored], Cell],
        is_stale: bool = False,
    ) -> None:
        self.file = file
        self.sheet_names = tuple(tabs)
        self.is_stale = is_stale
        self._tabs = tabs
        self._contents_of = contents_of
        self._make = make
        self._read: dict[str, Sheet] = {}

    def visibility(self, name: str) -> Visibility:
        """Whether a sheet is shown."""
        return self._tabs[name]

    def sheet(self, name: str) -> Sheet:
        """A sheet by its name, which must be one of ``sheet_names``.

        Raises:
            WorkbookError: the part of the file that holds the sheet is damaged.
        """
        if name not in self._read:
            self._read[name] = Sheet(name, self._tabs[name], self._contents_of(name), self._make)
        return self._read[name]

"""A grid and its headings → a table with a row for each figure, as the readers of columns take it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase

from kpi_engine.model.definitions.scorecard import FileSource
from kpi_engine.model.definitions.table_layout import TableLayout
from kpi_engine.model.frozen import frozen
from kpi_engine.model.input_name import SheetCells, address, cell_number
from kpi_engine.model.issue import Issue, error, warning
from kpi_engine.model.wording import counted, listed, shown
from kpi_engine.read.csv.csv_header import FIGURES, ColumnNames
from kpi_engine.read.csv.csv_table import CellColumns, CsvTable
from kpi_engine.read.csv.declared_words import folded
from kpi_engine.read.csv.number_reasons import NotANumber
from kpi_engine.read.csv.numbers import NumberStyle, parse_number
from kpi_engine.read.csv.row_labels import NAME
from kpi_engine.read.sheets.cell_texts import CellTexts, label_text, parts_of
from kpi_engine.read.sheets.gathering import Gathering
from kpi_engine.read.sheets.grid import Grid
from kpi_engine.read.sheets.headings import VALUE, FigureColumn, Headings
from kpi_engine.read.workbook.cell import EMPTY, Cell, CellKind

AREA, PERIOD = "area", "period"
_MOST_CELLS_NAMED = 4


@frozen
class _Group:
    """The columns of one period, area or indicator, with what each holds; ``heading`` has its texts."""

    heading: tuple[str, ...]
    roles: dict[int, str]


class GridTable:
    """Reads the rows below the headings.

    ``issues`` are reported beside the issues of the table's own readers.
    """

    def __init__(
        self, grid: Grid, headings: Headings, source: FileSource, layout: TableLayout, names: ColumnNames
    ) -> None:
        """``names`` are the columns that the kind of file has."""
        self._grid = grid
        self._headings = headings
        self._layout = layout
        self._texts = CellTexts(grid, layout, source.precision)
        self._style = NumberStyle(source.thousands_separator, source.percent_sign)
        self._has_parts = "numerator" in names.optional
        self._period = PERIOD if PERIOD in names.required else "year"
        self._skipped = tuple(folded(pattern) for pattern in layout.skip_rows)
        self._text_numbers: list[tuple[int, int]] = []
        self._unread: dict[int, str] = {}
        self.issues: list[Issue] = []

    def _rows(self) -> Iterator[tuple[int, Mapping[int, Cell]]]:
        """The rows of the table: below its headings, without rows left out, up to another table."""
        labels = set(self._headings.labels.values())
        own = {column: self._label(self._headings.label_row, column) for column in labels}
        for row, cells in self._grid.rows(self._headings.row):
            if labels <= cells.keys() and all(label_text(cells[column]) == own[column] for column in labels):
                what = "the headings appear again here, so the rows from here on are not read"
                remedy = "give the range of this table, and name the file again with the range of the next"
                self.issues.append(error(self._grid.place(row, min(labels)), what, remedy))
                return
            if not self._is_skipped(cells):
                yield row, cells

    def _is_skipped(self, cells: Mapping[int, Cell]) -> bool:
        """Whether the first text of a row is one that rows to leave out begin with."""
        if not self._skipped:
            return False
        first = next((text for cell in cells.values() if (text := folded(label_text(cell)))), "")
        return any(fnmatchcase(first, pattern) for pattern in self._skipped)

    def _constants(self) -> dict[str, str]:
        """The columns whose text is the same in every row."""
        layout, name = self._layout, self._grid.name
        area = name.sheet if layout.sheets_are_areas and isinstance(name, SheetCells) else layout.area
        return {column: text for column, text in ((AREA, area), (self._period, layout.period)) if text}

    def _label(self, row: int, column: int) -> str:
        """A label; one that is merged over several rows counts for each."""
        return label_text(self._grid.sheet.shown_cell(row, column))

    def long(self) -> CsvTable:
        """The table of a grid that has a row for each figure."""
        labels = self._headings.labels
        constants = {name: text for name, text in self._constants().items() if name not in labels}
        gathered = Gathering((*labels, *constants))
        home = labels.get(VALUE, min(labels.values()))
        for row, cells in self._rows():
            texts = [
                self._value(row, column, cells.get(column, EMPTY))
                if name in FIGURES
                else self._label(row, column)
                for name, column in labels.items()
            ]
            if any(texts) and not self._texts.is_left_out(row, home):
                gathered.add(cell_number(row, home), (*texts, *constants.values()))
        return self._table(gathered, ())

    def wide(self) -> CsvTable:
        """The table of a grid that has columns of figures for periods or areas."""
        labels = self._headings.labels
        figures = self._headings.figures
        constants = {name: text for name, text in self._constants().items() if name not in labels}
        in_header = tuple(
            name
            for name, used in (
                (self._period, any(figure.period for figure in figures.values())),
                (AREA, any(figure.area for figure in figures.values())),
                (NAME, any(figure.indicator for figure in figures.values())),
            )
            if used and name not in labels and name not in constants
        )
        gathered = Gathering((*labels, *constants, *in_header, *FIGURES))
        groups = self._groups(in_header)
        for row, cells in self._rows():
            self._note_unread(cells)
            if not groups.keys().isdisjoint(cells):
                own = (*(self._label(row, column) for column in labels.values()), *constants.values())
                self._add_figures(gathered, row, cells, own, groups)
        return self._table(gathered, in_header)

    def _groups(self, in_header: tuple[str, ...]) -> dict[int, _Group]:
        """The group of each column: the figures of one period, area and indicator are one row.

        A second column of the same kind begins a group of its own: two rows, which their reader reports.
        """
        groups: dict[tuple[str, str, str, int], _Group] = {}
        times: Counter[FigureColumn] = Counter()
        found: dict[int, _Group] = {}
        for column, figure in self._headings.figures.items():
            key = (figure.period, figure.area, figure.indicator, times[figure])
            times[figure] += 1
            heading = dict(zip((self._period, AREA, NAME), key[:3], strict=True))
            group = groups.setdefault(key, _Group(tuple(heading[name] for name in in_header), {}))
            group.roles[column] = figure.role
            found[column] = group
        return found

    def _add_figures(
        self,
        gathered: Gathering,
        row: int,
        cells: Mapping[int, Cell],
        own: tuple[str, ...],
        groups: Mapping[int, _Group],
    ) -> None:
        """A row for each period or area that the row of the grid has a figure for."""
        pending: dict[int, _Group] = {}
        for column, cell in cells.items():
            group = groups.get(column)
            if group is None or self._texts.is_left_out(row, column) or cell.text.isspace():
                continue
            if len(group.roles) > 1:
                pending[id(group)] = group
                continue
            role = group.roles[column]
            texts = self._figure(row, column, cell, role)
            gathered.add(cell_number(row, column), (*own, *group.heading, *texts))
        for group in pending.values():
            self._add_group(gathered, row, cells, own, group)

    def _add_group(
        self, gathered: Gathering, row: int, cells: Mapping[int, Cell], own: tuple[str, ...], group: _Group
    ) -> None:
        """The row of a value with its numerator and denominator, in columns of their own."""
        texts = ("", "", "")
        place = 0
        for column, role in group.roles.items():
            cell = cells.get(column, EMPTY)
            if cell is EMPTY or self._texts.is_left_out(row, column) or cell.text.isspace():
                continue
            own_texts = self._figure(row, column, cell, role)
            texts = tuple(new or old for new, old in zip(own_texts, texts, strict=True))  # type: ignore[assignment]  # three, as before
            place = cell_number(row, column) if role == VALUE or not place else place
        gathered.add(place, (*own, *group.heading, *texts))

    def _figure(self, row: int, column: int, cell: Cell, role: str) -> tuple[str, str, str]:
        """Value, numerator and denominator as far as a cell holds them."""
        parts = parts_of(cell) if self._has_parts and role == VALUE else None
        if parts is not None:
            return ("", *parts)
        text = self._value(row, column, cell)
        return (
            text if role == VALUE else "",
            text if role == "numerator" else "",
            text if role == "denominator" else "",
        )

    def _value(self, row: int, column: int, cell: Cell) -> str:
        text = self._texts.value(row, column, cell)
        is_typed = cell.kind is CellKind.TEXT and not self._grid.is_text and text
        if is_typed and not isinstance(parse_number(text, self._style), NotANumber):
            self._text_numbers.append((row, column))
        return text

    def _note_unread(self, cells: Mapping[int, Cell]) -> None:
        """Columns of numbers without a heading, or with a digit in it: it may have been meant as a period."""
        for column, cell in cells.items():
            heading = self._headings.unread.get(column)
            if heading is None or not self._is_number(cell):
                continue
            if not heading or any(map(str.isdigit, heading)):
                self._unread[column] = heading

    def _is_number(self, cell: Cell) -> bool:
        """Whether a cell is a number; in a file of text, whether it reads as a number."""
        if not self._grid.is_text:
            return cell.number is not None
        return not isinstance(parse_number(cell.text.strip(), self._style), NotANumber)

    def _table(self, gathered: Gathering, in_header: tuple[str, ...]) -> CsvTable:
        self._tell()
        # A period that does not fit is reported at the figure: the heading fits other rows.
        above = tuple(name for name in in_header if name != self._period)
        cells = CellColumns(self._headings.labels, self._headings.row, above)
        return gathered.table(self._grid.name, cells)

    def _tell(self) -> None:
        row = self._headings.row
        named = {column: text for column, text in self._unread.items() if text}
        if named:
            headings = [f"{shown(text)} in {address(row, column)}" for column, text in named.items()]
            listing = listed(headings, _MOST_CELLS_NAMED)
            if len(headings) == 1:
                what = f"the heading {listing} names no period, so the figures below it are not read"
            else:
                what = f"the headings {listing} name no period, so the figures below them are not read"
            self._warn((row, min(named)), what, "correct it, or name it under ignore_columns")
        nameless = [column for column, text in self._unread.items() if not text]
        if nameless:
            cells = listed([address(row, column) for column in nameless], _MOST_CELLS_NAMED)
            what = f"there is no heading in {cells}, so the figures below are not read"
            remedy = "write a heading; if the figures are not wanted, name it under ignore_columns"
            self._warn((row, min(nameless)), what, remedy)
        if self._text_numbers:
            cells = listed([address(*place) for place in self._text_numbers], _MOST_CELLS_NAMED)
            noun = counted(len(self._text_numbers), "number")
            are = "is" if len(self._text_numbers) == 1 else "are"
            what = f"{noun} {are} typed as text, which Excel leaves out of sums: {cells}"
            remedy = "in Excel, convert them to numbers; they were read as they look"
            self._warn(self._text_numbers[0], what, remedy)

    def _warn(self, place: tuple[int, int], what: str, remedy: str) -> None:
        self.issues.append(warning(self._grid.place(*place), what, remedy))


def too_wide(grid: Grid) -> Issue:
    """A sheet with more columns than can be told apart."""
    what = f"the sheet has {grid.sheet.right:,} columns, of {grid.block.right:,} at most"
    return error(grid.whole, what, "give the range of the table, such as range: A4:Z60")

"""Cells → the texts that the readers of columns take: labels, periods and values."""

from __future__ import annotations

import re
from decimal import Decimal

from kpi_engine.model.definitions.figure_marks import with_signs
from kpi_engine.model.definitions.scorecard import Precision
from kpi_engine.model.definitions.table_layout import HiddenCells, TableLayout, TimeUnit
from kpi_engine.read.csv.cell_faults import CellFault
from kpi_engine.read.csv.declared_words import folded, marks_of_words
from kpi_engine.read.csv.marked_texts import marked, without_notes
from kpi_engine.read.sheets.grid import Grid
from kpi_engine.read.workbook.cell import Cell, CellKind
from kpi_engine.read.workbook.number_format import compile_format
from kpi_engine.read.workbook.shown import plain

_DASHES = frozenset("-–—")
_PART_OF = re.compile(r"([0-9][0-9,]*) (?:of|out of) ([0-9][0-9,]*)")
_TIME = re.compile(r"([0-9]{1,6}):([0-5][0-9](?:\.[0-9]{1,6})?)(?::([0-5][0-9](?:\.[0-9]{1,6})?))?")
_MOST_DECIMALS = 10  # of a length of time in minutes, hours or days


def label_text(cell: Cell) -> str:
    """The text of a heading, code or name as shown, on one line; a date as far as it is shown, year first.

    A marker of a note behind it, such as [note 5], is no part of it.
    """
    if cell.kind is CellKind.NOT_CALCULATED:
        return ""
    return cell.date_text or without_notes(" ".join(cell.text.split()))


def parts_of(cell: Cell) -> tuple[str, str] | None:
    """Numerator and denominator of a text such as ``9 of 11``; None of any other cell."""
    match = _PART_OF.fullmatch(cell.text.strip()) if cell.kind is CellKind.TEXT else None
    return None if match is None else (match[1].replace(",", ""), match[2].replace(",", ""))


class CellTexts:
    """Makes texts of the cells of a grid, as a source declares."""

    def __init__(self, grid: Grid, layout: TableLayout, precision: Precision) -> None:
        self._grid = grid
        self._as_printed = precision is Precision.AS_PRINTED
        self._words = marks_of_words(layout)
        self._hidden = layout.hidden
        self._durations = layout.durations
        self._texts: dict[int, str] = {}  # by the cell's id: each distinct cell is one object
        self._has_hidden = bool(grid.sheet.hidden_rows) or grid.sheet.has_hidden_columns
        self._merged = {(block.top, block.left) for block in grid.sheet.merged if block.is_several}

    def is_left_out(self, row: int, column: int) -> bool:
        """Whether a hidden cell is left out, as declared."""
        return (
            self._has_hidden
            and self._hidden is HiddenCells.LEAVE_OUT
            and self._grid.sheet.is_hidden(row, column)
        )

    def value(self, row: int, column: int, cell: Cell) -> str:
        """The figure in a cell in digits, a mark, a text as it is, or the mark of a fault."""
        if self._has_hidden and self._hidden is None and self._grid.sheet.is_hidden(row, column):
            return self._hidden_fault(row).mark
        if (row, column) in self._merged:
            return CellFault.MERGED.mark
        text = self._texts.get(id(cell))
        if text is None:
            text = self._texts[id(cell)] = self._value(cell)
        return text

    def _hidden_fault(self, row: int) -> CellFault:
        sheet = self._grid.sheet
        if row not in sheet.hidden_rows:
            return CellFault.IN_HIDDEN_COLUMN
        filtered = sheet.filtered
        return (
            CellFault.FILTERED_OUT
            if filtered is not None and filtered.top <= row <= filtered.bottom
            else CellFault.IN_HIDDEN_ROW
        )

    def _value(self, cell: Cell) -> str:
        word = self._words.get(folded(cell.text)) if cell.text else None
        if word is not None:
            return word
        if cell.is_formula and cell.kind is not CellKind.NOT_CALCULATED and self._grid.is_stale:
            return CellFault.STALE.mark
        match cell.kind:
            case CellKind.NUMBER:
                text = self._number(cell)
            case CellKind.NOT_CALCULATED:
                text = CellFault.NOT_CALCULATED.mark
            case CellKind.LOGICAL:
                text = CellFault.LOGICAL.mark
            case CellKind.TEXT:
                text = self._text(cell)
            case CellKind.ERROR | CellKind.EMPTY:
                text = cell.text
        return text

    def _text(self, cell: Cell) -> str:
        text = cell.text.strip()
        match = _TIME.fullmatch(text)
        if match is None:
            return text
        if self._durations is None:
            return CellFault.DURATION.mark
        seconds = typed_seconds(match, cell.number_format)
        return CellFault.HALF_A_TIME.mark if seconds is None else _length(seconds, self._durations)

    def _number(self, cell: Cell) -> str:
        if cell.moment is not None:
            return CellFault.DATE.mark
        if cell.seconds is not None:
            return (
                CellFault.DURATION.mark if self._durations is None else _length(cell.seconds, self._durations)
            )
        if not cell.text:
            return CellFault.NOT_SHOWN.mark
        is_word = not any(letter.isdigit() for letter in cell.text) and cell.text not in _DASHES
        if is_word:
            return cell.text
        figure = cell.figure if self._as_printed else cell.exact
        # A number format can show a mark behind a number: 0.0" [p]".
        return with_signs(figure, marked(cell.text).marks) if "[" in cell.text else figure


def typed_seconds(match: re.Match[str], number_format: str) -> Decimal | None:
    """The seconds of a time that is typed as text; None where two parts can be read in two ways."""
    first, second, third = match[1], match[2], match[3]
    if third is not None:
        return Decimal(first) * 3600 + Decimal(second) * 60 + Decimal(third)
    tokens = compile_format(number_format).sections[0].tokens
    units = {token.text[0] for token in tokens if token.kind in {"date", "elapsed"}}
    if "s" in units and "h" not in units:
        return Decimal(first) * 60 + Decimal(second)
    return Decimal(first) * 3600 + Decimal(second) * 60 if "h" in units else None


def _length(seconds: Decimal, unit: TimeUnit) -> str:
    return plain(round(seconds / unit.seconds, _MOST_DECIMALS))

"""What goes into a cell of a sheet: a real number that reads as printed, or words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from xlsxwriter.worksheet import Worksheet

from kpi_engine.model.decimals import decimals_of
from kpi_engine.model.definitions.judgement import DirectionOfTravel, NumberDirection, Rag
from kpi_engine.model.outputs.document import Cell, CellKind
from kpi_engine.render.xlsx.cell_formats import Look, Styles
from kpi_engine.render.xlsx.workbook_words import cell_text

# Excel keeps no more digits of a number.
_DIGITS_KEPT = 15
_LONGEST_FORMAT = 255
_NUMBER_ARROWS = {direction.arrow for direction in NumberDirection if direction.arrow}


class Content(NamedTuple):
    """What a sheet shows of a cell: a number in a format, or where that is empty, words.

    ``text`` is how it reads; ``remark`` is a note that a number leaves no room for.
    """

    cell: Cell
    text: str
    number_format: str = ""
    remark: str = ""


def content_of(cell: Cell) -> Content:
    """The content of a cell of any kind but TREND."""
    shown_as = number_format(cell) if cell.number is not None else ""
    if shown_as:
        return Content(cell, f"{cell.text}{_heat_word(cell)}", shown_as, cell.note)
    return Content(cell, _words(cell))


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes cells of a sheet."""

    sheet: Worksheet
    styles: Styles

    def write(self, row: int, column: int, content: Content, look: Look) -> None:
        """Write a cell; ``look`` is what its row and column ask for."""
        cell, text, shown_as, _ = content
        if shown_as and cell.number is not None:
            # A count of none has no colour: nothing there is RED.
            rag = cell.rag if cell.number or cell.kind is CellKind.HEAT else Rag.NONE
            style = self.styles.of(Look(shown_as, rag, False, look.total, look.bold))
            self.sheet.write_number(row, column, float(cell.number), style)
            return
        style = self.styles.of(Look("", cell.rag, _is_reason(cell), look.total, look.bold))
        if text:
            self.sheet.write_string(row, column, cell_text(text), style)  # never a formula
        else:
            self.sheet.write_blank(row, column, None, style)


def _is_reason(cell: Cell) -> bool:
    """Whether a cell has words where a number, a rating or an arrow could be."""
    judged = cell.rag is not Rag.NONE or cell.direction is not DirectionOfTravel.NONE
    return cell.kind is not CellKind.TEXT and cell.number is None and not judged


def _words(cell: Cell) -> str:
    """What a cell without a number says; a letter with its meaning, a tick or a gap in words."""
    if cell.kind is CellKind.TEXT and cell.words and not cell.note:
        is_letter = cell.text.isalnum() and not cell.words.startswith(cell.text)
        symbol = cell.text.partition(" ")[0]
        before = f"{cell.text}: " if is_letter else f"{symbol} " if symbol in _NUMBER_ARROWS else ""
        return f"{before}{cell.words}"
    return cell.shown or cell.words


def number_format(cell: Cell) -> str:
    """Excel's format with which the number reads as the cell's text: 23.3 and ``#,##0.0"%"`` give 23.3%.

    Empty where there is no such format, or the number has more digits than Excel keeps: then the text is
    all that can be shown.
    """
    number = cell.number
    if number is None or len(number.normalize().as_tuple().digits) > _DIGITS_KEPT:
        return ""
    # Before a sign such as £ Excel writes the minus itself.
    minus = number < 0 and cell.text.startswith("-")
    printed = f"{number.copy_abs() if minus else number:,f}"
    before, found, after = cell.text[minus:].partition(printed)
    if not found or (before and number < 0 and not minus):
        return ""
    return _format(decimals_of(number), before, f"{after}{_heat_word(cell)}")


def plain_number_format(text: str) -> str:
    """Excel's format of a plain decimal, ``-0.50``; empty where it has more digits than Excel keeps."""
    digits = text.lstrip("-").replace(".", "").strip("0")
    return _format(len(text.partition(".")[2]), "", "") if len(digits) <= _DIGITS_KEPT else ""


def _heat_word(cell: Cell) -> str:
    """The rating that shares a cell with its figure."""
    return f" {cell.rating_name}" if cell.kind is CellKind.HEAT and cell.rag is not Rag.NONE else ""


@lru_cache(maxsize=1024)
def _format(decimals: int, before: str, after: str) -> str:
    digits = "#,##0" + ("." + "0" * decimals if decimals else "")
    wanted = f"{_literal(before)}{digits}{_literal(after)}"
    # A quotation mark in it, or a character of no text, would make another format of it.
    is_plain = '"' not in before + after and (before + after).isprintable()
    return wanted if is_plain and len(wanted) <= _LONGEST_FORMAT else ""


def _literal(text: str) -> str:
    """The text as a literal of a number format."""
    return f'"{text}"' if text else ""

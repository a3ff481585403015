"""What goes into a cell of a sheet: a real number that reads as printed, or words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from xlsxwriter.worksheet import Worksheet

from kpi_engine.model.document import Cell, CellKind
from kpi_engine.model.judgement import DirectionOfTravel, Rag
from kpi_engine.render.xlsx.styles import Look, Styles
from kpi_engine.render.xlsx.words import cell_text, one_line

# Excel keeps no more digits of a number.
_DIGITS_KEPT = 15
_LONGEST_FORMAT = 255


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes cells of a sheet."""

    sheet: Worksheet
    styles: Styles

    def write(self, row: int, column: int, cell: Cell, look: Look) -> str:
        """Write a cell of any kind but TREND, and return its words; of a number none.

        ``look`` is what its row and column ask for.
        """
        shown_as = number_format(cell)
        if shown_as and cell.number is not None:
            # A count of none has no colour: nothing there is RED.
            rag = cell.rag if cell.number or cell.kind is CellKind.HEAT else Rag.NONE
            look = look._replace(number_format=shown_as, rag=rag, stale=cell.stale)
            self.sheet.write_number(row, column, float(cell.number), self.styles.of(look))
            return ""
        look = look._replace(rag=cell.rag, stale=cell.stale, quiet=_is_reason(cell))
        return self.write_words(row, column, words_of(cell), look)

    def write_words(self, row: int, column: int, words: str, look: Look) -> str:
        """Write words, never a formula, and return them as written; none is a cell without content."""
        text = cell_text(words)
        if text:
            self.sheet.write_string(row, column, text, self.styles.of(look))
        else:
            self.sheet.write_blank(row, column, None, self.styles.of(look))
        return text


def _is_reason(cell: Cell) -> bool:
    """Whether words stand where a number, a rating or an arrow could."""
    judged = cell.rag is not Rag.NONE or cell.direction is not DirectionOfTravel.NONE
    return cell.kind is not CellKind.TEXT and cell.number is None and not judged


def words_of(cell: Cell) -> str:
    """What a cell without a number says; a letter with its meaning, a tick or a gap in words."""
    if (
        cell.text
        and cell.text.isalnum()
        and cell.kind is CellKind.TEXT
        and not cell.words.startswith(cell.text)
    ):
        return f"{cell.text}: {cell.words}" if cell.words else cell.text
    if cell.kind is CellKind.TEXT and cell.words and not cell.note:
        return cell.words
    return cell.shown or cell.words


def remark_of(cell: Cell) -> str:
    """The note that a real number leaves no room for."""
    return cell.note if cell.number is not None and number_format(cell) else ""


def number_format(cell: Cell) -> str:
    """Excel's format with which the number reads as the cell's text: 23.3 and ``#,##0.0"%"`` give 23.3%.

    Empty where there is no such format, or the number has more digits than Excel keeps: then the text is
    all that can be shown.
    """
    number = cell.number
    if number is None or len(number.normalize().as_tuple().digits) > _DIGITS_KEPT:
        return ""
    printed = f"{number:,f}"
    before, found, after = cell.text.partition(printed)
    if not found or (before and number < 0):
        return ""
    if cell.kind is CellKind.HEAT and cell.rag.value:
        after = f"{after} {cell.rag.value}"
    return _format(_decimals(number), before, after)


def _decimals(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


@lru_cache(maxsize=1024)
def _format(decimals: int, before: str, after: str) -> str:
    digits = "#,##0" + ("." + "0" * decimals if decimals else "")
    wanted = f"{_literal(before)}{digits}{_literal(after)}"
    return wanted if len(wanted) <= _LONGEST_FORMAT else ""


def _literal(text: str) -> str:
    """The text as it stands in a number format."""
    room = " " if text.startswith(" ") else ""
    return '"' + room + one_line(text).replace('"', '"\\""') + '"' if text else ""

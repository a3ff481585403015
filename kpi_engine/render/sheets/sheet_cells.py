"""What goes into a cell of a sheet, one fact: a number that reads as printed, a rating, a word, a day.

A reason or a warning beside it is another fact, and has a cell of its own.
"""

from __future__ import annotations

from functools import lru_cache

from kpi_engine.model.decimals import decimals_of
from kpi_engine.model.definitions.judgement import DirectionOfTravel, NumberDirection, Rag
from kpi_engine.model.outputs.document import Cell, CellKind, Lack
from kpi_engine.render.sheets.sheet_model import Look, NumberShape, SheetCell

# Excel keeps no more digits of a number, and no longer text of a number's format.
_DIGITS_KEPT = 15
_LONGEST_FORMAT = 240
_NUMBER_ARROWS = {direction.arrow for direction in NumberDirection if direction.arrow}
_PLAIN, _TOTAL = Look(), Look(total=True)
_NUMBERS = (CellKind.NUMBER, CellKind.HEAT)


def value_of(cell: Cell, total: bool = False, bold: bool = False) -> SheetCell:
    """The fact of a cell of any kind but TREND, without its note; ``total`` and ``bold`` as in a Look."""
    match cell.kind:
        case CellKind.NUMBER | CellKind.HEAT:
            return _number_of(cell, total, bold)
        case CellKind.RAG:
            return rating_of(cell, total)
        case CellKind.DIRECTION:
            return SheetCell(cell.direction.value or None, plain_look(total))
        case CellKind.TEXT | CellKind.TREND:
            return SheetCell(cell.day or _words(cell) or None, plain_look(total))


def plain_look(total: bool) -> Look:
    """The look of words in a row, which may sum other rows."""
    return _TOTAL if total else _PLAIN


def rating_of(cell: Cell, total: bool = False) -> SheetCell:
    """The name of the rating of a cell on its colour; nothing where there is none."""
    return SheetCell(cell.rating_name or None, Look(rag=cell.rag, total=total))


def note_of(cell: Cell) -> str:
    """What is to be said of the fact of a cell: why there is none, or a warning beside it."""
    if cell.kind in _NUMBERS and cell.number is None and (cell.lacks is not None or not cell.text):
        return cell.words or cell.shown
    if cell.kind is CellKind.RAG and cell.rag is Rag.NONE:
        return cell.words or cell.shown
    if cell.kind is CellKind.DIRECTION and cell.direction is DirectionOfTravel.NONE:
        return cell.words or cell.shown
    return cell.note


def _number_of(cell: Cell, total: bool, bold: bool) -> SheetCell:
    if cell.number is not None:
        shape = shape_of(cell)
        if shape is None:
            return SheetCell(cell.text, Look(None, Rag.NONE, False, total, bold))
        # A count of none has no colour: nothing there is RED.
        rag = cell.rag if cell.number and cell.kind is CellKind.NUMBER else Rag.NONE
        return SheetCell(cell.number, Look(shape, rag, False, total, bold))
    if cell.lacks is not None or not cell.text:
        shorthand = (cell.lacks or Lack.NOT_AVAILABLE).value
        return SheetCell(shorthand, Look(None, Rag.NONE, True, total))
    return SheetCell(cell.text, Look(None, Rag.NONE, False, total, bold))


def _words(cell: Cell) -> str:
    """What a text says; a letter with its meaning, a tick or a gap in words."""
    if cell.words and not cell.note:
        is_letter = cell.text.isalnum() and not cell.words.startswith(cell.text)
        symbol = cell.text.partition(" ")[0]
        before = f"{cell.text}: " if is_letter else f"{symbol} " if symbol in _NUMBER_ARROWS else ""
        return f"{before}{cell.words}"
    return cell.text


def shape_of(cell: Cell) -> NumberShape | None:
    """How the number of a cell has to be shown to read as the text: 23.3 between nothing and ``%`` is 23.3%.

    None where there is no such way, or the number has more digits than Excel keeps: then the text is all that
    can be shown.
    """
    number = cell.number
    if number is None or len(number.normalize().as_tuple().digits) > _DIGITS_KEPT:
        return None
    # Before a sign such as £ Excel writes the minus itself.
    minus = number < 0 and cell.text.startswith("-")
    printed = f"{number.copy_abs() if minus else number:,f}"
    before, found, after = cell.text[minus:].partition(printed)
    if not found or (before and number < 0 and not minus):
        return None
    return _shape(decimals_of(number), before, after)


def plain_shape(text: str) -> NumberShape | None:
    """The shape of a plain decimal, ``-0.50``; None where it has more digits than Excel keeps."""
    digits = text.lstrip("-").replace(".", "").strip("0")
    return _shape(len(text.partition(".")[2]), "", "") if len(digits) <= _DIGITS_KEPT else None


@lru_cache(maxsize=1024)
def _shape(decimals: int, before: str, after: str) -> NumberShape | None:
    # A quotation mark, or a character of no text, would make something else of a number format.
    is_plain = '"' not in before + after and (before + after).isprintable()
    fits = decimals + len(before) + len(after) <= _LONGEST_FORMAT
    return NumberShape(decimals, before, after) if is_plain and fits else None

"""Cells of a text or a number, whatever it is of, and the shorthand for a number that is not there."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from kpi_engine.model.decimals import decimals_of
from kpi_engine.model.definitions.judgement import Missing
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.outputs.document import Cell, CellKind, Lack

NO_FIGURE = "no figure supplied"
CARRIED_FORWARD = "carried forward"

_KEPT_BACK = (Missing.CONFIDENTIAL, Missing.SUPPRESSED)
_NEVER_THERE = (Missing.NOT_APPLICABLE, Missing.ZERO_DENOMINATOR, Missing.CLOSED, Missing.NOT_A_COUNT)


@lru_cache(maxsize=4096)  # the pages of a run say the same codes, names and letters
def text_cell(text: str, words: str = "") -> Cell:
    """Words as they are."""
    return Cell(text, words=words or text)


def number_cell(
    number: Decimal | None, text: str, words: str = "", note: str = "", stale: bool = False
) -> Cell:
    """A number as a reader sees it.

    A spreadsheet gets the number with the decimals that it has; where ``number`` is None, it gets the text.
    """
    decimals = 0 if number is None else decimals_of(number)
    return Cell(text, CellKind.NUMBER, words or text, note, number, decimals, stale=stale)


def lack_of(figure: Figure) -> Lack:
    """The kind of reason for which a figure has no value."""
    if figure.missing in _KEPT_BACK:
        return Lack.CONFIDENTIAL
    if figure.missing in _NEVER_THERE or (figure.missing is Missing.PRESENT and figure.denominator == 0):
        return Lack.NOT_APPLICABLE
    return Lack.NOT_AVAILABLE


def reason_cell(kind: CellKind, text: str, reason: str) -> Cell:
    """A cell of something that is not there, such as ``no arrow``, and why."""
    return Cell(text, kind, words=f"{text}: {reason}", note=reason)

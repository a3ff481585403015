"""A cell of a sheet: what it holds, what a spreadsheet program shows of it, and where it is."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal
from enum import Enum

from kpi_engine.model.frozen import frozen
from kpi_engine.model.input_name import address
from kpi_engine.read.workbook.shown import plain, rounded

_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")


class CellKind(Enum):
    """What a cell holds. ``NOT_CALCULATED``: a formula whose result nobody has stored."""

    EMPTY = "empty"
    NUMBER = "number"
    TEXT = "text"
    LOGICAL = "logical"
    ERROR = "error"
    NOT_CALCULATED = "not calculated"

    __hash__ = object.__hash__  # each is one object, and millions of cells are looked up by theirs


@frozen
class Cell:
    """What a cell holds and shows.

    ``text`` is what Excel shows: ``45.3%``, ``£1,188``, ``Apr-23``, ``03:41``, ``#DIV/0!``, or the text
    itself; the formula where it is not calculated.
    ``number`` is the exact number at the scale that is shown: 45.3278 where 0.453278 is stored and shown as a
    percentage. ``decimals`` is how many of its decimals are shown. ``moment`` is the date and time where the
    format shows a date; ``date_parts`` says which of ``y``, ``m``, ``d`` and ``t`` (time) it shows.
    ``seconds`` is the length of time where the format shows hours, minutes or seconds alone.
    ``fill`` is the colour behind it as ``FFC000``, where the file says it plainly (.xlsx, no theme colours).
    """

    kind: CellKind
    text: str = ""
    number: Decimal | None = None
    decimals: int = 0
    moment: datetime | None = None
    date_parts: str = ""
    seconds: Decimal | None = None
    number_format: str = "General"
    is_formula: bool = False
    fill: str = ""

    @property
    def exact(self) -> str:
        """The number in digits, with every decimal that is stored, such as ``45.3278``; or empty."""
        return "" if self.number is None else plain(self.number)

    @property
    def figure(self) -> str:
        """The number in digits as it is shown, without signs of currency, percent or thousands: ``45.3``."""
        return "" if self.number is None else rounded(self.number, self.decimals)

    @property
    def is_percent(self) -> bool:
        """Whether the number is shown as a percentage."""
        return self.number is not None and self.text.rstrip(" )").endswith("%")

    @property
    def date_text(self) -> str:
        """The date as far as it is shown (``2023-04-03``, ``2023-04``, ``2023``); empty for no date."""
        if self.moment is None:
            return ""
        shows = set(self.date_parts)
        if "d" not in shows and "y" in shows:
            return f"{self.moment:%Y-%m}" if "m" in shows else f"{self.moment:%Y}"
        return f"{self.moment:%Y-%m-%d}"


EMPTY = Cell(CellKind.EMPTY)


@frozen
class Block:
    """A rectangle of cells, both corners included; rows and columns count from 1."""

    top: int
    left: int
    bottom: int
    right: int

    def __contains__(self, place: tuple[int, int]) -> bool:
        row, column = place
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    @property
    def is_several(self) -> bool:
        """Whether it is more than one cell."""
        return (self.top, self.left) != (self.bottom, self.right)

    def __str__(self) -> str:
        first, last = address(self.top, self.left), address(self.bottom, self.right)
        return first if first == last else f"{first}:{last}"


def column_number(letters: str) -> int:
    """``A`` → 1, ``AB`` → 28."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def block_of(text: str) -> Block | None:
    """The cells that ``B4:F9`` or ``B4`` names; None where the text names none."""
    corners = [_ADDRESS.fullmatch(corner) for corner in text.strip().split(":")]
    if not 1 <= len(corners) <= 2:
        return None
    places = [(int(match[2]), column_number(match[1])) for match in corners if match is not None]
    if len(places) < len(corners):
        return None
    rows, columns = zip(*places, strict=True)
    return Block(min(rows), min(columns), max(rows), max(columns))

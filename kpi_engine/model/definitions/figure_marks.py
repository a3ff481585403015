"""The marks behind a figure of official statistics, such as [p] for a provisional figure.

Source: Government Analysis Function, "Symbols in tables: definitions and help". The marks in place of a
figure, such as [c], are in ``Missing``.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

SEVERAL = ";"


class FigureMark(Enum):
    """A mark, by the letters of its sign. Arrays hold several marks of a figure as the sum of their bits."""

    PROVISIONAL = "p"
    REVISED = "r"
    ESTIMATED = "e"
    BREAK = "b"
    LOW_RELIABILITY = "u"
    LOW = "low"

    bit: int

    def __init__(self, *_: object) -> None:
        self.bit = 1 << len(type(self).__members__)

    @property
    def sign(self) -> str:
        """``[p]``, as it is written behind a figure."""
        return f"[{self.value}]"

    @property
    def words(self) -> str:
        """``provisional``, as the status column has it."""
        return _WORDS[self]

    @property
    def meaning(self) -> str:
        """What it means, for a reader."""
        return _MEANINGS[self]


_WORDS = {
    FigureMark.PROVISIONAL: "provisional",
    FigureMark.REVISED: "revised",
    FigureMark.ESTIMATED: "estimated",
    FigureMark.BREAK: "break in series",
    FigureMark.LOW_RELIABILITY: "low reliability",
    FigureMark.LOW: "rounds to zero",
}
_MEANINGS = {
    FigureMark.PROVISIONAL: "provisional: the figure may still change",
    FigureMark.REVISED: "revised: another figure was published before",
    FigureMark.ESTIMATED: "estimated: the figure was not counted in full",
    FigureMark.BREAK: "break in the series: earlier figures cannot be compared with this figure, so that no "
    "arrow crosses it",
    FigureMark.LOW_RELIABILITY: "low reliability: the figure is to be used with caution",
    FigureMark.LOW: "rounds to zero, but is not zero",
}
# What a figure that is made from others has of their marks: the sum of what rounds to zero need not do so.
INHERITED = (
    FigureMark.PROVISIONAL,
    FigureMark.REVISED,
    FigureMark.ESTIMATED,
    FigureMark.BREAK,
    FigureMark.LOW_RELIABILITY,
)


def bits_of(marks: Iterable[FigureMark]) -> int:
    """Several marks as an array holds them."""
    return sum({mark.bit for mark in marks})


def marks_of(bits: int) -> tuple[FigureMark, ...]:
    """The marks of a number in an array, in the order of the official list."""
    return tuple(mark for mark in FigureMark if bits & mark.bit) if bits else ()


def signs_of_marks(bits: int) -> str:
    """``[p] [b]``; empty without any mark."""
    return " ".join(mark.sign for mark in marks_of(bits))


def with_signs(text: str, bits: int) -> str:
    """``81.0% [p]``: a figure in words with its marks behind it."""
    return f"{text} {signs_of_marks(bits)}" if bits else text


def letters_of_marks(bits: int) -> str:
    """``p;b``, as files have them; empty without any mark."""
    return SEVERAL.join(mark.value for mark in marks_of(bits))

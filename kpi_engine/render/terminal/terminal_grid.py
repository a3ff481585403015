"""Text in columns for a terminal: cells wrapped between words, never cut.

A rich Table is not used for two reasons: a row's details need a line across all columns, which it has not,
and it takes 90 ms for the county's sections, more than the whole of reading and rating them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from kpi_engine.model.wording import NO_BREAK_SPACE

GAP = 2


@dataclass(frozen=True, slots=True)
class GridCell:
    """A text and how it is aligned and styled in its column."""

    text: str
    style: Style | None = None
    right: bool = False


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most ``width`` terminal cells, broken between words; a longer word is split.

    A no-break space holds two words together as long as a line has room for both. Control characters, which
    could rewrite the screen, are left out.
    """
    words = [word for word in _printable(text).split(" ") if word]
    whole = " ".join(words)
    if cell_len(whole) <= width:
        return [whole.replace(NO_BREAK_SPACE, " ")] if whole else []
    lines: list[str] = []
    line, used = "", 0
    for word in _that_fit(words, width):
        length = cell_len(word)
        if line and used + 1 + length <= width:
            line, used = f"{line} {word}", used + 1 + length
        else:
            if line:
                lines.append(line)
            line, used = word, length
    lines = [*lines, line] if line else lines
    return [line.replace(NO_BREAK_SPACE, " ") for line in lines]


def _that_fit(words: Sequence[str], width: int) -> Iterator[str]:
    """The words; words that no-break spaces hold together are parted where they are wider than a line."""
    for word in words:
        together = [word] if cell_len(word) <= width else word.split(NO_BREAK_SPACE)
        for part in filter(None, together):
            yield from _parts(part, width)


def grid_row(cells: Sequence[GridCell], widths: Sequence[int]) -> Iterator[Segment]:
    """One row: as many lines as its longest cell needs."""
    columns = [wrapped(cell.text, width) for cell, width in zip(cells, widths, strict=True)]
    for number in range(max(1, *map(len, columns))):
        pending = ""
        for cell, width, lines in zip(cells, widths, columns, strict=True):
            text = lines[number] if number < len(lines) else ""
            space = " " * (width - cell_len(text))
            if text:
                yield Segment(pending + space if cell.right else pending)
                yield Segment(text, cell.style)
                pending = " " * GAP if cell.right else space + " " * GAP
            else:
                pending += space + " " * GAP
        yield Segment.line()


def paragraph(text: str, width: int, indent: int = 0, style: Style | None = None) -> Iterator[Segment]:
    """A text over the whole width."""
    for line in wrapped(text, width - indent):
        yield Segment(" " * indent + line, style)
        yield Segment.line()


def held_together(text: str) -> str:
    """The text as one word for ``wrapped``."""
    return text.replace(" ", NO_BREAK_SPACE)


def longest_word(text: str) -> int:
    """Cells that the longest word takes."""
    return max(map(cell_len, text.split()), default=0)


def _printable(text: str) -> str:
    if text.replace(NO_BREAK_SPACE, "").isprintable():
        return text
    return "".join(mark if mark.isprintable() or mark == NO_BREAK_SPACE else " " for mark in text)


def _parts(word: str, width: int) -> Iterator[str]:
    """The word, or pieces of it that fit."""
    while len(word) > 1 and cell_len(word) > width:
        fitting = max(count for count in range(1, len(word)) if count == 1 or cell_len(word[:count]) <= width)
        yield word[:fitting]
        word = word[fitting:]
    yield word

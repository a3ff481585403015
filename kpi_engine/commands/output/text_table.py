"""A table on the terminal, plain enough to be piped."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_engine.commands.shared.streams import console
from kpi_engine.model.characters import spelled_out

# Between two columns.
_GAP = 2
# A column that need not be narrower than this is no reason to give up the table; longer words are folded.
_NARROW, _LONGEST_WORD = 12, 24
_SEPARATOR = " · "


def print_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows of texts under the names of their columns; a column that holds nothing is left out.

    Where the terminal is too narrow for words to stay whole in so many columns, each row is its first text
    beside its second, with the others named below.
    """
    from rich.table import Table

    screen = console()
    shown = [place for place in range(len(columns)) if any(row[place] for row in rows)]
    names = [spelled_out(columns[place].replace("_", " ")) for place in shown]
    texts = [[spelled_out(row[place]) for place in shown] for row in rows]
    widths = _widths(names, texts, screen.width)
    table = Table(box=None, pad_edge=False, show_header=bool(widths))
    for name, width in zip(names, widths, strict=False):
        table.add_column(name, overflow="fold", width=width)
    for row in texts if widths else _stacked(names, texts):
        table.add_row(*row)
    screen.print(table)


def _widths(names: Sequence[str], rows: Sequence[Sequence[str]], room: int) -> list[int]:
    """Widths that fit the room and break no word that is not very long; none where there is no such."""
    widths = [max(map(len, column)) for column in zip(names, *rows, strict=True)]
    words = [
        min(max(len(word) for text in column for word in (text.split() or [""])), _LONGEST_WORD)
        for column in zip(names, *rows, strict=True)
    ]
    least = [max(word, min(width, _NARROW)) for word, width in zip(words, widths, strict=True)]
    least[0] = min(widths[0], _LONGEST_WORD)
    room -= _GAP * (len(widths) - 1)
    if sum(least) > room:
        return []
    while sum(widths) > room:
        widest = max(range(len(widths)), key=lambda at: widths[at] - least[at])
        widths[widest] -= 1
    return widths


def _stacked(names: Sequence[str], rows: Sequence[Sequence[str]]) -> list[tuple[str, str]]:
    return [
        (
            row[0],
            f"{row[1]}\n"
            + _SEPARATOR.join(
                f"{name} {text}" for name, text in zip(names[2:], row[2:], strict=True) if text
            ),
        )
        for row in rows
    ]

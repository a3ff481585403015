"""Which cells of one table are withheld besides small cells, so that no small cell can be worked out.

A table is one indicator in one period: a cell an area, with the numbers (numerator, complement, denominator,
or the count itself) that its figure shows. A total may hold more than its parts (a county with teams that no
district has), never less.

The rule is one that its own result does not give away. Cells are withheld in an order that is known
beforehand, and it stops by a number that everybody can see: what a total leaves for the withheld cells below
it, which must be at least ``(below - 1) × cells + 1``. Then every small cell can have every value from 1 to
``below - 1``, and for each of them there are other figures with the very same cells withheld. A rule that
withholds the smallest cell, or as few as it can, has no such figures: of parts 2, 3, 9 and 40 it withholds
2, 3 and 9 only because 2 + 3 is below 6, so that anybody who knows the rule knows that neither is 5.

Source of the rule: docs/small-numbers.md, "Which other figures are withheld".
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from kpi_engine.model.frozen import frozen

Cell: TypeAlias = int
# One number a cell; None where the cell shows no such number or its source withholds it.
Numbers: TypeAlias = tuple[int | None, ...]


@frozen
class Table:
    """Cells 0 to n - 1 in the order in which areas are listed.

    ``parts[cell]`` are the cells that lie directly below; ``numbers`` holds, for each kind of number that a
    figure shows, one number a cell.
    """

    parts: tuple[tuple[Cell, ...], ...]
    numbers: tuple[Numbers, ...]

    def adds_up(self, numbers: Numbers, total: Cell) -> bool:
        """Whether a total says something about its parts: it holds at least what they hold."""
        number = numbers[total]
        parts = [numbers[part] or 0 for part in self.parts[total]]
        return bool(parts) and number is not None and sum(parts) <= number

    def totals(self) -> Mapping[Cell, tuple[Numbers, ...]]:
        """The cells that say something about the cells below them, each with the numbers in which it does."""
        found = {}
        for cell, parts in enumerate(self.parts):
            saying = tuple(numbers for numbers in self.numbers if parts and self.adds_up(numbers, cell))
            if saying:
                found[cell] = saying
        return found

    def shows_zero(self, cell: Cell) -> bool:
        """Whether any number of a cell is 0: such a cell hides nothing for others."""
        return any(numbers[cell] == 0 for numbers in self.numbers)


def withheld_cells(table: Table, withheld: Collection[Cell], below: int) -> frozenset[Cell]:
    """The cells to withhold: the given cells, and the others without which these could be worked out.

    Args:
        table: the cells and their numbers; no cell lies below two others (see ``shared_parts``).
        withheld: the cells that are small, or withheld for another reason.
        below: the first number that is not small.

    Returns:
        the given cells and the added cells.
    """
    hidden, totals = set(withheld), table.totals()
    while cells := _next_to_withhold(table, totals, hidden, below):
        hidden.update(cells)
    return frozenset(hidden)


def shared_parts(table: Table, withheld: Collection[Cell]) -> tuple[Cell, ...]:
    """Withheld cells that lie below two totals at once: for these nothing is proved."""
    counts = [part for total in table.totals() for part in table.parts[total]]
    return tuple(cell for cell in sorted(withheld) if counts.count(cell) > 1)


def _next_to_withhold(
    table: Table, totals: Mapping[Cell, tuple[Numbers, ...]], hidden: Collection[Cell], below: int
) -> list[Cell]:
    """The next cells that must be withheld, because of one total; none where every cell is safe."""
    for total, saying in totals.items():
        parts = table.parts[total]
        if total in hidden:
            if not any(part in hidden for part in parts):
                return _by_zeros(table, parts)[:1]
        elif any(_is_alone(numbers, total, parts, hidden) for numbers in saying):
            siblings = [part for part in parts if part not in hidden and _has_a_number(table, part)]
            return _by_zeros(table, siblings)[:1] or [total]
        else:
            rooms = [_room(table, numbers, total, hidden, below) for numbers in saying]
            if min(rooms) < 0:
                shown = [cell for _, cell in sorted(_shown_below(table, total, hidden))]
                return _enough(_by_zeros(table, shown), totals, saying, rooms, below) or [total]
    return []


def _by_zeros(table: Table, cells: Iterable[Cell]) -> list[Cell]:
    """The same order, but cells that show a zero are last."""
    return sorted(cells, key=table.shows_zero)


def _enough(
    shown: Sequence[Cell],
    totals: Collection[Cell],
    saying: Sequence[Numbers],
    rooms: Sequence[int],
    below: int,
) -> list[Cell]:
    """The first cells that make enough room; a total among them is withheld alone, since it has parts."""
    found: list[Cell] = []
    for cell in shown:
        if cell in totals:
            return found or [cell]
        found.append(cell)
        rooms = [
            room + (numbers[cell] or 0) - (below - 1) for room, numbers in zip(rooms, saying, strict=True)
        ]
        if min(rooms) >= 0:
            break
    return found


def _is_alone(numbers: Numbers, total: Cell, parts: Sequence[Cell], hidden: Collection[Cell]) -> bool:
    """Whether one part alone is withheld and is exactly what a shown total leaves."""
    withheld = [part for part in parts if part in hidden]
    return len(withheld) == 1 and sum(numbers[part] or 0 for part in parts) == numbers[total]


def _has_a_number(table: Table, cell: Cell) -> bool:
    """Whether a cell shows any number but zeros, which are no help to a withheld cell."""
    first, *others = (numbers[cell] for numbers in table.numbers)
    return bool(first) or any(others)


def _room(table: Table, numbers: Numbers, total: Cell, hidden: Collection[Cell], below: int) -> int:
    """How much more a shown total leaves for the withheld cells below it than they need; 0 without any."""
    left, count = numbers[total] or 0, 0
    waiting = list(table.parts[total])
    while waiting:
        cell = waiting.pop()
        if cell not in hidden:
            left -= numbers[cell] or 0
        elif table.parts[cell] and table.adds_up(numbers, cell):
            waiting.extend(table.parts[cell])
        else:
            count += 1
    return left - (below - 1) * count - 1 if count else 0


def _shown_below(
    table: Table, total: Cell, hidden: Collection[Cell], depth: int = 0
) -> Iterator[tuple[int, Cell]]:
    """Shown cells that could join the withheld cells below a total, the lowest level first.

    Yields ``(-depth, cell)``.
    """
    for cell in table.parts[total]:
        if cell in hidden:
            yield from _shown_below(table, cell, hidden, depth + 1)
        elif _has_a_number(table, cell):
            yield -depth, cell

"""What an outsider can work out: the lowest and the highest number that each withheld cell can have.

The numbers below a total add up to it, and no cell lies below two totals: then sums of intervals, taken from
below and from above until nothing changes, are the exact integer ranges; no solver is needed.
Source: docs/small-numbers.md, "What an outsider can work out".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from kpi_engine.withhold.protection import Cell

# None: no highest number.
Range: TypeAlias = tuple[int, int | None]


def ranges_of(
    parts: Sequence[Sequence[Cell]], shown: Sequence[int | None], least: int = 1
) -> tuple[Range, ...]:
    """The range of each cell.

    Args:
        parts: the cells directly below each cell; empty: it is no total.
        shown: the number of each cell; None: it is withheld.
        least: the lowest number a withheld cell can have: 1 where zeros are shown, else 0.

    Returns:
        ``(lowest, highest)`` for each cell; for a shown cell, its number twice.
    """
    ranges: list[Range] = [(least, None) if number is None else (number, number) for number in shown]
    changed = True
    # Numbers that contradict each other leave a cell no value at all, and would be narrowed for ever.
    while changed and all(high is None or low <= high for low, high in ranges):
        changed = False
        for total, below in enumerate(parts):
            if below:
                changed |= _narrowed(ranges, total, below)
    return tuple(ranges)


def _narrowed(ranges: list[Range], total: Cell, below: Sequence[Cell]) -> bool:
    """Narrow the ranges of a total and of its parts by each other; whether any became narrower."""
    lows = sum(ranges[part][0] for part in below)
    endless = sum(ranges[part][1] is None for part in below)
    highs = sum(ranges[part][1] or 0 for part in below)
    before = [ranges[total], *(ranges[part] for part in below)]
    ranges[total] = _both(ranges[total], (lows, None if endless else highs))
    low, high = ranges[total]
    for part in below:
        own_low, own_high = ranges[part]
        others_are_endless = endless - (own_high is None) > 0
        lowest = own_low if others_are_endless else low - (highs - (own_high or 0))
        ranges[part] = _both(ranges[part], (lowest, None if high is None else high - (lows - own_low)))
    return [ranges[total], *(ranges[part] for part in below)] != before


def _both(first: Range, second: Range) -> Range:
    highs = [high for high in (first[1], second[1]) if high is not None]
    return max(first[0], second[0]), min(highs, default=None)

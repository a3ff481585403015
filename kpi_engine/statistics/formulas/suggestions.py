"""Numbers that a target could be, from what has been done. None of them is said to be right."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

FEWEST_PERIODS = 12
FEWEST_BODIES = 8


def median(values: Sequence[Fraction]) -> Fraction:
    """The middle value; of an even number, half way between the two."""
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def best_quarter(values: Sequence[Fraction], highest: bool) -> Fraction:
    """The value that the best quarter reaches, by nearest rank."""
    ordered = sorted(values, reverse=highest)
    return ordered[-(-len(ordered) // 4) - 1]

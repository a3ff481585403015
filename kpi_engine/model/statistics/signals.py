"""What makes a point of a process chart a signal: bits of an integer, and their names.

The bits are in the order in which they are reported: outside the limits, trend, two of three, shift.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

MarkArray: TypeAlias = NDArray[np.uint8]
OUTSIDE_HIGH, OUTSIDE_LOW, TREND_UP, TREND_DOWN, TWO_HIGH, TWO_LOW, SHIFT_HIGH, SHIFT_LOW = (
    1 << bit for bit in range(8)
)
UPWARDS = OUTSIDE_HIGH | TREND_UP | TWO_HIGH | SHIFT_HIGH
DOWNWARDS = OUTSIDE_LOW | TREND_DOWN | TWO_LOW | SHIFT_LOW
# Signals of a process that has changed, rather than of one unusual pair of points.
CHANGED = OUTSIDE_HIGH | OUTSIDE_LOW | TREND_UP | TREND_DOWN | SHIFT_HIGH | SHIFT_LOW
_NAMES = ("outside+", "outside-", "trend+", "trend-", "two_of_three+", "two_of_three-", "shift+", "shift-")


def rule_told(mark: int) -> int:
    """The bit that is reported to a reader, where a point is a signal by several; 0 for none."""
    return mark & -mark


def signal_names(mark: int) -> str:
    """Every rule by which a point is a signal, as in ``outside+;shift+``; empty for none."""
    return ";".join(name for bit, name in enumerate(_NAMES) if mark >> bit & 1)

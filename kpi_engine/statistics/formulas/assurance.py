"""Variation by polarity, and whether limits lie on the right side of a target.

Source of the rules: docs/statistics.md, "Variation" and "Assurance".
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from kpi_engine.model.arrays.observation import SmallArray
from kpi_engine.model.statistics.outcomes import Assurance, Variation
from kpi_engine.model.statistics.reach import Reach
from kpi_engine.model.statistics.signals import DOWNWARDS, UPWARDS, MarkArray

_USUAL, _MIXED = Variation.USUAL.code, Variation.MIXED.code
# What an unusually high and an unusually low point are, by polarity (H, L, T, none).
_HIGH = np.array([Variation.GOOD.code, Variation.BAD.code, Variation.HIGH.code, Variation.HIGH.code], np.int8)
_LOW = np.array([Variation.BAD.code, Variation.GOOD.code, Variation.LOW.code, Variation.LOW.code], np.int8)


def variation(marks: MarkArray, polarity: SmallArray) -> SmallArray:
    """Variation positions of points with these marks, by the polarity (position) in force at each."""
    up, down = (marks & UPWARDS) != 0, (marks & DOWNWARDS) != 0
    told = np.where(up, _HIGH.take(polarity), np.where(down, _LOW.take(polarity), _USUAL))
    return np.where(up & down, _MIXED, told).astype(np.int8)


def assurance(lower: Fraction, upper: Fraction, green: Reach) -> Assurance:
    """Whether limits say that a target (the GREEN values) will be met. Equal limits mean no variation."""
    if lower == upper:
        return Assurance.ALWAYS_MEETS if green.holds(lower) else Assurance.ALWAYS_MISSES
    if green.holds(lower) and green.holds(upper):
        return Assurance.WILL_MEET
    return Assurance.WILL_MISS if green.misses(lower, upper) else Assurance.HIT_OR_MISS

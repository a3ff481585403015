"""Two numbers at the coarser of their two precisions: 32.83 beside 32.8 is 32.8.

Rule: docs/rating-rules.md, "The same".
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np

from kpi_engine.model.arrays.exact import Quotients, rounded
from kpi_engine.model.arrays.observation import BoolArray, ExactColumn, IntArray, SmallArray
from kpi_engine.model.arrays.rounding import rounded_half_up
from kpi_engine.model.decimals import decimals_of


def at_the_coarser(one: Decimal, other: Decimal) -> tuple[Decimal, Decimal]:
    """Both rounded half up to as many decimals as the shorter has."""
    decimals = min(decimals_of(one), decimals_of(other))
    return _at(one, decimals), _at(other, decimals)


def _at(number: Decimal, decimals: int) -> Decimal:
    return number if decimals_of(number) == decimals else rounded_half_up(Fraction(number), decimals)


def agree_at_the_coarser(one: Decimal, other: Decimal) -> bool:
    """Whether they are then the same."""
    left, right = at_the_coarser(one, other)
    return left == right


def columns_agree_at_the_coarser(one: ExactColumn, other: ExactColumn) -> BoolArray:
    """Whether pairs of numbers, all there, are then the same."""
    decimals = np.minimum(one.decimals, other.decimals)
    same: BoolArray = rounded_to(one, decimals) == rounded_to(other, decimals)
    return same


def rounded_to(column: ExactColumn, decimals: SmallArray) -> IntArray:
    """The mantissas with so many decimals, never more than the column has; rounded half up.

    The column's own array where it has so many everywhere.
    """
    if (decimals == column.decimals).all():
        return column.mantissa
    ones = np.ones(len(decimals), np.int64)
    quotients = Quotients(column.mantissa, ones, decimals.astype(np.int64) - column.decimals, ones)
    mantissa, _ = rounded(quotients)
    return mantissa

"""The whole cases that figures are made of, where they are whole."""

from __future__ import annotations

import numpy as np

from kpi_engine.model.arrays.exact import power_of_ten
from kpi_engine.model.arrays.observation import BoolArray, ExactColumn, IntArray, Observations
from kpi_engine.model.frozen import frozen


@frozen
class Cases:
    """Whole numerators and denominators of n rows, 0 where there is none.

    ``there``: both are given; ``whole``: they are whole numbers, not negative, and the denominator is not 0;
    ``within``: besides, no more cases than the denominator. ``rounded``: given, but rounded to a multiple of
    5, say, so that they are no whole cases.
    """

    numerator: IntArray
    denominator: IntArray
    there: BoolArray
    whole: BoolArray
    within: BoolArray
    rounded: BoolArray


def cases_of(observations: Observations) -> Cases:
    """The cases of every observation."""
    numerator, is_whole = _whole(observations.numerator)
    denominator, is_whole_too = _whole(observations.denominator)
    there = observations.has_both_parts()
    rounded = there & (observations.parts_rounded_to > 0)
    whole = there & ~rounded & is_whole & is_whole_too & (numerator >= 0) & (denominator > 0)
    return Cases(numerator, denominator, there, whole, whole & (numerator <= denominator), rounded)


def _whole(column: ExactColumn) -> tuple[IntArray, BoolArray]:
    if not column.present.any():
        return np.zeros(len(column), np.int64), column.present
    unit = power_of_ten(np.minimum(column.decimals, 18))
    whole, rest = np.divmod(column.mantissa, unit)
    is_whole = column.present & (rest == 0)
    return np.where(is_whole, whole, 0), is_whole

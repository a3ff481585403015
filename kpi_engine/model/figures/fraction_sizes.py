"""Figures that look like fractions among the percentages of their indicator: 0.067 beside 6.4 and 7.1.

A plain check warns of what is plain, a strict check of the others. Rules: docs/definitions.md, "Fractions",
and docs/strict-check.md.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kpi_engine.model.arrays.exact import power_of_ten
from kpi_engine.model.arrays.observation import BoolArray, ExactColumn, FloatArray, Observations
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.made_from.measure import Origin
from kpi_engine.model.frozen import frozen
from kpi_engine.model.words.number_text import PERCENT

# A fraction written for a percentage is 100 times too small; among the others it stands out by ten times.
_STANDS_OUT = 10
# Others that differ widely may well have one more that is small: it must be further from them, by this power.
_APART = 2
_FEWEST_OTHERS = 2


@frozen
class FractionLooks:
    """Which of n figures look like fractions, and which do ``plainly``, shape (n,).

    ``lowest`` and ``highest`` are the sizes of the other figures and targets of each indicator.
    """

    looks: BoolArray
    plainly: BoolArray
    lowest: FloatArray
    highest: FloatArray

    def others(self, code: int) -> str:
        """The range of an indicator's other figures and targets, in words."""
        low, high = float(self.lowest[code]), float(self.highest[code])
        return f"{low:g}" if low == high else f"{low:g} to {high:g}"


def fraction_looks(observations: Observations, indicators: Sequence[Indicator]) -> FractionLooks:
    """Look at the supplied values, before they are rounded: 0.0441 % is 0.0 % as displayed.

    A value looks like a fraction if it is at most 1 and a hundred times the value would fit among the other
    figures. It does plainly if it is further from several figures than these are from each other, and nothing
    says how the values are written. ``indicators`` are parallel to the codes.
    """
    looks, plainly = np.zeros(len(observations), np.bool_), np.zeros(len(observations), np.bool_)
    is_percent = np.array([one.unit == PERCENT for one in indicators], np.bool_)
    some = is_percent[observations.code] & (observations.origin == Origin.SUPPLIED.code)
    some &= _with_small_values(observations, some, len(indicators))[observations.code]
    rows = observations.take(np.flatnonzero(some))  # few, as a rule
    code, size = rows.code, np.nan_to_num(_sizes(rows, indicators))
    count, lowest, highest = _others(rows, indicators, size)
    low, high = lowest[code], highest[code]
    small = (size > 0) & (size <= 1) & rows.value.present
    small &= (size * _STANDS_OUT < low) & (size * 100 >= low / 2) & (size * 100 <= high * 2)
    unsaid = np.array([one.supplied_as is None for one in indicators], np.bool_)
    with np.errstate(divide="ignore", invalid="ignore"):
        is_far = low >= size * (high / low) ** _APART
    looks[some] = small
    plainly[some] = small & (unsaid & (count >= _FEWEST_OTHERS))[code] & is_far
    return FractionLooks(looks, plainly, lowest, highest)


def _with_small_values(observations: Observations, some: BoolArray, codes: int) -> BoolArray:
    """By code, whether some of its rows have a value within ±1 that is not 0."""
    value = observations.value
    small = some & value.present & (value.mantissa != 0)
    small &= np.abs(value.mantissa) <= power_of_ten(np.minimum(value.decimals, 18))
    found = np.zeros(codes, np.bool_)
    found[observations.code[small]] = True
    return found


def _sizes(observations: Observations, indicators: Sequence[Indicator]) -> FloatArray:
    """The size of each value, or of what its parts make; NaN where there is neither."""
    per = np.array([one.per for one in indicators], np.float64)[observations.code]
    with np.errstate(divide="ignore", invalid="ignore"):
        made = per * _numbers(observations.numerator) / _numbers(observations.denominator)
    sizes: FloatArray = np.abs(np.where(observations.value.present, _numbers(observations.value), made))
    return np.where(np.isfinite(sizes), sizes, np.nan)


def _numbers(column: ExactColumn) -> FloatArray:
    numbers: FloatArray = np.where(column.present, column.mantissa / 10.0**column.decimals, np.nan)
    return numbers


def _others(
    observations: Observations, indicators: Sequence[Indicator], size: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """By code how many sizes above 1 figures and targets have, and the lowest and the highest of them."""
    lowest, highest = np.full(len(indicators), np.inf), np.zeros(len(indicators))
    counted = size > 1
    count = np.bincount(observations.code[counted], minlength=len(indicators)).astype(np.float64)
    np.minimum.at(lowest, observations.code[counted], size[counted])
    np.maximum.at(highest, observations.code[counted], size[counted])
    for position, indicator in enumerate(indicators):
        # Where it is said how values are supplied, the question is only which figures differ from the others.
        for threshold in indicator.thresholds if indicator.supplied_as is None else ():
            target = threshold.rule.target
            if target is not None and abs(target) > 1 and threshold.figure is None:
                count[position] += 1
                lowest[position] = min(lowest[position], float(abs(target)))
                highest[position] = max(highest[position], float(abs(target)))
    return count, lowest, highest

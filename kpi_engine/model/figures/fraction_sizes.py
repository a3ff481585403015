"""Figures that look like fractions among the percentages of their indicator: 0.067 beside 6.4 and 7.1.

A plain check warns of what is plain, a strict check of the others. Rules: docs/definitions.md, "Fractions",
and docs/strict-check.md.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kpi_engine.model.arrays.blocks import blocks_of
from kpi_engine.model.arrays.exact import power_of_ten
from kpi_engine.model.arrays.extremes import keep_greatest, keep_least
from kpi_engine.model.arrays.lookup import distinct_places
from kpi_engine.model.arrays.observation import (
    BoolArray,
    ExactColumn,
    FloatArray,
    IndexArray,
    IntArray,
    Observations,
)
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.made_from.measure import Origin
from kpi_engine.model.frozen import frozen
from kpi_engine.model.words.number_text import PERCENT

# A fraction written for a percentage is 100 times too small; among the others it stands out by ten times.
_STANDS_OUT = 10
# Others that differ widely may well have one more that is small: it must be further from them, by this power.
_APART = 2
_FEWEST_OTHERS = 2
_POWERS = np.array(
    [10.0**exponent for exponent in range(128)]
)  # a figure that is read has 18 decimals at most


@frozen
class SizesByCode:
    """By code, of its supplied values, the smallest size that is not 0, the smallest above 1 and the largest.

    Infinity and 0 where there is none.
    """

    smallest: FloatArray
    above_1: FloatArray
    largest: FloatArray


@frozen
class FractionLooks:
    """The m ``rows`` of figures that look like fractions, and which of them do ``plainly``: shape (m,).

    ``lowest`` and ``highest`` are the sizes of the other figures and targets of the indicators of these rows,
    by code.
    """

    rows: IntArray
    plainly: BoolArray
    lowest: FloatArray
    highest: FloatArray

    def others(self, code: int) -> str:
        """The range of an indicator's other figures and targets, in words."""
        low, high = float(self.lowest[code]), float(self.highest[code])
        return f"{low:g}" if low == high else f"{low:g} to {high:g}"


def sizes_by_code(observations: Observations, codes: int) -> SizesByCode:
    """How small and how large the supplied values are, before they are rounded."""
    found = SizesByCode(np.full(codes, np.inf), np.full(codes, np.inf), np.zeros(codes))
    for block in blocks_of(len(observations)):
        code, value = observations.code[block], observations.value.take(block)
        size = np.abs(value.mantissa / _POWERS.take(value.decimals))
        size *= value.present & (observations.origin[block] == Origin.SUPPLIED.code)
        keep_greatest(found.largest, code, size)
        keep_least(found.smallest, code, np.where(size > 0, size, np.inf))
        keep_least(found.above_1, code, np.where(size > 1, size, np.inf))
    return found


def fraction_looks(observations: Observations, indicators: Sequence[Indicator]) -> FractionLooks:
    """Look at the supplied values, before they are rounded: 0.0441 % is 0.0 % as displayed.

    A value looks like a fraction if it is at most 1 and a hundred times the value would fit among the other
    figures. It does plainly if it is further from several figures than these are from each other, and nothing
    says how the values are written. ``indicators`` are parallel to the codes.
    """
    sizes = sizes_by_code(observations, len(indicators))
    return _looks(observations, indicators, _stands_out(sizes.smallest, sizes.above_1))


def plain_fractions(
    observations: Observations, indicators: Sequence[Indicator], sizes: SizesByCode
) -> FractionLooks:
    """As ``fraction_looks``, but of indicators only of which some figure can be a fraction plainly.

    ``sizes`` are the sizes of the observations. Most indicators have no such figure, and take no time.
    """
    unsaid = np.array([one.supplied_as is None for one in indicators], np.bool_)
    # Targets and figures made of parts bring the ends of the others further apart only: then fewer stand out.
    may_be = _stands_out(sizes.smallest, sizes.above_1) & _is_far(
        sizes.smallest, sizes.above_1, sizes.largest
    )
    return _looks(observations, indicators, may_be & unsaid)


def _stands_out(size: FloatArray, low: FloatArray) -> BoolArray:
    stands_out: BoolArray = (size <= 1) & (size * _STANDS_OUT < low)
    return stands_out


def _is_far(size: FloatArray, low: FloatArray, high: FloatArray) -> BoolArray:
    """Whether a size is further from the lowest of others than this is from the highest."""
    with np.errstate(divide="ignore", invalid="ignore"):
        is_far: BoolArray = low >= size * (high / low) ** _APART
    return is_far


def _looks(observations: Observations, indicators: Sequence[Indicator], may_be: BoolArray) -> FractionLooks:
    """The figures of some indicators (a mask) that look like fractions; of others there are none."""
    is_percent = np.array([one.unit == PERCENT for one in indicators], np.bool_)
    rows = _supplied_rows(observations, is_percent & may_be)
    code = observations.code[rows]
    value = observations.value.take(rows)
    per = np.array([one.per for one in indicators], np.float64)[code]
    size = _sizes(value, observations.numerator.take(rows), observations.denominator.take(rows), per)
    count, lowest, highest = _others(code, indicators, size)
    low, high = lowest[code], highest[code]
    small = value.present & (size > 0) & _stands_out(size, low)
    # As a float, 1.00000000000000001 is 1.
    small &= np.abs(value.mantissa) <= power_of_ten(np.minimum(value.decimals, 18))
    small &= (size * 100 >= low / 2) & (size * 100 <= high * 2)
    found = np.flatnonzero(small)
    unsaid = np.array([one.supplied_as is None for one in indicators], np.bool_)
    plainly = (unsaid & (count >= _FEWEST_OTHERS))[code] & _is_far(size, low, high)
    return FractionLooks(rows[found], plainly[found], lowest, highest)


def _supplied_rows(observations: Observations, codes: BoolArray) -> IntArray:
    """The supplied rows of some codes (a mask): none, as a rule, or few."""
    if not codes.any():
        return np.zeros(0, np.int64)
    return np.flatnonzero(codes[observations.code] & (observations.origin == Origin.SUPPLIED.code))


def _sizes(
    value: ExactColumn, numerator: ExactColumn, denominator: ExactColumn, per: FloatArray
) -> FloatArray:
    """The size of each value, or of what its parts make; 0 where there is neither."""
    with np.errstate(divide="ignore", invalid="ignore"):
        made = per * _numbers(numerator) / _numbers(denominator)
    sizes: FloatArray = np.abs(np.where(value.present, _numbers(value), made))
    return np.where(np.isfinite(sizes), sizes, 0)


def _numbers(column: ExactColumn) -> FloatArray:
    numbers: FloatArray = np.where(column.present, column.mantissa / _POWERS.take(column.decimals), np.nan)
    return numbers


def _others(
    code: IndexArray, indicators: Sequence[Indicator], size: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """By code how many sizes above 1 figures and targets have, and the lowest and the highest of them.

    Targets count for the codes of the figures only: as a rule there are none.
    """
    lowest, highest = np.full(len(indicators), np.inf), np.zeros(len(indicators))
    counted = size > 1
    count = np.bincount(code[counted], minlength=len(indicators)).astype(np.float64)
    keep_least(lowest, code[counted], size[counted])
    keep_greatest(highest, code[counted], size[counted])
    for position in distinct_places(code).tolist():
        indicator = indicators[position]
        # Where it is said how values are supplied, the question is only which figures differ from the others.
        for threshold in indicator.thresholds if indicator.supplied_as is None else ():
            target = threshold.rule.target
            if target is not None and abs(target) > 1 and threshold.figure is None:
                count[position] += 1
                lowest[position] = min(lowest[position], float(abs(target)))
                highest[position] = max(highest[position], float(abs(target)))
    return count, lowest, highest

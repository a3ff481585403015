"""Does a numerator over a denominator make the value? Exact arithmetic on whole arrays.

A number with an uncertainty is an interval: here ``low`` to ``high``, integers in units of half of the last
digit that matters, so that half a unit of rounding is a whole number. Parts that are rounded to a multiple of
5, say, lie half of that to either side. Where the products would not fit 64
bits, the same expressions run on Python's integers.
"""

from __future__ import annotations

import numpy as np

from kpi_engine.model.arrays.exact import AnyIntArray, power_of_ten
from kpi_engine.model.arrays.observation import (
    BoolArray,
    ExactColumn,
    FloatArray,
    IndexArray,
    IntArray,
    Rows,
    SmallArray,
)
from kpi_engine.model.frozen import frozen

# Exponents reach from −36 to 18: three numbers of at most 18 decimals each are multiplied out.
_POWERS_IN_FLOATS = np.array([10.0**exponent for exponent in range(37)])
_ROWS_IN_A_BLOCK = 1 << 14  # few enough to stay in the processor's cache
_SAFE = 2.0**61  # leaves room for the error of the estimate in floats


@frozen
class Parts:
    """Rows with a value and both parts, denominators above 0; all arrays of shape (n,).

    ``tolerance_decimals``: the value is right within half a unit of this decimal. ``rounded_parts``: a part
    with decimals is itself rounded to them (a part without is a count, and exact). ``rounded_to``: both parts
    are rounded to a multiple of this; 0: they are not.
    """

    value: ExactColumn
    numerator: ExactColumn
    denominator: ExactColumn
    per: IntArray
    tolerance_decimals: SmallArray
    rounded_parts: BoolArray
    rounded_to: IndexArray

    def take(self, rows: Rows) -> Parts:
        """These rows only."""
        return Parts(
            self.value.take(rows),
            self.numerator.take(rows),
            self.denominator.take(rows),
            self.per[rows],
            self.tolerance_decimals[rows],
            self.rounded_parts[rows],
            self.rounded_to[rows],
        )


def parts_make_value(parts: Parts) -> BoolArray:
    """Whether numbers that round to the parts given can make one that rounds to the value given."""
    blocks = range(0, max(1, len(parts.value)), _ROWS_IN_A_BLOCK)
    return np.concatenate(
        [_block_agrees(parts.take(slice(start, start + _ROWS_IN_A_BLOCK))) for start in blocks]
    )


def _block_agrees(parts: Parts) -> BoolArray:
    safe = _fits_64_bits(parts)
    if safe.all():
        return _agrees(parts, np.int64)
    agrees = np.empty(len(safe), np.bool_)
    agrees[safe] = _agrees(parts.take(safe), np.int64)
    agrees[~safe] = _agrees(parts.take(~safe), object)
    return agrees


def _agrees(parts: Parts, kind: type) -> BoolArray:
    decimals: AnyIntArray = np.maximum(parts.value.decimals, parts.tolerance_decimals).astype(kind)
    value: AnyIntArray = (
        2 * parts.value.mantissa.astype(kind) * _power_of_ten(decimals - parts.value.decimals)
    )
    tolerance = _power_of_ten(decimals - parts.tolerance_decimals)
    numerator_low, numerator_high = _interval(parts.numerator, parts, kind)
    denominator_low, denominator_high = _interval(parts.denominator, parts, kind)
    # However a denominator is rounded, what it was rounded from is above 0.
    denominator_low = np.maximum(denominator_low, 1)
    # value ≥ per × numerator / denominator, multiplied out: every factor but the numerator is positive.
    shift = parts.numerator.decimals.astype(kind) - decimals - parts.denominator.decimals
    of_value = _power_of_ten(np.maximum(shift, 0))
    of_parts: AnyIntArray = 2 * parts.per.astype(kind) * _power_of_ten(np.maximum(-shift, 0))
    least_divisor = np.where(numerator_low >= 0, denominator_high, denominator_low)
    most_divisor = np.where(numerator_high >= 0, denominator_low, denominator_high)
    high_enough = (value + tolerance) * least_divisor * of_value >= numerator_low * of_parts
    low_enough = (value - tolerance) * most_divisor * of_value <= numerator_high * of_parts
    agrees: BoolArray = (high_enough & low_enough).astype(np.bool_)
    return agrees


def _power_of_ten(exponent: AnyIntArray) -> AnyIntArray:
    """10 to each exponent (≥ 0), in the kind of integer that the exponents are."""
    return 10**exponent if exponent.dtype == object else power_of_ten(exponent)


def _interval(column: ExactColumn, parts: Parts, kind: type) -> tuple[AnyIntArray, AnyIntArray]:
    """Lowest and highest true number behind the one printed, in halves of its last digit."""
    half_unit: AnyIntArray = (parts.rounded_parts & (column.decimals > 0)).astype(kind)
    half_step: AnyIntArray = parts.rounded_to.astype(kind) * _power_of_ten(column.decimals.astype(kind))
    reach = np.maximum(half_unit, half_step)
    doubled: AnyIntArray = 2 * column.mantissa.astype(kind)
    return doubled - reach, doubled + reach


def _fits_64_bits(parts: Parts) -> BoolArray:
    """Where no product of ``_agrees`` leaves 64 bits, estimated in floats."""
    decimals = np.maximum(parts.value.decimals, parts.tolerance_decimals)
    shift = parts.numerator.decimals - decimals - parts.denominator.decimals
    value = 2.0 * np.abs(parts.value.mantissa.astype(np.float64)) + 1.0
    value *= _POWERS_IN_FLOATS.take(decimals - parts.value.decimals)
    value += _POWERS_IN_FLOATS.take(decimals - parts.tolerance_decimals)
    denominator, numerator = _size(parts.denominator, parts), _size(parts.numerator, parts)
    left = value * denominator * _POWERS_IN_FLOATS.take(np.maximum(shift, 0))
    right = 2 * parts.per * numerator * _POWERS_IN_FLOATS.take(np.maximum(-shift, 0))
    fits: BoolArray = (left < _SAFE) & (right < _SAFE)
    return fits


def _size(column: ExactColumn, parts: Parts) -> FloatArray:
    """At most so large are the bounds of ``_interval``."""
    half_step: FloatArray = parts.rounded_to * _POWERS_IN_FLOATS.take(column.decimals)
    size: FloatArray = np.abs(column.mantissa.astype(np.float64)) * 2.0 + 1.0 + half_step
    return size

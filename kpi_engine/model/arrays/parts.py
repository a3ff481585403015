"""Does a numerator over a denominator make the value? Exact arithmetic on whole arrays.

A number with an uncertainty is an interval: here ``low`` to ``high``, integers in units of half of the last
digit that matters, so that half a unit of rounding is a whole number. Where the products would not fit 64
bits, the same expressions run on Python's integers.
"""

from __future__ import annotations

import numpy as np

from kpi_engine.model.arrays.exact import AnyIntArray, power_of_ten
from kpi_engine.model.arrays.observation import BoolArray, ExactColumn, FloatArray, IntArray, Rows, SmallArray
from kpi_engine.model.frozen import frozen

# Exponents reach from −36 to 18: three numbers of at most 18 decimals each are multiplied out.
_POWERS_IN_FLOATS = np.array([10.0**exponent for exponent in range(37)])
_ROWS_IN_A_BLOCK = 1 << 14  # few enough to stay in the processor's cache
_SAFE = 2.0**61  # leaves room for the error of the estimate in floats


@frozen
class Parts:
    """Rows with a value and both parts, denominators above 0; all arrays of shape (n,).

    ``tolerance_decimals``: the value is right within half a unit of this decimal. ``rounded_parts``: a part
    with decimals is itself rounded to them (a part without is a count, and exact).
    """

    value: ExactColumn
    numerator: ExactColumn
    denominator: ExactColumn
    per: IntArray
    tolerance_decimals: SmallArray
    rounded_parts: BoolArray

    def take(self, rows: Rows) -> Parts:
        """These rows only."""
        return Parts(
            self.value.take(rows),
            self.numerator.take(rows),
            self.denominator.take(rows),
            self.per[rows],
            self.tolerance_decimals[rows],
            self.rounded_parts[rows],
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
    numerator_low, numerator_high = _interval(parts.numerator, parts.rounded_parts, kind)
    denominator_low, denominator_high = _interval(parts.denominator, parts.rounded_parts, kind)
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


def _interval(column: ExactColumn, rounded_parts: BoolArray, kind: type) -> tuple[AnyIntArray, AnyIntArray]:
    """Lowest and highest true number behind the one printed, in halves of its last digit."""
    half_unit: AnyIntArray = (rounded_parts & (column.decimals > 0)).astype(kind)
    doubled: AnyIntArray = 2 * column.mantissa.astype(kind)
    return doubled - half_unit, doubled + half_unit


def _fits_64_bits(parts: Parts) -> BoolArray:
    """Where no product of ``_agrees`` leaves 64 bits, estimated in floats."""
    decimals = np.maximum(parts.value.decimals, parts.tolerance_decimals)
    shift = parts.numerator.decimals - decimals - parts.denominator.decimals
    value = _size(parts.value) * _POWERS_IN_FLOATS.take(decimals - parts.value.decimals)
    value += _POWERS_IN_FLOATS.take(decimals - parts.tolerance_decimals)
    left = value * _size(parts.denominator) * _POWERS_IN_FLOATS.take(np.maximum(shift, 0))
    right = 2 * parts.per * _size(parts.numerator) * _POWERS_IN_FLOATS.take(np.maximum(-shift, 0))
    fits: BoolArray = (left < _SAFE) & (right < _SAFE)
    return fits


def _size(column: ExactColumn) -> FloatArray:
    """At most so large are the bounds of ``_interval``."""
    return np.abs(column.mantissa.astype(np.float64)) * 2.0 + 1.0

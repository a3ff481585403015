"""Exact arithmetic on arrays of integers: int64 where no step can overflow, Python's integers elsewhere.

Every quantity is a quotient ``top × factor × 10 ** exponent / bottom``. Where the sizes of dividend and
divisor are at most LIMIT, every step below stays under 2 ** 63: twice the dividend plus the divisor is at
most 3 × 10 ** 18. The sizes are estimated in floats, whose error is a few parts in 10 ** 16: rows whose
estimate is a little below LIMIT are surely within it. Others take the same steps on Python's integers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from kpi_engine.model.arrays.observation import BoolArray, IntArray, Rows, SmallArray
from kpi_engine.model.frozen import frozen

LIMIT = 10**18
_SURELY_WITHIN = LIMIT * (1 - 2.0**-40)
_POWERS = np.array([10**exponent for exponent in range(19)], np.int64)
_BEYOND_ANY_LIMIT = 40
_FLOAT_POWERS = np.array([10.0**exponent for exponent in range(_BEYOND_ANY_LIMIT + 1)])

# int64, or Python integers in an object array: the same expressions serve both.
AnyIntArray: TypeAlias = NDArray[Any]


@frozen
class Quotients:
    """``top × factor × 10 ** exponent / bottom`` by element; ``bottom`` is not 0, ``factor`` is positive."""

    top: IntArray
    factor: IntArray
    exponent: IntArray
    bottom: IntArray

    def at(self, rows: Rows) -> Quotients:
        """The quotients of some rows."""
        return Quotients(self.top[rows], self.factor[rows], self.exponent[rows], self.bottom[rows])

    def safe(self) -> BoolArray:
        """Where int64 is enough."""
        # A look-up in the table stops at either end of it: an exponent below 0 is one of 0.
        up = _FLOAT_POWERS.take(self.exponent, mode="clip")
        down = _FLOAT_POWERS.take(-self.exponent, mode="clip")
        top = np.maximum(np.abs(self.top.astype(np.float64)), 1.0) * self.factor * up
        bottom = np.abs(self.bottom.astype(np.float64)) * down
        safe: BoolArray = (top <= _SURELY_WITHIN) & (bottom <= _SURELY_WITHIN)
        return safe

    def apply(self, function: Callable[[AnyIntArray, AnyIntArray], AnyIntArray]) -> IntArray:
        """An integer function of dividend and positive divisor, where all rows are safe."""
        dividend = self.top * (self.factor * power_of_ten(np.maximum(self.exponent, 0)))
        divisor = self.bottom * power_of_ten(np.maximum(-self.exponent, 0))
        return function(*_positive_divisor(dividend, divisor))

    def apply_slowly(self, function: Callable[[AnyIntArray, AnyIntArray], AnyIntArray]) -> AnyIntArray:
        """As ``apply``, in Python integers, for rows of any size."""
        exponent = self.exponent.astype(object)
        dividend = self.top.astype(object) * self.factor.astype(object) * 10 ** np.maximum(exponent, 0)
        divisor = self.bottom.astype(object) * 10 ** np.maximum(-exponent, 0)
        return function(*_positive_divisor(dividend, divisor))


def power_of_ten(exponent: IntArray | SmallArray) -> IntArray:
    """``10 ** exponent`` for exponents from 0 to 18."""
    powers: IntArray = _POWERS.take(exponent)
    return powers


def _positive_divisor(dividend: AnyIntArray, divisor: AnyIntArray) -> tuple[AnyIntArray, AnyIntArray]:
    negative = divisor < 0
    if not negative.any():
        return dividend, divisor
    return np.where(negative, -dividend, dividend), np.abs(divisor)


def half_up(dividend: AnyIntArray, divisor: AnyIntArray) -> AnyIntArray:
    """The nearest integer; a half goes away from zero. Rule: docs/rating-rules.md, "Rounding"."""
    size = (2 * np.abs(dividend) + divisor) // (2 * divisor)
    rounded: AnyIntArray = np.where(dividend < 0, -size, size)
    return rounded


def doubled_position(dividend: AnyIntArray, divisor: AnyIntArray) -> AnyIntArray:
    """Twice the quotient where it is whole; the odd number between two even numbers where it lies between."""
    whole = dividend // divisor
    position: AnyIntArray = 2 * whole + (whole * divisor != dividend)
    return position


def rounded(quotients: Quotients) -> tuple[IntArray, BoolArray]:
    """Quotients rounded half up, and whether each is within ± LIMIT; one beyond it is given as 0."""
    safe = quotients.safe()
    if safe.all():
        return quotients.apply(half_up), safe
    result = np.zeros(len(safe), np.int64)
    fits = safe.copy()
    result[safe] = quotients.at(safe).apply(half_up)
    exact = quotients.at(~safe).apply_slowly(half_up)
    fits[~safe] = np.abs(exact) <= LIMIT
    result[~safe] = np.where(fits[~safe], exact, 0)
    return result, fits

"""Binary floats as the decimals that people mean by them: the shortest that reads back as the same float.

0.1 is one tenth, whatever its bits. Everything is exact, and hardly ever through text, by three facts:

- Division is correctly rounded: ``k / 10.0 ** d`` is the float nearest to the decimal k / 10 ** d wherever
  k and 10 ** d are themselves floats exactly (below 2 ** 53, and d up to 22).
- A decimal of at most 15 significant digits is the shortest that reads back as its float, so that a float
  equal to such a quotient is that decimal.
- Reading is monotonic: where a float lies above (below) the float of such a decimal, its own shortest
  decimal lies above (below) that decimal. So a comparison of floats rounds half up exactly as decimals do.
"""

from __future__ import annotations

import numpy as np

from kpi_engine.model.arrays.observation import BoolArray, FloatArray, IntArray, SmallArray

_FIFTEEN_DIGITS = 1e15
_MOST_DECIMALS = 15
# A tie between k and k + 1 is 5 × (2k + 1) in the next decimal: that must have no more than 15 digits.
_MOST_TICKS = 9e13
_POWERS = np.array([10.0**exponent for exponent in range(23)])


def half_up(numbers: FloatArray, decimals: SmallArray) -> tuple[IntArray, BoolArray]:
    """Finite floats in units of 10 ** −decimals (0 to 18), rounded half away from zero as decimals are.

    Second: where that is sure. Elsewhere (14 digits or more) the result means nothing.
    """
    scale = _POWERS.take(decimals)
    with np.errstate(over="ignore"):
        ticks = np.rint(numbers * scale)
    sure = np.abs(ticks) < _MOST_TICKS
    if not sure.all():
        ticks[~sure] = 0.0
    inexact = np.flatnonzero(ticks / scale != numbers)
    if len(inexact):
        ticks[inexact] = _nearest(numbers[inexact], ticks[inexact], scale[inexact])
    return ticks.astype(np.int64), sure


def _nearest(numbers: FloatArray, guess: FloatArray, scale: FloatArray) -> FloatArray:
    """``guess``, or one next to it: the product it was rounded from has itself been rounded."""
    size, near = np.abs(numbers), np.abs(guess)
    near += size >= (2 * near + 1) / (2 * scale)
    near -= size < (2 * near - 1) / (2 * scale)
    return np.copysign(near, numbers)


def shortest_decimals(numbers: FloatArray) -> tuple[IntArray, SmallArray, BoolArray]:
    """Finite floats as mantissa and decimals, and where 15 digits suffice for that."""
    mantissa = np.zeros(len(numbers), np.int64)
    decimals = np.zeros(len(numbers), np.int8)
    found = np.zeros(len(numbers), np.bool_)
    left = np.arange(len(numbers))
    for places in range(_MOST_DECIMALS + 1):
        wanted = numbers[left]
        with np.errstate(over="ignore"):
            ticks = np.rint(wanted * _POWERS[places])
        exact = (ticks / _POWERS[places] == wanted) & (np.abs(ticks) < _FIFTEEN_DIGITS)
        rows = left[exact]
        mantissa[rows], decimals[rows], found[rows] = ticks[exact].astype(np.int64), places, True
        left = left[~exact]
        if not len(left):
            break
    return mantissa, decimals, found

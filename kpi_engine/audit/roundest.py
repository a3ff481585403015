"""The roundest number of an interval. The rule: docs/infer-floors.md, "The roundest number"."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal

# Enough for the difference of any two numbers that can be read, without rounding.
_EXACT = Context(prec=80)
_STEPS = (Decimal(5), Decimal(1))
_ONE, _HALF = Decimal(1), Decimal("0.5")


def roundest(low: Decimal, low_included: bool, high: Decimal, high_included: bool) -> Decimal | None:
    """The multiple of the largest step (…, 50, 10, 5, 1, 0.5, 0.1, …) between two ends.

    Of several, the one nearest to the middle; of two as near, the lower. None: nothing lies between.
    """
    if low > high or (low == high and not (low_included and high_included)):
        return None
    if low == high:
        return low
    exponent = max(low.adjusted(), high.adjusted()) + 1
    while True:
        for leading in _STEPS:
            step = leading.scaleb(exponent, _EXACT)
            found = _multiple_inside(step, low, low_included, high, high_included)
            if found is not None:
                return found
        exponent -= 1


def _multiple_inside(
    step: Decimal, low: Decimal, low_included: bool, high: Decimal, high_included: bool
) -> Decimal | None:
    first = _EXACT.divide(low, step).to_integral_value(ROUND_CEILING)
    last = _EXACT.divide(high, step).to_integral_value(ROUND_FLOOR)
    if not low_included and _EXACT.multiply(first, step) == low:
        first = _EXACT.add(first, _ONE)
    if not high_included and _EXACT.multiply(last, step) == high:
        last = _EXACT.subtract(last, _ONE)
    if first > last:
        return None
    middle = _EXACT.divide(_EXACT.add(low, high), 2 * step)
    nearest = _EXACT.subtract(middle, _HALF).to_integral_value(ROUND_CEILING)
    number = _EXACT.multiply(min(max(nearest, first), last), step)
    # 3E+1 is written 30, and −0 is 0.
    return _EXACT.plus(number.quantize(_ONE, context=_EXACT) if step >= 1 else number)

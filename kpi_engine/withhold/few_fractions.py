"""A percentage without its numerator and denominator: few fractions of small numbers make it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

# With a larger denominator the number withheld is not small.
_LARGEST = 1_000


def fractions_of(percent: Decimal, below: int) -> Iterator[tuple[int, int]]:
    """The fractions that a percentage can be of, with a small numerator, complement or denominator.

    Args:
        percent: as printed, with its decimals.
        below: the first number that is not small.

    Yields:
        numerator and denominator.
    """
    unit = Decimal(1).scaleb(-_decimals(percent))
    for denominator in range(1, _LARGEST):
        nearest = int(percent * denominator / 100)
        for numerator in range(max(0, nearest - 1), min(denominator, nearest + 1) + 1):
            is_small = any(0 < number < below for number in (numerator, denominator - numerator, denominator))
            shown = (Decimal(100 * numerator) / denominator).quantize(unit, ROUND_HALF_UP)
            if is_small and shown == percent:
                yield numerator, denominator


def _decimals(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0

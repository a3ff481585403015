"""Which numerator would reach a standard, the denominator staying as it is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from kpi_engine.model.arrays.observation import exact_decimal
from kpi_engine.model.arrays.rounding import rounded_half_up


@dataclass(frozen=True, slots=True)
class Ratio:
    """How a value follows from its numerator: per × numerator / denominator, then rounded, then rated.

    ``denominator`` is above 0. ``numerator_decimals``: 0 where numerators are whole numbers.
    ``displayed_decimals`` of None: rated on the raw ratio, not rounded.
    """

    per: int
    denominator: Decimal
    numerator_decimals: int
    displayed_decimals: int | None

    def rated_value(self, numerator: Decimal) -> Fraction:
        """The value that a numerator gives, as the rating sees it."""
        raw = Fraction(numerator) * self.per / Fraction(self.denominator)
        if self.displayed_decimals is None:
            return raw
        return Fraction(rounded_half_up(raw, self.displayed_decimals))


def least_numerator(ratio: Ratio, low: Decimal) -> Decimal:
    """The smallest numerator whose rated value is at least ``low``."""
    steps_per_unit = Fraction(ratio.denominator) * 10**ratio.numerator_decimals / ratio.per
    steps = math.floor(_raw_boundary(ratio, low) * steps_per_unit)
    candidate = exact_decimal(steps, ratio.numerator_decimals)
    if ratio.rated_value(candidate) >= Fraction(low):
        return candidate
    return exact_decimal(steps + 1, ratio.numerator_decimals)


def greatest_numerator(ratio: Ratio, high: Decimal) -> Decimal:
    """The largest numerator whose rated value is at most ``high``; rounding mirrors at 0."""
    mirrored = least_numerator(ratio, high.copy_negate())
    return mirrored.copy_negate() if mirrored else mirrored


def _raw_boundary(ratio: Ratio, low: Decimal) -> Fraction:
    """The raw value that reaches ``low`` when exceeded; at the boundary itself it depends on the rounding."""
    if ratio.displayed_decimals is None:
        return Fraction(low)
    ticks_per_unit = 10**ratio.displayed_decimals
    return Fraction(2 * math.ceil(Fraction(low) * ticks_per_unit) - 1, 2 * ticks_per_unit)

"""Which numerator would reach a standard at its denominator, and how many more cases in a row would."""

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

    def rated_value(self, numerator: Decimal, more: int = 0) -> Fraction:
        """The value that a numerator gives with so many more in the denominator, as the rating sees it."""
        raw = Fraction(numerator) * self.per / (Fraction(self.denominator) + more)
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


def next_that_count(ratio: Ratio, numerator: Decimal, low: Decimal) -> int | None:
    """How many more cases, all of them counted, give a value of at least ``low``; None if no number does."""
    boundary = _raw_boundary(ratio, low)
    if ratio.rated_value(numerator) >= Fraction(low):
        return 0
    if boundary >= ratio.per:
        return None
    short = boundary * Fraction(ratio.denominator) - Fraction(numerator) * ratio.per
    more = max(math.ceil(short / (ratio.per - boundary)), 1)
    reaches = ratio.rated_value(numerator + more, more) >= Fraction(low)
    return more if reaches else more + 1


def next_that_do_not_count(ratio: Ratio, numerator: Decimal, high: Decimal) -> int | None:
    """How many more cases, none of them counted, give a value of at most ``high``; None if no number does."""
    boundary = -_raw_boundary(ratio, high.copy_negate())
    if ratio.rated_value(numerator) <= Fraction(high):
        return 0
    if boundary <= 0:
        return None
    more = max(math.ceil(Fraction(numerator) * ratio.per / boundary - Fraction(ratio.denominator)), 1)
    reaches = ratio.rated_value(numerator, more) <= Fraction(high)
    return more if reaches else more + 1


def _raw_boundary(ratio: Ratio, low: Decimal) -> Fraction:
    """The raw value that reaches ``low`` when exceeded; at the boundary itself it depends on the rounding."""
    if ratio.displayed_decimals is None:
        return Fraction(low)
    ticks_per_unit = 10**ratio.displayed_decimals
    return Fraction(2 * math.ceil(Fraction(low) * ticks_per_unit) - 1, 2 * ticks_per_unit)

"""A numerator over a denominator, in words for a message."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from kpi_engine.model.arrays.rounding import rounded_half_up
from kpi_engine.model.decimals import decimals_of
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.words.number_text import PERCENT


def calculation(
    indicator: Indicator, numerator: Decimal, denominator: Decimal, decimals: int, as_printed: bool
) -> str:
    """``66 / 128 is 51.6%``; with rounded parts also between which two values the true one lies.

    ``as_printed``: a part with decimals is rounded to them. The denominator is above 0.
    """
    per = indicator.per
    percent = "%" if indicator.unit == PERCENT else ""
    times = f"{per} × " if per != 1 and not percent else ""
    value = rounded_half_up(per * Fraction(numerator) / Fraction(denominator), decimals)
    words = f"{times}{numerator:f} / {denominator:f} is {value:f}{percent}"
    top, bottom = _half_a_unit(numerator), _half_a_unit(denominator)
    if not as_printed or not (top or bottom):
        return words
    bounds = [
        per * (Fraction(numerator) + sign * top) / (Fraction(denominator) + other * bottom)
        for sign in (-1, 1)
        for other in (-1, 1)
    ]
    low, high = rounded_half_up(min(bounds), decimals + 1), rounded_half_up(max(bounds), decimals + 1)
    return f"{words} ({low:f} to {high:f} as the parts are rounded)"


def _half_a_unit(number: Decimal) -> Fraction:
    """Half of the last decimal; a number without decimals is a count, and exact."""
    decimals = decimals_of(number)
    return Fraction(1, 2 * 10**decimals) if decimals else Fraction(0)

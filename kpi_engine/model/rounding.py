"""Exact scalar rounding for whatever explains a figure: fractions in, decimals out."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from kpi_engine.model.observation import exact_decimal

# Digits shown beyond the displayed ones: enough to see which way a value was rounded.
DIGITS_MORE = 3


def rounded_half_up(value: Fraction, decimals: int) -> Decimal:
    """``value`` at ``decimals``, halves away from zero. Rule: docs/rating-rules.md, "Rounding"."""
    scaled = abs(value) * 10**decimals
    ticks = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return exact_decimal(-ticks if value < 0 else ticks, decimals)


def cut_after(value: Fraction, decimals: int) -> str:
    """The digits of ``value`` up to ``decimals``, never rounded; ``…`` says that more digits follow.

    Zeros at the end of a value that is told whole are left out.
    """
    scaled = abs(value) * 10**decimals
    ticks = scaled.numerator // scaled.denominator
    sign = "-" if value < 0 else ""
    digits = f"{exact_decimal(ticks, decimals):f}"
    if ticks != scaled:
        return f"{sign}{digits}…"
    return f"{sign}{digits.rstrip('0').rstrip('.') if decimals else digits}"

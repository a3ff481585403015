"""Exact scalar rounding for whatever explains a figure: fractions in, decimals out."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum
from fractions import Fraction

from kpi_engine.model.arrays.observation import exact_decimal

_DIGITS_MORE = 3


class Rounding(Enum):
    """How a computed standard becomes a number with the decimals of its indicator.

    Rule: docs/rating-rules.md, "Targets that are computed".
    """

    HALF_UP = "half_up"
    UP = "up"
    DOWN = "down"
    NONE = "none"

    @property
    def words(self) -> str:
        """``rounded half up``."""
        return "not rounded" if self is Rounding.NONE else f"rounded {self.value.replace('_', ' ')}"


def rounded(value: Fraction, decimals: int, how: Rounding) -> Decimal:
    """``value`` at ``decimals``: up is away from zero, down towards it.

    Raises:
        ValueError: it is not to be rounded and does not end by so many decimals.
    """
    if how is Rounding.HALF_UP:
        return rounded_half_up(value, decimals)
    scaled = abs(value) * 10**decimals
    ticks, beyond = divmod(scaled.numerator, scaled.denominator)
    if how is Rounding.NONE and beyond:
        raise ValueError(f"{value} does not end by {decimals} decimals")
    ticks += 1 if how is Rounding.UP and beyond else 0
    number = exact_decimal(-ticks if value < 0 else ticks, decimals)
    return shortest(number) if how is Rounding.NONE else number


def shortest(number: Decimal) -> Decimal:
    """The same number without zeros after its last decimal: 64.500 is 64.5, 70 stays 70."""
    text = f"{number:f}"
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)


def rounded_half_up(value: Fraction, decimals: int) -> Decimal:
    """``value`` at ``decimals``, halves away from zero. Rule: docs/rating-rules.md, "Rounding"."""
    scaled = abs(value) * 10**decimals
    ticks = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return exact_decimal(-ticks if value < 0 else ticks, decimals)


def cut_after(value: Fraction, decimals: int) -> str:
    """The digits of ``value`` up to ``decimals``, never rounded; ``…`` says that more digits follow.

    Zeros at the end of a value that is written whole are left out.
    """
    scaled = abs(value) * 10**decimals
    ticks = scaled.numerator // scaled.denominator
    sign = "-" if value < 0 else ""
    digits = f"{exact_decimal(ticks, decimals):f}"
    if ticks != scaled:
        return f"{sign}{digits}…"
    return f"{sign}{digits.rstrip('0').rstrip('.') if decimals else digits}"


def before_rounding(value: Fraction, decimals: int) -> str:
    """``value`` cut some digits after ``decimals``: enough to see which way it was rounded to them."""
    return cut_after(value, decimals + _DIGITS_MORE)


def rounding_note(exact: Fraction, shown: Decimal, decimals: int, how: Rounding) -> str:
    """What a number was rounded from, such as `` (1218.1), rounded down``; empty where it was not rounded."""
    return "" if shown == exact else f" ({before_rounding(exact, decimals)}), {how.words}"

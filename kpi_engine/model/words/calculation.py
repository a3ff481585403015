"""A numerator over a denominator, in words for a message."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from kpi_engine.model.arrays.rounding import rounded_half_up
from kpi_engine.model.decimals import decimals_of
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.words.number_text import PERCENT


def calculation(
    indicator: Indicator,
    numerator: Decimal,
    denominator: Decimal,
    decimals: int,
    *,
    as_printed: bool = False,
    rounded_to: int = 0,
) -> str:
    """``66 / 128 is 51.6%``; with rounded parts also between which two values the true one lies.

    ``as_printed``: a part with decimals is rounded to them. ``rounded_to``: both parts are rounded to a
    multiple of this; 0: they are not. The denominator is above 0.
    """
    per = indicator.per
    percent = "%" if indicator.unit == PERCENT else ""
    times = f"{per} × " if per != 1 and not percent else ""
    value = rounded_half_up(per * Fraction(numerator) / Fraction(denominator), decimals)
    words = f"{times}{numerator:f} / {denominator:f} is {value:f}{percent}"
    top, bottom = (
        max(_half_a_unit(part) if as_printed else Fraction(0), Fraction(rounded_to, 2))
        for part in (numerator, denominator)
    )
    if not (top or bottom):
        return words
    bounds = _bounds(per, (Fraction(numerator), top), (Fraction(denominator), bottom))
    how = f"as the parts are rounded{f' to {rounded_to}' if rounded_to else ''}"
    if bounds is None:
        return f"{words} (the denominator can be 0, {how})"
    low, high = (rounded_half_up(bound, decimals + 1) for bound in bounds)
    return f"{words} ({low:f} to {high:f} {how})"


def _bounds(
    per: int, numerator: tuple[Fraction, Fraction], denominator: tuple[Fraction, Fraction]
) -> tuple[Fraction, Fraction] | None:
    """Between what the ratio lies, of parts that are so much off; None where the denominator can be 0."""
    (top, reach), (bottom, more) = numerator, denominator
    if bottom - more <= 0:
        return None
    ends = [per * (top + sign * reach) / (bottom + other * more) for sign in (-1, 1) for other in (-1, 1)]
    return min(ends), max(ends)


def _half_a_unit(number: Decimal) -> Fraction:
    """Half of the last decimal; a number without decimals is a count, and exact."""
    decimals = decimals_of(number)
    return Fraction(1, 2 * 10**decimals) if decimals else Fraction(0)

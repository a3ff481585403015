"""The value that is rated: why there is none, what it is exactly, and as it is displayed."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Missing
from tests.oracle.records import PlainObservation


def why_missing(row: PlainObservation) -> Missing:
    """Why there is no value; a denominator of 0 gives none, whatever is written beside it."""
    if row.missing is not Missing.PRESENT:
        return row.missing
    # A denominator that is rounded to 0 can stand for somebody.
    stands = row.parts_rounded_to > 0 and row.value is not None
    if row.denominator is not None and row.denominator == 0 and not stands:
        return Missing.ZERO_DENOMINATOR
    if row.value is None and (row.numerator is None or row.denominator is None):
        return Missing.BLANK
    return Missing.PRESENT


def raw_ratio(row: PlainObservation, indicator: Indicator) -> Fraction | None:
    """Numerator over denominator in the indicator's scale, exactly; None where one of them is not given."""
    if row.numerator is None or row.denominator is None:
        return None
    if row.parts_rounded_to and row.value is not None:  # which says more than they do
        return None
    return indicator.per * Fraction(row.numerator) / Fraction(row.denominator)


def displayed_value(row: PlainObservation, indicator: Indicator) -> Decimal | None:
    """The value as a reader sees it: as printed, or made from its parts, or rounded, half up."""
    if why_missing(row) is not Missing.PRESENT:
        return None
    if row.as_printed and row.value is not None:
        return row.value
    ratio = raw_ratio(row, indicator)
    if ratio is not None:
        return round_half_up(ratio, indicator.decimals)
    assert row.value is not None
    return round_half_up(Fraction(row.value), indicator.decimals)


def round_half_up(exact: Fraction, decimals: int) -> Decimal:
    """To so many decimals; a half goes away from zero (81.25 to 81.3, −0.5 to −1)."""
    tenfold = abs(exact) * 10**decimals
    whole = (2 * tenfold.numerator + tenfold.denominator) // (2 * tenfold.denominator)
    return (Decimal(whole) if exact >= 0 else -Decimal(whole)).scaleb(-decimals)


def decimals_shown(value: Decimal) -> int:
    """How many digits stand after the point."""
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)
    return max(0, -exponent)

"""The value and what it was made from. Rules: docs/rating-rules.md, "The value that is rated"."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from kpi_engine.analyse.explanation import ValueBasis, ValuePart
from kpi_engine.analyse.rated_row import RatedRow
from kpi_engine.analyse.rounding import DIGITS_MORE, cut_after, rounded_half_up
from kpi_engine.analyse.wording import decimals_text, place_text, with_unit
from kpi_engine.model.number_text import count_text, decimals_of, value_text


def explain_value(row: RatedRow) -> ValuePart:
    """The value of a row, the arithmetic behind it and its rounding."""
    displayed = row.displayed
    basis = _basis(row, displayed)
    return ValuePart(
        displayed=displayed,
        basis=basis,
        numerator=row.numerator,
        denominator=row.denominator,
        per=row.indicator.per,
        before_rounding=_before_rounding(row, displayed),
        made_from=_made_from(row),
        source=row.source,
        text=_text(row, displayed, basis),
    )


def _basis(row: RatedRow, displayed: Decimal | None) -> ValueBasis:
    if displayed is None:
        return ValueBasis.MISSING
    if row.is_as_printed:
        return ValueBasis.AS_PRINTED
    return ValueBasis.AS_GIVEN if row.ratio is None else ValueBasis.COMPUTED


def _before_rounding(row: RatedRow, displayed: Decimal | None) -> str:
    exact = row.before_rounding
    if displayed is None or exact is None or exact == Fraction(displayed):
        return ""
    return cut_after(exact, decimals_of(displayed) + DIGITS_MORE)


def _made_from(row: RatedRow) -> str:
    if row.numerator is None or row.denominator is None:
        return ""
    scale = "" if row.indicator.per == 1 else f"{row.indicator.per:,} × "
    return f"{scale}{count_text(row.numerator)} ÷ {count_text(row.denominator)}"


def _text(row: RatedRow, displayed: Decimal | None, basis: ValueBasis) -> str:
    place = place_text(row.source)
    if displayed is None:
        parts = f"; it would be {_made_from(row)}" if _made_from(row) else ""
        reason = row.why_no_value.value.removeprefix("no value: ")
        return f"none, {reason}{parts}{place}."
    value = value_text(displayed, row.indicator)
    if basis is ValueBasis.AS_PRINTED:
        return f"{value}, as printed by the source{place}.{_against_its_parts(row, displayed)}"
    rounding = _rounding_words(row, displayed)
    if basis is ValueBasis.COMPUTED:
        return f"{_made_from(row)} = {rounding or value}{place}."
    return f"{rounding or value}, as given by the source, without numerator and denominator{place}."


def _rounding_words(row: RatedRow, displayed: Decimal) -> str:
    """``25.044…%, which is 25.0% at 1 decimal, rounded half up``; empty where nothing was rounded."""
    unrounded = _before_rounding(row, displayed)
    if not unrounded:
        return ""
    return (
        f"{with_unit(unrounded, row.indicator)}, displayed as {value_text(displayed, row.indicator)} "
        f"({decimals_text(decimals_of(displayed))}, half up)"
    )


def _against_its_parts(row: RatedRow, displayed: Decimal) -> str:
    """Whether the printed numerator and denominator make the printed value."""
    if row.ratio is None:
        return " It is printed without a numerator and a denominator."
    if row.ratio == Fraction(displayed):
        return f" {_made_from(row)} makes the same."
    decimals = decimals_of(displayed)
    ratio = cut_after(row.ratio, decimals + DIGITS_MORE)
    arithmetic = f" {_made_from(row)} = {with_unit(ratio, row.indicator)}"
    from_parts = rounded_half_up(row.ratio, decimals)
    if from_parts == displayed:
        return f"{arithmetic}, which rounds half up to the same."
    return (
        f"{arithmetic}, which would round to {value_text(from_parts, row.indicator)}: "
        "the printed numerator and denominator may be rounded themselves."
    )

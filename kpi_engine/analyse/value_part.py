"""The value and what it was made from. Rules: docs/rating-rules.md, "The value that is rated"."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from kpi_engine.analyse.explanation import ValueBasis, ValuePart
from kpi_engine.analyse.overall_members import overall_words
from kpi_engine.analyse.wording import decimals_text, place_text
from kpi_engine.model.arrays.rounding import before_rounding, rounded_half_up
from kpi_engine.model.decimals import decimals_of
from kpi_engine.model.definitions.made_from.measure import Origin
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.figures.gap import gap_words
from kpi_engine.model.words.calculation import calculation
from kpi_engine.model.words.number_text import count_text, value_text, with_sign


def explain_value(figure: Figure) -> ValuePart:
    """The value of a figure, the arithmetic behind it and its rounding."""
    displayed = figure.value
    basis = _basis(figure, displayed)
    return ValuePart(
        displayed=figure.number,
        basis=basis,
        numerator=figure.numerator,
        denominator=figure.denominator,
        per=figure.indicator.per,
        before_rounding=_before_rounding(figure, displayed),
        made_from=_made_from(figure),
        source=figure.source,
        text=_text(figure, displayed, basis),
    )


def _basis(figure: Figure, displayed: Decimal | None) -> ValueBasis:
    if displayed is None:
        return ValueBasis.MISSING
    if figure.parts:
        return ValueBasis.OVERALL
    if figure.origin is not Origin.SUPPLIED:
        return ValueBasis.MADE
    if figure.is_as_printed:
        return ValueBasis.AS_PRINTED
    is_given = figure.ratio is None or figure.is_beside_rounded_parts
    return ValueBasis.AS_GIVEN if is_given else ValueBasis.COMPUTED


def _before_rounding(figure: Figure, displayed: Decimal | None) -> str:
    exact = figure.before_rounding
    if displayed is None or exact is None or exact == Fraction(displayed):
        return ""
    return before_rounding(exact, decimals_of(displayed))


def _made_from(figure: Figure) -> str:
    if figure.numerator is None or figure.denominator is None:
        return ""
    scale = "" if figure.indicator.per == 1 else f"{figure.indicator.per:,} × "
    return f"{scale}{count_text(figure.numerator)} ÷ {count_text(figure.denominator)}"


def _text(figure: Figure, displayed: Decimal | None, basis: ValueBasis) -> str:
    place = place_text(figure.source)
    if figure.parts:
        return overall_words(figure)
    if displayed is None:
        parts = f"; it would be {_made_from(figure)}" if _made_from(figure) else ""
        gap = f" ({gap_words(figure)})" if gap_words(figure) else ""
        made = "" if figure.origin is Origin.SUPPLIED else f"; not supplied: {figure.made_words}"
        return f"none, {figure.why_no_value}{gap}{parts}{made}{place}."
    value = value_text(displayed, figure.indicator)
    if basis is ValueBasis.AS_PRINTED:
        return f"{value}, as printed by the source{place}.{_against_its_parts(figure, displayed)}"
    rounding = _rounding_words(figure, displayed)
    if basis is ValueBasis.MADE:
        arithmetic = f"{_made_from(figure)} = " if _made_from(figure) else ""
        return f"{arithmetic}{rounding or value}; not supplied: {figure.made_words}."
    if basis is ValueBasis.COMPUTED:
        return f"{_made_from(figure)} = {rounding or value}{place}.{_rounded_parts(figure)}"
    without = "" if _made_from(figure) else ", without numerator and denominator"
    return f"{rounding or value}, as given by the source{without}{place}.{_rounded_parts(figure)}"


def _rounded_parts(figure: Figure) -> str:
    """What the rounded parts say of the value; empty where they are not rounded."""
    step, displayed = figure.parts_rounded_to, figure.value
    if not step or displayed is None or not figure.denominator or figure.numerator is None:
        return ""
    decimals = decimals_of(displayed)
    sums = calculation(figure.indicator, figure.numerator, figure.denominator, decimals, rounded_to=step)
    return f" {sums}."


def _rounding_words(figure: Figure, displayed: Decimal) -> str:
    """``25.0443…%, displayed as 25.0% (1 decimal, half up)``; empty where nothing was rounded."""
    unrounded = _before_rounding(figure, displayed)
    if not unrounded:
        return ""
    return (
        f"{with_sign(unrounded, figure.indicator)}, displayed as {value_text(displayed, figure.indicator)} "
        f"({decimals_text(decimals_of(displayed))}, half up)"
    )


def _against_its_parts(figure: Figure, displayed: Decimal) -> str:
    """Whether the printed numerator and denominator make the printed value."""
    if figure.is_beside_rounded_parts and figure.ratio is not None:
        return _rounded_parts(figure)
    if figure.ratio is None:
        return " It is printed without a numerator and a denominator."
    if figure.ratio == Fraction(displayed):
        return f" {_made_from(figure)} makes the same."
    decimals = decimals_of(displayed)
    ratio = before_rounding(figure.ratio, decimals)
    arithmetic = f" {_made_from(figure)} = {with_sign(ratio, figure.indicator)}"
    from_parts = rounded_half_up(figure.ratio, decimals)
    if from_parts == displayed:
        return f"{arithmetic}, which rounds half up to the same."
    return (
        f"{arithmetic}, which would round to {value_text(from_parts, figure.indicator)}: "
        "either the parts are rounded themselves, or one of the three is wrong."
    )

"""How far the value is from each standard, and which numerator would meet it at this denominator."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import TypeAlias

from kpi_engine.analyse.explanation import StandardPart
from kpi_engine.analyse.reach import (
    Ratio,
    greatest_numerator,
    least_numerator,
    next_that_count,
    next_that_do_not_count,
)
from kpi_engine.analyse.wording import bounds_text
from kpi_engine.model.arrays.observation import exact_decimal
from kpi_engine.model.decimals import decimals_of
from kpi_engine.model.definitions.judgement import Polarity, Rag
from kpi_engine.model.definitions.methods.method import Limit, one_sided
from kpi_engine.model.definitions.window import is_rolling
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.words.number_text import PERCENT, count_text, difference_text

_Bounds: TypeAlias = tuple[Decimal | None, Decimal | None]


@dataclass(frozen=True, slots=True)
class _Standard:
    """Bounds (None: unbounded), how far the displayed value is inside them, whether it is met.

    The bounds are inside unless ``strict``. ``is_exact``: they are what is rated by, and not only what is
    displayed of that.
    """

    name: str
    low: Decimal | None
    high: Decimal | None
    margin: Decimal
    is_met: bool
    strict: bool = False
    is_exact: bool = True


def explain_standards(figure: Figure) -> tuple[StandardPart, ...]:
    """The floor standard, then the target, where defined.

    For T these are the amber and the green range; for bands the floor is where RED ends. A figure that
    represents a rating has none, since there is no distance from one rating to another.
    """
    return tuple(_explain_standard(figure, standard) for standard in _standards(figure))


def _standards(figure: Figure) -> list[_Standard]:
    if figure.threshold is None:
        return []
    floor, target = figure.threshold.rule.limits(figure.polarity)
    beside = ((floor, figure.margin_to_floor), (target, figure.margin_to_target))
    return [
        _standard(figure, limit, margin)
        for limit, margin in beside
        if limit is not None and margin is not None
    ]


def _standard(figure: Figure, limit: Limit, margin: Decimal) -> _Standard:
    is_met = margin >= 0 if limit.rating is Rag.NONE else figure.rag.code >= limit.rating.code
    if not limit.is_by_margin or figure.value is None:
        return _Standard(limit.name, limit.low, limit.high, margin, is_met, limit.strict)
    # The outermost displayed value that meets it.
    edge = figure.value + margin if figure.polarity is Polarity.LOWEST else figure.value - margin
    low, high = one_sided(edge, figure.polarity) or (None, None)
    return _Standard(limit.name, low, high, margin, is_met, is_exact=not figure.is_rated_on_raw)


def _explain_standard(figure: Figure, standard: _Standard) -> StandardPart:
    least, greatest = _numerators(figure, standard)
    more = _next_in_a_row(figure, standard) if (least is None) != (greatest is None) else None
    bounds = bounds_text(standard.low, standard.high, figure.indicator, standard.strict)
    return StandardPart(
        name=figure.indicator.scale.words.said(standard.name),
        low=standard.low,
        high=standard.high,
        margin=standard.margin,
        least_numerator=least,
        greatest_numerator=greatest,
        next_in_a_row=more,
        text=f"{bounds}: {_distance_words(figure, standard)}.{_numerator_words(figure, least, greatest)}"
        f"{_in_a_row_words(more, is_counted=greatest is None)}",
    )


def _numerators(figure: Figure, standard: _Standard) -> _Bounds:
    numerator, denominator, displayed = figure.numerator, figure.denominator, figure.value
    if numerator is None or denominator is None or denominator <= 0 or displayed is None:
        return None, None
    if not standard.is_exact or (standard.strict and figure.is_rated_on_raw):
        return None, None
    low, high = _inside(standard, displayed)
    ratio = _ratio(figure, numerator, denominator, displayed)
    return (
        None if low is None else least_numerator(ratio, low),
        None if high is None else greatest_numerator(ratio, high),
    )


def _next_in_a_row(figure: Figure, standard: _Standard) -> int | None:
    """See StandardPart; asked only where a numerator can be said for one bound."""
    numerator, denominator, displayed = figure.numerator, figure.denominator, figure.value
    if numerator is None or denominator is None or displayed is None or standard.is_met:
        return None
    indicator = figure.indicator
    if indicator.unit != PERCENT or indicator.per != 100 or is_rolling(indicator):
        return None
    if decimals_of(numerator) or decimals_of(denominator) or not 0 <= numerator <= denominator:
        return None
    low, high = _inside(standard, displayed)
    ratio = _ratio(figure, numerator, denominator, displayed)
    if low is not None:
        return next_that_count(ratio, numerator, low)
    return None if high is None else next_that_do_not_count(ratio, numerator, high)


def _inside(standard: _Standard, displayed: Decimal) -> _Bounds:
    """The bounds as values that meet the standard."""
    if not standard.strict:
        return standard.low, standard.high
    decimals = decimals_of(displayed)
    return _beyond(standard.low, decimals, 1), _beyond(standard.high, decimals, -1)


def _ratio(figure: Figure, numerator: Decimal, denominator: Decimal, displayed: Decimal) -> Ratio:
    return Ratio(
        per=figure.indicator.per,
        denominator=denominator,
        numerator_decimals=decimals_of(numerator),
        displayed_decimals=None if figure.is_rated_on_raw else decimals_of(displayed),
    )


def _beyond(bound: Decimal | None, decimals: int, side: int) -> Decimal | None:
    """The next value with so many decimals above a bound (``side`` 1) or below it (−1)."""
    if bound is None:
        return None
    ticks = floor(side * Fraction(bound) * 10**decimals) + 1
    return exact_decimal(side * ticks, decimals)


def _distance_words(figure: Figure, standard: _Standard) -> str:
    """Margins are of the displayed value; a rating on the raw one can differ from what they suggest."""
    margin = standard.margin
    size = difference_text(margin.copy_abs(), figure.indicator)
    if standard.strict and margin == 0 and not standard.is_met:
        return "equalled, and not beaten"
    is_met_as_displayed = margin > 0 or (margin == 0 and not standard.strict)
    if is_met_as_displayed == standard.is_met:
        if margin == 0:
            return "exactly met"
        return f"met with {size} to spare" if standard.is_met else f"missed by {size}"
    if margin == 0:
        return "equalled as displayed, but missed before rounding"
    if is_met_as_displayed:
        return f"met with {size} to spare as displayed, but missed before rounding"
    return f"missed by {size} as displayed, but met before rounding"


def _numerator_words(figure: Figure, least: Decimal | None, greatest: Decimal | None) -> str:
    numerator, denominator = figure.numerator, figure.denominator
    if numerator is None or denominator is None or (least is None and greatest is None):
        return ""
    here = f" At the denominator of {count_text(denominator)}"
    if least is not None and greatest is not None and least > greatest:
        return f"{here} no numerator gives a value inside the range."
    limits = [f"at least {count_text(least)}"] if least is not None else []
    limits += [f"at most {count_text(greatest)}"] if greatest is not None else []
    return f"{here} it takes a numerator of {' and '.join(limits)} (it is {count_text(numerator)})."


def _in_a_row_words(more: int | None, *, is_counted: bool) -> str:
    if not more:
        return ""
    count = count_text(Decimal(more))
    if more == 1:
        return f" Or it takes one more case, {'counted' if is_counted else 'not counted'}."
    return f" Or it takes the next {count} cases in a row, {'all' if is_counted else 'none'} of them counted."

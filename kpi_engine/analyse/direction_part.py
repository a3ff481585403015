"""The comparison that gave the arrow. Rules: docs/rating-rules.md, "Direction of travel"."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from kpi_engine.analyse.explanation import DirectionPart
from kpi_engine.analyse.wording import decimals_text
from kpi_engine.model.arrays.coarser import at_the_coarser
from kpi_engine.model.arrays.rounding import rounded_half_up
from kpi_engine.model.calendars.period_text import period_label
from kpi_engine.model.decimals import decimals_of
from kpi_engine.model.definitions.comparison import ComparisonKind
from kpi_engine.model.definitions.judgement import DirectionOfTravel, NoDirection, Polarity
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.words.number_text import difference_text, standard_text, value_text


def explain_direction(figure: Figure) -> DirectionPart:
    """The direction of travel of a figure with both values compared; worst ratings only in words."""
    now = figure.value
    then = figure.previous_value
    period = figure.previous_period
    label = "" if period is None else period_label(figure.indicator.calendar, period)
    if figure.direction is DirectionOfTravel.NONE or now is None or then is None:
        decimals, text = None, _not_compared_words(figure)
    else:
        decimals, text = _decimals(now, then), _compared_words(figure, now, then)
    number = figure.previous_number
    if number is None:
        decimals = None
    return DirectionPart(figure.direction, figure.no_direction, label, number, decimals, text)


def earlier_and_now(figure: Figure, then: Decimal, now: Decimal) -> tuple[str, str]:
    """The value compared with and the value of a figure, each with its marks."""
    was, is_now = (value_text(value, figure.indicator) for value in (then, now))
    return was if figure.previous is None else figure.previous.with_signs(was), figure.with_signs(is_now)


def _compared_words(figure: Figure, now: Decimal, then: Decimal) -> str:
    was, is_now = earlier_and_now(figure, then, now)
    facts = f"{was} in {compared_period_words(figure)}, {is_now} now"
    if decimals_of(now) != decimals_of(then):
        facts += f", compared at {decimals_text(_decimals(now, then))}, the coarser of the two precisions"
    now, then = at_the_coarser(now, then)
    if figure.is_same_within and figure.indicator.same_within is not None:
        within = difference_text(figure.indicator.same_within, figure.indicator)
        return f"{facts}. The definition calls values within {within} the same {figure.direction.arrow}."
    conclusion = f"performance has {_verb(figure.direction)} {figure.direction.arrow}"
    target = figure.threshold.rule.target if figure.threshold else None
    if figure.polarity is Polarity.TARGET and target is not None:
        was, is_now = (_distance_words(value, target, figure) for value in (then, now))
        nearer = f"Closer to the target of {standard_text(target, figure.indicator)} is better"
        return f"{facts}. {nearer}: it was {was} away and is {is_now} away, so {conclusion}."
    if now == then:
        return f"{facts}. The value is the same {figure.direction.arrow}."
    if figure.number is None:
        return f"{facts}, so {conclusion}."
    better = "higher" if figure.polarity is Polarity.HIGHEST else "lower"
    return f"{facts}. A {better} value is better, so {conclusion}."


def longer_term_words(figure: Figure) -> tuple[str, ...]:
    """What the second arrow says, or why there is none; nothing where the indicator has none."""
    longer = figure.longer
    if longer is None:
        return ()
    compared = f"{longer.period_words} ({longer.comparison.words(figure.indicator.calendar)})"
    if longer.direction is DirectionOfTravel.NONE or longer.previous is None or longer.previous.value is None:
        when = f"; it would be compared with {compared}" if longer.period_words else ""
        return (f"no arrow for the longer term: {longer.no_direction.value}{when}.",)
    was = longer.previous.with_signs(value_text(longer.previous.value, figure.indicator))
    return (
        f"for the longer term, performance has {_verb(longer.direction)} {longer.direction.arrow}: "
        f"it was {was} in {compared}.",
    )


def _decimals(now: Decimal, then: Decimal) -> int:
    return min(decimals_of(now), decimals_of(then))


def _distance_words(value: Decimal, target: Decimal, figure: Figure) -> str:
    distance = abs(Fraction(value) - Fraction(target))
    decimals = max(decimals_of(value), decimals_of(target))
    return difference_text(rounded_half_up(distance, decimals), figure.indicator)


def _verb(direction: DirectionOfTravel) -> str:
    return "stayed the same" if direction is DirectionOfTravel.SAME else direction.value


def _not_compared_words(figure: Figure) -> str:
    reason = figure.no_direction
    text = f"none: {reason.value}"
    if figure.previous_period is None:
        return f"{text}."
    if reason is NoDirection.NO_PREVIOUS_VALUE:
        return f"{text}; there is no row for {compared_period_words(figure)}."
    if reason is NoDirection.PREVIOUS_VALUE_MISSING and figure.previous is not None:
        return f"{text}; {compared_period_words(figure)} has no value: {figure.previous.why_no_value}."
    if reason is NoDirection.BREAK:
        return f"{text}; it would be compared with {compared_period_words(figure)}."
    return f"{text}."


def compared_period_words(figure: Figure) -> str:
    """``Jul 2024 (the previous month)``."""
    comparison = figure.indicator.comparison
    if comparison.kind is ComparisonKind.SINCE:
        return f"{figure.previous_period_words} (the fixed period that every later one is compared with)"
    return f"{figure.previous_period_words} ({comparison.words(figure.indicator.calendar)})"

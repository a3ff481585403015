"""Changes in percent that are printed beside numbers shown for context, against the series."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from kpi_engine.audit.page.claims import Claims
from kpi_engine.audit.page.judged import Judged
from kpi_engine.audit.page.uncertain import Interval, at_most_rounded, quotient
from kpi_engine.model.arrays.rounding import rounded_half_up
from kpi_engine.model.decimals import decimals_of
from kpi_engine.model.definitions.judgement import NumberDirection
from kpi_engine.model.figures.change_words import change_words
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.outputs.audit import Effect, Finding, FindingKind, PrintedField, Sureness
from kpi_engine.model.words.number_text import value_text


def find_changes(judged: Judged, claims: Claims) -> None:
    """One finding for each change in percent that the series does not make.

    A change that has nothing to be compared with is none: see audit/rules/uncheckable.py.
    """
    page = judged.page
    for at, printed in enumerate(page.figures):
        number, figure = printed.percent_change.number, judged.figure(at)
        direction = figure.number_direction
        if number is None or direction is NumberDirection.NONE:
            continue
        given = _percent(figure, decimals_of(number))
        unchanged = direction is NumberDirection.UNCHANGED and number == 0
        if given == number or unchanged or _can_be(judged, figure, number):
            continue
        claims.add(_finding(judged, at, figure, given), at)


def _finding(judged: Judged, at: int, figure: Figure, given: Fraction | None) -> Finding:
    page, printed, words = judged.page, judged.page.figures[at], change_words(figure)
    text, facts = printed.percent_change.text, _facts(figure)
    rules = f"it {words}" if figure.change else f"it is {words}"
    if given is None:
        rules = f"it has no percent, for {rules}"
    return Finding(
        FindingKind.CHANGE,
        f"The change of {printed.code} in {printed.area} is printed as {text}; {rules}",
        f"{facts}.",
        (page.cell(at, PrintedField.PERCENT_CHANGE, text, words, facts),),
        Sureness.LIKELY,
        Effect.CHANGES,
    )


def _percent(figure: Figure, decimals: int) -> Fraction | None:
    """The change in percent with as many decimals as are printed; None where percent means nothing."""
    if figure.percent_change is None or figure.change is None or figure.value is None:
        return None
    now = Fraction(figure.value)
    return Fraction(
        rounded_half_up(100 * Fraction(figure.change) / (now - Fraction(figure.change)), decimals)
    )


def _can_be(judged: Judged, figure: Figure, printed: Decimal) -> bool:
    """Whether true numbers behind the two figures can change by a percent that rounds as printed."""
    then, now, code = figure.previous_value, figure.value, figure.indicator.code
    if then is None or now is None:
        return False
    before, after = (judged.rounding.interval(code, PrintedField.VALUE, each) for each in (then, now))
    ratio = quotient(100, after, before)
    if ratio is None:
        return False
    return Interval(ratio.low - 100, ratio.high - 100).holds(at_most_rounded(printed))


def _facts(figure: Figure) -> str:
    then, now = figure.previous_value, figure.value
    was, is_now = ("" if one is None else value_text(one, figure.indicator) for one in (then, now))
    return f"It was {was} in {figure.previous_period_words} and is {is_now}"

"""Printed values against the observations, and against the same figure printed elsewhere.

A value printed with fewer decimals than the observation has is no contradiction, unless the same figure is
printed elsewhere with more.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import numpy as np

from kpi_engine.audit.page.claims import Claims
from kpi_engine.audit.page.effects import effect_of_numbers
from kpi_engine.audit.page.ratings_of import account_for_ratings, given_word
from kpi_engine.audit.page.sheets import NO_ROW
from kpi_engine.audit.page.sides import Observed, Side
from kpi_engine.audit.page.wording import listed
from kpi_engine.model.arrays.coarser import agree_at_the_coarser
from kpi_engine.model.arrays.observation import IntArray
from kpi_engine.model.definitions.made_from.measure import Origin
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.outputs.audit import (
    Diagnosis,
    Effect,
    Finding,
    FindingCell,
    FindingKind,
    PrintedField,
    Sureness,
)
from kpi_engine.model.words.number_text import value_text


def find_printed_twice(side: Side, observed: Observed, claims: Claims) -> None:
    """The same figure printed in several sections with different values."""
    with_value = side.chosen[~claims.mask(side.value_field)[side.chosen]]
    for group in side.repeats(with_value):
        numbers = {at: side.number(side.page.figures[at]).number for at in group}
        distinct = {number for number in numbers.values() if number is not None}
        if len(distinct) < 2:
            continue
        truth = observed.figure(group[0])
        wrong = [at for at in group if truth is None or numbers[at] != truth.value]
        _add_printed_twice(side, group, wrong if len(wrong) < len(group) else list(group), truth, claims)


def _add_printed_twice(
    side: Side, group: Sequence[int], wrong: Sequence[int], truth: Figure | None, claims: Claims
) -> None:
    page = side.page
    indicator = page.indicator(group[0])
    places = [f"{_text(side, at)} in {page.section_title(page.figures[at].section)}" for at in group]
    cells: list[FindingCell] = []
    for at in wrong:
        others = listed([place for other, place in zip(group, places, strict=True) if other != at])
        should = "" if truth is None or truth.value is None else f"{truth.value:f}"
        why = f"the same figure is printed as {others}"
        cells.append(page.cell(at, side.value_field, side.number(page.figures[at]).text, should, why))
        claims.account_for(at, side.value_field)
        cells += account_for_ratings(side, at, truth, claims)
    rated_otherwise = len(cells) > len(wrong) or _rated_differently(side, group)
    numbers = [side.number(page.figures[at]).number for at in group]
    effect = effect_of_numbers(
        [number for number in numbers if number is not None], rated_otherwise=rated_otherwise
    )
    headline = (
        f"{indicator.code} of {page.figures[group[0]].area} is printed as {' and as '.join(places)}, "
        f"both for {_period(side, group[0])}"
    )
    explanation = "The same figure should read the same wherever it is printed."
    if truth is not None and truth.value is not None and len(wrong) < len(group):
        explanation += f" The observation is {value_text(truth.value, indicator)}."
        if all(_rounds_to(truth.value, side.number(page.figures[at]).number) for at in wrong):
            explanation += " The other is the same number rounded."
    claims.add(
        Finding(FindingKind.PRINTED_TWICE, headline, explanation, tuple(cells), Sureness.CERTAIN, effect),
        group[0],
    )


def _rated_differently(side: Side, group: Sequence[int]) -> bool:
    return any(len({given_word(side.figure(at), field) for at in group}) > 1 for field in side.fields)


def differing_values(side: Side, observed: Observed, claims: Claims) -> IntArray:
    """Figures with another value than the observation that no finding has accounted for yet."""
    value, history = side.rows.value, observed.ratings.displayed
    at = side.chosen[~claims.mask(side.value_field)[side.chosen]]
    there = observed.rows[at] != NO_ROW
    row = np.where(there, observed.rows[at], 0)
    has_value = there & history.present[row] if len(history) else there
    same = value.present[at] == has_value
    if len(history):
        equal = (value.mantissa[at] == history.mantissa[row]) & (value.decimals[at] == history.decimals[row])
        same &= equal | ~has_value
    unlike = at[~same]
    return np.array([figure for figure in unlike.tolist() if not _agree(side, observed, figure)], np.int64)


def _agree(side: Side, observed: Observed, at: int) -> bool:
    printed = side.number(side.page.figures[at]).number
    truth = observed.figure(at)
    if truth is None:
        return False
    if _rounds_to(truth.value, printed):
        return True
    return printed is not None and truth.value is not None and _in_steps(side, at, printed, truth.value)


def _in_steps(side: Side, at: int, printed: Decimal, truth: Decimal) -> bool:
    """Whether a page prints all values of an indicator in thousands, say, and this is the rounded value."""
    code = side.page.figures[at].code
    step = side.judged.rounding.printed_steps.get(code, 0)
    return step > 1 and abs(printed - truth) <= Decimal(step) / 2


def _rounds_to(one: Decimal | None, other: Decimal | None) -> bool:
    """Whether two numbers are the same at the coarser of their precisions, or there are none."""
    if one is None or other is None:
        return one is other
    return agree_at_the_coarser(one, other)


def find_differing(side: Side, observed: Observed, wrong: Sequence[int], claims: Claims) -> None:
    """A finding for each figure with another value than the observation."""
    for at in wrong:
        if not claims.mask(side.value_field)[at]:
            _add_differing(side, observed.figure(at), at, claims)


def _add_differing(side: Side, truth: Figure | None, at: int, claims: Claims) -> None:
    page = side.page
    figure, indicator = page.figures[at], page.indicator(at)
    printed = side.number(figure)
    should = _observed_words(truth)
    claims.account_for(at, side.value_field)
    cells = [page.cell(at, side.value_field, printed.text, should, "the observation has another value")]
    cells += account_for_ratings(side, at, truth, claims)
    subject = f"{_noun(side).capitalize()} of {indicator.code} in {figure.area}"
    if printed.number is None:
        headline = f"{subject} is {printed.text or 'blank'}, though there is an observation, {should}"
    elif truth is None or truth.value is None:
        headline = f"{subject} is printed as {_text(side, at)}, but there is no such observation"
        headline += f": {should}" if truth is not None else ""
    else:
        headline = f"{subject} is printed as {_text(side, at)}; the observation is "
        headline += value_text(truth.value, indicator)
    rated_otherwise = len(cells) > 1 or truth is None or _judged_otherwise(side, at, truth)
    observed = None if truth is None else truth.value
    effect = effect_of_numbers([printed.number, observed], rated_otherwise=rated_otherwise)
    claims.add(
        Finding(
            FindingKind.VALUE,
            headline,
            _explanation(side, at, truth, len(cells) > 1),
            tuple(cells),
            Sureness.LIKELY,
            Effect.HIDES if printed.number is None else effect,
            _diagnosis(side, at, truth),
        ),
        at,
    )


def _explanation(side: Side, at: int, truth: Figure | None, followed: bool) -> str:
    if truth is None:
        return "The observations have no row for it, so neither the value nor its rating can be checked."
    source = f"The observation is at {truth.source}."
    if truth.origin is not Origin.SUPPLIED:
        source = f"No observation was supplied; it is {truth.made_words}."
    if followed:
        return f"{source} The rating beside it follows the misprint, so it is wrong as well."
    if _judged_otherwise(side, at, truth):
        return f"{source} The rating beside it is that of the observation: only the value is misprinted."
    return source


def _judged_otherwise(side: Side, at: int, truth: Figure) -> bool:
    printed = side.figure(at)
    return any(given_word(printed, field) != given_word(truth, field) for field in side.fields)


def _diagnosis(side: Side, at: int, truth: Figure | None) -> Diagnosis | None:
    """What may have happened to one value: digits exchanged, or the figure of the period before."""
    printed = side.number(side.page.figures[at]).number
    if truth is None or truth.value is None or printed is None:
        return None
    if truth.previous is not None and truth.previous.value == printed:
        text = f"It is the figure of {truth.previous_period_words}."
        return Diagnosis("figure_of_previous_period", text, Sureness.POSSIBLE)
    if _digits_exchanged(f"{printed:f}", f"{truth.value:f}"):
        return Diagnosis("digits_exchanged", "Two digits have changed places.", Sureness.LIKELY)
    return None


def _digits_exchanged(one: str, other: str) -> bool:
    unlike = [place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]]
    if len(one) != len(other) or len(unlike) != 2:
        return False
    first, second = unlike
    return one[first] == other[second] and one[second] == other[first]


def _observed_words(truth: Figure | None) -> str:
    if truth is None:
        return "no observation"
    return truth.why_no_value if truth.value is None else f"{truth.value:f}"


def _noun(side: Side) -> str:
    return f"the {side.value_field.words}"


def _text(side: Side, at: int) -> str:
    number = side.number(side.page.figures[at])
    return number.text if number.number is None else value_text(number.number, side.page.indicator(at))


def _period(side: Side, at: int) -> str:
    year = side.page.figures[at].outturn_year
    is_outturn = side.value_field is PrintedField.OUTTURN and year is not None
    return (
        side.page.indicator(at).year.label(year)
        if is_outturn and year is not None
        else side.page.period_words(at)
    )

"""Rules for the numerator and denominator of an observation.

A source that is read as printed may contradict itself: it is what was published, and showing that is
what an audit is for. Its contradictions are warnings; contradictions of other sources are errors.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from kpi_engine.model.arrays.lookup import is_any
from kpi_engine.model.arrays.observation import BoolArray, ExactColumn, IntArray, exact_decimal
from kpi_engine.model.arrays.parts import Parts, parts_make_value
from kpi_engine.model.definitions.judgement import Missing
from kpi_engine.model.words.calculation import calculation
from kpi_engine.validate.data.observation_rule import Breaches, Checked, no_breaches, number_text

_PRINTED = "it is rated as printed"


def denominator_not_negative(checked: Checked) -> Breaches:
    """A denominator counts something, so it is never below 0."""
    denominator = checked.observations.denominator
    if not is_any(denominator.present):
        return no_breaches()
    return _contradiction(
        checked,
        denominator.present & (denominator.mantissa < 0),
        lambda row: f"has a negative denominator, {number_text(denominator, row)}",
        "correct it",
        _PRINTED,
    )


def no_value_of_nothing(checked: Checked) -> Breaches:
    """Where the denominator is 0 there is nothing to give a value of; where it is rounded, there may be."""
    rows = checked.observations
    if not is_any(rows.denominator.present):
        return no_breaches()
    return _contradiction(
        checked,
        rows.value.present
        & rows.denominator.present
        & (rows.denominator.mantissa == 0)
        & (rows.parts_rounded_to == 0),
        lambda row: f"has a value, {number_text(rows.value, row)}, though its denominator is 0",
        "write N/A for the value, or correct the denominator",
        "it is not rated",
    )


def parts_make_the_value(checked: Checked) -> Breaches:
    """Numerator and denominator make the value: see docs/rating-rules.md, "Numerator and denominator".

    Within half a unit of the indicator's decimals. As printed: within what the rounding of all three allows.
    Parts that are rounded to 5, say, allow for that in either case.
    """
    rows = checked.observations
    if not is_any(rows.denominator.present):
        return no_breaches()
    wrong = rows.value.present & rows.has_both_parts()
    wrong &= rows.denominator.mantissa > 0
    complete = np.flatnonzero(wrong)
    wrong[complete] = ~parts_make_value(_parts(checked, complete))
    return _contradiction(
        checked,
        wrong,
        lambda row: f"has the value {number_text(rows.value, row)}, but {_calculation(checked, row)}",
        "correct the value, the numerator or the denominator",
        _PRINTED,
    )


def _contradiction(
    checked: Checked, wrong: BoolArray, what: Callable[[int], str], remedy: str, as_printed: str
) -> Breaches:
    """An error; where the source is what was printed, a warning, with ``as_printed`` for what happens."""
    printed = checked.observations.as_printed
    rows = np.flatnonzero(wrong)
    return Breaches(rows, ~printed[rows], lambda row: (what(row), as_printed if printed[row] else remedy))


def _parts(checked: Checked, places: IntArray) -> Parts:
    rows = checked.observations
    per = np.array([indicator.per for indicator in checked.indicators], np.int64)
    defined = np.array([indicator.decimals for indicator in checked.indicators], np.int8)
    code = rows.code[places]
    printed = rows.as_printed[places]
    value = rows.value.take(places)
    return Parts(
        value=value,
        numerator=rows.numerator.take(places),
        denominator=rows.denominator.take(places),
        per=per[code],
        tolerance_decimals=np.where(printed, value.decimals, defined[code]).astype(np.int8),
        rounded_parts=printed,
        rounded_to=rows.parts_rounded_to[places],
    )


def _calculation(checked: Checked, row: int) -> str:
    rows = checked.observations
    indicator = checked.indicators[rows.code[row]]
    return calculation(
        indicator,
        exact_decimal(int(rows.numerator.mantissa[row]), int(rows.numerator.decimals[row])),
        exact_decimal(int(rows.denominator.mantissa[row]), int(rows.denominator.decimals[row])),
        max(indicator.decimals, int(rows.value.decimals[row])),
        as_printed=bool(rows.as_printed[row]),
        rounded_to=int(rows.parts_rounded_to[row]),
    )


def rounded_parts_make_no_value(checked: Checked) -> Breaches:
    """Rounded parts do not say exactly what the value is, so the value itself is wanted."""
    rows = checked.observations
    if not is_any(rows.parts_rounded_to):
        return no_breaches()
    alone = rows.has_both_parts() & (rows.parts_rounded_to > 0) & ~rows.value.present
    alone &= (rows.denominator.mantissa > 0) & (rows.missing == Missing.PRESENT.code)
    found = np.flatnonzero(alone)

    def explain(row: int) -> tuple[str, str]:
        what = f"has no value, and its parts are rounded: {_calculation(checked, row)}"
        return what, "supply the value; until then what the rounded parts make is rated"

    return Breaches(found, np.zeros(len(found), np.bool_), explain)


def parts_are_rounded_as_said(checked: Checked) -> Breaches:
    """Parts that are said to be rounded to 5, say, are multiples of 5: another number is not rounded yet."""
    rows = checked.observations
    step = rows.parts_rounded_to.astype(np.int64)
    if not is_any(rows.parts_rounded_to):
        return no_breaches()

    def is_unrounded(column: ExactColumn) -> BoolArray:
        unit = 10 ** column.decimals.astype(np.int64)
        of_step = (column.mantissa % unit != 0) | (column.mantissa // unit % np.maximum(step, 1) != 0)
        unrounded: BoolArray = column.present & (step > 0) & of_step
        return unrounded

    top, bottom = is_unrounded(rows.numerator), is_unrounded(rows.denominator)
    found = np.flatnonzero(top | bottom)

    def explain(row: int) -> tuple[str, str]:
        name, column = ("numerator", rows.numerator) if top[row] else ("denominator", rows.denominator)
        what = f"has the {name} {number_text(column, row)}, though its parts are said to be rounded to"
        return (
            f"{what} {step[row]}",
            "round it, so that small numbers are protected, or correct parts_rounded_to",
        )

    return Breaches(found, np.zeros(len(found), np.bool_), explain)

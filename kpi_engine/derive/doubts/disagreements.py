"""Supplied figures that are not what they would be computed as.

Rule: docs/rating-rules.md, "Supplied before computed".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

import numpy as np

from kpi_engine.derive.doubts.rounded_inputs import ends
from kpi_engine.model.arrays.coarser import columns_agree_at_the_coarser, rounded_to
from kpi_engine.model.arrays.observation import (
    BoolArray,
    ExactColumn,
    IntArray,
    Observations,
    exact_decimal,
)
from kpi_engine.model.arrays.parts import Parts, parts_make_value
from kpi_engine.model.calendars.period_text import period_label
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.made_from.measure import Origin
from kpi_engine.model.figures.displayed import display_table, displayed_column
from kpi_engine.model.figures.recomputed import Recomputed
from kpi_engine.model.issue import MOST_TOLD, Issue, Severity, more_like_these, warning
from kpi_engine.model.words.made import made_words
from kpi_engine.model.words.number_text import value_text

_ORIGINS = tuple(Origin)


def disagreements(
    observations: Observations,
    recomputed: Recomputed,
    indicators: Sequence[Indicator],
    outturns: bool = False,
    again: Callable[[Observations], Recomputed] | None = None,
) -> tuple[Issue, ...]:
    """A warning for each supplied figure that would be computed as another, in the order of the rows.

    ``outturns``: periods are start years. Values are compared as displayed, at the coarser of the two
    precisions. Beyond MOST_TOLD they are counted. ``again`` computes the figures from others in place of the
    supplied figures: what rounding can explain is left alone. None: every figure is taken as it is.
    """
    if not len(recomputed.row):
        return ()
    defined = {indicator.code: indicator for indicator in indicators}
    by_code = [defined[code] for code in observations.codes]
    table = display_table(by_code)
    supplied, _ = displayed_column(observations.take(recomputed.row), table)
    computed, _ = displayed_column(recomputed.figures, table)
    agree = columns_agree_at_the_coarser(supplied, computed) | _can_agree(supplied, recomputed, by_code)
    unlike = np.flatnonzero(~agree)
    if again is not None and len(unlike):
        unlike = unlike[~_explained(observations, recomputed, by_code, unlike, again)]
    issues = []
    for at in unlike[:MOST_TOLD].tolist():
        row = int(recomputed.row[at])
        indicator = by_code[observations.code[row]]
        values = [value_text(_number(column, at), indicator) for column in (supplied, computed)]
        words = made_words(indicator, _ORIGINS[recomputed.figures.origin[at]])
        found = f"{values[0]}, but computed it is {values[1]} ({words})"
        calendar = indicator.calendar.yearly if outturns else indicator.calendar
        period = period_label(calendar, int(observations.period[row]))
        issues.append(_issue(observations, row, indicator, f"in {period} is supplied as {found}"))
    if len(unlike) > MOST_TOLD:
        place = observations.location(int(recomputed.row[unlike[MOST_TOLD]]))
        issues.append(more_like_these(len(unlike) - MOST_TOLD, place, Severity.WARNING))
    return tuple(issues)


def _can_agree(supplied: ExactColumn, recomputed: Recomputed, indicators: Sequence[Indicator]) -> BoolArray:
    """Where rounded parts add up to others, and numbers that round to them could make what is supplied."""
    figures = recomputed.figures
    can = np.zeros(len(figures), np.bool_)
    rounded = figures.has_both_parts() & (figures.parts_rounded_to > 0) & (figures.denominator.mantissa > 0)
    rows = np.flatnonzero(rounded & supplied.present)
    if len(rows):
        some = figures.take(rows)
        per = np.array([indicator.per for indicator in indicators], np.int64)[some.code]
        value = supplied.take(rows)
        exact = np.zeros(len(rows), np.bool_)
        can[rows] = parts_make_value(
            Parts(value, some.numerator, some.denominator, per, value.decimals, exact, some.parts_rounded_to)
        )
    return can


def _explained(
    observations: Observations,
    recomputed: Recomputed,
    by_code: Sequence[Indicator],
    unlike: IntArray,
    again: Callable[[Observations], Recomputed],
) -> BoolArray:
    """Which of the unlike figures lie within what the rounding of the figures they are made from allows."""
    table, code = display_table(by_code), recomputed.figures.code[unlike]
    given = observations.take(observations.origin == Origin.SUPPLIED.code)
    supplied, _ = displayed_column(observations.take(recomputed.row[unlike]), table)
    explained = np.zeros(len(unlike), np.bool_)
    for place in np.unique(code).tolist():
        own = np.flatnonzero(code == place)
        low, high = (
            displayed_column(again(end).figures.take(unlike[own]), table)[0]
            for end in ends(given, by_code[place], by_code)
        )
        number = supplied.take(own)
        explained[own] = _at_most(low, number) & _at_most(number, high)
    return explained


def _at_most(one: ExactColumn, other: ExactColumn) -> BoolArray:
    """Whether a number is no higher than another, both there, at the coarser of their precisions."""
    decimals = np.minimum(one.decimals, other.decimals)
    lower: BoolArray = rounded_to(one, decimals) <= rounded_to(other, decimals)
    return lower & one.present & other.present


def _number(column: ExactColumn, at: int) -> Decimal:
    return exact_decimal(int(column.mantissa[at]), int(column.decimals[at]))


def _issue(observations: Observations, row: int, indicator: Indicator, supplied: str) -> Issue:
    area = observations.areas[observations.area[row]]
    return warning(
        observations.location(row),
        f"{indicator.code} for {area} {supplied}",
        "it is rated as supplied; correct it, or the figures that it is computed from",
        area,
    )

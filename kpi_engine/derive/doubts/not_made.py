"""Figures that are not made because a figure that they are made from has an error.

All figures are made once more with numbers in the place of the errors: a figure that then has a value lacks
its value because of the errors, whichever way it is made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

import numpy as np

from kpi_engine.model.arrays.observation import BoolArray, ExactColumn, IntArray, Observations
from kpi_engine.model.calendars.period_text import period_label
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import WITHHELD, Missing
from kpi_engine.model.definitions.made_from.measure import Origin
from kpi_engine.model.issue import MOST_TOLD, Issue, Location, Severity, more_like_these, warning
from kpi_engine.model.wording import listed

_MOST_PERIODS = 6


def figures_not_made(
    supplied: Observations,
    made: Observations,
    make: Callable[[Observations], Observations],
    indicators: Sequence[Indicator],
    *,
    outturns: bool = False,
) -> tuple[Issue, ...]:
    """A warning for each indicator and area with figures that are not made because of errors.

    Args:
        supplied: what the figures are made from; the errors are marked as such.
        made: the supplied figures and the figures that are made from them.
        make: makes ``made`` from ``supplied``, with the same labels.
        indicators: all of them, parallel to the codes.
        outturns: whether periods are start years.
    """
    unusable = supplied.missing == Missing.UNUSABLE.code
    is_made = made.origin != Origin.SUPPLIED.code
    if not unusable.any() or not is_made.any():
        return ()
    kept = (Missing.PRESENT.code, *(mark.code for mark in WITHHELD))
    lacking = np.flatnonzero(is_made & ~np.isin(made.missing, kept))
    repaired = make(_with_stand_ins(supplied, unusable))
    there = _keys(repaired, np.flatnonzero(repaired.missing == Missing.PRESENT.code), made)
    rows = lacking[np.isin(_keys(made, lacking, made), there)]
    errors = np.flatnonzero(unusable)
    # Of several errors, nobody needs to know which: the figure needs them all corrected.
    place = supplied.location(int(errors[0])) if len(errors) == 1 else None
    found = _in_words(made, rows, indicators, outturns, place)
    told = list(islice(found, MOST_TOLD))
    more = sum(1 for _ in found)
    if more:
        told.append(more_like_these(more, told[-1].location, Severity.WARNING))
    return tuple(told)


def _in_words(
    made: Observations,
    rows: IntArray,
    indicators: Sequence[Indicator],
    outturns: bool,
    place: Location | None,
) -> Iterator[Issue]:
    """One warning for each indicator and area; ``place`` is the place of the only error."""
    periods: dict[tuple[int, int], list[int]] = {}
    for row in rows.tolist():
        periods.setdefault((int(made.code[row]), int(made.area[row])), []).append(int(made.period[row]))
    for (code, at), of_both in sorted(periods.items()):
        indicator, area = indicators[code], made.areas[at]
        calendar = indicator.calendar.yearly if outturns else indicator.calendar
        labels = listed([period_label(calendar, period) for period in sorted(of_both)], _MOST_PERIODS)
        what = f"{indicator.code} for {area} in {labels} is not made: what it is made from has an error"
        yield warning(place or indicator.location, what, "correct the error", area)


def _with_stand_ins(supplied: Observations, unusable: BoolArray) -> Observations:
    """The same with numbers for the rows that have errors: the numbers of a sound row of their indicator."""
    sound = np.flatnonzero(supplied.missing == Missing.PRESENT.code)
    donor_of_code = np.full(len(supplied.codes), -1, np.int64)
    donor_of_code[supplied.code[sound]] = sound
    donor = donor_of_code[supplied.code]
    source = np.where(unusable & (donor >= 0), donor, np.arange(len(supplied)))
    # Where the indicator has no sound row, any number will do.
    nowhere = unusable & (donor < 0)
    value = supplied.value.take(source)
    return replace(
        supplied,
        value=ExactColumn(value.mantissa + nowhere, value.decimals, value.present | nowhere),
        numerator=supplied.numerator.take(source),
        denominator=supplied.denominator.take(source),
        missing=np.where(unusable, np.int8(Missing.PRESENT.code), supplied.missing),
    )


def _keys(rows: Observations, chosen: IntArray, like: Observations) -> IntArray:
    """A number for the code, area and period of each chosen row; ``like`` has the same labels."""
    first = int(like.period.min())
    key = rows.code[chosen].astype(np.int64) * len(like.areas) + rows.area[chosen]
    keys: IntArray = key * 10**9 + (rows.period[chosen] - first)
    return keys

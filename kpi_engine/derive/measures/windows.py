"""Periods added up to rolling, year to date and longer figures, or their mean.

Rule: docs/rating-rules.md, "Windows".
"""

from __future__ import annotations

import numpy as np

from kpi_engine.derive.figures import (
    PARTS_MISSING,
    PRESENT,
    Computed,
    Figures,
    Places,
    no_numbers,
    numbers_in,
    places_of,
)
from kpi_engine.derive.measures.sums import (
    TOO_LARGE,
    Totals,
    addends_of,
    in_runs,
    run_sums,
    running_count,
    totals,
)
from kpi_engine.model.arrays.exact import LIMIT, half_up, power_of_ten
from kpi_engine.model.arrays.observation import BoolArray, ExactColumn, IndexArray, IntArray
from kpi_engine.model.calendars.calendar import Calendar, holding_period
from kpi_engine.model.calendars.period import Frequency
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Missing
from kpi_engine.model.definitions.made_from.measure import Window
from kpi_engine.model.definitions.window import periods_covered


def window_of(indicator: Indicator, window: Window, parts: Figures) -> Computed:
    """The sums, or means, of the parts, such as months, that each period of an indicator covers.

    There is one for every period from an area's first part to its last, though some part may be missing.
    """
    places = places_of(parts.rows.area, parts.rows.period)
    area, period = _periods(places, parts.indicator.calendar, indicator.calendar)
    first, last = periods_covered(indicator, window, period, parts.indicator)
    start, end = places.runs(area, first, last)
    addends = addends_of(parts).at(places.order)
    found = totals(addends, start, end)
    if window.mean:
        found = _means(found, numbers_in(parts.numbers(), places.order), start, end, indicator.decimals)
    there = addends.numerator.present | parts.displayed().present[places.order]
    whole = in_runs(running_count(there), start, end) == last - first + 1
    is_of_months = parts.indicator.frequency is Frequency.MONTHLY
    incomplete = Missing.INCOMPLETE_WINDOW if is_of_months else Missing.INCOMPLETE_PERIODS
    return Computed(
        area=area,
        period=period,
        value=found.value,
        numerator=found.numerator,
        denominator=found.denominator,
        missing=np.where(whole, found.missing, incomplete.code).astype(np.int8),
        parts_rounded_to=found.step,
        marks=found.marks,
    )


def _means(sums: Totals, numbers: ExactColumn, start: IntArray, end: IntArray, decimals: int) -> Totals:
    """The means of runs of numbers, each rounded once, with the marks that their ``sums`` have."""
    size = end - start
    whole: BoolArray = (in_runs(running_count(numbers.present), start, end) == size) & (size > 0)
    total, fits = run_sums(numbers, start, end, whole)
    top = total.mantissa.astype(object) * 10**decimals
    bottom = np.where(whole, size, 1).astype(object) * power_of_ten(total.decimals).astype(object)
    ticks = np.clip(half_up(top, bottom), -LIMIT - 1, LIMIT + 1).astype(np.int64)
    fits &= np.abs(ticks) <= LIMIT
    none = no_numbers(len(start))
    return Totals(
        value=ExactColumn(ticks * fits, np.full(len(start), decimals, np.int8), whole & fits),
        numerator=none,
        denominator=none,
        missing=np.where(whole, np.where(fits, PRESENT, TOO_LARGE), PARTS_MISSING).astype(np.int8),
        step=np.zeros(len(start), np.int64),
        marks=sums.marks,
    )


def _periods(places: Places, parts: Calendar, whole: Calendar) -> tuple[IndexArray, IntArray]:
    """Every period of the ``whole``, from the period of each area's first part to the period of its last."""
    area, part = places.key // places.span, places.key % places.span + places.first
    begins = np.flatnonzero(np.diff(area, prepend=-1))
    ends = np.append(begins[1:], len(area)) - 1 if len(begins) else begins
    first, last = (holding_period(parts, part[at], whole) for at in (begins, ends))
    if whole.every > 1:
        # A year between two figures belongs to the later of them.
        first = first + (whole.month_of(first) < parts.month_of(part[begins]) - 11)
    count = np.maximum(last - first + 1, 0)
    period = np.arange(int(count.sum())) + np.repeat(first - (np.cumsum(count) - count), count)
    return np.repeat(area[begins], count).astype(np.int32), period

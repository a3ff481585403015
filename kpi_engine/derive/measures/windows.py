"""Months added up to rolling years, years to date, quarters, terms and years.

Rule: docs/rating-rules.md, "Windows".
"""

from __future__ import annotations

import numpy as np

from kpi_engine.derive.figures import Computed, Figures, Places, places_of
from kpi_engine.derive.measures.sums import addends_of, in_runs, running_count, totals
from kpi_engine.model.arrays.observation import IndexArray, IntArray
from kpi_engine.model.calendars.calendar import Calendar, holding_period
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Missing
from kpi_engine.model.definitions.made_from.measure import Covers
from kpi_engine.model.definitions.window import periods_covered

INCOMPLETE = Missing.INCOMPLETE_WINDOW.code


def window_of(indicator: Indicator, covers: Covers, parts: Figures) -> Computed:
    """The sums of the parts, such as months, that each period of an indicator covers.

    There is one for every period from an area's first part to its last, though some part may be missing.
    """
    places = places_of(parts.rows.area, parts.rows.period)
    area, period = _periods(places, parts.indicator.calendar, indicator.calendar)
    first, last = periods_covered(indicator, covers, period, parts.indicator)
    start, end = places.runs(area, first, last)
    addends = addends_of(parts).at(places.order)
    found = totals(addends, start, end)
    there = addends.numerator.present | parts.displayed().present[places.order]
    whole = in_runs(running_count(there), start, end) == last - first + 1
    return Computed(
        area=area,
        period=period,
        value=found.value,
        numerator=found.numerator,
        denominator=found.denominator,
        missing=np.where(whole, found.missing, INCOMPLETE).astype(np.int8),
        parts_rounded_to=found.step,
        marks=found.marks,
    )


def _periods(places: Places, parts: Calendar, whole: Calendar) -> tuple[IndexArray, IntArray]:
    """Every period of the ``whole``, from the period of each area's first part to the period of its last."""
    area, part = places.key // places.span, places.key % places.span + places.first
    begins = np.flatnonzero(np.diff(area, prepend=-1))
    ends = np.append(begins[1:], len(area)) - 1 if len(begins) else begins
    first, last = (holding_period(parts, part[at], whole) for at in (begins, ends))
    count = last - first + 1
    period = np.arange(int(count.sum())) + np.repeat(first - (np.cumsum(count) - count), count)
    return np.repeat(area[begins], count).astype(np.int32), period

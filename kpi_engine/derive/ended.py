"""Computed figures that have ended, since all that they are made from has.

Rule: docs/rating-rules.md, "Supplied before computed".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from kpi_engine.derive.figures import PRESENT, Computed, Figures, places_of
from kpi_engine.model.arrays.observation import BoolArray, IndexArray, IntArray, Observations
from kpi_engine.model.calendars.calendar import same_periods
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Missing
from kpi_engine.model.definitions.made_from.measure import Measure, Window
from kpi_engine.model.definitions.window import periods_covered
from kpi_engine.model.figures.series import NO_ROW

CLOSED = Missing.CLOSED.code


def marked_as_ended(
    computed: Computed, indicator: Indicator, measure: Measure, members: Sequence[Figures]
) -> Computed:
    """The same; one without a value is closed where the members of its period are, or its last part is."""
    period = computed.period
    if isinstance(measure, Window):
        period = periods_covered(indicator, measure, period, members[0].indicator)[1]
    else:
        # What has longer periods, such as a population by year, does not end with the figures of a month.
        own = indicator.calendar
        members = [one for one in members if same_periods(one.indicator.calendar, own)]
    ended = np.logical_and.reduce([_closed_at(one, computed.area, period) for one in members])
    missing = np.where(ended & (computed.missing != PRESENT), CLOSED, computed.missing)
    return replace(computed, missing=missing.astype(np.int8))


def _closed_at(figures: Figures, area: IndexArray, period: IntArray) -> BoolArray:
    rows = figures.rows
    closed = np.flatnonzero(rows_closed(rows))
    found: BoolArray = places_of(rows.area[closed], rows.period[closed]).find(area, period) != NO_ROW
    return found


def rows_closed(rows: Observations) -> BoolArray:
    """Which rows say that their figure has ended."""
    closed: BoolArray = rows.missing == CLOSED
    return closed

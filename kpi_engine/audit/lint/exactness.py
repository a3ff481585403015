"""Figures with too many digits to be kept exactly: they are not rated, and their places are reported."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from kpi_engine.model.arrays.observation import Observations
from kpi_engine.model.calendars.period_text import period_label
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Missing
from kpi_engine.model.definitions.made_from.measure import Origin
from kpi_engine.model.figures.displayed import TOO_LARGE, display_table, displayed_values
from kpi_engine.model.issue import MOST_TOLD, Issue, Severity, more_like_these, warning


def figures_not_kept_exactly(
    figures: Observations, indicators: Sequence[Indicator], outturns: bool = False
) -> Iterator[Issue]:
    """A warning for each figure that is too long, or made from others that differ too much in size."""
    reason = displayed_values(figures, display_table(indicators)).reason
    missing = figures.missing == Missing.TOO_LARGE.code
    rows = np.flatnonzero((reason == TOO_LARGE) | missing).tolist()
    for row in rows[:MOST_TOLD]:
        indicator = indicators[int(figures.code[row])]
        calendar = indicator.calendar.yearly if outturns else indicator.calendar
        period = period_label(calendar, int(figures.period[row]))
        area = figures.areas[int(figures.area[row])]
        supplied = figures.origin[row] == Origin.SUPPLIED.code
        place = figures.location(row) if supplied else indicator.location
        made = "" if supplied else ", which is made from others,"
        what = f"{indicator.code} for {area} in {period}{made} has too many digits to be rated exactly"
        yield warning(place, what, "round its numbers to the decimals that mean something", area)
    if len(rows) > MOST_TOLD:
        place = figures.location(rows[MOST_TOLD])
        yield more_like_these(len(rows) - MOST_TOLD, place, Severity.WARNING)

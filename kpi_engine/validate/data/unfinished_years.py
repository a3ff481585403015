"""Outturns of years that have not ended: rated as the final figures that they cannot be yet.

Rule: docs/rating-rules.md, "Outturns".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from kpi_engine.model.arrays.lookup import distinct_places
from kpi_engine.model.arrays.observation import Observations
from kpi_engine.model.calendars.period import Month
from kpi_engine.model.definitions.figure_marks import FigureMark
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.issue import Issue, warning
from kpi_engine.validate.data.outturn_words import of_areas

# Whoever writes one of these knows that the year goes on.
_NOT_FINAL = FigureMark.PROVISIONAL.bit | FigureMark.ESTIMATED.bit


def outturns_of_unfinished_years(
    outturns: Observations, indicators: Sequence[Indicator], as_at: Month
) -> Iterator[Issue]:
    """One warning an indicator with an outturn of a year that goes on after ``as_at``, and is not marked so.

    ``indicators`` are parallel to ``outturns.codes``; the periods are start years.
    """
    ended = [each.calendar.yearly.latest_begun_by(as_at.last_day + 1) - 1 for each in indicators]
    unfinished = outturns.period > np.array(ended, np.int64).take(outturns.code)
    unfinished &= outturns.value.present & (outturns.marks & _NOT_FINAL == 0)
    for code in distinct_places(outturns.code[unfinished]).tolist():
        rows = np.flatnonzero(unfinished & (outturns.code == code)).tolist()
        indicator, first = indicators[code], rows[0]
        year = indicator.year.label(int(outturns.period[first]))
        yield warning(
            outturns.location(first),
            f"{indicator.code} has an outturn for {year} of {of_areas(outturns, rows)}, and that "
            f"{indicator.year.words} has not ended by the scorecard's month, {as_at.words}",
            'correct the year, write "provisional" as its status, or leave it out until the year has ended',
        )

"""How often rows of a series were GREEN of late: a count, which needs no theory."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kpi_engine.model.arrays.observation import BoolArray, IntArray, SmallArray
from kpi_engine.model.calendars.calendar import Calendar
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.statistics.results import History, filled
from kpi_engine.statistics.rows.series import series_grids

PERIODS = 12


def history_of(ratings: Ratings) -> History:
    """How many of the twelve periods up to each row were rated, and how many were GREEN."""
    rated, green = filled(len(ratings)), filled(len(ratings))
    for codes in codes_by_calendar(ratings.indicators).values():
        for grid in series_grids(ratings.observations, codes):
            rag = grid.spread(ratings.rag)
            rated[grid.rows] = grid.gather(_of_twelve(rag != Rag.NONE.code))
            green[grid.rows] = grid.gather(_of_twelve(rag >= Rag.GREEN.code))
    return History(rated, green)


def new_in(ratings: Ratings) -> IntArray:
    """The period of the latest figure up to each row that repeats no earlier figure; −1 without any."""
    found = np.full(len(ratings), -1, np.int64)
    period = np.where(
        ratings.displayed.present & ~ratings.carried_forward, ratings.observations.period, np.int64(-1)
    )
    for codes in codes_by_calendar(ratings.indicators).values():
        for grid in series_grids(ratings.observations, codes):
            latest = np.maximum.accumulate(grid.spread(period, -1), axis=0)
            found[grid.rows] = grid.gather(latest)
    return found


def _of_twelve(holds: BoolArray) -> SmallArray:
    """How often something holds in the twelve rows up to each."""
    total = np.cumsum(holds, axis=0, dtype=np.int32)
    total[PERIODS:] -= total[:-PERIODS].copy()
    return total.astype(np.int8)


def codes_by_calendar(indicators: Sequence[Indicator]) -> dict[Calendar, list[int]]:
    """The positions of indicators of each calendar."""
    found: dict[Calendar, list[int]] = {}
    for code, indicator in enumerate(indicators):
        found.setdefault(indicator.calendar.naming, []).append(code)
    return found

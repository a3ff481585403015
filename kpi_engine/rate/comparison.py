"""Which row each row is compared with, and the period that its comparison asks for.

Rule: docs/rating-rules.md, "What the direction of travel compares with".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kpi_engine.model.indicator import Indicator
from kpi_engine.model.lookup import by_row, collapsed
from kpi_engine.model.observation import BoolArray, IndexArray, IntArray, Observations
from kpi_engine.model.series import NO_ROW, SeriesIndex

# Stands for the lag of a comparison with the previous observation, whenever that was.
_ANY_LAG = 0


def lags(indicators: Sequence[Indicator]) -> IntArray:
    """Periods back, by code, collapsed; 0 for the previous observation."""
    by_code = [indicator.comparison.lag(indicator.frequency) for indicator in indicators]
    return collapsed(np.array([_ANY_LAG if lag is None else lag for lag in by_code], np.int64))


@dataclass(frozen=True, slots=True)
class PreviousRows:
    """Finds what rows are compared with: the row at their ``lag``, by code, or else the ``latest`` before it.

    ``latest`` is by row, and empty where every code has a lag.
    """

    series: SeriesIndex
    lag: IntArray
    latest: IndexArray

    def of(self, rows: slice, code: IndexArray) -> IndexArray:
        """Row number of what each of some rows is compared with, or NO_ROW; ``code`` is theirs."""
        previous = self.series.row_at_lag(np.maximum(self.lag, 1), rows)
        if not len(self.latest):
            return previous
        return np.where(by_row(self.lag, code) == _ANY_LAG, self.latest[rows], previous)


def previous_rows(series: SeriesIndex, lag: IntArray, present: BoolArray) -> PreviousRows:
    """``present`` says which rows have a value, ``lag`` is as from ``lags``."""
    latest = series.previous_present(present) if (lag == _ANY_LAG).any() else np.zeros(0, np.int32)
    return PreviousRows(series, lag, latest)


def periods_asked_for(
    rows: Observations, lag: IntArray, previous: IndexArray, period: IntArray
) -> tuple[IntArray, BoolArray]:
    """The period of the comparison, and whether there is one; ``period`` is that of all observations."""
    asked = rows.period - by_row(lag, rows.code)
    there = np.ones(len(asked), np.bool_)
    if (lag == _ANY_LAG).any():
        whenever = np.flatnonzero(by_row(lag, rows.code) == _ANY_LAG)
        asked[whenever] = period[previous[whenever]]
        there[whenever] = previous[whenever] != NO_ROW
    return asked, there

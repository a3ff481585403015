"""Which row each row is compared with, and the period that its comparison asks for.

Rule: docs/rating-rules.md, "What the direction of travel compares with".
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kpi_engine.model.arrays.lookup import by_row, collapsed
from kpi_engine.model.arrays.observation import BoolArray, IndexArray, IntArray, Observations
from kpi_engine.model.definitions.comparison import ComparisonKind
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.figures.series import NO_ROW, SeriesIndex
from kpi_engine.model.frozen import frozen

# Stands for the lag of a comparison that is not the same number of periods back for every period.
_ANY_LAG = 0
# Stands for the fixed period of a comparison with none.
_NO_BASE = -1


@frozen
class Comparisons:
    """What each indicator compares with, by code.

    ``lag`` is the number of periods back, collapsed. Where it is _ANY_LAG, ``base`` is the fixed period that
    later periods are compared with, or _NO_BASE if the previous observation is compared with. ``base`` is
    None if no indicator compares with a fixed period.
    """

    lag: IntArray
    base: IntArray | None

    def is_fixed(self, rows: Observations) -> BoolArray | None:
        """Which rows are of indicators that compare with a fixed period; None if no indicator does."""
        return None if self.base is None else self.base.take(rows.code) != _NO_BASE

    def is_too_early(self, rows: Observations) -> BoolArray | None:
        """Which rows are not after the fixed period that others are compared with; None if no row can be."""
        return None if self.base is None else rows.period <= self.base.take(rows.code)


def comparisons(indicators: Sequence[Indicator]) -> Comparisons:
    """What the indicators compare with, in their order."""
    lags = [indicator.comparison.lag(indicator.calendar) for indicator in indicators]
    base = [
        indicator.comparison.since if indicator.comparison.kind is ComparisonKind.SINCE else _NO_BASE
        for indicator in indicators
    ]
    return Comparisons(
        lag=collapsed(np.array([_ANY_LAG if lag is None else lag for lag in lags], np.int64)),
        base=np.array(base, np.int64) if max(base, default=_NO_BASE) != _NO_BASE else None,
    )


@frozen
class PreviousRows:
    """Finds what rows are compared with: the row at their lag, or else the one ``elsewhere``.

    ``elsewhere`` is by row, and empty where every code has a lag.
    """

    series: SeriesIndex
    asked: Comparisons
    elsewhere: IndexArray

    def of(self, rows: slice, code: IndexArray) -> IndexArray:
        """Row number of what each of some rows is compared with, or NO_ROW; ``code`` is theirs."""
        lag = self.asked.lag
        previous = self.series.row_at_lag(np.maximum(lag, 1), rows)
        if not len(self.elsewhere):
            return previous
        return np.where(by_row(lag, code) == _ANY_LAG, self.elsewhere[rows], previous)


def previous_rows(
    series: SeriesIndex, rows: Observations, indicators: Sequence[Indicator], present: BoolArray
) -> PreviousRows:
    """For all rows; ``present`` says which of them have a value."""
    asked = comparisons(indicators)
    if not (asked.lag == _ANY_LAG).any():
        return PreviousRows(series, asked, np.zeros(0, np.int32))
    elsewhere = series.previous_present(present)
    is_fixed, too_early = asked.is_fixed(rows), asked.is_too_early(rows)
    if asked.base is not None and is_fixed is not None:
        fixed = series.row_in_period(asked.base)
        fixed[too_early] = NO_ROW
        elsewhere = np.where(is_fixed, fixed, elsewhere)
    return PreviousRows(series, asked, elsewhere)


def periods_asked_for(
    rows: Observations, asked: Comparisons, previous: IndexArray, period: IntArray
) -> tuple[IntArray, BoolArray]:
    """The period of the comparison, and whether there is a comparison.

    ``period`` has the periods of all observations.
    """
    lag = by_row(asked.lag, rows.code)
    back = rows.period - lag
    there = np.ones(len(back), np.bool_)
    if (asked.lag == _ANY_LAG).any():
        whenever = np.flatnonzero(lag == _ANY_LAG)
        back[whenever] = period[previous[whenever]]
        there[whenever] = previous[whenever] != NO_ROW
    if asked.base is not None:
        base = asked.base.take(rows.code)
        fixed = np.flatnonzero(base != _NO_BASE)
        back[fixed] = base[fixed]
        there[fixed] = rows.period[fixed] > base[fixed]
    return back, there

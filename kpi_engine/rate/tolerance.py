"""An arrow's tolerance: values that are no further apart than their definition calls the same.

Rule: docs/rating-rules.md, "The same". It is decided on the displayed values, at the coarser of the two
precisions, exactly: in 64 bits where nothing can overflow, in Python's integers elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kpi_engine.model.arrays.coarser import rounded_to
from kpi_engine.model.arrays.exact import LIMIT, AnyIntArray, power_of_ten
from kpi_engine.model.arrays.lookup import by_row
from kpi_engine.model.arrays.observation import BoolArray, ExactColumn, IndexArray, IntArray, exact_column
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.frozen import frozen
from kpi_engine.rate.standards_table import StandardsTable

# A little below LIMIT, by more than floats are off.
_SURELY_WITHIN = LIMIT * (1 - 2.0**-40)
_MOST_DECIMALS_MORE = 18
_FLOAT_POWERS = np.array([10.0**more for more in range(2 * _MOST_DECIMALS_MORE + 1)])


def tolerances(indicators: Sequence[Indicator]) -> ExactColumn | None:
    """How far apart values that are the same can be, by code; None where no definition says it."""
    if all(indicator.same_within is None for indicator in indicators):
        return None
    return exact_column([indicator.same_within for indicator in indicators])


def within_tolerance(
    now: ExactColumn,
    then: ExactColumn,
    place: IntArray,
    code: IndexArray,
    *,
    tolerance: ExactColumn,
    table: StandardsTable,
) -> BoolArray:
    """Which of n rows perform the same as before, since they are no further apart than their tolerance."""
    within: BoolArray = np.zeros(len(code), np.bool_)
    rows = np.flatnonzero(tolerance.present[code] & now.present & then.present)
    if len(rows):
        pairs = _pairs(now.take(rows), then.take(rows), place[rows], tolerance.take(code[rows]), table)
        fast = pairs.fits()
        within[rows[fast]] = pairs.at(fast).alike()
        if not fast.all():
            within[rows[~fast]] = pairs.at(~fast).alike_exactly(table.aim.exact)
    return within


@frozen
class _Scaled:
    """Integers times ten to the power of ``more``."""

    number: IntArray
    more: IntArray

    def at(self, rows: BoolArray) -> _Scaled:
        return _Scaled(self.number[rows], self.more[rows])

    def fits(self) -> BoolArray:
        """Where they are surely within ± LIMIT."""
        powers = _FLOAT_POWERS.take(self.more, mode="clip")
        size = np.maximum(np.abs(self.number.astype(np.float64)), 1.0) * powers
        fits: BoolArray = size <= _SURELY_WITHIN
        return fits

    def fast(self) -> IntArray:
        """In 64 bits, where they fit."""
        return self.number * power_of_ten(np.minimum(self.more, _MOST_DECIMALS_MORE))

    def exactly(self) -> AnyIntArray:
        """In Python's integers."""
        exact: AnyIntArray = self.number.astype(object) * 10 ** self.more.astype(object)
        return exact


@frozen
class _Pairs:
    """Two values of each row, the point that the better of them is nearer to (at its ``place``), and how far
    apart they may be, all on one grid.
    """

    after: _Scaled
    before: _Scaled
    point: _Scaled
    allowed: _Scaled
    place: IntArray

    def at(self, rows: BoolArray) -> _Pairs:
        return _Pairs(
            self.after.at(rows),
            self.before.at(rows),
            self.point.at(rows),
            self.allowed.at(rows),
            self.place[rows],
        )

    def fits(self) -> BoolArray:
        """Where 64 bits are enough: a point beyond LIMIT is beyond all values."""
        fits = self.after.fits() & self.before.fits() & self.allowed.fits()
        return fits & (self._is_beyond() | self.point.fits())

    def alike(self) -> BoolArray:
        """Which are no further apart than they may be, where all fits."""
        after, before, allowed = (each.fast() for each in (self.after, self.before, self.allowed))
        is_beyond = self._is_beyond()
        point = np.where(is_beyond, 0, self.point.number) * power_of_ten(
            np.where(is_beyond, 0, self.point.more)
        )
        # Both values are on one side of a point beyond them.
        gain = np.where(is_beyond, np.abs(before - after), _gain(after, before, point))
        alike: BoolArray = gain <= allowed
        return alike

    def alike_exactly(self, points: Sequence[int]) -> BoolArray:
        """The same in integers of any size; ``points`` by place."""
        exact = np.array([points[place] for place in self.place.tolist()], object)
        gain = _gain(
            self.after.exactly(), self.before.exactly(), exact * 10 ** self.point.more.astype(object)
        )
        alike: BoolArray = (gain <= self.allowed.exactly()).astype(np.bool_)
        return alike

    def _is_beyond(self) -> BoolArray:
        is_beyond: BoolArray = np.abs(self.point.number) > LIMIT
        return is_beyond


def _pairs(
    now: ExactColumn, then: ExactColumn, place: IntArray, least: ExactColumn, table: StandardsTable
) -> _Pairs:
    shown = np.minimum(now.decimals, then.decimals)
    grid = by_row(table.decimals, place).astype(np.int64)
    finest: IntArray = np.maximum(grid, least.decimals.astype(np.int64))
    return _Pairs(
        after=_Scaled(rounded_to(now, shown), finest - shown),
        before=_Scaled(rounded_to(then, shown), finest - shown),
        point=_Scaled(table.aim.point.take(place, mode="clip"), finest - grid),
        allowed=_Scaled(least.mantissa, finest - least.decimals),
        place=place,
    )


def _gain(after: AnyIntArray, before: AnyIntArray, point: AnyIntArray) -> AnyIntArray:
    """By how much the two differ in their distance to the point."""
    gain: AnyIntArray = np.abs(np.abs(before - point) - np.abs(after - point))
    return gain

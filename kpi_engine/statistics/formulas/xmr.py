"""Process limits of individual values and moving ranges (XmR), and the points that are signals.

Every decision is an inequality of integers. Source of the rules: docs/statistics.md, "Process limits".
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from kpi_engine.model.arrays.exact import AnyIntArray
from kpi_engine.model.arrays.observation import BoolArray, IntArray
from kpi_engine.model.frozen import frozen
from kpi_engine.model.statistics.profiles import Profile
from kpi_engine.model.statistics.signals import MarkArray
from kpi_engine.statistics.formulas.signals import Places, marks_of

_SAFE = 2.0**61
_SCREEN, _SCREEN_UNIT = 3267, 1000


@frozen
class Limits:
    """What the limits of s series are made of: integers in units of the values' last digit.

    The mean is ``total / points``, the mean moving range ``range_total / ranges``; shape (s,). ``dropped``
    moving ranges were screened out. Where ``ranges`` is 0 there are no limits.
    """

    points: IntArray
    total: AnyIntArray
    ranges: IntArray
    range_total: AnyIntArray
    dropped: IntArray

    def of(self, series: int, profile: Profile) -> tuple[Fraction, Fraction, Fraction]:
        """The mean of a series, its lower and its upper limit, exactly; equal where nothing varies."""
        mean = Fraction(int(self.total[series]), int(self.points[series]))
        moving = Fraction(int(self.range_total[series]), max(1, int(self.ranges[series])))
        reach = Fraction(*profile.factor) * moving
        return mean, mean - reach, mean + reach


@frozen
class Process:
    """The limits of s series, and the marks of their points, (periods, s): bits as above, 0 for no signal."""

    limits: Limits
    marks: MarkArray


def xmr(value: AnyIntArray, used: BoolArray, shown: BoolArray, profile: Profile) -> Process:
    """Limits and signals of series of integers, (periods, series).

    Args:
        value: whatever integers where nothing is ``shown``.
        used: the points that the limits are made of.
        shown: the points that can be signals, ``used`` or not; a period that is not shown ends every run.
        profile: the rules.
    """
    value = np.where(used | shown, value, 0)
    safe = _is_safe(value, profile)
    if safe.all():
        return _xmr(value, used, shown, profile)
    parts = [
        _xmr(value[:, columns].astype(kind), used[:, columns], shown[:, columns], profile)
        for columns, kind in ((safe, np.int64), (~safe, object))
    ]
    return _merged(parts[0], parts[1], safe)


def _is_safe(value: AnyIntArray, profile: Profile) -> BoolArray:
    """Whether no product of ``_xmr`` leaves 64 bits, for each series."""
    largest = np.abs(value.astype(np.float64)).max(axis=0, initial=0.0)
    # Distances and sums of ranges reach twice the points by the value; near limits multiply by three.
    safe: BoolArray = largest * (6.0 * value.shape[0] ** 2 * max(*profile.factor, _SCREEN)) < _SAFE
    return safe


def _merged(fast: Process, slow: Process, safe: BoolArray) -> Process:
    marks = np.empty((len(fast.marks), len(safe)), np.uint8)
    marks[:, safe], marks[:, ~safe] = fast.marks, slow.marks
    columns = []
    for name in ("points", "total", "ranges", "range_total", "dropped"):
        column = np.empty(len(safe), object)
        column[safe], column[~safe] = getattr(fast.limits, name), getattr(slow.limits, name)
        columns.append(column if name in ("total", "range_total") else column.astype(np.int64))
    return Process(Limits(*columns), marks)


def _xmr(value: AnyIntArray, used: BoolArray, shown: BoolArray, profile: Profile) -> Process:
    limits = _limits(value, used, profile)
    points = limits.points.astype(value.dtype)
    distance = value * points
    distance -= limits.total
    high, low = (distance > 0) & shown, (distance < 0) & shown
    size = np.abs(distance)
    size *= limits.ranges * profile.factor[1]
    reach = profile.factor[0] * points * limits.range_total
    limited = shown & (limits.ranges > 0)
    outside = (size > reach) & limited
    near = (3 * size > 2 * reach) & limited
    both = shown[1:] & shown[:-1]
    rises, falls = (value[1:] > value[:-1]) & both, (value[1:] < value[:-1]) & both
    marks = marks_of(Places(high, low, outside, near, rises, falls), profile)
    return Process(limits, marks)


def _limits(value: AnyIntArray, used: BoolArray, profile: Profile) -> Limits:
    points = used.sum(axis=0, dtype=np.int64)
    total = (value * used).sum(axis=0)
    both = used[1:] & used[:-1]
    moving = np.abs(np.diff(value, axis=0)) * both
    ranges, range_total = both.sum(axis=0, dtype=np.int64), moving.sum(axis=0)
    dropped = np.zeros_like(ranges)
    if profile.screened:
        kept = both & ~(moving * (ranges * _SCREEN_UNIT) >= _SCREEN * range_total)
        kept_total = (moving * kept).sum(axis=0)
        # Where only ranges of 0 would be left, limits without width would mark every other point.
        screened = (kept_total > 0) & (kept.sum(axis=0) > 0)
        dropped = np.where(screened, ranges - kept.sum(axis=0), 0)
        range_total = np.where(screened, kept_total, range_total)
        ranges = ranges - dropped
    return Limits(points, total, ranges, range_total, dropped)

"""The patterns that make a point of a chart a signal, of whatever the limits are made.

Arrays have the shape (periods, series): a point and the next of its series lie one row apart, so that runs
are found by comparing shifted rows. Source of the rules: docs/statistics.md, "Signals".
"""

from __future__ import annotations

import numpy as np

from kpi_engine.model.arrays.observation import BoolArray
from kpi_engine.model.frozen import frozen
from kpi_engine.model.statistics.profiles import Profile
from kpi_engine.model.statistics.signals import (
    OUTSIDE_HIGH,
    OUTSIDE_LOW,
    SHIFT_HIGH,
    SHIFT_LOW,
    TREND_DOWN,
    TREND_UP,
    TWO_HIGH,
    TWO_LOW,
    MarkArray,
)


@frozen
class Places:
    """Where points lie: above or below the mean, outside the limits, beyond the near limits, (periods, s).

    ``rises`` and ``falls`` are of the steps from one period to the next, (periods − 1, s). A period without a
    point is nowhere.
    """

    high: BoolArray
    low: BoolArray
    outside: BoolArray
    near: BoolArray
    rises: BoolArray
    falls: BoolArray


def marks_of(places: Places, profile: Profile) -> MarkArray:
    """The bits of every point that is a signal, 0 for one that is none: model/statistics/signals.py."""
    marks = (places.outside & places.high).view(np.uint8) * np.uint8(OUTSIDE_HIGH)
    marks |= (places.outside & places.low).view(np.uint8) * np.uint8(OUTSIDE_LOW)
    marks |= _two_of_three(places, profile)
    marks |= _runs(places.high, profile.shift).view(np.uint8) * np.uint8(SHIFT_HIGH)
    marks |= _runs(places.low, profile.shift).view(np.uint8) * np.uint8(SHIFT_LOW)
    _add_trends(marks, places, profile.trend)
    return marks


def _two_of_three(places: Places, profile: Profile) -> MarkArray:
    beyond = places.near if profile.outside_counts else places.near & ~places.outside
    marks = np.zeros(beyond.shape, np.uint8)
    if len(beyond) < 3:
        return marks
    for side, bit in ((places.high, TWO_HIGH), (places.low, TWO_LOW)):
        far = beyond & side
        first, second, third = far[:-2], far[1:-1], far[2:]
        enough = (first & second) | (first & third) | (second & third)
        if profile.third_on_side:
            enough &= side[:-2] & side[1:-1] & side[2:]
        marks[_spread(enough, 3) & far] |= bit
    return marks


def _add_trends(marks: MarkArray, places: Places, length: int) -> None:
    """Points in a run of ``length`` or more, each beyond the one before; one in two runs is of the later."""
    rises, falls = places.rises, places.falls
    up, down = _points_of(_runs(rises, length - 1)), _points_of(_runs(falls, length - 1))
    # The later run is the one that the point is the first of.
    up[:-1] &= ~(down[:-1] & falls)
    down[:-1] &= ~(up[:-1] & rises)
    marks |= up.view(np.uint8) * np.uint8(TREND_UP)
    marks |= down.view(np.uint8) * np.uint8(TREND_DOWN)


def _points_of(steps: BoolArray) -> BoolArray:
    """The points before and after some steps: one row more than there are steps."""
    points = np.zeros((steps.shape[0] + 1, *steps.shape[1:]), np.bool_)
    points[:-1] |= steps
    points[1:] |= steps
    return points


def _runs(holds: BoolArray, length: int) -> BoolArray:
    """Where something holds in at least ``length`` rows on end, this one among them."""
    if len(holds) < length:
        return np.zeros(holds.shape, np.bool_)
    every, reach = holds, 1
    while reach < length:
        step = min(reach, length - reach)
        every = every[:-step] & every[step:]
        reach += step
    return _spread(every, length)


def _spread(starts: BoolArray, length: int) -> BoolArray:
    """The ``length`` rows from each start on: ``length − 1`` rows more than there are starts."""
    spread = np.zeros((starts.shape[0] + length - 1, *starts.shape[1:]), np.bool_)
    spread[: len(starts)] = starts
    reach = 1
    while reach < length:
        step = min(reach, length - reach)
        spread[step:] |= spread[:-step].copy()
        reach += step
    return spread

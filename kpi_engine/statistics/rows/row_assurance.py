"""Assurance of n rows: the limits of each beside the values that are GREEN.

Floats decide where they cannot be mistaken, else exact fractions. Source: docs/statistics.md, "Assurance".
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np

from kpi_engine.model.arrays.observation import BoolArray, FloatArray, IndexArray, SmallArray
from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.statistics.outcomes import Assurance, NoStatistic
from kpi_engine.model.statistics.reach import Reach, RowReach
from kpi_engine.model.statistics.results import NO_SEGMENT, ProcessLimits, Segments, filled
from kpi_engine.model.statistics.signals import CHANGED
from kpi_engine.statistics.formulas.assurance import assurance

# A difference of floats smaller than this share of their size is looked at exactly.
_CERTAIN = 1e-9
_NONE = Reach(None, None)
_AT_ONCE = 1 << 16
_WILL_MEET, _HIT_OR_MISS, _WILL_MISS = (
    np.int8(told.code) for told in (Assurance.WILL_MEET, Assurance.HIT_OR_MISS, Assurance.WILL_MISS)
)


def with_assurance(process: ProcessLimits, ratings: Ratings, reach: RowReach) -> ProcessLimits:
    """The same with what limits say of the target; ``no_assurance`` says why it is not to be told."""
    told = filled(len(ratings))
    has_green = np.array([green is not None for green in reach.green] or [False], np.bool_)[reach.place]
    is_change = np.append(process.segments.is_change, False)[process.segment]
    charted = (process.segment != NO_SEGMENT) & ~is_change
    rows = np.flatnonzero(charted & has_green)
    if len(rows):
        told[rows] = _assurance(process, reach, rows.astype(np.int32))
    return replace(process, assurance=told, no_assurance=_why_not(process, ratings, has_green, is_change))


def _why_not(
    process: ProcessLimits, ratings: Ratings, has_green: BoolArray, is_change: BoolArray
) -> SmallArray:
    """The first reason that holds is reported; reasons are written last to first."""
    always = np.array(
        [indicator.chart.always_assured for indicator in ratings.indicators] or [False], np.bool_
    )
    why = filled(len(ratings), NoStatistic.TOLD.code)
    changing = ((process.marks & CHANGED) != 0) & ~always[ratings.observations.code]
    why[changing] = NoStatistic.CHANGING.code
    why[process.status == NoStatistic.TRIAL_LIMITS.code] = NoStatistic.TRIAL_LIMITS.code
    uncharted = process.segment == NO_SEGMENT
    why[uncharted] = process.status[uncharted]
    why[is_change] = NoStatistic.SEASONAL.code
    why[~has_green] = NoStatistic.NO_TARGET.code
    why[ratings.polarity == Polarity.NONE.code] = NoStatistic.NOT_JUDGED.code
    return why


def _assurance(process: ProcessLimits, reach: RowReach, rows: IndexArray) -> SmallArray:
    """Assurance positions of some rows, some at a time, so that they stay in the processor's cache."""
    greens = [_NONE if green is None else green for green in reach.green]
    ends = (
        np.array([np.nan if green.low is None else float(green.low) for green in greens]),
        np.array([np.nan if green.high is None else float(green.high) for green in greens]),
    )
    _mean, lowers, uppers = float_limits(process.segments)
    known: dict[tuple[Fraction, Fraction, int], int] = {}
    told = np.empty(len(rows), np.int8)
    for start in range(0, len(rows), _AT_ONCE):
        some = rows[start : start + _AT_ONCE]
        place = reach.place[some]
        here, close = _by_floats(_limits(process, some, (lowers, uppers)), (ends[0][place], ends[1][place]))
        for at in np.flatnonzero(close).tolist():
            _, exact_lower, exact_upper = process.charted_limits(int(some[at]))
            key = (exact_lower, exact_upper, int(place[at]))
            if key not in known:
                known[key] = assurance(exact_lower, exact_upper, greens[key[2]]).code
            here[at] = known[key]
        told[start : start + _AT_ONCE] = here
    return told


def _by_floats(
    limits: tuple[FloatArray, FloatArray], ends: tuple[FloatArray, FloatArray]
) -> tuple[SmallArray, BoolArray]:
    """What floats say of limits beside the ends of the GREEN values (nan: no end), and where they may err."""
    (lower, upper), (low, high) = limits, ends
    # No comparison with nan holds: a side without an end is neither missed nor close.
    meets = ~(lower <= low) & ~(upper >= high)
    misses = (upper < low) | (lower > high)
    told = np.where(meets, _WILL_MEET, _HIT_OR_MISS)
    told[misses] = _WILL_MISS
    close = lower == upper
    size = np.abs(lower) + np.abs(upper)
    for edge in ends:
        reach = _CERTAIN * (size + np.abs(edge))
        close |= (np.abs(lower - edge) <= reach) | (np.abs(upper - edge) <= reach)
    return told, close


def _limits(
    process: ProcessLimits, rows: IndexArray, limits: tuple[FloatArray, FloatArray]
) -> tuple[FloatArray, FloatArray]:
    segment = process.segment[rows]
    below, above = limits[0][segment], limits[1][segment]
    if process.prime is not None:
        is_prime = process.segments.is_prime[segment]
        below = np.where(is_prime, process.prime[1][rows], below)
        above = np.where(is_prime, process.prime[2][rows], above)
    return below, above


def float_limits(segments: Segments) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Mean, lower and upper limit of every segment, as floats."""
    unit = 10.0 ** segments.decimals.astype(np.float64)
    factor = np.array([profile.factor[0] / profile.factor[1] for profile in segments.profiles] or [0.0])
    mean = segments.total.astype(np.float64) / segments.points / unit
    moving = segments.range_total.astype(np.float64) / np.maximum(segments.ranges, 1) / unit
    reach = factor[segments.profile] * moving
    return mean, mean - reach, mean + reach

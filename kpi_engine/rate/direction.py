"""Direction of travel: whether performance, not the number, got better.

Rules: docs/rating-rules.md, "Direction of travel" and "The same".
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kpi_engine.model.judgement import DirectionOfTravel, NoDirection, Polarity
from kpi_engine.model.observation import BoolArray, ExactColumn, IndexArray, IntArray, SmallArray
from kpi_engine.rate.exact import LIMIT, Quotients, half_up, power_of_ten
from kpi_engine.rate.standards_table import StandardsTable

_HIGHEST, _LOWEST, _TARGET, _CONTEXT = (
    polarity.code for polarity in (Polarity.HIGHEST, Polarity.LOWEST, Polarity.TARGET, Polarity.NONE)
)
# By sign of the gain in performance: −1, 0, 1.
_BY_SIGN = np.array(
    [
        DirectionOfTravel.WORSENED.code,
        DirectionOfTravel.SAME.code,
        DirectionOfTravel.IMPROVED.code,
    ],
    np.int8,
)


@dataclass(frozen=True, slots=True)
class Compared:
    """n rows and what each is compared with: displayed values, and whether the earlier one is there at all."""

    now: ExactColumn
    then: ExactColumn
    has_previous: BoolArray
    polarity: SmallArray
    place: IndexArray


def directions(rows: Compared, table: StandardsTable) -> tuple[SmallArray, SmallArray]:
    """DirectionOfTravel and NoDirection positions."""
    reason = _why_none(rows, table)
    shown = reason == NoDirection.SHOWN.code
    now, then = _at_coarser_precision(rows)
    gain = (now > then).view(np.int8) - (now < then).view(np.int8)
    np.negative(gain, out=gain, where=rows.polarity == _LOWEST)
    to_target = np.flatnonzero(shown & (rows.polarity == _TARGET))
    if len(to_target):
        gain[to_target] = _gain_towards_target(rows, to_target, now, then, table)
    direction = np.where(shown, _BY_SIGN.take(gain + 1), DirectionOfTravel.NONE.code)
    return direction.astype(np.int8), reason


def _why_none(rows: Compared, table: StandardsTable) -> SmallArray:
    """The first thing lacking for an arrow; later lines go before earlier ones."""
    reason = np.zeros(len(rows.place), np.int8)
    of_target = rows.polarity == _TARGET
    if of_target.any():
        reason[of_target & ~table.has_point.take(rows.place)] = NoDirection.NO_TARGET_POINT.code
    reason[~rows.then.present] = NoDirection.PREVIOUS_VALUE_MISSING.code
    reason[~rows.has_previous] = NoDirection.NO_PREVIOUS_VALUE.code
    reason[~rows.now.present] = NoDirection.NO_VALUE.code
    reason[rows.polarity == _CONTEXT] = NoDirection.CONTEXT.code
    return reason


def _at_coarser_precision(rows: Compared) -> tuple[IntArray, IntArray]:
    """Both values as integers at the coarser of their displayed precisions."""
    now, then = rows.now, rows.then
    unlike = np.flatnonzero(now.decimals != then.decimals)
    if not len(unlike):
        return now.mantissa, then.mantissa
    coarser = np.minimum(now.decimals, then.decimals)[unlike]
    return _rounded_at(now, unlike, coarser), _rounded_at(then, unlike, coarser)


def _rounded_at(column: ExactColumn, rows: IntArray, decimals: SmallArray) -> IntArray:
    """A copy of the mantissas in which some rows are rounded to fewer decimals."""
    mantissa = column.mantissa.copy()
    ones = np.ones(len(rows), np.int64)
    exponent = decimals.astype(np.int64) - column.decimals[rows]
    quotients = Quotients(mantissa[rows], ones, exponent, ones)
    mantissa[rows] = (
        quotients.apply(half_up) if quotients.safe().all() else quotients.apply_slowly(half_up)
    ).astype(np.int64)
    return mantissa


def _gain_towards_target(
    rows: Compared, chosen: IntArray, now: IntArray, then: IntArray, table: StandardsTable
) -> SmallArray:
    """Sign of how much nearer to the target the value has come, in some rows."""
    place = rows.place[chosen]
    shown = np.minimum(rows.now.decimals, rows.then.decimals)[chosen]
    finer = table.decimals.take(place).astype(np.int64) - shown
    now, then, point = now[chosen], then[chosen], table.point[place]
    largest = np.maximum(np.abs(now), np.abs(then)).astype(np.float64) * 10.0**finer
    if (largest <= LIMIT).all() and not table.far.take(place).any():
        scale, point = power_of_ten(finer), point.astype(np.int64)
        gain = np.abs(then * scale - point) - np.abs(now * scale - point)
    else:
        exact_scale = 10 ** finer.astype(object)
        gain = np.abs(then * exact_scale - point) - np.abs(now * exact_scale - point)
    sign: SmallArray = np.sign(gain).astype(np.int8)
    return sign

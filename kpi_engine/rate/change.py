"""How a number that is shown for context has changed, which judges nothing.

Rule: docs/rating-rules.md, "Change of a context indicator".
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kpi_engine.model.arrays.coarser import rounded_to
from kpi_engine.model.arrays.exact import LIMIT, Quotients, rounded
from kpi_engine.model.arrays.observation import ExactColumn, IndexArray, IntArray, SmallArray
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import NumberDirection, Polarity
from kpi_engine.model.frozen import frozen
from kpi_engine.model.words.number_text import PERCENT
from kpi_engine.rate.direction import Compared

# By sign of the change (−1, 0, 1), plus 1.
_BY_SIGN = np.array(
    [NumberDirection.FELL.code, NumberDirection.UNCHANGED.code, NumberDirection.ROSE.code], np.int8
)


@frozen
class Changes:
    """See Ratings: ``change``, ``percent_change`` and ``number_direction`` of some rows."""

    change: ExactColumn
    percent: ExactColumn
    direction: SmallArray


def changes(compared: Compared, code: IndexArray, indicators: Sequence[Indicator]) -> Changes:
    """The changes of the rows that are shown for context and have a value to be compared with.

    Both values are taken at the coarser of their displayed precisions. A change in percent needs numbers
    that are not negative, an earlier one other than 0, and a unit that is not percent itself.
    """
    rows = _told(compared)
    if not len(rows):
        return no_changes(len(code))
    told = Changes(_column(len(code)), _column(len(code)), np.zeros(len(code), np.int8))
    now, then = compared.now.take(rows), compared.then.take(rows)
    decimals = np.minimum(now.decimals, then.decimals)
    before, after = rounded_to(then, decimals), rounded_to(now, decimals)
    change = after - before
    told.direction[rows] = _BY_SIGN.take(np.sign(change) + 1)
    told.change.mantissa[rows], told.change.decimals[rows] = change, decimals
    told.change.present[rows] = np.abs(change) <= LIMIT
    of_percent = np.array([indicator.unit == PERCENT for indicator in indicators], np.bool_)
    with_percent = np.flatnonzero((before > 0) & (after >= 0) & ~of_percent.take(code[rows]))
    ones = np.ones(len(with_percent), np.int64)
    percent, fits = rounded(Quotients(change[with_percent], 100 * ones, 0 * ones, before[with_percent]))
    told.percent.mantissa[rows[with_percent]] = percent
    told.percent.present[rows[with_percent]] = fits
    return told


def no_changes(size: int) -> Changes:
    """Changes for ``size`` rows without any change to be reported: views that cost nothing."""
    nothing = ExactColumn(
        np.broadcast_to(np.int64(0), size),
        np.broadcast_to(np.int8(0), size),
        np.broadcast_to(np.False_, size),
    )
    return Changes(nothing, nothing, np.broadcast_to(np.int8(NumberDirection.NONE.code), size))


def _told(compared: Compared) -> IntArray:
    told = (compared.polarity == Polarity.NONE.code) & compared.now.present & compared.then.present
    told &= ~compared.is_new
    if compared.is_broken is not None:
        told &= ~compared.is_broken
    return np.flatnonzero(told)


def _column(size: int) -> ExactColumn:
    return ExactColumn(np.zeros(size, np.int64), np.zeros(size, np.int8), np.zeros(size, np.bool_))

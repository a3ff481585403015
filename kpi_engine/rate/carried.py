"""Values carried forward because no new data came: stale, not the same performance again.

Rule: docs/rating-rules.md, "Carried forward".
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kpi_engine.model.arrays.observation import BoolArray, ExactColumn, IndexArray, IntArray


def repeats_previous(columns: Sequence[ExactColumn], first: int, previous: IndexArray) -> BoolArray:
    """Where a row has a number in each of the columns, and the row compared with has the same numbers.

    ``previous`` holds row numbers (negative: none) for the len(previous) rows from ``first`` on.
    """
    repeats = np.zeros(len(previous), np.bool_)
    there = [column.present[first : first + len(previous)] for column in columns]
    if not all(present.any() for present in there):
        return repeats
    rows = np.flatnonzero(np.logical_and.reduce([previous >= 0, *there]))
    for column in columns:
        rows = rows[_same(column, rows + first, previous[rows])]
    repeats[rows] = True
    return repeats


def _same(column: ExactColumn, now: IntArray, then: IndexArray) -> BoolArray:
    """Where two lists of rows hold the same number, however many decimals it is written with."""
    there = column.present[now] & column.present[then]
    same: BoolArray = there & (column.mantissa[now] == column.mantissa[then])
    finer = column.decimals[now].astype(np.int64) - column.decimals[then]
    unlike = np.flatnonzero(there & (finer != 0))
    if len(unlike):
        exponent = finer[unlike].astype(object)
        left = column.mantissa[now[unlike]] * 10 ** np.maximum(-exponent, 0)
        right = column.mantissa[then[unlike]] * 10 ** np.maximum(exponent, 0)
        same[unlike] = left == right
    return same

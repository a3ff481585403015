"""Which rows repeat a code, area and period, and whether two rows hold the same figures."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

import numpy as np

from kpi_engine.model.blocks import blocks_of
from kpi_engine.model.observation import (
    BoolArray,
    ExactColumn,
    IntArray,
    Observations,
    Rows,
    SmallArray,
    exact_decimal,
)

# A mark for each kind of key is faster than a sort while there are not many more kinds than keys.
_KINDS_PER_KEY = 64
# Rows that repeat others in the same way: more are summed up.
_TOLD_ONE_BY_ONE = 3


def first_of_key(rows: Observations) -> IntArray | None:
    """For each row, the first with its code, area and period; None where no key repeats."""
    if not len(rows):
        return None
    start = int(rows.period.min())
    span = int(rows.period.max()) - start + 1
    kinds = len(rows.codes) * len(rows.areas) * span

    def keys(block: slice) -> IntArray:
        key = rows.code[block].astype(np.int64) * len(rows.areas)
        key += rows.area[block]
        key *= span
        key += rows.period[block]
        key -= start
        return key

    if kinds <= _KINDS_PER_KEY * len(rows) and _all_differ(map(keys, blocks_of(len(rows))), kinds, len(rows)):
        return None
    key = keys(slice(None))
    if kinds > _KINDS_PER_KEY * len(rows) and (_rises(key) or _rises(np.sort(key))):
        return None
    _, first, group = np.unique(key, return_index=True, return_inverse=True)
    of_row: IntArray = first[group].astype(np.int64)
    return of_row


def same_figures(rows: Observations, some: Rows, others: Rows) -> BoolArray:
    """Whether pairs of rows hold the same value, parts, mark and status."""
    same: BoolArray = rows.missing[some] == rows.missing[others]
    same &= rows.carried_forward[some] == rows.carried_forward[others]
    same &= rows.is_new[some] == rows.is_new[others]
    for column in (rows.value, rows.numerator, rows.denominator):
        same &= equal_numbers(column, some, others)
    return same


def summed_up(rows: Observations, repeated: IntArray, differ: BoolArray) -> tuple[BoolArray, dict[int, str]]:
    """Which of the rows that repeat others are told one by one, and what is said with a row of its like.

    A file that was handed in twice repeats all its rows: of many alike, the first is told, and how many more
    there are. Alike are those of one file with the same figures; with others, those of one area, since they
    stop it.
    """
    alike = np.where(differ, rows.area[repeated].astype(np.int64) + 1, 0)
    alike += rows.source[repeated].astype(np.int64) * (len(rows.areas) + 1)
    _, first, group, count = np.unique(alike, return_index=True, return_inverse=True, return_counts=True)
    many = count > _TOLD_ONE_BY_ONE
    told: BoolArray = ~many[group]
    told[first] = True
    return told, {
        int(
            repeated[at]
        ): f" (and {others:,} more such rows in this file{_of_area(rows, repeated[at], differ[at])})"
        for at, others in zip(first[many].tolist(), (count[many] - 1).tolist(), strict=True)
    }


def _of_area(rows: Observations, row: int, differs: bool) -> str:
    return f" for {rows.areas[rows.area[row]]}" if differs else ""


def equal_numbers(column: ExactColumn, some: Rows, others: Rows) -> BoolArray:
    """Whether pairs of rows hold the same number (12.5 and 12.50 are), or both none."""
    left, right = column.take(some).shortest(), column.take(others).shortest()
    same: BoolArray = (left.mantissa == right.mantissa) & (left.decimals == right.decimals)
    same |= ~left.present
    same &= left.present == right.present
    return same


def equal_at_the_coarser(column: ExactColumn, some: Rows, others: Rows) -> BoolArray:
    """Whether pairs of rows agree to as many decimals as the shorter of the two has: 32.83 and 32.8 do.

    Rounded half up; every row has a number. Rule: docs/rating-rules.md, "The same".
    """
    left, right = column.take(some), column.take(others)
    decimals = np.minimum(left.decimals, right.decimals)
    pairs = zip(_to_decimals(left, decimals), _to_decimals(right, decimals), strict=True)
    return np.array([one == other for one, other in pairs], np.bool_)


def _to_decimals(numbers: ExactColumn, decimals: SmallArray) -> list[Decimal]:
    return [
        exact_decimal(mantissa, own).quantize(exact_decimal(1, wanted), ROUND_HALF_UP)
        for mantissa, own, wanted in zip(
            numbers.mantissa.tolist(), numbers.decimals.tolist(), decimals.tolist(), strict=True
        )
    ]


def _all_differ(blocks: Iterable[IntArray], kinds: int, count: int) -> bool:
    """Whether no key, of so many ``kinds`` that there can be, stands twice among the ``count`` in blocks."""
    seen = np.zeros(kinds, np.bool_)
    for key in blocks:
        seen[key] = True
    return int(np.count_nonzero(seen)) == count


def _rises(key: IntArray) -> bool:
    return bool((key[1:] > key[:-1]).all())

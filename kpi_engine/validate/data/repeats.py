"""Rows that repeat a code, area and period: with the same figures, or with others."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from kpi_engine.model.arrays.blocks import blocks_of
from kpi_engine.model.arrays.observation import BoolArray, ExactColumn, IntArray, Observations, Rows
from kpi_engine.validate.data.observation_rule import Breaches, Checked, figures_text, no_breaches

# A mark for each kind of key is faster than a sort while there are not many more kinds than keys.
_KINDS_PER_KEY = 64
# Rows that repeat others in the same way: more are summed up.
_TOLD_ONE_BY_ONE = 3


def without_repeats(observations: Observations) -> Observations:
    """The first row of every code, area and period."""
    first = first_of_key(observations)
    return observations if first is None else observations.take(first == np.arange(len(observations)))


def given_once(checked: Checked) -> Breaches:
    """A code, area and period is given once; the same figures again are only a warning."""
    rows = checked.observations
    first = first_of_key(rows)
    if first is None:
        return no_breaches()
    repeated = np.flatnonzero(first != np.arange(len(rows)))
    differ = ~_same_figures(rows, repeated, first[repeated])
    differing = set(repeated[differ].tolist())
    told, more = _summed_up(rows, repeated, differ)

    def explain(row: int) -> tuple[str, str]:
        original = int(first[row])
        there = rows.location(original)
        if row in differing:
            figures = f"{figures_text(rows, row)} here, {figures_text(rows, original)} at {there}"
            return f"is given twice: {figures}{more.get(row, '')}", "delete the one that is wrong"
        what = f"is given twice with the same figures, first at {there}{more.get(row, '')}"
        return what, "delete one of the two"

    # Which of two unlike figures is right, nobody can tell: neither is used.
    unlike = repeated[differ]
    return Breaches(repeated[told], differ[told], explain, np.union1d(unlike, first[unlike]))


def _summed_up(rows: Observations, repeated: IntArray, differ: BoolArray) -> tuple[BoolArray, dict[int, str]]:
    """Which of the rows that repeat others are reported, and what is said with a row of rows like it.

    A file that was handed in twice repeats all its rows: the first of many rows that are alike is reported,
    with how many more there are. Rows of one file that repeat the same figures are alike; if the figures
    differ, only rows of one area are, since they stop the area.
    """
    alike = np.where(differ, rows.area[repeated].astype(np.int64) + 1, 0)
    alike += rows.source[repeated].astype(np.int64) * (len(rows.areas) + 1)
    _, first, group, count = np.unique(alike, return_index=True, return_inverse=True, return_counts=True)
    many = count > _TOLD_ONE_BY_ONE
    told: BoolArray = ~many[group]
    told[first] = True
    said = {}
    for at, others in zip(first[many].tolist(), (count[many] - 1).tolist(), strict=True):
        row = int(repeated[at])
        of_area = f" for {rows.areas[rows.area[row]]}" if differ[at] else ""
        said[row] = f" (and {others:,} more such rows in this file{of_area})"
    return told, said


def _same_figures(rows: Observations, some: Rows, others: Rows) -> BoolArray:
    """Whether pairs of rows hold the same value, parts, mark and status."""
    same: BoolArray = rows.missing[some] == rows.missing[others]
    same &= rows.carried_forward[some] == rows.carried_forward[others]
    same &= rows.is_new[some] == rows.is_new[others]
    same &= rows.marks[some] == rows.marks[others]
    for column in (rows.value, rows.numerator, rows.denominator):
        same &= equal_numbers(column, some, others)
    return same


def equal_numbers(column: ExactColumn, some: Rows, others: Rows) -> BoolArray:
    """Whether pairs of rows hold the same number (12.5 and 12.50 are), or both none."""
    left, right = column.take(some).shortest(), column.take(others).shortest()
    same: BoolArray = (left.mantissa == right.mantissa) & (left.decimals == right.decimals)
    same |= ~left.present
    same &= left.present == right.present
    return same


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


def _all_differ(blocks: Iterable[IntArray], kinds: int, count: int) -> bool:
    """Whether no key, of so many ``kinds`` that there can be, appears twice among the ``count`` in blocks."""
    seen = np.zeros(kinds, np.bool_)
    for key in blocks:
        seen[key] = True
    return int(np.count_nonzero(seen)) == count


def _rises(key: IntArray) -> bool:
    return bool((key[1:] > key[:-1]).all())

"""Figures added up exactly: numerators and denominators, or counts, never percentages.

Rule: docs/rating-rules.md, "Sums". The figures to be added up are in a single list, in which each total is
the total of a run of neighbours: then every total is the difference of two entries of the running sum.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kpi_engine.derive.figures import PARTS_MISSING, PRESENT, Figures, numbers_in
from kpi_engine.model.arrays.exact import LIMIT, AnyIntArray
from kpi_engine.model.arrays.observation import (
    BoolArray,
    ExactColumn,
    IndexArray,
    IntArray,
    SmallArray,
    joined_numbers,
)
from kpi_engine.model.definitions.figure_marks import INHERITED
from kpi_engine.model.definitions.judgement import NOTHING_TO_COUNT, Missing
from kpi_engine.model.frozen import frozen

TOO_LARGE = Missing.TOO_LARGE.code
NOT_A_COUNT = Missing.NOT_A_COUNT.code
# Below this a running sum stays within 64 bits, however far its estimate in floats is off.
_SAFE = 2.0**61
_NOTHING_TO_COUNT = np.array([mark in NOTHING_TO_COUNT for mark in Missing], np.bool_)


@frozen
class Addends:
    """n figures to be added up: each has a ``number``, or a numerator and a denominator, or neither.

    ``uncounted`` are figures that have a value all the same, of what is no count. ``step``: numerator and
    denominator are rounded to a multiple of this; 0: they are not. ``marks``: the bits of FigureMark.
    """

    number: ExactColumn
    numerator: ExactColumn
    denominator: ExactColumn
    uncounted: BoolArray
    step: IntArray
    marks: IntArray

    def at(self, place: IndexArray) -> Addends:
        """The addends in some places; a negative place has no addend."""
        return Addends(
            numbers_in(self.number, place),
            numbers_in(self.numerator, place),
            numbers_in(self.denominator, place),
            _at_or_0(self.uncounted, place).astype(np.bool_),
            _at_or_0(self.step, place),
            _at_or_0(self.marks, place),
        )

    def with_zeros(self, where: BoolArray) -> Addends:
        """The same with 0 in some places: as a number, and of nobody, whichever the others have."""
        return Addends(
            _with_zeros(self.number, where),
            _with_zeros(self.numerator, where),
            _with_zeros(self.denominator, where),
            self.uncounted,
            self.step,
            self.marks,
        )


def _with_zeros(column: ExactColumn, where: BoolArray) -> ExactColumn:
    return ExactColumn(column.mantissa * ~where, column.decimals * ~where, column.present | where)


def _at_or_0(column: BoolArray | IntArray, place: IndexArray) -> IntArray:
    """The entries in some places; 0 in a negative place."""
    found: IntArray = np.zeros(len(place), np.int64)
    there = place >= 0
    found[there] = column[place[there]]
    return found


def addends_of(figures: Figures) -> Addends:
    """The figures of an indicator as addends.

    What is no count and has no numerator and denominator cannot be added up, and has no number here.
    """
    rows, displayed = figures.rows, figures.displayed()
    parts = rows.has_both_parts()
    none_to_count = _NOTHING_TO_COUNT.take(rows.missing) & (rows.denominator.mantissa == 0)
    no_mark = (rows.missing == PRESENT) | (rows.missing == Missing.ZERO_DENOMINATOR.code)
    parts &= no_mark | none_to_count
    alone = displayed.present & ~parts
    nowhere = np.zeros(len(rows), np.bool_)
    is_count = figures.indicator.is_count
    return Addends(
        rows.value.only(alone if is_count else nowhere),
        rows.numerator.only(parts),
        rows.denominator.only(parts),
        nowhere if is_count else alone,
        rows.parts_rounded_to.astype(np.int64) * parts,
        rows.marks.astype(np.int64),
    )


@frozen
class Totals:
    """Totals of runs; where ``missing`` is not PRESENT there is none, and that position says why.

    ``step``: the parts are as far off as if they were rounded to a multiple of this; ``marks`` are the
    bits of FigureMark that a total has from its addends.
    """

    value: ExactColumn
    numerator: ExactColumn
    denominator: ExactColumn
    missing: SmallArray
    step: IntArray
    marks: SmallArray


def totals(addends: Addends, start: IntArray, end: IntArray) -> Totals:
    """The total of the addends from each ``start`` up to, without, its ``end``.

    All of a run have parts, or all have a number; otherwise a part is missing.
    """
    size = end - start
    with_parts = (in_runs(running_count(addends.numerator.present), start, end) == size) & (size > 0)
    with_number = (in_runs(running_count(addends.number.present), start, end) == size) & (size > 0)
    value, value_fits = run_sums(addends.number, start, end, with_number)
    numerator, numerator_fits = run_sums(addends.numerator, start, end, with_parts)
    denominator, denominator_fits = run_sums(addends.denominator, start, end, with_parts)
    fits = value_fits & numerator_fits & denominator_fits
    none = in_runs(running_count(addends.uncounted), start, end) > 0
    lacking = np.where(none, NOT_A_COUNT, PARTS_MISSING)
    missing = np.where(with_parts | with_number, np.where(fits, PRESENT, TOO_LARGE), lacking)
    step = in_runs(running_count(addends.step), start, end)
    return Totals(
        value,
        numerator,
        denominator,
        missing.astype(np.int8),
        step,
        marks_in_runs(addends.marks, start, end),
    )


def marks_in_runs(marks: IntArray, start: IntArray, end: IntArray) -> SmallArray:
    """The bits of the marks that a total has, since one of its addends has them."""
    found = np.zeros(len(start), np.int8)
    if marks.any():
        for mark in INHERITED:
            has = in_runs(running_count((marks & mark.bit) > 0), start, end) > 0
            found += (has * mark.bit).astype(np.int8)
    return found


def run_sums(
    column: ExactColumn, start: IntArray, end: IntArray, wanted: BoolArray
) -> tuple[ExactColumn, BoolArray]:
    """The sums of runs where ``wanted``, without zeros at their ends; and which of all runs fit a column."""
    there = column.present
    decimals = int(column.decimals[there].max()) if there.any() else 0
    more = np.where(there, decimals - column.decimals, 0).astype(np.int64)
    estimate = np.abs(column.mantissa.astype(np.float64)) * 10.0**more * there
    kind = np.int64 if estimate.sum() < _SAFE else object
    scaled: AnyIntArray = np.where(there, column.mantissa, 0).astype(kind) * 10 ** more.astype(kind)
    found = in_runs(np.concatenate([np.zeros(1, kind), np.cumsum(scaled)]), start, end)
    found = np.where(wanted, found, 0)
    shortest = ExactColumn(found, np.full(len(found), decimals, np.int8), wanted).shortest()
    fits = np.abs(shortest.mantissa) <= LIMIT
    mantissa = np.where(fits, shortest.mantissa, 0).astype(np.int64)
    return ExactColumn(mantissa, shortest.decimals, wanted & fits), fits.astype(np.bool_)


def running_count(there: BoolArray | IntArray) -> IntArray:
    """How many there are before each place, and in all; of numbers, their sum."""
    return np.concatenate([[0], np.cumsum(there)])


def in_runs(running: AnyIntArray, start: IntArray, end: IntArray) -> AnyIntArray:
    """What a running sum or count, which begins with 0, gives from each ``start`` to its ``end``."""
    return running[end] - running[start]


def side_by_side(columns: Sequence[Addends]) -> Addends:
    """See ``interleaved``."""
    return Addends(
        interleaved([one.number for one in columns]),
        interleaved([one.numerator for one in columns]),
        interleaved([one.denominator for one in columns]),
        np.stack([one.uncounted for one in columns], axis=1).reshape(-1),
        np.stack([one.step for one in columns], axis=1).reshape(-1),
        np.stack([one.marks for one in columns], axis=1).reshape(-1),
    )


def interleaved(columns: Sequence[ExactColumn]) -> ExactColumn:
    """Columns of n numbers each, place by place: of the first place all columns, then of the second."""
    order = np.arange(len(columns) * len(columns[0])).reshape(len(columns), -1).T.reshape(-1)
    return joined_numbers(columns).take(order)

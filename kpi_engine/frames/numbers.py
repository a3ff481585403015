"""Columns of numbers in a frame, of whatever type, as exact numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from kpi_engine.frames.floats import half_up, shortest_decimals
from kpi_engine.frames.table import text_of
from kpi_engine.model.arrays.blocks import in_blocks
from kpi_engine.model.arrays.observation import BoolArray, ExactColumn, FloatArray, IntArray, SmallArray
from kpi_engine.model.definitions.judgement import Missing
from kpi_engine.read.csv.csv_table import TextColumn
from kpi_engine.read.csv.number_columns import NumberColumn
from kpi_engine.read.csv.number_reasons import NotANumber
from kpi_engine.read.csv.numbers import parse_number
from kpi_engine.read.csv.row_problems import RowProblems

_NUMERIC = {
    np.dtype(kind)
    for kind in (np.float64, np.int64, np.int32, np.int16, np.int8, np.uint32, np.uint16, np.uint8)
}
# Stands for a number of decimals: keep every digit.
ALL_DIGITS = -1
_BLANK = Missing.BLANK.code
_NOTHING_REFUSED: Mapping[int, NotANumber] = {}


def is_numeric(column: pd.Series) -> bool:
    """Whether a column holds 64-bit floats or integers, nullable or not; every other is read as text."""
    return getattr(column.dtype, "numpy_dtype", column.dtype) in _NUMERIC


def number_column(column: pd.Series, decimals: SmallArray, problems: RowProblems) -> NumberColumn:
    """A numeric column as exact numbers, n rows; no value is BLANK.

    ``decimals``, by row: a float is kept to so many, rounded half up (ALL_DIGITS: it is not rounded).
    """
    if pd.api.types.is_integer_dtype(column.dtype):
        numbers, refused = _of_integers(column), _NOTHING_REFUSED
    else:
        numbers, refused = _of_floats(_floats(column), decimals)
    unreadable = np.broadcast_to(np.False_, len(numbers))
    if refused:
        unreadable = np.zeros(len(numbers), np.bool_)
        unreadable[list(refused)] = True
        _explain(column, refused, unreadable, problems)
    return _without_texts(numbers, np.multiply(~numbers.present, _BLANK, dtype=np.int8), unreadable)


def no_numbers(size: int) -> NumberColumn:
    """A column that a frame does not have."""
    nowhere = np.broadcast_to(np.False_, size)
    zero = np.broadcast_to(np.int64(0), size)
    numbers = ExactColumn(zero, np.broadcast_to(np.int8(0), size), nowhere)
    return _without_texts(numbers, np.broadcast_to(np.int8(_BLANK), size), nowhere)


def _without_texts(numbers: ExactColumn, marks: SmallArray, unreadable: BoolArray) -> NumberColumn:
    size = len(numbers)
    return NumberColumn(
        text=TextColumn(("",), np.broadcast_to(np.int32(0), size)),
        numbers=numbers,
        marks=marks,
        problems={},
        unreadable=unreadable,
        typographic_minus=np.broadcast_to(np.False_, size),
        figure_marks=np.broadcast_to(np.int8(0), size),
        has_note=np.broadcast_to(np.False_, size),
    )


def _explain(
    column: pd.Series, refused: Mapping[int, NotANumber], rows: BoolArray, problems: RowProblems
) -> None:
    def explain(row: int) -> tuple[str, str]:
        return f"the {column.name} {text_of(column.iloc[row])} {refused[row].reason}", refused[row].remedy

    problems.add_errors(rows, np.arange(len(rows)), explain)


def _of_integers(column: pd.Series) -> ExactColumn:
    missing = column.isna().to_numpy()
    mantissa = column.to_numpy(np.int64, na_value=0) if missing.any() else column.to_numpy(np.int64)
    return ExactColumn(mantissa, np.broadcast_to(np.int8(0), len(mantissa)), ~missing)


def _floats(column: pd.Series) -> FloatArray:
    """As they lie in the frame, if they can be."""
    if isinstance(column.dtype, np.dtype):
        return column.to_numpy(np.float64)
    return column.to_numpy(np.float64, na_value=np.nan)


def _of_floats(numbers: FloatArray, decimals: SmallArray) -> tuple[ExactColumn, Mapping[int, NotANumber]]:
    """Exact numbers, and by row why there is none."""
    rows = len(numbers)
    given = decimals.min(initial=0) >= 0
    kept = decimals if given else np.empty(rows, np.int8)
    exact = ExactColumn(np.empty(rows, np.int64), kept, np.empty(rows, np.bool_))
    doubtful: list[IntArray] = []

    def convert(block: slice) -> None:
        found = numbers[block]
        finite = np.isfinite(found, out=exact.present[block])
        if not finite.all():
            if np.isinf(found).any():
                doubtful.append(np.flatnonzero(np.isinf(found)) + block.start)
            found = np.where(finite, found, 0.0)
        exact.mantissa[block], own, sure = _exact(found, decimals[block])
        if not given:
            kept[block] = own
        if not sure.all():
            doubtful.append(np.flatnonzero(~sure) + block.start)

    in_blocks(convert, rows)
    if not doubtful:
        return exact, _NOTHING_REFUSED
    exact = replace(exact, decimals=kept.copy())
    return exact, _through_text(exact, numbers, np.sort(np.concatenate(doubtful)))


def _exact(numbers: FloatArray, decimals: SmallArray) -> tuple[IntArray, SmallArray, BoolArray]:
    """Mantissas and decimals of finite floats, and where they are sure."""
    whole = decimals == ALL_DIGITS
    if not whole.any():
        mantissa, sure = half_up(numbers, decimals)
        return mantissa, decimals, sure
    mantissa, kept, sure = shortest_decimals(numbers)
    rounded = np.flatnonzero(~whole)
    mantissa[rounded], sure[rounded] = half_up(numbers[rounded], decimals[rounded])
    kept[rounded] = decimals[rounded]
    return mantissa, kept, sure


def _through_text(exact: ExactColumn, numbers: FloatArray, rows: IntArray) -> Mapping[int, NotANumber]:
    """Read the floats of some rows as texts, each distinct one once; by row, why it is no number."""
    distinct, index = np.unique(numbers[rows], return_inverse=True)
    read = [parse_number(text_of(number)) for number in distinct]
    exact.mantissa[rows] = np.array([getattr(number, "mantissa", 0) for number in read], np.int64)[index]
    exact.decimals[rows] = np.array([getattr(number, "decimals", 0) for number in read], np.int8)[index]
    readable = np.array([not isinstance(number, NotANumber) for number in read], np.bool_)[index]
    exact.present[rows] = readable
    refused = zip(rows[~readable].tolist(), index[~readable].tolist(), strict=True)
    return {row: number for row, position in refused if isinstance(number := read[position], NotANumber)}

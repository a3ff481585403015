"""Frames as tables of texts, the form in which the readers take them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas.api.extensions import ExtensionArray

from kpi_engine.model.arrays.blocks import blocks_of
from kpi_engine.model.arrays.lookup import by_row
from kpi_engine.model.arrays.observation import IndexArray, IntArray
from kpi_engine.model.issue import Issue, Location
from kpi_engine.read.csv.csv_header import ColumnNames, check_header
from kpi_engine.read.csv.csv_table import CsvTable, TextColumn

# With fewer rows to an object than this, every row may well have its own: then texts are compared.
_ROWS_PER_OBJECT = 8
_ROWS_PER_RUN = 4


def header_of(frame: pd.DataFrame, name: str, columns: ColumnNames) -> tuple[Issue, ...]:
    """What is wrong with the columns of a frame, which messages call ``name``."""
    wanted = f"the columns must be {', '.join(columns.required)}"
    names = [str(column) for column in frame.columns]
    return tuple(
        check_header(names, Location(name), replace(columns, declarable=False), wanted, [True] * len(names))
    )


def text_table(frame: pd.DataFrame, name: str) -> CsvTable:
    """All columns as texts; messages give the place as ``observations:row:17``, rows counted from 1."""
    return CsvTable(
        file=f"{name}:row",
        columns={str(column): text_column(frame[column]) for column in frame.columns},
        line=np.arange(1, len(frame) + 1, dtype=np.int32),
    )


def text_column(column: pd.Series) -> TextColumn:
    """A column of any type as texts, stripped, each distinct value put into text once; no value is empty."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return _texts(column.cat.codes.to_numpy(), column.cat.categories)
    if column.dtype == object:
        return _texts_of_objects(np.ascontiguousarray(column.to_numpy()))
    return _texts(*pd.factorize(column))


def _texts_of_objects(values: NDArray[np.object_]) -> TextColumn:
    """Labels are few objects many times over, and to tell objects apart is faster than to compare texts.

    It also keeps apart what is equal but written differently: the Decimals 85 and 85.0.
    """
    addresses = np.frombuffer(values.data, np.intp) if len(values) else np.zeros(0, np.intp)
    index, some_row = _distinct(addresses)
    if len(some_row) * _ROWS_PER_OBJECT > len(values) and _all_text(values):
        return _texts(*pd.factorize(values))
    return _texts(index, values[some_row])


def _distinct(addresses: IntArray) -> tuple[IndexArray, IntArray]:
    """Which of the distinct addresses each row has, and a row that has it; of long runs, by the run."""
    changes = addresses[1:] != addresses[:-1]
    if np.count_nonzero(changes) * _ROWS_PER_RUN >= len(changes):
        return _distinct_row_by_row(addresses)
    starts = np.append(0, np.flatnonzero(changes) + 1)
    index, run = _distinct_row_by_row(addresses[starts])
    return np.repeat(index, np.diff(starts, append=len(addresses))), starts[run]


def _distinct_row_by_row(addresses: IntArray) -> tuple[IndexArray, IntArray]:
    """As ``_distinct``."""
    index, distinct = pd.factorize(addresses)
    some_row = np.empty(len(distinct), np.intp)
    for block in blocks_of(len(index)):
        some_row[index[block]] = np.arange(block.start, block.stop)
        if index[block].max() == len(distinct) - 1:  # they are numbered as they first occur
            break
    return index.astype(np.int32), some_row


def _all_text(values: NDArray[np.object_]) -> bool:
    return pd.api.types.infer_dtype(values, skipna=True) == "string"


def _texts(index: NDArray[np.integer], distinct: pd.Index | ExtensionArray | NDArray[Any]) -> TextColumn:
    """The texts of ``distinct`` values, which ``index`` points to from each row; negative means no value."""
    written = [text_of(value).strip() for value in np.asarray(distinct)]
    rows: IndexArray = index.astype(np.int32, copy=False)
    if rows.min(initial=0) < 0:
        rows = np.where(rows < 0, np.int32(len(written)), rows)
        written.append("")
    place = {text: position for position, text in enumerate(dict.fromkeys(written))}
    if len(place) < len(written):
        rows = by_row(np.array([place[text] for text in written], np.int32), rows)
    return TextColumn(tuple(place), rows)


def text_of(value: object) -> str:
    """A value of a frame as text: a float as the shortest decimal that reads back as it, nothing for none."""
    if isinstance(value, str):
        return value
    if value is None or value is pd.NA or value is pd.NaT:
        return ""
    if isinstance(value, Decimal):
        return "" if value.is_nan() else f"{value:f}"
    if isinstance(value, float | np.floating):
        return "" if np.isnan(value) else np.format_float_positional(value, unique=True, trim="-")
    return str(value)

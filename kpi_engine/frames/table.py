"""Frames as tables of texts, the form in which the readers take them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas.api.extensions import ExtensionArray

from kpi_engine.model.issue import Issue, Location
from kpi_engine.read.csv_text import ColumnNames, CsvTable, TextColumn, check_header


def header_of(frame: pd.DataFrame, name: str, columns: ColumnNames) -> tuple[Issue, ...]:
    """What is wrong with the columns of a frame, which messages call ``name``."""
    wanted = f"the columns must be {', '.join(columns.required)}"
    return tuple(check_header([str(column) for column in frame.columns], Location(name), columns, wanted))


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
        return _indexed(column.cat.codes.to_numpy(), column.cat.categories)
    if column.dtype == object and pd.api.types.infer_dtype(column, skipna=True) != "string":
        # Equal values can be written differently (the Decimals 85 and 85.0): compare them as texts.
        column = pd.Series([text_of(value) for value in column], dtype=object)
    index, distinct = pd.factorize(column)
    return _indexed(index, distinct)


def _indexed(index: NDArray[np.integer], distinct: pd.Index | ExtensionArray | NDArray[Any]) -> TextColumn:
    texts = [text_of(value).strip() for value in np.asarray(distinct)]
    rows = index.astype(np.int32)
    if rows.min(initial=0) < 0:
        rows[rows < 0] = len(texts)
        texts.append("")
    return TextColumn(tuple(texts), rows)


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

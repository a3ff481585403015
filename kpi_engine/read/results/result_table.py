"""Columns of typed values → a table of texts, with the columns named as the scorecard declares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from math import isnan
from typing import Any

import numpy as np

from kpi_engine.model.definitions.scorecard import FileSource
from kpi_engine.model.definitions.table_layout import Layout, TableLayout
from kpi_engine.model.input_name import ResultRows
from kpi_engine.model.issue import Issue, Location, error, errors_in
from kpi_engine.model.wording import joined, listed, shown
from kpi_engine.read.csv.csv_header import FIGURES, ColumnNames, check_header, column_names, has_twice
from kpi_engine.read.csv.csv_table import CsvTable, TextColumn
from kpi_engine.read.csv.csv_words import with_sound_words
from kpi_engine.read.csv.declared_words import folded, marks_of_words
from kpi_engine.read.csv.row_labels import NAME

_ONLY_FOR_SHEETS = ("sheets", "sheets_are_areas", "block", "header_row", "skip_rows", "hidden", "durations")
_MOST_NAMED = 8


def text_of_value(value: Any) -> str:
    """A value as a text without loss: decimals keep their places, floats are the shortest that reads back."""
    match value:
        case None:
            text = ""
        case bool():
            text = "TRUE" if value else "FALSE"
        case float():
            text = "" if isnan(value) else format(Decimal(repr(value)), "f").removesuffix(".0")
        case Decimal():
            text = "" if value.is_nan() else format(value, "f")
        case datetime():
            text = value.date().isoformat()
        case date():
            text = value.isoformat()
        case bytes() | bytearray() | memoryview():
            text = bytes(value).decode("utf-8", "replace")
        case _:
            text = str(value)
    return text.strip()


def distinct_column(texts: Sequence[str], index: np.ndarray[Any, np.dtype[Any]]) -> TextColumn:
    """A column of texts that need not be distinct, and which one each row has."""
    positions: dict[str, int] = {}
    moved = np.array([positions.setdefault(text, len(positions)) for text in texts] or [0], np.int32)
    return TextColumn(tuple(positions), moved[index].astype(np.int32))


def column_of_values(values: Sequence[Any]) -> TextColumn:
    """A column of any values, each distinct one made a text once."""
    positions: dict[str, int] = {}
    index = np.fromiter(
        (positions.setdefault(text_of_value(value), len(positions)) for value in values),
        np.int32,
        len(values),
    )
    return TextColumn(tuple(positions), index)


def result_table(
    columns: Sequence[tuple[str, TextColumn]], source: FileSource, file: str, names: ColumnNames
) -> tuple[CsvTable | None, tuple[Issue, ...]]:
    """The table of a result's columns, in their order; None where a column that is needed is missing."""
    layout = source.layout or TableLayout()
    refused = _refused(layout, source)
    if refused is not None:
        return None, (refused,)
    wanted = _without_constants(names, layout)
    header = _header([name for name, _ in columns], layout, wanted)
    place = Location(file)
    if_missing = f"the result has {listed([shown(name) for name, _ in columns], _MOST_NAMED)}"
    checked = [name for name in header if name] if layout.columns else header
    issues = check_header(checked, place, wanted, if_missing, [True] * len(checked))
    if not set(wanted.required) <= set(header) or has_twice(header) or errors_in(issues):
        return None, tuple(issues)
    named = {name: column for name, (_, column) in zip(header, columns, strict=True) if name}
    size = len(columns[0][1].index)
    for name, text in _constants(names, layout).items():
        named.setdefault(name, TextColumn((text,), np.zeros(size, np.int32)))
    table = CsvTable(ResultRows(file), _with_meanings(named, layout), np.arange(1, size + 1, dtype=np.int32))
    table, word_issues = with_sound_words(table, names)
    issues = [*issues, *word_issues]
    if not len(table) and not names.may_be_empty and not errors_in(issues):
        issues.append(error(place, "there are columns, but no rows", "check that there are figures yet"))
    return table, tuple(issues)


def _refused(layout: TableLayout, source: FileSource) -> Issue | None:
    """What is declared and has no meaning here."""
    empty = TableLayout()
    keys = {"sheets": "sheet", "block": "range"}
    found = [
        keys.get(name, name) for name in _ONLY_FOR_SHEETS if getattr(layout, name) != getattr(empty, name)
    ]
    if layout.layout is Layout.WIDE:
        found.append("layout: wide")
    if not found:
        return None
    what = f"{joined(found)} cannot be declared for a result, which has a row for each figure"
    return error(source.location, what, "remove it, and write the query so that each row is one figure")


def _without_constants(names: ColumnNames, layout: TableLayout) -> ColumnNames:
    """The columns that the result itself must have."""
    given = _constants(names, layout)
    by_name = NAME in dict(layout.columns) and "code" in names.required
    required = [NAME if name == "code" and by_name else name for name in names.required if name not in given]
    return replace(names, required=tuple(required), optional=(*names.optional, *given))


def _constants(names: ColumnNames, layout: TableLayout) -> dict[str, str]:
    period = "period" if "period" in names.required else "year"
    return {name: text for name, text in (("area", layout.area), (period, layout.period)) if text}


def _header(written: Sequence[str], layout: TableLayout, names: ColumnNames) -> list[str]:
    """Our names of the columns; empty for others, where the scorecard says which columns are ours."""
    ours = {folded(heading): name for name, heading in layout.columns}
    known = {*names.required, *names.optional}
    ignored = {folded(heading) for heading in layout.ignore_columns}
    header = column_names([ours.get(folded(name), name) for name in written], names)
    return [
        "" if folded(text) in ignored or (layout.columns and name not in known) else name
        for text, name in zip(written, header, strict=True)
    ]


def _with_meanings(columns: Mapping[str, TextColumn], layout: TableLayout) -> dict[str, TextColumn]:
    """The columns with marks in place of the words that are declared."""
    words = marks_of_words(layout)
    if not words:
        return dict(columns)
    return {
        name: distinct_column([words.get(folded(text), text) for text in column.texts], column.index)
        if name in FIGURES
        else column
        for name, column in columns.items()
    }

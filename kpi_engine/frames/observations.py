"""A frame of observations as the columns the kernel takes, with every problem at its row.

Columns: docs/data.md. The frame is read by the rules that files are read by: nothing is repaired or guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from kpi_engine.frames.numbers import ALL_DIGITS, is_numeric, no_numbers, number_column
from kpi_engine.frames.table import header_of, text_table
from kpi_engine.model.arrays.lookup import by_row, collapsed, is_any
from kpi_engine.model.arrays.observation import IndexArray, Observations, SmallArray
from kpi_engine.model.calendars.period import Month
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import RateOn
from kpi_engine.model.definitions.made_from.measure import Origin
from kpi_engine.model.definitions.scorecard import Precision
from kpi_engine.model.issue import Issue, Location, Severity, errors_in
from kpi_engine.read.csv.csv_header import ColumnNames
from kpi_engine.read.csv.csv_table import CsvTable
from kpi_engine.read.csv.number_columns import NumberColumn
from kpi_engine.read.csv.numbers import PLAIN
from kpi_engine.read.csv.row_labels import period_rules, read_labels, read_periods
from kpi_engine.read.csv.row_problems import RowProblems
from kpi_engine.read.data.fractions import as_supplied, more_decimals
from kpi_engine.read.data.observation_status import Status, read_status
from kpi_engine.read.data.observations import read_numbers
from kpi_engine.read.data.worded_values import with_numbers_for_words

_NAME = "observations"
_COLUMNS = ColumnNames(("code", "area", "period", "value"), ("numerator", "denominator", "status"))
_NUMBERS = ("value", "numerator", "denominator")
# A value that is only checked against its parts keeps three more decimals than are displayed: the check
# allows half of a displayed last digit, and a float's own error must not eat that up.
_MORE_DECIMALS_TO_CHECK = 3


def read_frame(
    frame: pd.DataFrame,
    indicators: Sequence[Indicator],
    areas: Sequence[Area],
    as_at: Month,
    precision: Precision,
) -> tuple[Observations | None, tuple[Issue, ...]]:
    """The rows of a frame, n in all and in their order; None where these are not the columns of observations.

    Rows with an error are in the result too: it is of use only where there is none.
    """
    issues = header_of(frame, _NAME, _COLUMNS)
    if errors_in(issues):
        return None, issues
    numeric = [name for name in _NUMBERS if name in frame and is_numeric(frame[name])]
    if precision is Precision.AS_PRINTED and "value" in numeric:
        return None, (*issues, _not_as_printed())
    table = text_table(frame.drop(columns=numeric), _NAME)
    codes = tuple(indicator.code for indicator in indicators)
    labels = read_labels(table, codes, [area.name for area in areas])
    rules = period_rules((indicator.calendar for indicator in indicators), as_at, "period")
    period = read_periods(table.column("period"), labels.code, rules, labels.problems)
    table = with_numbers_for_words(table, ("value",), labels.code, indicators, labels.problems)
    reader = _NumberReader(frame, table, numeric, labels.problems)
    all_digits = np.broadcast_to(np.int8(ALL_DIGITS), len(frame))
    parts = [reader.read(name, all_digits) for name in _NUMBERS[1:]]
    value = reader.read("value", _decimals_kept(labels.code, indicators, parts))
    status = _status(table, value, parts, labels.problems)
    size = len(frame)
    observations = Observations(
        codes=codes,
        areas=tuple(area.name for area in areas),
        files=(table.file,),
        code=labels.code,
        area=labels.area,
        period=period,
        value=value.numbers,
        numerator=status.published(parts[0].numbers),
        denominator=status.published(parts[1].numbers),
        missing=status.missing,
        carried_forward=status.carried_forward,
        is_new=status.is_new,
        as_printed=np.broadcast_to(np.bool_(precision is Precision.AS_PRINTED), size),
        parts_rounded_to=np.broadcast_to(np.int32(0), size),
        marks=status.marks,
        line=table.line,
        source=np.broadcast_to(np.int16(0), size),
        origin=np.broadcast_to(np.int8(Origin.SUPPLIED.code), size),
    )
    return as_supplied(observations, indicators), (*issues, *labels.problems.issues())


def _not_as_printed() -> Issue:
    return Issue(
        Severity.ERROR,
        Location(_NAME),
        "the values are numbers, and a number does not say how many decimals were printed",
        "pass them as text or Decimal, or leave out precision",
    )


@dataclass(frozen=True, slots=True)
class _NumberReader:
    """Reads columns of numbers: a column of a ``numeric`` type as it is, other columns from their texts."""

    frame: pd.DataFrame
    table: CsvTable
    numeric: Sequence[str]
    problems: RowProblems

    def read(self, name: str, decimals: SmallArray) -> NumberColumn:
        """A column; without a number in any row where the frame has none of that name."""
        if name not in self.frame:
            return no_numbers(len(self.frame))
        if name in self.numeric:
            return number_column(self.frame[name], decimals, self.problems)
        return read_numbers(self.table, name, PLAIN, self.problems)


def _decimals_kept(
    code: IndexArray, indicators: Sequence[Indicator], parts: Sequence[NumberColumn]
) -> SmallArray:
    """How many decimals the value of each row is needed to, if it is a float; of an unknown code, any."""
    decimals = np.array([indicator.decimals + more_decimals(indicator) for indicator in indicators], np.int8)
    raw = np.array([indicator.rate_on is RateOn.RAW for indicator in indicators], np.bool_)
    kept = by_row(collapsed(np.where(raw, ALL_DIGITS, decimals).astype(np.int8)), code)
    there = [part.numbers.present for part in parts]
    if not all(map(is_any, there)):
        return kept
    with_parts = np.logical_and(*there)
    return np.where(with_parts, by_row(decimals, code) + np.int8(_MORE_DECIMALS_TO_CHECK), kept)


def _status(
    table: CsvTable,
    value: NumberColumn,
    parts: Sequence[NumberColumn],
    problems: RowProblems,
) -> Status:
    """Why values are missing. Numbers without a status say no more than that, which the kernel can see."""
    if not table.columns.keys() & {"status", *_NUMBERS}:
        size = len(table)
        nowhere, no_marks = np.broadcast_to(np.False_, size), np.broadcast_to(np.int8(0), size)
        return Status(no_marks, nowhere, nowhere, nowhere, no_marks)
    numerator, denominator = parts
    return read_status(table.column("status"), value, numerator, denominator, problems)

"""The columns of a printed scorecard that are named by a period: earlier figures of each row."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np

from kpi_engine.model.arrays.observation import IndexArray
from kpi_engine.model.calendars.calendar import Calendar
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.outputs.printed import NOT_PRINTED, PrintedNumber
from kpi_engine.model.wording import shown
from kpi_engine.read.csv.csv_header import is_period
from kpi_engine.read.csv.csv_table import CsvTable
from kpi_engine.read.csv.numbers import NumberStyle
from kpi_engine.read.csv.period_readings import why_not_a_period
from kpi_engine.read.csv.periods import parse_period
from kpi_engine.read.csv.row_labels import UNKNOWN
from kpi_engine.read.csv.row_problems import RowProblems
from kpi_engine.read.data.printed_cells import ILLEGIBLE, number_of, read_cells

_NO_PERIOD = -1


def read_history(
    table: CsvTable,
    code: IndexArray,
    indicators: Sequence[Indicator],
    style: NumberStyle,
    problems: RowProblems,
) -> list[tuple[tuple[int, PrintedNumber], ...]]:
    """By row, the earlier figures, each with its period by the calendar of the row's code.

    A figure in a column of a period that its indicator does not have is an error of its row.
    """
    found: list[tuple[tuple[int, PrintedNumber], ...]] = [()] * len(table)
    calendars = list(dict.fromkeys(each.calendar for each in indicators))
    kinds = np.array([calendars.index(each.calendar) for each in indicators], np.int64)
    for name in filter(is_period, table.columns):
        column = table.column(name)
        numbers = read_cells(table, name, partial(number_of, style=style), NOT_PRINTED, problems)
        periods = np.array([_ordinal(name, each.calendar) for each in indicators], np.int64)
        filled = np.array([text not in {"", ILLEGIBLE} for text in column.texts], np.bool_)[column.index]
        known = filled & (code != UNKNOWN)
        period = np.where(known, periods[code], _NO_PERIOD)
        problems.add_errors(
            known & (period == _NO_PERIOD), kinds[code], partial(_not_its_period, name, calendars), name
        )
        for row in np.flatnonzero(period != _NO_PERIOD).tolist():
            found[row] += ((int(period[row]), numbers[row]),)
    return found


def _ordinal(name: str, calendar: Calendar) -> int:
    period = parse_period(name, calendar)
    return _NO_PERIOD if period is None else period


def _not_its_period(name: str, calendars: Sequence[Calendar], kind: int) -> tuple[str, str]:
    reason, _ = why_not_a_period(name, calendars[kind])
    what = f"a figure is in the column {shown(name)}, which {reason}"
    return what, "move it to a column of a period of its indicator"

"""Cells of a printed scorecard: what a text means in its column, or why it is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import numpy as np

from kpi_engine.model.arrays.observation import exact_decimal
from kpi_engine.model.definitions.judgement import Missing
from kpi_engine.model.frozen import frozen
from kpi_engine.model.outputs.printed import PrintedNumber
from kpi_engine.read.csv.csv_table import CsvTable
from kpi_engine.read.csv.marked_texts import marked
from kpi_engine.read.csv.number_columns import MISSING_MARKS
from kpi_engine.read.csv.number_reasons import NotANumber, unreadable
from kpi_engine.read.csv.numbers import NumberStyle, parse_number
from kpi_engine.read.csv.row_problems import RowProblems

_T = TypeVar("_T")
ILLEGIBLE = "?"


@frozen
class Refused:
    """Why a text is not what its column holds (a phrase that follows it), and what to write."""

    reason: str
    remedy: str


def read_cells(
    table: CsvTable, name: str, parse: Callable[[str], _T | Refused], absent: _T, problems: RowProblems
) -> list[_T]:
    """What the cells of a column mean, each distinct text parsed once; ``absent`` where it is refused."""
    column = table.column(name)
    meanings: list[_T] = []
    refused: dict[int, Refused] = {}
    for position, text in enumerate(column.texts):
        meaning = absent if text == ILLEGIBLE else parse(text)
        if isinstance(meaning, Refused):
            refused[position] = meaning
            meanings.append(absent)
        else:
            meanings.append(meaning)
    is_refused = np.zeros(len(column.texts), np.bool_)
    is_refused[list(refused)] = True

    def explain(position: int) -> tuple[str, str]:
        why = refused[position]
        return unreadable(name, column.texts[position], why.reason), why.remedy

    problems.add_errors(is_refused[column.index], column.index, explain, name)
    return [meanings[position] for position in column.index.tolist()]


def number_of(text: str, style: NumberStyle) -> PrintedNumber | Refused:
    """A number as printed; a mark for a missing value is none."""
    if text in MISSING_MARKS:
        return PrintedNumber(text, None, MISSING_MARKS[text])
    behind = marked(text)
    if behind.text in MISSING_MARKS:
        return PrintedNumber(text, None, MISSING_MARKS[behind.text])
    number = behind.problem or parse_number(behind.text, style)
    if isinstance(number, NotANumber):
        return Refused(number.reason, number.remedy)
    exact = exact_decimal(number.mantissa, number.decimals)
    return PrintedNumber(text, exact, Missing.PRESENT, marks=behind.marks)

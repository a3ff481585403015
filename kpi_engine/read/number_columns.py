"""Columns of numbers in which a figure may be missing: text → exact numbers, marks, and what cannot be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from kpi_engine.model.judgement import Missing
from kpi_engine.model.observation import BoolArray, ExactColumn, IndexArray, SmallArray
from kpi_engine.read.csv_text import TextColumn
from kpi_engine.read.numbers import NotANumber, NumberStyle, parse_number

MISSING_MARKS: Mapping[str, Missing] = {
    "": Missing.BLANK,
    "N/A": Missing.NOT_AVAILABLE,
    "n/a": Missing.NOT_AVAILABLE,
    "NA": Missing.NOT_AVAILABLE,
    "..": Missing.NOT_AVAILABLE,
    "[x]": Missing.NOT_AVAILABLE,
    "[c]": Missing.CONFIDENTIAL,
    "*": Missing.SUPPRESSED,
    "[z]": Missing.NOT_APPLICABLE,
    "-": Missing.DASH,
}


@dataclass(frozen=True, slots=True)
class NumberColumn:
    """n texts as numbers; every array has shape (n,).

    ``marks`` holds Missing positions, 0 where there is a number. ``problems`` says by text why it is neither
    a number nor a mark, and ``unreadable`` which rows have such a text; ``typographic_minus`` which have U+2212.
    """

    text: TextColumn
    numbers: ExactColumn
    marks: SmallArray
    problems: Mapping[int, NotANumber]
    unreadable: BoolArray
    typographic_minus: BoolArray


def read_number_column(column: TextColumn, style: NumberStyle) -> NumberColumn:
    """Parse each distinct text once, then spread it over the rows."""
    size = len(column.texts)
    mantissa = np.zeros(size, np.int64)
    decimals = np.zeros(size, np.int8)
    present = np.zeros(size, np.bool_)
    marks = np.zeros(size, np.int8)
    typographic = np.zeros(size, np.bool_)
    problems: dict[int, NotANumber] = {}
    mark_codes = {mark: missing.code for mark, missing in MISSING_MARKS.items()}
    for position, text in enumerate(column.texts):
        if text in mark_codes:
            marks[position] = mark_codes[text]
            continue
        number = parse_number(text, style)
        if isinstance(number, NotANumber):
            problems[position] = number
            continue
        mantissa[position] = number.mantissa
        decimals[position] = number.decimals
        present[position] = True
        typographic[position] = number.typographic_minus
    rows = column.index
    unreadable = np.zeros(size, np.bool_)
    unreadable[list(problems)] = True
    return NumberColumn(
        text=column,
        numbers=ExactColumn(mantissa[rows], decimals[rows], present[rows]),
        marks=marks[rows],
        problems=problems,
        unreadable=unreadable[rows],
        typographic_minus=typographic[rows],
    )


def absent_number_column(rows: int) -> NumberColumn:
    """The column that a file does not have: blank in every row."""
    return read_number_column(TextColumn(("",), np.zeros(rows, np.int32)), NumberStyle())


def lookup(texts: tuple[str, ...], known: Mapping[str, int]) -> IndexArray:
    """The position of each text among the known ones; −1 where it is not one of them."""
    return np.array([known.get(text, -1) for text in texts], np.int32)

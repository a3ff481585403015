"""Columns of numbers in which a figure may be missing: text → exact numbers and marks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from kpi_engine.model.judgement import Missing
from kpi_engine.model.observation import BoolArray, ExactColumn, SmallArray
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

    ``marks`` holds Missing positions, 0 where there is a number. ``problems`` says, by position in
    ``text.texts``, why a text is neither a number nor a mark, and ``unreadable`` which rows have one;
    ``typographic_minus`` which rows have U+2212 for a minus.
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

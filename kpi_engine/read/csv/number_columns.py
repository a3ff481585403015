"""Columns of numbers in which a figure may be missing: text → exact numbers and marks."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from kpi_engine.model.arrays.observation import BoolArray, ExactColumn, SmallArray
from kpi_engine.model.definitions.judgement import Missing
from kpi_engine.model.frozen import frozen
from kpi_engine.read.csv.csv_table import TextColumn
from kpi_engine.read.csv.marked_texts import Marked, marked
from kpi_engine.read.csv.number_reasons import NotANumber
from kpi_engine.read.csv.numbers import ExactNumber, NumberStyle, parse_number, plain_number

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
_MARK_CODES = {mark: missing.code for mark, missing in MISSING_MARKS.items()}
_NO_NUMBER = ExactNumber(0, 0)
_UNMARKED = Marked("")


@frozen
class NumberColumn:
    """n texts as numbers; every array has shape (n,).

    ``marks`` holds Missing positions, 0 where there is a number. ``problems`` says, by position in
    ``text.texts``, why a text is neither a number nor a mark, and ``unreadable`` which rows have such a text;
    ``typographic_minus`` which rows have U+2212 for a minus. ``figure_marks`` are the bits of FigureMark
    behind the numbers, and ``has_note`` says which rows have a marker of a note there.
    """

    text: TextColumn
    numbers: ExactColumn
    marks: SmallArray
    problems: Mapping[int, NotANumber]
    unreadable: BoolArray
    typographic_minus: BoolArray
    figure_marks: SmallArray
    has_note: BoolArray


def read_number_column(column: TextColumn, style: NumberStyle) -> NumberColumn:
    """Parse each distinct text once, then spread it over the rows."""
    size = len(column.texts)
    mantissas: list[int] = []
    decimals: list[int] = []
    marks, figure_marks = np.zeros(size, np.int8), np.zeros(size, np.int8)
    typographic, has_note, unreadable = (np.zeros(size, np.bool_) for _ in range(3))
    problems: dict[int, NotANumber] = {}
    for position, written in enumerate(column.texts):
        plain = plain_number(written)
        if plain is None:
            one = _UNMARKED if written in _MARK_CODES else marked(written)
            text = one.text or written
            mark = _MARK_CODES.get(text, 0)
            number = one.problem or (_NO_NUMBER if mark else parse_number(text, style))
            if isinstance(number, NotANumber):
                problems[position] = number
                unreadable[position] = True
                number = _NO_NUMBER
            marks[position], figure_marks[position], has_note[position] = mark, one.marks, one.has_note
            typographic[position] = number.typographic_minus
            plain = number.mantissa, number.decimals
        mantissas.append(plain[0])
        decimals.append(plain[1])
    return NumberColumn(
        text=column,
        numbers=ExactColumn(
            column.of_rows(np.array(mantissas, np.int64)),
            column.of_rows(np.array(decimals, np.int8)),
            column.of_rows((marks == 0) & ~unreadable),
        ),
        marks=column.of_rows(marks),
        problems=problems,
        unreadable=column.of_rows(unreadable),
        typographic_minus=column.of_rows(typographic),
        figure_marks=column.of_rows(figure_marks),
        has_note=column.of_rows(has_note),
    )

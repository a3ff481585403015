"""Figures that are words, such as Completed or Good: their numbers, by the words of their definition.

Rule: docs/definitions.md, "Values that are words".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from kpi_engine.model.arrays.observation import BoolArray, IndexArray
from kpi_engine.model.definitions.figure_marks import with_signs
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.frozen import frozen
from kpi_engine.model.wording import did_you_mean, joined, shown
from kpi_engine.read.csv.csv_table import CsvTable, TextColumn
from kpi_engine.read.csv.declared_words import folded
from kpi_engine.read.csv.marked_texts import marked
from kpi_engine.read.csv.number_columns import MISSING_MARKS
from kpi_engine.read.csv.row_problems import RowProblems


def number_of_word(text: str, indicator: Indicator) -> str:
    """The number of a word, with the marks behind it; any other text as it is."""
    behind = marked(text)
    number = _numbers(indicator).get(folded(behind.text))
    return text if number is None else with_signs(number, behind.marks)


def with_numbers_for_words(
    table: CsvTable,
    names: Sequence[str],
    code: IndexArray,
    indicators: Sequence[Indicator],
    problems: RowProblems,
) -> CsvTable:
    """The table with numbers for words in some columns; a word that is not known is added to ``problems``."""
    worded = np.array([bool(each.words) for each in indicators], np.bool_)
    if not worded.any():
        return table
    rows: BoolArray = (code >= 0) & worded[np.maximum(code, 0)]
    columns = dict(table.columns)
    for name in names:
        if name in columns and rows.any():
            texts = _Texts(columns[name], name, rows, code)
            columns[name] = texts.with_numbers(indicators, problems)
    return replace(table, columns=columns)


@frozen
class _Texts:
    """A column, and the ``rows`` whose indicator (``code``) has words for its values."""

    column: TextColumn
    name: str
    rows: BoolArray
    code: IndexArray

    def with_numbers(self, indicators: Sequence[Indicator], problems: RowProblems) -> TextColumn:
        """The column with numbers for words: each word of an indicator is looked up once."""
        column, rows, size = self.column, self.rows, len(self.column.texts)
        keys, place = np.unique(
            self.code[rows].astype(np.int64) * size + column.index[rows], return_inverse=True
        )
        pairs = [(indicators[key // size], column.texts[key % size]) for key in keys.tolist()]
        numbers = [number_of_word(text, indicator) for indicator, text in pairs]
        unknown = np.array([_is_unknown(number) for number in numbers], np.bool_)
        is_unknown, of_row = np.zeros(len(rows), np.bool_), np.zeros(len(rows), np.int32)
        is_unknown[rows], of_row[rows] = unknown[place], place
        problems.add_errors(
            is_unknown, of_row, lambda which: _unknown_word(self.name, *pairs[which]), self.name
        )
        # What has been reported is not read a second time.
        texts = ["" if lost else number for number, lost in zip(numbers, unknown.tolist(), strict=True)]
        index = column.index.copy()
        index[rows] = size + place
        return TextColumn((*column.texts, *texts), index)


def _is_unknown(text: str) -> bool:
    """Whether a text is still a word: no number, and no mark of a missing figure."""
    plain = marked(text).text
    return plain not in MISSING_MARKS and not any(letter.isdigit() for letter in plain)


def _unknown_word(name: str, indicator: Indicator, text: str) -> tuple[str, str]:
    words = [word for _, word in indicator.words]
    remedy = did_you_mean(text, words) or f"write {joined(words, 'or')}, or add the word to the definition"
    return f"the {name} {shown(text)} is none of the words of {indicator.code}", remedy


def _numbers(indicator: Indicator) -> Mapping[str, str]:
    return {folded(word): f"{number:f}" for number, word in indicator.words}

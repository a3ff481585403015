"""The book of figures: what computed figures fill, what they leave alone, and where they come."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import numpy as np
import pytest

from kpi_engine.derive.book import Book, book_of
from kpi_engine.derive.figures import Computed, no_numbers
from kpi_engine.model.arrays.observation import exact_column
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Missing
from kpi_engine.model.definitions.made_from.measure import Origin
from tests.derive.making import a_count, columns_of, figure
from tests.oracle.columns import plain_observations

ONE, TWO = a_count("ONE"), a_count("TWO")
MONTHS = ("2024-04", "2024-05", "2024-06")
Told = Missing | Decimal | None


def computed(numbers: Sequence[int | Missing]) -> Computed:
    """A figure for each of the first months, or the reason why there is none."""
    reasons = [number.code if isinstance(number, Missing) else 0 for number in numbers]
    return Computed(
        area=np.zeros(len(numbers), np.int32),
        period=np.array([figure(ONE, month).period for month in MONTHS[: len(numbers)]]),
        value=exact_column([None if isinstance(each, Missing) else Decimal(each) for each in numbers]),
        numerator=no_numbers(len(numbers)),
        denominator=no_numbers(len(numbers)),
        missing=np.array(reasons, np.int8),
    )


def the_book(*numbers: str, definitions: Sequence[Indicator] = (ONE, TWO)) -> Book:
    """TWO has a number, or nothing, for each of the first months; ONE has 7 in each."""
    rows = [figure(TWO, month, number) for month, number in zip(MONTHS, numbers, strict=False)]
    rows += [figure(ONE, month, "7") for month in MONTHS]
    return book_of(columns_of(rows, definitions), definitions)


def told(book: Book, code: str) -> list[Told]:
    """The figures of an indicator among all, by month."""
    every, _ = book.every_figure()
    rows = [row for row in plain_observations(every) if row.code == code]
    return [
        row.missing if row.missing.code else row.value for row in sorted(rows, key=lambda row: row.period)
    ]


def test_each_blank_is_filled_in_its_row_and_nowhere_else() -> None:
    book = the_book("", "5", "")
    book.add("TWO", computed([1, 2, 3]), Origin.MADE)
    every, recomputed = book.every_figure()
    assert [(row.code, row.value) for row in plain_observations(every)] == [
        *(("TWO", 1), ("TWO", 5), ("TWO", 3)),
        *(("ONE", 7), ("ONE", 7), ("ONE", 7)),
    ]
    assert len(book.figures("TWO")) == 3
    assert (recomputed.row.tolist(), recomputed.figures.value.mantissa.tolist()) == ([1], [2])


def test_new_months_come_last_and_blanks_without_a_figure_stay() -> None:
    book = the_book("", "")
    book.add("TWO", computed([Missing.PARTS_MISSING, 2, 3]), Origin.MADE)
    every, recomputed = book.every_figure()
    assert [(row.code, row.value) for row in plain_observations(every)] == [
        *(("TWO", None), ("TWO", 2)),
        *(("ONE", 7), ("ONE", 7), ("ONE", 7)),
        ("TWO", 3),
    ]
    assert len(recomputed.row) == 0


@pytest.mark.parametrize("lacking", [mark for mark in Missing if mark.code], ids=lambda mark: mark.name)
def test_what_could_not_be_computed_one_way_is_computed_another(lacking: Missing) -> None:
    book = the_book()
    book.add("TWO", computed([lacking, 2]), Origin.MADE)
    book.add("TWO", computed([1, 5]), Origin.ADDED_UP)
    assert told(book, "TWO") == [1, 2]
    # Neither was supplied: there is nothing to compare.
    assert book.recomputed == []

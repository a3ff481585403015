"""Looking rows up in tables, in blocks."""

from __future__ import annotations

from collections.abc import Iterator
from unittest.mock import patch

import numpy as np
import pytest

from kpi_engine.model.arrays import blocks
from kpi_engine.model.arrays.blocks import in_blocks, one_ahead
from kpi_engine.model.arrays.lookup import by_row, collapsed, distinct_places, first_seen, numbers_at
from kpi_engine.model.arrays.observation import ExactColumn


def test_a_table_of_equal_entries_collapses() -> None:
    assert collapsed(np.array([3, 3, 3])).tolist() == [3]
    assert collapsed(np.array([3, 4, 3])).tolist() == [3, 4, 3]
    assert collapsed(np.zeros(0)).tolist() == []


def test_a_collapsed_table_gives_its_entry_to_every_row() -> None:
    places = np.array([0, 2, 1], np.int32)
    assert by_row(np.array([7, 8, 9], np.int8), places).tolist() == [7, 9, 8]
    assert by_row(np.array([7], np.int8), places).tolist() == [7, 7, 7]


def test_distinct_places_are_in_order() -> None:
    assert distinct_places(np.array([4, 0, 4, 2], np.int32)).tolist() == [0, 2, 4]
    assert distinct_places(np.array([], np.int32)).tolist() == []


def test_a_view_of_one_place_gives_a_view_of_its_entry() -> None:
    places = np.broadcast_to(np.int8(2), 3)
    entries = by_row(np.array([7, 8, 9], np.int64), places)
    assert entries.tolist() == [9, 9, 9]
    assert entries.strides == (0,)


def test_there_is_no_number_in_a_negative_row() -> None:
    column = ExactColumn(np.array([10, 20, 30]), np.array([0, 1, 2], np.int8), np.array([True, False, True]))
    taken = numbers_at(column, np.array([2, -1, 1], np.int32))
    assert [taken.at(row) is not None for row in range(3)] == [True, False, False]
    assert str(taken.at(0)) == "0.30"


@pytest.mark.parametrize("rows", [0, 1, 9, 10, 11, 95])
def test_every_row_is_worked_once_however_many_blocks_there_are(rows: int) -> None:
    worked = np.zeros(rows, np.int64)

    def work(block: slice) -> None:
        worked[block] += 1

    with patch.object(blocks, "ROWS_IN_A_BLOCK", 10):
        in_blocks(work, rows)
    assert worked.tolist() == [1] * rows


def test_an_error_in_a_block_is_not_lost() -> None:
    def fail(block: slice) -> None:
        if block.start == 40:
            raise ValueError("a block")

    with patch.object(blocks, "ROWS_IN_A_BLOCK", 10), pytest.raises(ValueError, match="a block"):
        in_blocks(fail, 95)


def test_items_made_ahead_come_in_their_order() -> None:
    assert list(one_ahead(iter(range(20)))) == list(range(20))
    assert list(one_ahead(iter([]))) == []


def test_an_error_of_what_is_made_ahead_comes_after_the_items_before_it() -> None:
    def items() -> Iterator[int]:
        yield from (1, 2)
        raise ValueError("the third")

    ahead = one_ahead(items())
    assert [next(ahead), next(ahead)] == [1, 2]
    with pytest.raises(ValueError, match="the third"):
        next(ahead)


def test_what_is_made_ahead_may_be_left() -> None:
    made = []

    def items() -> Iterator[int]:
        for number in range(100):
            made.append(number)
            yield number

    ahead = one_ahead(items())
    assert next(ahead) == 0
    ahead.close()  # type: ignore[attr-defined]
    assert made == [0, 1]


def test_look_ups_in_several_blocks_are_those_in_one() -> None:
    table, places = np.array([5, 3, 8], np.int8), np.arange(25, dtype=np.int32) % 3
    with patch.object(blocks, "ROWS_IN_A_BLOCK", 10):
        assert by_row(table, places).tolist() == [5, 3, 8] * 8 + [5]


@pytest.mark.parametrize("places", [[], [4], [4, 4, 4], [7, 2, 7, 0, 2, 7]])
def test_places_that_are_seen_first_are_each_told_once(places: list[int]) -> None:
    table = np.zeros(8, np.int32)
    found = first_seen(table, np.array(places, np.int64))
    assert found.tolist() == sorted(set(places))

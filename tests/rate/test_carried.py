"""Numbers that are the same as before, and columns for rows without a change."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest

from kpi_engine.model.arrays.observation import exact_column
from kpi_engine.model.definitions.judgement import NumberDirection
from kpi_engine.rate.carried import repeats_previous
from kpi_engine.rate.change import no_changes


def repeats(*columns: tuple[str | None, ...], previous: tuple[int, ...]) -> list[bool]:
    """Of the rows from the second on; ``previous`` is the row that each is compared with."""
    numbers = [
        exact_column([None if text is None else Decimal(text) for text in column]) for column in columns
    ]
    return repeats_previous(numbers, 1, np.array(previous, np.int32)).tolist()


@pytest.mark.parametrize(
    ("before", "now", "is_the_same"),
    [
        ("12.5", "12.5", True),
        ("12.5", "12.50", True),
        ("12.50", "12.5", True),
        ("12", "12.000", True),
        ("12.000", "12", True),
        ("12.5", "12.6", False),
        ("12.5", "125", False),
        ("125", "12.5", False),
        ("1.25", "12.5", False),
        ("-1", "1", False),
        ("0", "0.00", True),
        ("0", None, False),
        (None, "0", False),
        (None, "0.0", False),
        (None, None, False),
        ("1e-18", "0.000000000000000001", True),
        ("100000000000000000", "100000000000000000.0", True),
    ],
)
def test_a_number_is_the_same_however_it_is_written(
    before: str | None, now: str | None, is_the_same: bool
) -> None:
    assert repeats((before, now), previous=(0,)) == [is_the_same]
    assert repeats((before, now), ("1", "1"), previous=(0,)) == [is_the_same]
    assert repeats(("7", "7"), (before, now), previous=(0,)) == [is_the_same]


def test_each_row_has_its_own_before() -> None:
    value = ("1", "2", "1", "2.0", None, "1")
    assert repeats(value, previous=(0, 0, 1, 2, 2)) == [False, True, True, False, True]
    assert repeats(value, previous=(-1, -1, -1, -1, -1)) == [False] * 5
    assert repeats(value, (None,) * 6, previous=(0, 0, 1, 2, 2)) == [False] * 5


def test_without_changes_every_column_is_empty() -> None:
    none = no_changes(3)
    for column in (none.change, none.percent):
        assert (column.mantissa.tolist(), column.decimals.tolist()) == ([0] * 3, [0] * 3)
        assert column.present.tolist() == [False] * 3
    assert none.direction.tolist() == [NumberDirection.NONE.code] * 3

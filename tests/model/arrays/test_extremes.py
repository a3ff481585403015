"""The least and the greatest number of each place, in runs of a place and in any order."""

from __future__ import annotations

import numpy as np
import pytest

from kpi_engine.model.arrays.extremes import keep_greatest, keep_least

IN_RUNS = [0, 0, 0, 0, 0, 2, 2, 2, 2, 0, 0, 0, 0]
IN_ANY_ORDER = [0, 2, 0, 2, 0, 0, 2]


@pytest.mark.parametrize("places", [IN_RUNS, IN_ANY_ORDER])
def test_the_extremes_of_each_place_beside_what_is_there(places: list[int]) -> None:
    place = np.array(places, np.int32)
    numbers = np.arange(len(places)) * 7 % 11 - 3.0
    least, greatest = np.array([-2.0, 5.0, np.inf]), np.array([2.0, 5.0, 0.0])
    keep_least(least, place, numbers)
    keep_greatest(greatest, place, numbers)
    by_place = [
        [number for at, number in zip(places, numbers.tolist(), strict=True) if at == one] for one in (0, 2)
    ]
    assert least.tolist() == [min(-2.0, *by_place[0]), 5.0, min(by_place[1])]
    assert greatest.tolist() == [max(2.0, *by_place[0]), 5.0, max(0.0, *by_place[1])]


def test_no_numbers_change_nothing() -> None:
    least = np.array([3.0])
    keep_least(least, np.zeros(0, np.int32), np.zeros(0))
    assert least.tolist() == [3.0]

"""Totals of runs and places of figures, at their edges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from kpi_engine.derive.figures import each_place_once, places_of
from kpi_engine.derive.measures.sums import NOT_A_COUNT, TOO_LARGE, Addends, totals
from kpi_engine.model.arrays.observation import exact_column, exact_decimal
from kpi_engine.model.definitions.figure_marks import INHERITED
from kpi_engine.model.definitions.judgement import Missing
from kpi_engine.model.figures.series import NO_ROW

PRESENT, PARTS_MISSING = Missing.PRESENT.code, Missing.PARTS_MISSING.code


def addends(
    numbers: Sequence[str | None] = (),
    parts: Sequence[str | None] = (),
    uncounted: Sequence[bool] = (),
    marks: Sequence[int] = (),
) -> Addends:
    size = max(map(len, (numbers, parts, uncounted, marks)))
    number = [None if text is None else Decimal(text) for text in numbers or [None] * size]
    pairs = [
        (None, None) if text is None else tuple(map(Decimal, text.split("/")))
        for text in parts or [None] * size
    ]
    return Addends(
        exact_column(number),
        exact_column([top for top, _ in pairs]),
        exact_column([bottom for _, bottom in pairs]),
        np.array(uncounted or [False] * size, np.bool_),
        np.zeros(size, np.int64),
        np.array(marks or [0] * size, np.int64),
    )


def summed(of: Addends, *runs: tuple[int, int]) -> list[str | int]:
    """The total of each run, or why there is none."""
    start, end = (np.array(ends, np.int64) for ends in zip(*runs, strict=True))
    found = totals(of, start, end)
    told: list[str | int] = []
    for at, missing in enumerate(found.missing.tolist()):
        columns = (found.value, found.numerator, found.denominator)
        numbers = [
            f"{exact_decimal(int(one.mantissa[at]), int(one.decimals[at])):f}"
            for one in columns
            if one.present[at]
        ]
        told.append("/".join(numbers) if missing == PRESENT else missing)
    return told


def test_a_run_of_nothing_has_no_total() -> None:
    assert summed(addends(["1", "2"]), (0, 0), (2, 2), (0, 1)) == [PARTS_MISSING, PARTS_MISSING, "1"]
    assert summed(addends(parts=["1/2", "3/4"]), (0, 0), (1, 1), (1, 2)) == [
        PARTS_MISSING,
        PARTS_MISSING,
        "3/4",
    ]


def test_numbers_have_the_decimals_that_they_need() -> None:
    assert summed(addends(["1.5", "2.25", "0.25", "3"]), (0, 2), (1, 3), (0, 4), (3, 4)) == [
        "3.75",
        "2.5",
        "7",
        "3",
    ]


def test_a_run_in_which_one_lacks_has_none() -> None:
    assert summed(addends(["1", None, "2"]), (0, 3), (0, 1), (1, 2)) == [PARTS_MISSING, "1", PARTS_MISSING]
    mixed = addends(["1", None], [None, "3/4"])
    assert summed(mixed, (0, 1), (1, 2), (0, 2)) == ["1", "3/4", PARTS_MISSING]


def test_what_is_no_count_is_said_to_be_none() -> None:
    of = addends([None, "1", None], uncounted=[True, False, False])
    assert summed(of, (0, 2), (1, 2), (1, 3), (0, 1)) == [NOT_A_COUNT, "1", PARTS_MISSING, NOT_A_COUNT]


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        (["999999999999999998", "1"], "999999999999999999"),
        (["999999999999999999", "1"], "1000000000000000000"),
        (["999999999999999999", "2"], TOO_LARGE),
        (["-999999999999999999", "-1"], "-1000000000000000000"),
        (["-999999999999999999", "-2"], TOO_LARGE),
        (["999999999999999999", "-1"], "999999999999999998"),
        (["999999999999999999"] * 9, TOO_LARGE),
        (["999999999999999999"] * 12 + ["-999999999999999999"] * 12, "0"),
        (["900000000000000000", "0.000000000000000001"], TOO_LARGE),
        (["90000000000", "0.0000001"], "90000000000.0000001"),
        (["1", "-0.5", "-0.5"], "0"),
    ],
)
def test_sums_are_exact_or_said_to_be_too_large(numbers: list[str], expected: str | int) -> None:
    assert summed(addends(numbers), (0, len(numbers))) == [expected]
    parts = [f"{number}/1" for number in numbers]
    of_parts = summed(addends(parts=parts), (0, len(parts)))
    assert of_parts == [expected if isinstance(expected, int) else f"{expected}/{len(parts)}"]


def test_a_total_has_the_marks_of_its_addends() -> None:
    first, *_, last = [mark.bit for mark in INHERITED]
    of = addends(["1"] * 4, marks=[0, first, first | last, 0])
    found = totals(of, np.array([0, 0, 1, 2, 3]), np.array([1, 2, 3, 3, 4]))
    assert found.marks.tolist() == [0, first, first | last, first | last, 0]


AREAS, PERIODS = np.array([1, 0, 0, 2, 1]), np.array([7, 5, 9, 5, 6])


@pytest.mark.parametrize(
    ("area", "period", "row"),
    [
        (0, 5, 1),
        (0, 9, 2),
        (1, 6, 4),
        (1, 7, 0),
        (2, 5, 3),
        (0, 6, None),
        (0, 4, None),
        (0, 10, None),
        (2, 9, None),
        (2, 10, None),
        (3, 5, None),
        (1, 4, None),
        (1, 10, None),
    ],
)
def test_a_figure_is_found_by_its_area_and_period(area: int, period: int, row: int | None) -> None:
    found = places_of(AREAS, PERIODS).find(np.array([area]), np.array([period]))
    assert found.tolist() == [NO_ROW if row is None else row]


@pytest.mark.parametrize(
    ("area", "first", "last", "rows"),
    [
        (0, 5, 9, [1, 2]),
        (0, 0, 99, [1, 2]),
        (0, 6, 99, [2]),
        (0, 6, 8, []),
        (0, 9, 9, [2]),
        (0, 10, 10, []),
        (0, 10, 99, []),
        (0, 1, 4, []),
        (1, 1, 4, []),
        (1, 6, 6, [4]),
        (1, 0, 99, [4, 0]),
        (1, 10, 12, []),
        (2, 5, 5, [3]),
        (2, 0, 99, [3]),
        (3, 0, 99, []),
    ],
)
def test_the_figures_of_a_span_are_of_their_area_only(
    area: int, first: int, last: int, rows: list[int]
) -> None:
    places = places_of(AREAS, PERIODS)
    start, end = places.runs(np.array([area]), np.array([first]), np.array([last]))
    assert places.order[int(start[0]) : int(end[0])].tolist() == rows


def test_without_figures_there_is_no_place() -> None:
    none = np.zeros(0, np.int64)
    assert places_of(none, none).find(np.array([0]), np.array([0])).tolist() == [NO_ROW]
    assert [each.tolist() for each in each_place_once(none, none)] == [[], []]


def test_each_place_once() -> None:
    area, period = each_place_once(np.array([1, 0, 1, 0, 1]), np.array([3, 4, 3, 2, 2]))
    assert list(zip(area.tolist(), period.tolist(), strict=True)) == [(0, 2), (0, 4), (1, 2), (1, 3)]


def test_addends_in_places_are_theirs_and_nowhere_is_none() -> None:
    of = addends(["1", "2"], uncounted=[True, False], marks=[3, 1])
    found = replace(of, step=np.array([5, 7])).at(np.array([1, -1, 0]))
    assert found.number.present.tolist() == [True, False, True]
    assert found.number.mantissa[[0, 2]].tolist() == [2, 1]
    assert found.uncounted.tolist() == [False, False, True]
    assert found.step.tolist() == [7, 0, 5]
    assert found.marks.tolist() == [1, 0, 3]

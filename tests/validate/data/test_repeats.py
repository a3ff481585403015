from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_engine.model.arrays.observation import ExactColumn, exact_column, exact_decimal
from kpi_engine.model.definitions.figure_marks import FigureMark
from kpi_engine.validate.data.observations import validate_observations
from kpi_engine.validate.data.repeats import equal_numbers, first_of_key, without_repeats
from tests.rate.columns import observations_of
from tests.validate.figures import JULY, PERCENT, columns, figure

KEYS = st.lists(st.tuples(st.sampled_from(["Kent", "Swale"]), st.integers(0, 4)), max_size=12)


@given(KEYS)
def test_the_first_row_of_each_key_is_found(keys: list[tuple[str, int]]) -> None:
    first = first_of_key(observations_of([figure("1", area=area, period=period) for area, period in keys]))
    if len(set(keys)) == len(keys):
        assert first is None
    else:
        assert first is not None
        assert first.tolist() == [keys.index(key) for key in keys]


NUMBERS = st.none() | st.builds(
    exact_decimal,
    st.sampled_from([0, 1, 10, 100, -10, 10**17, 10**18 - 1, 12]),
    st.integers(0, 18),
)


@given(NUMBERS, NUMBERS)
def test_numbers_are_equal_as_decimals_are(left: Decimal | None, right: Decimal | None) -> None:
    column = exact_column([left, right])
    assert equal_numbers(column, np.array([0]), np.array([1])).tolist() == [left == right]


def test_without_repeats_the_first_row_stays() -> None:
    rows = columns(figure("3", period=JULY), figure("1"), figure("3", period=JULY), figure("2"))
    assert without_repeats(rows).line.tolist() == [2, 3]


def test_without_repeats_nothing_is_copied() -> None:
    for rows in (
        columns(figure("1"), figure("3", period=JULY)),
        columns(figure("3", period=JULY), figure("1")),
        columns(figure("1"), figure("3", period=JULY), figure("3", period=JULY - 98)),
        columns(figure("1"), figure("3", period=JULY - 126)),
        observations_of([]),
    ):
        assert without_repeats(rows) is rows


@pytest.mark.parametrize("far", [0, 10_000])
@pytest.mark.parametrize("rises", [True, False])
def test_a_repeat_is_found_whether_periods_lie_close_or_far_apart(far: int, rises: bool) -> None:
    periods = [0, 1, 1, 2 + far]
    periods = periods if rises else periods[::-1]
    rows = observations_of([figure(str(at), period=JULY + period) for at, period in enumerate(periods)])
    first = first_of_key(rows)
    assert first is not None
    assert first.tolist() == [periods.index(period) for period in periods]
    without = observations_of([figure("1", period=JULY + period) for period in dict.fromkeys(periods)])
    assert first_of_key(without) is None


def test_keys_differ_by_code_area_and_period() -> None:
    codes = [
        replace(figure("1", area=area, period=JULY + at), code=code)
        for code in "AB"
        for area in "xyz"
        for at in (0, 5)
    ]
    assert first_of_key(observations_of(codes)) is None
    first = first_of_key(observations_of([*codes, codes[7]]))
    assert first is not None
    assert first.tolist() == [*range(len(codes)), 7]


@pytest.mark.parametrize(
    "places", [[0, 0], [0, 1], [1, 0], [7, 3, 7], [3, 7, 3], [7, 3, 1], [1, 3, 7], [2, 2, 2]]
)
def test_few_rows_of_many_areas(places: list[int]) -> None:
    """Rows are sorted to find repeats where there are many more areas than rows."""
    rows = observations_of([figure(str(at)) for at in range(len(places))])
    rows = replace(rows, areas=tuple(f"Area {at}" for at in range(300)), area=np.array(places, np.int32))
    first = first_of_key(rows)
    if len(set(places)) == len(places):
        assert first is None
    else:
        assert first is not None
        assert first.tolist() == [places.index(place) for place in places]


def test_rows_of_each_file_area_and_kind_are_summed_up_by_themselves() -> None:
    """Three are told one by one; of four, one is. None of these kinds has more than three."""
    areas = ("Kent", "Swale", "Dover")
    first = [*(figure("1", area=area) for area in areas), figure("1", period=JULY)]
    again = [*(figure("2", area=area) for area in areas for _ in range(3)), *[figure("1", period=JULY)] * 3]
    rows = columns(*first, *again, *again, *again)
    of_file = np.array([0] * len(first) + [at for at in range(3) for _ in again], rows.source.dtype)
    rows = replace(rows, files=("a.csv", "b.csv", "c.csv"), source=of_file)
    issues = validate_observations(rows, [PERCENT]).issues
    assert len(issues) == 3 * len(again)
    assert not any("more such rows" in issue.what for issue in issues)


def test_a_mark_makes_another_figure() -> None:
    rows = columns(figure("1"), figure("1"))
    marked = replace(rows, marks=np.array([0, FigureMark.REVISED.bit], rows.marks.dtype))
    assert [issue.severity.value for issue in validate_observations(marked, [PERCENT]).issues] == ["error"]
    assert [issue.severity.value for issue in validate_observations(rows, [PERCENT]).issues] == ["warning"]


def test_two_without_a_number_have_the_same_whatever_stands_there() -> None:
    column = ExactColumn(np.array([1, 2]), np.array([0, 1], np.int8), np.array([False, False]))
    assert equal_numbers(column, np.array([0]), np.array([1])).tolist() == [True]

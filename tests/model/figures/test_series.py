"""Finding rows by their place in a series: the grid and the sort say what a plain search says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_engine.model.arrays.observation import Observations
from kpi_engine.model.calendars.period import Frequency
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.figures import series
from kpi_engine.model.figures.series import DenseIndex, SeriesIndex, SortedIndex, index_series
from tests.oracle.records import PlainObservation
from tests.rate.columns import observations_of
from tests.rate.making import an_indicator

CODES, AREAS = ("A", "B", "C"), ("North", "South")
FREQUENCIES = (Frequency.MONTHLY, Frequency.ANNUAL, Frequency.MONTHLY)
FIRST = {"A": 24_000, "B": 2_020, "C": 24_003}
LAGS = (1, 2, 12)

Row = tuple[str, str, int]
rows_of_series = st.lists(
    st.builds(
        lambda code, area, step: (code, area, FIRST[code] + step),
        st.sampled_from(CODES),
        st.sampled_from(AREAS),
        st.integers(0, 14),
    ),
    min_size=1,
    max_size=40,
)


def columns(rows: Sequence[Row]) -> Observations:
    records = [PlainObservation(code, area, period) for code, area, period in rows]
    observations = observations_of(records)
    return replace(
        observations,
        codes=CODES,
        areas=AREAS,
        code=np.array([CODES.index(code) for code, _, _ in rows], np.int32),
        area=np.array([AREAS.index(area) for _, area, _ in rows], np.int32),
    )


def indicators() -> list[Indicator]:
    return [
        an_indicator(code=code, frequency=frequency)
        for code, frequency in zip(CODES, FREQUENCIES, strict=True)
    ]


def dense(rows: Sequence[Row]) -> SeriesIndex:
    index = index_series(columns(rows), indicators())
    assert isinstance(index, DenseIndex)
    return index


def by_sorting(rows: Sequence[Row]) -> SeriesIndex:
    with patch.multiple(series, CELLS_PER_ROW=0, CELLS_ALWAYS_AFFORDABLE=-1):
        index = index_series(columns(rows), indicators())
    assert isinstance(index, SortedIndex)
    return index


both = pytest.mark.parametrize("make", [dense, by_sorting])
Make = Callable[[Sequence[Row]], SeriesIndex]


def first_row(rows: Sequence[Row], wanted: Row) -> int:
    return rows.index(wanted) if wanted in rows else -1


@both
@given(rows=rows_of_series, lags=st.tuples(*(st.sampled_from(LAGS) for _ in CODES)))
def test_the_row_at_a_lag(make: Make, rows: list[Row], lags: tuple[int, ...]) -> None:
    lag_of = dict(zip(CODES, lags, strict=True))
    expected = [first_row(rows, (code, area, period - lag_of[code])) for code, area, period in rows]
    assert make(rows).row_at_lag(np.array(lags)).tolist() == expected


@both
@given(rows=rows_of_series, steps=st.tuples(*(st.integers(-2, 16) for _ in CODES)))
def test_the_row_in_a_fixed_period(make: Make, rows: list[Row], steps: tuple[int, ...]) -> None:
    period_of = {code: FIRST[code] + step for code, step in zip(CODES, steps, strict=True)}
    expected = [first_row(rows, (code, area, period_of[code])) for code, area, _ in rows]
    assert make(rows).row_in_period(np.array([period_of[code] for code in CODES])).tolist() == expected


@both
def test_a_lag_beyond_the_series_finds_nothing(make: Make) -> None:
    rows = [("A", "North", FIRST["A"]), ("A", "North", FIRST["A"] + 1), ("C", "North", FIRST["C"])]
    assert make(rows).row_at_lag(np.array([10**6])).tolist() == [-1, -1, -1]


@both
@given(rows=rows_of_series, data=st.data())
def test_the_previous_row_that_is_present(make: Make, rows: list[Row], data: st.DataObject) -> None:
    present = data.draw(st.lists(st.booleans(), min_size=len(rows), max_size=len(rows)))
    expected = []
    for code, area, period in rows:
        earlier = [
            (other, rows.index(other))
            for other in rows
            if other[:2] == (code, area) and other[2] < period and present[rows.index(other)]
        ]
        expected.append(max(earlier)[1] if earlier else -1)
    assert make(rows).previous_present(np.array(present, np.bool_)).tolist() == expected


def test_no_rows() -> None:
    index = dense([])
    assert index.row_at_lag(np.array([1])).tolist() == []
    assert index.row_in_period(np.ones(len(CODES), np.int64)).tolist() == []
    assert index.previous_present(np.zeros(0, np.bool_)).tolist() == []


def test_a_grid_that_would_be_nearly_empty_is_not_made() -> None:
    far_apart = [("A", "North", 0), ("A", "North", 10**9)]
    index = index_series(columns(far_apart), indicators())
    assert isinstance(index, SortedIndex)
    assert index.row_at_lag(np.array([10**9])).tolist() == [-1, 0]

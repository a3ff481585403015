"""The frame that comes out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from kpi_engine.model.definitions.comparison import Comparison, ComparisonKind
from kpi_engine.model.outputs.tidy_columns import TIDY_COLUMNS
from tests.frames.making import AREAS, INDICATORS, frame, rated

FLOATS = {
    *("value", "numerator", "denominator", "target", "floor_standard", "previous_value"),
    *("distance_to_target", "distance_to_floor", "cohort", "year_target", "change", "percent_change"),
    "percent_of_target",
}
ROWS = (
    ("PC", "Kent", "2024-07", 84.9, 10, 12),
    ("PC", "Kent", "2024-08", 85.0, None, None),
    ("PC", "Dover", "2024-08", None, None, None),
    ("YR", "Kent", "2022-23", 3, None, None),
    ("YR", "Kent", "2023-24", 0, None, None),
)


@pytest.fixture
def ratings() -> pd.DataFrame:
    rows = [(*row[:3], row[3], *row[4:]) for row in ROWS]
    rows[0] = ("PC", "Kent", "2024-07", 83.3, 10, 12)
    return rated(frame(*rows, columns="code area period value numerator denominator"))


def test_the_columns_and_their_types(ratings: pd.DataFrame) -> None:
    assert list(ratings.columns) == list(TIDY_COLUMNS)
    for name, column in ratings.items():
        if name in FLOATS:
            assert column.dtype == np.float64
        elif name in ("carried_forward", "strict"):
            assert column.dtype == np.bool_
        else:
            assert isinstance(column.dtype, pd.CategoricalDtype)


def test_what_is_rated(ratings: pd.DataFrame) -> None:
    wanted = ["code", "area", "level", "period", "value", "rag", "direction_of_travel", "previous_period"]
    assert ratings[wanted].astype(object).where(ratings[wanted].notna(), None).values.tolist() == [
        ["PC", "Kent", "county", "2024-07", 83.3, "AMBER", None, "2024-06"],
        ["PC", "Kent", "county", "2024-08", 85.0, "GREEN", "improved", "2024-07"],
        ["PC", "Dover", "district", "2024-08", None, None, None, "2024-07"],
        ["YR", "Kent", "county", "2022-23", 3.0, "RED", None, "2021-22"],
        ["YR", "Kent", "county", "2023-24", 0.0, "GREEN", "improved", "2022-23"],
    ]


def test_nothing_is_missing_without_a_reason(ratings: pd.DataFrame) -> None:
    assert (ratings["rag"].isna() == ratings["not_rated"].notna()).all()
    assert (ratings["direction_of_travel"].isna() == ratings["no_direction"].notna()).all()


def test_the_index_is_that_of_the_input() -> None:
    observations = frame(("PC", "Kent", "2024-08", 85.0), ("PC", "Dover", "2024-08", 85.0))
    observations.index = ["b", "a"]
    assert rated(observations).index.tolist() == ["b", "a"]


def test_periods_are_categories_in_the_order_of_time() -> None:
    observations = frame(
        ("PC", "Kent", "Mar 2024", 1.0), ("PC", "Kent", "2023-12", 1.0), ("YR", "Kent", "2022/23", 1)
    )
    assert rated(observations)["period"].cat.categories.tolist() == [
        *("2023-12", "2024-01", "2024-02", "2024-03"),
        "2022-23",
    ]


def test_without_a_comparison_there_is_no_previous_period() -> None:
    whenever = replace(INDICATORS[0], comparison=Comparison(ComparisonKind.PREVIOUS_OBSERVATION))
    ratings = rated(frame(("PC", "Kent", "2024-02", 1.0), ("PC", "Kent", "2024-08", 2.0)), whenever)
    assert ratings["previous_period"].isna().tolist() == [True, False]
    assert ratings["previous_period"].tolist()[1] == "2024-02"


def test_no_rows() -> None:
    empty = rated(frame(columns="code area period value"))
    assert list(empty.columns) == list(TIDY_COLUMNS)
    assert len(empty) == 0


def test_the_input_is_not_changed() -> None:
    observations = frame(("PC", "Kent", "2024-08", 85.04))
    before = observations.copy(deep=True)
    ratings = rated(observations)
    ratings.loc[:, "value"] = 0.0
    pd.testing.assert_frame_equal(observations, before)


def with_parts(*parts: int | None) -> pd.DataFrame:
    return frame(
        ("PC", "Kent", "2024-08", 50.0, *parts), columns="code area period value numerator denominator"
    )


@pytest.mark.parametrize(("parts", "left"), [((1, 2), [1.0, 2.0]), ((None, None), [None, None])])
@pytest.mark.parametrize("changed", ["numerator", "denominator", "cohort"])
def test_a_change_to_a_column_changes_no_other(
    parts: tuple[int | None, ...], left: list[float | None], changed: str
) -> None:
    ratings = rated(with_parts(*parts))
    ratings.loc[:, changed] = 99.0
    expected = {"numerator": left[0], "denominator": left[1], "cohort": left[1]} | {changed: 99.0}
    found = ratings[list(expected)].astype(object)
    assert found.where(found.notna(), None).iloc[0].to_dict() == expected


def test_numbers_stand_in_their_rows_whatever_the_index_says() -> None:
    observations = pd.concat([with_parts(1, 2), with_parts(2, 4)])
    observations["area"] = ["Kent", "Dover"]
    assert rated(observations)["denominator"].tolist() == [2.0, 4.0]
    assert rated(observations.set_axis([1, 0]))["denominator"].tolist() == [2.0, 4.0]


def test_many_rows_give_what_few_rows_give() -> None:
    """Enough rows for several threads; every series is the same, so that its ratings are."""
    periods = [f"{2000 + month // 12}-{month % 12 + 1:02d}" for month in range(296)]
    codes = [f"I{number:03d}" for number in range(600)]
    indicators = [replace(INDICATORS[0], code=code) for code in codes]
    values = np.random.default_rng(7).integers(0, 1200, len(periods)) / 10
    one = frame(*(("I000", "Kent", period, value) for period, value in zip(periods, values, strict=True)))
    many = pd.concat([one] * (2 * len(codes)), ignore_index=True)
    many["code"] = np.repeat(codes, 2 * len(periods))
    many["area"] = np.tile(np.repeat([area.name for area in AREAS], len(periods)), len(codes))
    expected, ratings = rated(one, *indicators[:1]), rated(many, *indicators)
    judged = ["value", "rag", "not_rated", "direction_of_travel", "no_direction", "distance_to_floor"]
    wanted = pd.concat([expected[judged]] * (2 * len(codes)), ignore_index=True)
    pd.testing.assert_frame_equal(ratings[judged], wanted)

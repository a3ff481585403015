"""Whatever type a column has, the ratings are the same."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from tests.frames.making import PERCENT, frame, rated
from tests.rate.making import an_indicator

LABELS = ("code", "area", "period")
ROWS = (
    ("PC", "Kent", "2024-07", "81.25", "26", "32"),
    ("PC", "Kent", "2024-08", "74.9", None, None),
    ("PC", "Dover", "2024-08", None, None, None),
)
COLUMNS = "code area period value numerator denominator"


def as_texts(kind: object) -> Callable[[pd.Series], pd.Series]:
    return lambda column: column.astype(kind)


def as_decimals(column: pd.Series) -> pd.Series:
    return column.map(lambda text: None if pd.isna(text) else Decimal(text)).astype(object)


def as_mixture(column: pd.Series) -> pd.Series:
    return pd.Series([column.iloc[0], *map(float, column.iloc[1:].fillna(np.nan))], dtype=object)


@pytest.fixture(scope="module")
def expected() -> pd.DataFrame:
    return rated(frame(*ROWS, columns=COLUMNS))


def same(ratings: pd.DataFrame, expected: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(ratings, expected)


@pytest.mark.parametrize(
    "kind", [object, "str", "string", "category"], ids=["object", "str", "string", "category"]
)
def test_labels_of_every_type(kind: object, expected: pd.DataFrame) -> None:
    observations = frame(*ROWS, columns=COLUMNS).astype(dict.fromkeys(LABELS, kind))
    same(rated(observations), expected)


@pytest.mark.parametrize(
    "convert",
    [
        as_texts(object),
        as_texts("string"),
        as_texts("category"),
        as_texts("float64"),
        as_texts("Float64"),
        as_texts("float32"),
        as_decimals,
        as_mixture,
    ],
    ids=["object", "string", "category", "float64", "Float64", "float32", "Decimal", "mixture"],
)
def test_values_of_every_type(convert: Callable[[pd.Series], pd.Series], expected: pd.DataFrame) -> None:
    observations = frame(*ROWS, columns=COLUMNS)
    observations["value"] = convert(observations["value"])
    same(rated(observations), expected)


@pytest.mark.parametrize("kind", ["float64", "Int64", "Int16", "Float64", "string"])
def test_parts_of_every_type(kind: str, expected: pd.DataFrame) -> None:
    observations = frame(*ROWS, columns=COLUMNS)
    for name in ("numerator", "denominator"):
        observations[name] = (
            pd.to_numeric(observations[name]).astype(kind)
            if kind != "string"
            else observations[name].astype(kind)
        )
    same(rated(observations), expected)


@pytest.mark.parametrize("kind", ["int64", "int8", "uint8", "uint64", "float64", "Int64"])
def test_whole_numbers(kind: str) -> None:
    observations = frame(("PC", "Kent", "2024-08", 85)).astype({"value": kind})
    ratings = rated(observations)
    assert ratings["value"].tolist() == [85.0]
    assert ratings["rag"].tolist() == ["GREEN"]


def test_floats_are_the_decimals_that_people_mean() -> None:
    """As displayed at one decimal: 84.95 is halfway, 84.9499999 is not; 0.1 + 0.2 is 0.3."""
    values = [84.95, 84.9499999, 0.1 + 0.2, 81.25, 100 * 57 / 100, 1e-9, 33.333333333333336, 120.8]
    areas = ["Kent", "Dover"] * 4
    periods = [f"2024-0{1 + position // 2}" for position in range(8)]
    ratings = rated(frame(*zip(["PC"] * 8, areas, periods, values, strict=True)))
    assert ratings["value"].tolist() == [85.0, 84.9, 0.3, 81.3, 57.0, 0.0, 33.3, 120.8]


def test_floats_with_many_digits_are_rated_raw_exactly() -> None:
    third = an_indicator(code="PC", rate_on=type(PERCENT.rate_on)("raw"), thresholds=PERCENT.thresholds)
    just_below = float(np.nextafter(85.0, 0.0))
    ratings = rated(frame(("PC", "Kent", "2024-08", just_below), ("PC", "Dover", "2024-08", 85.0)), third)
    assert ratings["value"].tolist() == [85.0, 85.0]
    assert ratings["rag"].tolist() == ["AMBER", "GREEN"]


def test_large_floats_go_through_text() -> None:
    ratings = rated(frame(("PC", "Kent", "2024-07", 123456789012345.6), ("PC", "Kent", "2024-08", 1e16)))
    assert ratings["value"].tolist() == [123456789012345.6, 1e16]


def test_decimals_are_kept_as_printed() -> None:
    observations = frame(
        ("PC", "Kent", "2024-07", Decimal("84.90")), ("PC", "Kent", "2024-08", Decimal("84.91"))
    )
    assert rated(observations, precision="as_printed")["direction_of_travel"].tolist()[1] == "improved"
    assert rated(observations)["direction_of_travel"].tolist()[1] == "same"


def test_equal_decimals_printed_differently_stay_different() -> None:
    """85 and 85.0 are equal and hash alike; the coarser of the two decides what is the same."""
    observations = frame(("PC", "Kent", "2024-07", Decimal("85")), ("PC", "Kent", "2024-08", Decimal("85.4")))
    other = frame(("PC", "Kent", "2024-07", Decimal("85.0")), ("PC", "Kent", "2024-08", Decimal("85.4")))
    assert rated(observations, precision="as_printed")["direction_of_travel"].tolist()[1] == "same"
    assert rated(other, precision="as_printed")["direction_of_travel"].tolist()[1] == "improved"


def test_numbers_of_many_digits_are_read_as_texts() -> None:
    given = [99999999999999.94, 123456789012345.6, -1e17]
    observations = frame(*(("PC", "Kent", f"2024-0{month}", value) for month, value in enumerate(given, 1)))
    assert rated(observations, PERCENT)["value"].tolist() == [99999999999999.9, 123456789012345.6, -1e17]


def test_labels_are_told_apart_whatever_the_order_of_the_rows() -> None:
    """Rows in long runs of one label, and rows in none."""
    monthly = [("PC", area, f"{year}-01") for year in range(2004, 2024) for area in ("Kent", "Dover")]
    yearly = [
        ("YR", area, f"{year}-{year % 100 + 1:02d}")
        for year in range(2004, 2023)
        for area in ("Kent", "Dover")
    ]
    labels = monthly + yearly
    ratings = rated(frame(*((*row, value) for value, row in enumerate(labels))))
    assert list(ratings[list(LABELS)].itertuples(index=False, name=None)) == labels
    assert ratings["value"].tolist() == list(range(len(labels)))

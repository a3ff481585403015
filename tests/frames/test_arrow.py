"""Frames of polars, pyarrow and DuckDB are rated as the same frame of pandas."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow
import pytest

from kpi_engine.frames import rate
from kpi_engine.frames.arrow import pandas_of
from kpi_engine.model.issue import InputError
from tests.frames.making import AREAS, INDICATORS, frame, rated

FIGURES = frame(
    ("PC", "Kent", "2024-07", 80.1, 801.0),
    ("PC", "Kent", "2024-08", 71.3, np.nan),
    ("PC", "Dover", "2024-08", np.nan, np.nan),
    ("YR", "Dover", "2023-24", 3.0, np.nan),
    columns="code area period value numerator",
)
WANTED = rated(FIGURES)


def same(found: pd.DataFrame) -> None:
    texts = {name: object for name in WANTED if WANTED[name].dtype == "category"}
    one, other = (side.astype(texts) for side in (found, WANTED))
    for name in texts:
        assert (
            one[name].where(one[name].notna(), "").tolist()
            == other[name].where(other[name].notna(), "").tolist()
        )
    pd.testing.assert_frame_equal(one.drop(columns=list(texts)), other.drop(columns=list(texts)))


def in_polars(figures: pd.DataFrame) -> pl.DataFrame:
    return pl.DataFrame({name: figures[name].to_list() for name in figures}, nan_to_null=True)


@pytest.mark.parametrize("labels", [pl.String, pl.Categorical, pl.Enum(["2023-24", "2024-07", "2024-08"])])
def test_polars(labels: Any) -> None:
    figures = in_polars(FIGURES).with_columns(pl.col("period").cast(labels))
    found = rate(figures, INDICATORS, AREAS, "2024-08")
    assert isinstance(found, pl.DataFrame)
    same(found.to_pandas())


def test_pyarrow() -> None:
    table = pyarrow.table(FIGURES)
    found = rate(table, INDICATORS, AREAS, "2024-08")
    assert isinstance(found, pyarrow.Table)
    assert found.schema.metadata is None
    same(found.to_pandas())
    in_pieces = pyarrow.concat_tables([table.slice(0, 1), table.slice(1)])
    same(rate(in_pieces, INDICATORS, AREAS, "2024-08").to_pandas())
    views = table.set_column(0, "code", table.column("code").cast(pyarrow.string_view()))
    same(rate(views, INDICATORS, AREAS, "2024-08").to_pandas())


def test_duckdb() -> None:
    connection = duckdb.connect()
    connection.register("figures", FIGURES)
    relation = connection.sql("SELECT * REPLACE (if(isnan(value), NULL, value) AS value) FROM figures")
    found = rate(relation, INDICATORS, AREAS, "2024-08")
    assert isinstance(found, pyarrow.Table)
    same(found.to_pandas())


def test_areas_of_any_frame() -> None:
    areas = pl.DataFrame({"area": ["Kent", "Dover"], "parent": ["", "Kent"], "level": ["county", "district"]})
    same(rate(FIGURES, INDICATORS, areas, "2024-08"))


def test_whole_numbers_and_decimals_stay_exact() -> None:
    table = pyarrow.table(
        {
            "whole": pyarrow.array([9_007_199_254_740_993, None], pyarrow.int64()),
            "small": pyarrow.array([1, None], pyarrow.int8()),
            "decimal": pyarrow.array([Decimal("0.10"), None], pyarrow.decimal128(20, 2)),
        }
    )
    found = pandas_of(table)
    assert found["whole"].tolist() == [9_007_199_254_740_993, pd.NA]
    assert found["small"].tolist() == [1, pd.NA]
    assert found["decimal"].tolist() == [Decimal("0.10"), None]


def test_numbers_are_not_copied() -> None:
    values = pyarrow.array(np.arange(1000.0))
    found = pandas_of(pyarrow.table({"value": values}))
    assert found["value"].to_numpy().ctypes.data == values.buffers()[1].address


def test_problems_name_the_row() -> None:
    figures = in_polars(FIGURES).with_columns(area=pl.Series(["Kent", "Kent", "Dovre", "Dover"]))
    with pytest.raises(InputError, match=r"observations:row:3: error: .*Dovre"):
        rate(figures, INDICATORS, AREAS, "2024-08")


def test_what_is_no_frame() -> None:
    with pytest.raises(TypeError, match="a frame is wanted, of pandas or with Arrow's interface, not list"):
        rate([], INDICATORS, AREAS, "2024-08")  # type: ignore[call-overload]

"""Spark gives what one process gives, cell by cell; what is wrong with rows comes back as rows."""

from __future__ import annotations

import warnings
from pathlib import Path

import pandas as pd
import pytest
from pyspark.sql import SparkSession

from kpi_engine import spark
from kpi_engine.frames import rate
from kpi_engine.model.issue import InputError
from kpi_engine.spark.rating import ISSUE_COLUMNS
from tests.effort import is_nightly
from tests.frames.large.example import AREAS, MADE, figures

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "sample_data" / "kent_2024_08"
KEY = ["code", "area", "kind", "period"]
TEXTS = "code string, area string, period string, value string"


@pytest.fixture
def definitions(tmp_path: Path) -> Path:
    file = tmp_path / "made.yaml"
    file.write_text(MADE, encoding="utf-8")
    return file


def plain(ratings: pd.DataFrame) -> pd.DataFrame:
    """Texts for categories, rows in order."""
    texts = {name: object for name in ratings.columns if ratings[name].dtype == "category"}
    return ratings.astype(texts).sort_values(KEY).reset_index(drop=True)


def assert_same(found: pd.DataFrame, wanted: pd.DataFrame) -> None:
    found = found if "marks" in wanted else found.drop(columns="marks")
    pd.testing.assert_frame_equal(plain(found), plain(wanted), check_dtype=False)


def test_the_sample_is_rated_as_in_one_process(session: SparkSession) -> None:
    observations, areas = (
        pd.read_csv(SAMPLE / f"{name}.csv", dtype=str, keep_default_na=False)
        for name in ("observations", "areas")
    )
    frame = session.createDataFrame(observations)
    arguments = (ROOT / "indicators", areas, "2024-08")
    found = spark.rate(frame, *arguments, precision="as_printed").toPandas()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        wanted = rate(observations, *arguments, precision="as_printed")
    assert_same(found, wanted)
    told = spark.issues(frame, *arguments, precision="as_printed").toPandas()
    assert set(told["severity"]) == {"warning"}
    assert list(told.columns) == list(ISSUE_COLUMNS)
    assert set(told["code"]) == {"EY2", "CYPE1", "SISE4"}


@pytest.mark.parametrize("buckets", [1, 2, 7] if is_nightly() else [1, 7])
def test_figures_made_of_others_are_the_same_in_any_number_of_buckets(
    buckets: int, session: SparkSession, definitions: Path
) -> None:
    """Sums of areas, ratios, windows and overall ratings, in two counties."""
    found = spark.rate(session.createDataFrame(figures()), definitions, AREAS, "2024-06", buckets=buckets)
    wanted = rate(figures(), definitions, AREAS, "2024-06")
    assert_same(found.toPandas(), wanted)
    assert {"SHARE", "YEAR", "BOTH"} <= set(wanted["code"])
    assert {"Kent", "Essex", "Dover"} <= set(wanted["area"])


def test_wrong_rows_are_issues_and_the_others_are_rated(session: SparkSession, definitions: Path) -> None:
    wrong = pd.DataFrame(
        [
            ("SEEN", "D1", "sometime", "3"),
            ("SEEMS", "D1", "2024-06", "3"),
            ("SEEN", "Nowhere", "2024-06", "3"),
            ("ALONE", "D1", "2024-03", "three"),
            (None, None, None, None),
        ],
        columns=["code", "area", "period", "value"],
    )
    frame = session.createDataFrame(pd.concat([figures(), wrong]), TEXTS)
    told = spark.issues(frame, definitions, AREAS, "2024-06").toPandas()
    errors = told[told["severity"] == "error"]
    assert sorted(errors["what"]) == [
        'the area "Nowhere" is not defined',
        "the area is empty",
        'the code "SEEMS" is not defined',
        "the code is empty",
        'the period "sometime" is not a month',
        'the value "three" is not a number',
    ]
    row = errors[errors["what"] == 'the value "three" is not a number'].iloc[0]
    assert (row["code"], row["area"], row["period"], row["value"]) == ("ALONE", "D1", "2024-03", "three")
    found = spark.rate(frame, definitions, AREAS, "2024-06").toPandas()
    assert_same(found, rate(figures(), definitions, AREAS, "2024-06"))


def test_decimals_of_spark_are_exact(session: SparkSession, definitions: Path) -> None:
    frame = session.createDataFrame(figures()).selectExpr(
        "code", "area", "period", "cast(value as decimal(9, 1)) as value"
    )
    found = spark.rate(frame, definitions, AREAS, "2024-06").toPandas()
    assert_same(found, rate(figures(), definitions, AREAS, "2024-06"))


def test_what_is_wrong_with_everything_is_raised_at_once(session: SparkSession, definitions: Path) -> None:
    frame = session.createDataFrame(figures()).drop("value")
    with pytest.raises(InputError, match='the column "value" is missing'):
        spark.rate(frame, definitions, AREAS, "2024-06")
    with pytest.raises(InputError, match='"June" is not a month'):
        spark.rate(session.createDataFrame(figures()), definitions, AREAS, "June")


def test_decimals_must_be_said(session: SparkSession, tmp_path: Path) -> None:
    """They follow from all figures, and no group has all of them."""
    file = tmp_path / "open.yaml"
    file.write_text(
        "service: S\nindicators:\n"
        "  - {code: SEEN, name: Seen, polarity: none, frequency: monthly, unit: cases}\n",
        encoding="utf-8",
    )
    with pytest.raises(InputError, match="SEEN has no decimals"):
        spark.rate(session.createDataFrame(figures()), file, AREAS, "2024-06")


def test_marks_are_in_every_bucket(session: SparkSession, definitions: Path) -> None:
    rows = figures()
    rows.loc[0, "value"] = f"{rows.loc[0, 'value']} [p]"
    frame = session.createDataFrame(rows, TEXTS)
    found = spark.rate(frame, definitions, AREAS, "2024-06", buckets=5).toPandas()
    assert_same(found, rate(rows, definitions, AREAS, "2024-06"))
    assert found["marks"].notna().any()

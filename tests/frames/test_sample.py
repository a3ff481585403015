"""The sample through a frame is rated as the sample through its files."""

from __future__ import annotations

import warnings
from pathlib import Path

import pandas as pd
import pytest

from kpi_engine.assemble.tidy.table import tidy_table
from kpi_engine.frames import rate
from kpi_engine.loading import load_scorecard
from kpi_engine.model.outputs.tidy import TidyKind
from kpi_engine.model.outputs.tidy_columns import OVERRIDE_COLUMNS
from kpi_engine.pipeline import rate_loaded

ROOT = Path(__file__).parents[2]
KENT = ROOT / "sample_data" / "kent_2024_08"
CONTRACTS = ROOT / "sample_data" / "early_help_contracts_2018"


def read(sample: Path, name: str) -> pd.DataFrame:
    return pd.read_csv(sample / name, dtype=str, keep_default_na=False)


def from_files(sample: Path) -> tuple[dict[str, list[str]], dict[str, TidyKind]]:
    """The texts of each column, and what they are."""
    rated = rate_loaded(load_scorecard(sample / "scorecard.yaml"))
    table = tidy_table(rated.ratings, rated.outturns, rated.loaded.areas)
    rows = len(rated.ratings)
    texts = {
        name: [column.texts[position] for position in column.positions[:rows]]
        for name, column in table.columns.items()
    }
    return texts, {name: column.kind for name, column in table.columns.items()}


def assert_the_same(ratings: pd.DataFrame, sample: Path, without: tuple[str, ...] = ()) -> None:
    texts, kinds = from_files(sample)
    assert list(ratings.columns) == [name for name in kinds if name not in without]
    for name in ratings.columns:
        expected: list[object] = [text or None for text in texts[name]]
        if kinds[name] is TidyKind.NUMBER:
            expected = [float(text) if text else None for text in texts[name]]
        elif kinds[name] is TidyKind.FLAG:
            expected = [text == "true" for text in texts[name]]
        column = ratings[name].astype(object)
        assert column.where(column.notna(), None).tolist() == expected, name


def test_every_column_is_the_same() -> None:
    with pytest.warns(UserWarning, match="observations:row:"):
        ratings = rate(
            read(KENT, "observations.csv"),
            ROOT / "indicators",
            read(KENT, "areas.csv"),
            "2024-08",
            precision="as_printed",
        )
    assert len(ratings) > 900
    assert_the_same(ratings, KENT)


def test_overall_ratings_are_the_same_the_worst_of_others_without_points() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        ratings = rate(
            read(CONTRACTS, "observations.csv"),
            CONTRACTS / "indicators",
            read(CONTRACTS, "areas.csv"),
            "2018-02",
            precision="as_printed",
        )
    worst = ratings[ratings["worst_rating"].notna()]
    assert len(worst) == 4
    numbers = ["value", "target", "floor_standard", "distance_to_target", "distance_to_floor"]
    assert worst[numbers].isna().all(axis=None)
    # A frame has no overrides: a scorecard names them.
    assert_the_same(ratings, CONTRACTS, without=tuple(OVERRIDE_COLUMNS))

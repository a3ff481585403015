"""The sample through a frame is rated as the sample through its files."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from kpi_engine.assemble.tidy.table import tidy_table
from kpi_engine.frames import rate
from kpi_engine.model.outputs.tidy import TIDY_COLUMNS, TidyKind
from kpi_engine.pipeline import load_scorecard, rate_loaded

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "sample_data" / "kent_2024_08"


def read(name: str) -> pd.DataFrame:
    return pd.read_csv(SAMPLE / name, dtype=str, keep_default_na=False)


@pytest.fixture(scope="module")
def from_files() -> dict[str, list[str]]:
    rated = rate_loaded(load_scorecard(SAMPLE / "scorecard.yaml"))
    table = tidy_table(rated.ratings, rated.outturns, rated.loaded.areas)
    rows = len(rated.ratings)
    return {
        name: [column.texts[position] for position in column.positions[:rows]]
        for name, column in table.columns.items()
    }


def test_every_column_is_the_same(from_files: dict[str, list[str]]) -> None:
    with pytest.warns(UserWarning, match="observations:row:"):
        ratings = rate(
            read("observations.csv"),
            ROOT / "indicators",
            read("areas.csv"),
            "2024-08",
            precision="as_printed",
        )
    assert len(ratings) == len(from_files["code"]) > 900
    for name, kind in TIDY_COLUMNS.items():
        texts = from_files[name]
        if kind is TidyKind.NUMBER:
            expected = [float(text) if text else None for text in texts]
        elif kind is TidyKind.FLAG:
            expected = [text == "true" for text in texts]
        else:
            expected = [text or None for text in texts]
        column = ratings[name].astype(object)
        assert column.where(column.notna(), None).tolist() == expected, name

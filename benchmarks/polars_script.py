"""The polars script that ``kpi rate`` is held against: ``python -m benchmarks.polars_script FOLDER``.

It reads ``observations.csv`` of the folder, rates it with the tables in ``peer.pickle``, which were made
before, and writes ``peer.csv``.
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import polars as pl

from benchmarks.polars_rating import rate

# Columns of the tables beyond those that it needs to rate.
MORE = ("floor_basis", "name", "unit", "decimals", "frequency", "service", "period_start", "period_end")
# Columns of which the job has no value.
EMPTY = (
    *("numerator", "denominator", "cohort", "year_target", "percent_change", "bands"),
    *("owner", "theme", "priority"),
)


def main() -> None:
    """Read, rate and write."""
    folder = Path(sys.argv[1])
    with (folder / "peer.pickle").open("rb") as file:
        tables, columns = pickle.load(file)
    observations = pl.read_csv(folder / "observations.csv", schema_overrides={"value": pl.Float64})
    rated = rate(replace(tables, observations=observations), MORE)
    _all_columns(rated, columns).write_csv(folder / "peer.csv")


def _all_columns(rated: pl.DataFrame, columns: Sequence[str]) -> pl.DataFrame:
    """The columns of kpi in their order; what the job has none of, or one of, is a constant here."""
    change = pl.when(pl.col("polarity") == "none").then(pl.col("value") - pl.col("previous_value"))
    constants: dict[str, str | None] = dict.fromkeys(EMPTY) | {
        "kind": "observation",
        "section": "benchmark",
        "carried_forward": "false",
        "rated_on": "displayed",
        "made": "supplied",
        "strict": "false",
    }
    return rated.with_columns(
        change=change,
        number_direction=pl.when(change > 0)
        .then(pl.lit("rose"))
        .when(change < 0)
        .then(pl.lit("fell"))
        .when(change == 0)
        .then(pl.lit("unchanged")),
        **{name: pl.lit(text, pl.String) for name, text in constants.items()},
    ).select(columns)


if __name__ == "__main__":
    main()

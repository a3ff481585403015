"""The engines of the benchmark behind one face: hand over the job, do it, and give the result as a frame."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from benchmarks import peer_duckdb, peer_polars, polars_rating
from benchmarks.workload import Job
from kpi_engine.frames import rate

OURS = "kpi_engine"
# What all of them give; kpi_engine gives more.
COMPARED = (
    *("code", "area", "level", "period", "value", "target", "floor_standard", "rag", "not_rated"),
    *("previous_period", "previous_value", "direction_of_travel", "no_direction"),
    *("distance_to_target", "distance_to_floor", "polarity", "threshold_from", "percent_of_target"),
)


@dataclass(frozen=True, slots=True)
class Engine:
    """``prepare`` and ``to_pandas`` are not part of the time taken."""

    prepare: Callable[[Job], Any]
    rate: Callable[[Any], Any]
    to_pandas: Callable[[Any], pd.DataFrame]


def _rate_frame(job: Job) -> pd.DataFrame:
    return rate(job.observations, job.indicators, job.areas, job.as_at)


ENGINES: Mapping[str, Engine] = {
    OURS: Engine(lambda job: job, _rate_frame, lambda result: result),
    "polars": Engine(peer_polars.prepare, polars_rating.rate, lambda result: result.to_pandas()),
    "duckdb": Engine(peer_duckdb.prepare, peer_duckdb.rate, lambda result: result.to_pandas()),
}


def comparable(result: pd.DataFrame) -> pd.DataFrame:
    """The columns compared, of one type each, in an order that does not depend on the engine."""
    columns = {}
    for name in COMPARED:
        column = result[name]
        if column.dtype.kind == "f":
            columns[name] = column.to_numpy()
        else:
            texts = column.astype(object)
            columns[name] = texts.where(texts.notna(), "").to_numpy()
    return pd.DataFrame(columns).sort_values(["code", "area", "period"], ignore_index=True)

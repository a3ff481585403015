"""The job handed to polars: its own frames of figures and definitions, which polars_rating.py rates."""

from __future__ import annotations

import pandas as pd
import polars as pl

from benchmarks.peer_tables import area_table, period_table, threshold_table
from benchmarks.polars_rating import PolarsJob
from benchmarks.workload import Job


def prepare(job: Job) -> PolarsJob:
    """Hand the job to polars: not part of the time taken."""
    frames = {
        "observations": job.observations.astype(dict.fromkeys(("code", "area", "period"), object)),
        "periods": period_table(job),
        "areas": area_table(job),
        "thresholds": threshold_table(job),
    }
    tables = {name: _to_polars(frame) for name, frame in frames.items()}
    if isinstance(job.observations["code"].dtype, pd.CategoricalDtype):
        labels = {
            "code": pl.Enum([indicator.code for indicator in job.indicators]),
            "area": pl.Enum([area.name for area in job.areas]),
            "period": pl.Enum(job.observations["period"].cat.categories.tolist()),
        }
        tables = {
            name: table.with_columns(
                pl.col(column).cast(labels[column]) for column in labels if column in table.columns
            )
            for name, table in tables.items()
        }
    return PolarsJob(**tables)


def _to_polars(frame: pd.DataFrame) -> pl.DataFrame:
    columns = {
        name: frame[name].tolist() if frame[name].dtype.kind not in "ifb" else frame[name].to_numpy()
        for name in frame
    }
    return pl.DataFrame(columns).with_columns(pl.col(pl.Float64).fill_nan(None))

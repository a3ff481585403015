"""Spark on two cores beside one process, from one Parquet file: ``python -m benchmarks.spark [rows]``."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd

from benchmarks.engines import comparable
from benchmarks.workload import make_job
from kpi_engine import spark
from kpi_engine.frames import rate


def main() -> None:
    """Print the seconds of both by the clock; the results are compared cell by cell first."""
    from pyspark.sql import SparkSession

    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    job = make_job(rows, "strings")
    os.environ["PYSPARK_PYTHON"] = sys.executable
    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.memory", "8g")
        .config("spark.sql.shuffle.partitions", str(max(2, rows // 500_000)))
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    with tempfile.TemporaryDirectory() as folder:
        file, out = Path(folder) / "figures.parquet", Path(folder) / "ratings.parquet"
        job.observations.to_parquet(file)

        start = time.perf_counter()
        wanted = rate(pd.read_parquet(file), job.indicators, job.areas, job.as_at)
        wanted.to_parquet(out)
        alone = time.perf_counter() - start

        start = time.perf_counter()
        found = spark.rate(session.read.parquet(str(file)), job.indicators, job.areas, job.as_at)
        found.write.parquet(str(Path(folder) / "spark"))
        together = time.perf_counter() - start
        if rows <= 1_000_000:
            pd.testing.assert_frame_equal(
                comparable(pd.read_parquet(Path(folder) / "spark")), comparable(wanted)
            )
    print(f"{rows:,} rows: one process {alone:.1f} s, Spark {together:.1f} s ({together / alone:.1f} times)")


if __name__ == "__main__":
    main()

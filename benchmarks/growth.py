"""From Parquet to Parquet, 10 ** 5 to 10 ** 7 figures or more, each engine as a process of its own.

``python -m benchmarks.growth [most rows] [engine ...]``, by default 10,000,000 rows and all engines. 100
indicators over 100 months, in as many areas as it takes; the file is in the order of the indicators. What an
engine wrote is compared with ours, cell by cell, up to 1,000,000 figures. kpi_engine (``rate_parquet``) rates
500,000 figures at a time, and so does ``kpi-rate``, the command, from 8,000,000 figures on. DuckDB has 2 GB
and a folder to spill to; ``duckdb-files`` and ``polars-files`` rate one indicator at a time, as somebody does
whose memory is too small. Results go to ``benchmarks/growth.json``, of which the picture is made by
``python -m benchmarks.growth_picture``.
"""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks import peer_duckdb, peer_polars, polars_rating
from benchmarks.engines import comparable
from benchmarks.file_to_file import write_rules
from benchmarks.indicators import plain_indicator
from benchmarks.workload import FIRST_PERIOD, INDICATORS, Job
from kpi_engine.model.calendars.calendar import Calendar
from kpi_engine.model.calendars.period import Frequency, month_of
from kpi_engine.model.calendars.period_text import period_label
from kpi_engine.model.definitions.area import Area

RESULTS = Path(__file__).with_name("growth.json")
PERIODS = 100
MOST_COMPARED = 1_000_000
# A project has no targets of what is not judged; what it writes is compared in file_to_file.
NOT_COMPARED = "kpi-rate"
SECONDS = 1_800


def make(rows: int, folder: Path) -> None:
    """The job in a folder: figures.parquet, ours.pickle and peer.pickle."""
    import pyarrow
    from pyarrow import parquet

    indicators = tuple(plain_indicator(number) for number in range(INDICATORS))
    areas = (Area("County", "county", ()), *map(_area, range(1, rows // (INDICATORS * PERIODS))))
    periods = [period_label(Calendar(Frequency.MONTHLY), FIRST_PERIOD + number) for number in range(PERIODS)]
    names = pyarrow.array([area.name for area in areas])
    random = np.random.default_rng(2024)
    period, area = (
        axis.ravel() for axis in np.meshgrid(np.arange(PERIODS), np.arange(len(areas)), indexing="ij")
    )
    writer = None
    for indicator in indicators:
        scale = 10.0**indicator.decimals
        value = random.integers(0, 100 * scale + 1, len(period)) / scale
        table = pyarrow.table(
            {
                "code": pyarrow.DictionaryArray.from_arrays(
                    np.zeros(len(period), np.int32), [indicator.code]
                ),
                "area": pyarrow.DictionaryArray.from_arrays(area.astype(np.int32), names),
                "period": pyarrow.DictionaryArray.from_arrays(period.astype(np.int32), periods),
                "value": pyarrow.array(value, mask=random.random(len(period)) < 0.02),
            }
        )
        writer = writer or parquet.ParquetWriter(folder / "figures.parquet", table.schema)
        writer.write_table(table)
    assert writer is not None
    writer.close()
    observations = pd.DataFrame(
        {"code": ["IND000"], "area": ["County"], "period": [periods[-1]], "value": [1.0]}
    )
    job = Job(indicators, areas, month_of(FIRST_PERIOD + PERIODS - 1).label, observations)
    (folder / "ours.pickle").write_bytes(pickle.dumps(job))
    (folder / "peer.pickle").write_bytes(pickle.dumps(replace(peer_polars.prepare(job), observations=None)))


def _area(number: int) -> Area:
    level = "district" if number <= 12 else "team"
    return Area(f"{level.title()} {number:05d}", level, ("County",))


def ours(folder: Path, target: Path) -> None:
    """Part after part."""
    from kpi_engine.frames.large import rate_parquet

    job: Job = pickle.loads((folder / "ours.pickle").read_bytes())
    rate_parquet(folder / "figures.parquet", target, job.indicators, job.areas, job.as_at)


def kpi_rate(folder: Path, target: Path) -> None:
    """The command, as of a scorecard whose figures are in the file, with all its columns."""
    from kpi_engine.commands.rate import Target, run_rate

    write_rules(pickle.loads((folder / "ours.pickle").read_bytes()), folder, "figures.parquet")
    run_rate(folder / "scorecard.yaml", False, (), (), Target(target))


def polars(folder: Path, target: Path) -> None:
    """One query that polars may stream."""
    import polars as pl

    job = pickle.loads((folder / "peer.pickle").read_bytes())
    scanned = pl.scan_parquet(folder / "figures.parquet").with_columns(
        pl.col("code", "area", "period").cast(pl.String)
    )
    polars_rating.rate_lazily(replace(job, observations=scanned)).sink_parquet(target)


def polars_files(folder: Path, target: Path) -> None:
    """One indicator at a time, a file each."""
    import polars as pl

    job = pickle.loads((folder / "peer.pickle").read_bytes())
    target.mkdir()
    figures = pl.scan_parquet(folder / "figures.parquet").with_columns(
        pl.col("code", "area", "period").cast(pl.String)
    )
    for number in range(INDICATORS):
        code = f"IND{number:03d}"
        part = replace(
            job,
            observations=figures.filter(pl.col("code") == code),
            thresholds=job.thresholds.filter(pl.col("code") == code),
        )
        polars_rating.rate_lazily(part).sink_parquet(target / f"{code}.parquet")


def duckdb(folder: Path, target: Path) -> None:
    """One query, which DuckDB may spill."""
    connection = _connection(folder)
    connection.sql(f"CREATE VIEW observations AS SELECT * FROM '{folder / 'figures.parquet'}'")
    connection.sql(f"COPY ({peer_duckdb.query_of(False)}) TO '{target}' (FORMAT parquet)")


def duckdb_files(folder: Path, target: Path) -> None:
    """One indicator at a time, a file each."""
    connection = _connection(folder)
    target.mkdir()
    for number in range(INDICATORS):
        code = f"IND{number:03d}"
        connection.sql(
            "CREATE OR REPLACE VIEW observations AS"
            f" SELECT * FROM '{folder / 'figures.parquet'}' WHERE code = '{code}'"
        )
        connection.sql(f"COPY ({peer_duckdb.query_of(False)}) TO '{target / code}.parquet' (FORMAT parquet)")


def _connection(folder: Path):
    import duckdb as peer

    job = pickle.loads((folder / "peer.pickle").read_bytes())
    connection = peer.connect()
    connection.sql("SET memory_limit = '2GB'")
    connection.sql("SET threads = 2")
    connection.sql(f"SET temp_directory = '{folder / 'spill'}'")
    connection.sql("SET preserve_insertion_order = false")
    for name in ("periods", "areas", "thresholds"):
        connection.register(name, getattr(job, name).to_arrow())
    return connection


ENGINES: Mapping[str, Callable[[Path, Path], None]] = {
    "kpi_engine": ours,
    "kpi-rate": kpi_rate,
    "polars": polars,
    "polars-files": polars_files,
    "duckdb": duckdb,
    "duckdb-files": duckdb_files,
}


def measured(engine: str, folder: Path) -> dict[str, float]:
    """Processor time, clock, memory and size of the result; empty where an engine did not come to an end."""
    target = folder / f"{engine}.parquet"
    command = _command("--run", engine, str(folder), str(target))
    start = time.perf_counter()
    process = subprocess.Popen(["timeout", str(SECONDS), *command], env=os.environ)
    _, status, used = os.wait4(process.pid, 0)
    if status != 0:
        return {}
    files = sorted(target.rglob("*.parquet")) if target.is_dir() else [target]
    return {
        "processor": round(used.ru_utime + used.ru_stime, 2),
        "clock": round(time.perf_counter() - start, 2),
        "memory": round(used.ru_maxrss / 1000),
        "written": round(sum(file.stat().st_size for file in files) / 1e6, 1),
    }


def _command(*words: str) -> list[str]:
    """All work is done in other processes: a process begins with the memory of the one that starts it."""
    return [sys.executable, "-m", "benchmarks.growth", *words]


def main() -> None:
    """Measure, print and keep the results."""
    if sys.argv[1:2] == ["--run"]:
        ENGINES[sys.argv[2]](Path(sys.argv[3]), Path(sys.argv[4]))
        return
    if sys.argv[1:2] == ["--make"]:
        make(int(sys.argv[2]), Path(sys.argv[3]))
        return
    if sys.argv[1:2] == ["--compare"]:
        _compare(Path(sys.argv[2]), Path(sys.argv[3]))
        return
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000_000
    engines = sys.argv[2:] or list(ENGINES)
    found = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else []
    rows = 100_000
    while rows <= most:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            subprocess.run(_command("--make", str(rows), str(folder)), check=True)
            size = round((folder / "figures.parquet").stat().st_size / 1e6, 1)
            for engine in engines:
                result = {"engine": engine, "rows": rows, "input": size, **measured(engine, folder)}
                if rows <= MOST_COMPARED and engine not in (engines[0], NOT_COMPARED):
                    files = (str(folder / f"{name}.parquet") for name in (engines[0], engine))
                    subprocess.run(_command("--compare", *files), check=True)
                found = [one for one in found if (one["engine"], one["rows"]) != (engine, rows)]
                found.append(result)
                print(json.dumps(result), flush=True)
                RESULTS.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
        rows *= 10


def _compare(one: Path, other: Path) -> None:
    pd.testing.assert_frame_equal(
        comparable(pd.read_parquet(one)), comparable(pd.read_parquet(other)), check_dtype=False
    )


if __name__ == "__main__":
    main()

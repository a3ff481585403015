"""Rates the same frame with kpi_engine, polars and DuckDB in one run: python -m benchmarks.kernel.

Results are compared cell by cell; then rounds are taken in turn, so that all meet the same machine. Printed
as a table for benchmarks/README.md: the median and the best of the rounds (which other work disturbs least),
and how many times as long as kpi_engine the others take.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from itertools import product
from statistics import median
from time import perf_counter

import pandas as pd

from benchmarks.engines import ENGINES, OURS, comparable
from benchmarks.workload import METHODS, make_job


def main() -> None:
    """Print the table, or say where the results differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--labels", nargs="+", default=["categories", "strings"])
    parser.add_argument("--methods", nargs="+", choices=METHODS, default=list(METHODS))
    parser.add_argument("--rounds", type=int, default=9)
    arguments = parser.parse_args()
    print(
        "| rows | methods | labels | engine | median | times ours | best | times ours "
        "| peak memory beyond input | times the input |"
    )
    print("| ---: | --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for rows in arguments.rows:
        for methods, labels in product(arguments.methods, arguments.labels):
            _one_table(rows, methods, labels, arguments.rounds)


def _one_table(rows: int, methods: str, labels: str, rounds: int) -> None:
    job = make_job(rows, labels, methods)
    prepared = {name: engine.prepare(job) for name, engine in ENGINES.items()}
    _check_results(prepared)
    times: dict[str, list[float]] = {name: [] for name in ENGINES}
    for _ in range(rounds):
        for name, engine in ENGINES.items():
            start = perf_counter()
            result = engine.rate(prepared[name])
            times[name].append(perf_counter() - start)
            del result
    ours, our_best = median(times[OURS]), min(times[OURS])
    for name in ENGINES:
        input_size, peak = _peak(name, rows, labels, methods)
        print(
            f"| {rows:,} | {methods} | {labels} | {name} | {median(times[name]) * 1000:.0f} ms "
            f"| {median(times[name]) / ours:.1f} "
            f"| {min(times[name]) * 1000:.0f} ms | {min(times[name]) / our_best:.1f} "
            f"| {peak / 2**20:.0f} MB | {peak / input_size:.1f} |",
            flush=True,
        )


def _check_results(prepared: dict[str, object]) -> None:
    results = {
        name: comparable(engine.to_pandas(engine.rate(prepared[name]))) for name, engine in ENGINES.items()
    }
    for name, result in results.items():
        pd.testing.assert_frame_equal(result, results[OURS], check_dtype=False, check_exact=True, obj=name)


def _peak(engine: str, rows: int, labels: str, methods: str) -> tuple[int, int]:
    command = [sys.executable, "-m", "benchmarks.memory", engine, str(rows), labels, methods]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    input_size, peak = map(int, printed.split())
    return input_size, peak


if __name__ == "__main__":
    main()

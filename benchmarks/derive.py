"""Makes figures from others with kpi_engine and with polars: python -m benchmarks.derive.

Monthly counts of 10 indicators in 1,000 areas (one in five hundred missing) are added up to rolling 12
months, and of each two of these the percentage of one in the other is made. Results are compared figure by
figure; then rounds are taken in turn. Printed as a table for benchmarks/README.md; processor time is that of
all threads.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from dataclasses import replace
from statistics import median
from time import perf_counter, process_time

import numpy as np
import polars as pl

from benchmarks.indicators import NOWHERE, an_indicator
from kpi_engine.derive.measures.derive import derive
from kpi_engine.model.arrays.observation import ExactColumn, Observations
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import DataPeriod, Indicator
from kpi_engine.model.definitions.judgement import Missing, Polarity
from kpi_engine.model.definitions.made_from.measure import Covers, Measure, Member, Origin, Ratio, Window
from kpi_engine.model.figures.displayed import display_table, displayed_column

COUNTED, AREAS = 10, 1000
FIRST_MONTH = 12 * 2016


def main() -> None:
    """Print the table, or say where the results differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--rounds", type=int, default=9)
    arguments = parser.parse_args()
    print(
        "| rows | made from them | engine | median | times ours | best | times ours "
        "| processor, best | times ours |"
    )
    print("| ---: | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for rows in arguments.rows:
        _one_table(rows, arguments.rounds)


def _one_table(rows: int, rounds: int) -> None:
    indicators = tuple(_indicators())
    areas = tuple(Area(f"Area {number}", "district", ()) for number in range(AREAS))
    observations = _observations(indicators, areas, rows // (COUNTED * AREAS))
    frame = _frame(observations)
    made = _check(derive(observations, indicators, areas).observations, indicators, made_by_polars(frame))
    jobs: dict[str, Callable[[], object]] = {
        "kpi_engine": lambda: derive(observations, indicators, areas),
        "polars": lambda: made_by_polars(frame),
    }
    clock: dict[str, list[float]] = {name: [] for name in jobs}
    processor: dict[str, list[float]] = {name: [] for name in jobs}
    for name, job in [*jobs.items()] * rounds:
        start, start_of_work = perf_counter(), process_time()
        job()
        clock[name].append(perf_counter() - start)
        processor[name].append(process_time() - start_of_work)
    for name in jobs:
        cells = (
            f"{1000 * of(times[name]):.0f} ms | {of(times[name]) / of(times['kpi_engine']):.1f}"
            for of, times in ((median, clock), (min, clock), (min, processor))
        )
        print(f"| {rows:,} | {made:,} | {name} | {' | '.join(cells)} |", flush=True)


def made_by_polars(frame: pl.DataFrame) -> pl.DataFrame:
    """code (place in ``_indicators``), area, period, ticks: windows as they are, percentages in tenths."""
    windows = (
        frame.lazy()
        .sort("code", "area", "period")
        .with_columns(ticks=pl.col("value").rolling_sum(12, min_samples=12).over("code", "area"))
        .drop("value")
    )
    upper = windows.filter(pl.col("code") % 2 == 0)
    lower = windows.filter(pl.col("code") % 2 == 1).with_columns(pl.col("code") - 1)
    top, bottom = pl.col("ticks"), pl.col("bottom")
    ratios = upper.join(lower.rename({"ticks": "bottom"}), on=["code", "area", "period"]).select(
        (pl.col("code") // 2 + 2 * COUNTED).cast(pl.Int32).alias("code"),
        "area",
        "period",
        ticks=(2000 * top + bottom) // (2 * bottom),
    )
    return pl.concat([windows.with_columns(pl.col("code") + COUNTED), ratios]).collect()


def _check(found: Observations, indicators: tuple[Indicator, ...], expected: pl.DataFrame) -> int:
    """Compare every figure that is made of others; how many these are."""
    made = found.take(found.origin == Origin.MADE.code)
    displayed, _ = displayed_column(made, display_table(indicators))
    ours = pl.DataFrame(
        {
            "code": made.code,
            "area": made.area,
            "period": made.period,
            "ticks": pl.Series(displayed.mantissa).set(~pl.Series(displayed.present), None),
        }
    )
    in_order = ["code", "area", "period"]
    if not ours.sort(in_order).equals(expected.select(ours.columns).sort(in_order)):
        raise AssertionError("kpi_engine and polars make different figures")
    return len(made)


def _indicators() -> Iterator[Indicator]:
    """The counts, then a window of each, then the ratios of each two windows."""
    for number in range(COUNTED):
        yield _made(f"COUNT{number}", None)
    for number in range(COUNTED):
        yield _made(f"YEAR{number}", Window(Member(f"COUNT{number}", NOWHERE), Covers.ROLLING_12_MONTHS))
    for number in range(0, COUNTED, 2):
        members = (Member(f"YEAR{number + at}", NOWHERE) for at in range(2))
        yield replace(_made(f"SHARE{number}", Ratio(*members)), unit="percent", per=100, decimals=1)


def _made(code: str, measure: Measure | None) -> Indicator:
    usual = an_indicator(0, Polarity.NONE, iter(()))
    period = DataPeriod.MS if measure is None else DataPeriod.R12M
    return replace(usual, code=code, unit="cases", per=1, decimals=0, data_period=period, made_from=measure)


def _observations(indicators: tuple[Indicator, ...], areas: tuple[Area, ...], months: int) -> Observations:
    """Month by month, as the figures come."""
    random = np.random.default_rng(2024)
    month, code, area = (
        axis.ravel() for axis in np.meshgrid(*(np.arange(n) for n in (months, COUNTED, AREAS)), indexing="ij")
    )
    size = len(month)
    present = random.random(size) >= 1 / 500
    nothing, no = np.zeros(size, np.int64), np.zeros(size, np.bool_)
    no_numbers = ExactColumn(nothing, nothing.astype(np.int8), no)
    return Observations(
        codes=tuple(indicator.code for indicator in indicators),
        areas=tuple(place.name for place in areas),
        files=("benchmark",),
        code=code.astype(np.int32),
        area=area.astype(np.int32),
        period=FIRST_MONTH + month,
        value=ExactColumn(random.integers(1, 1000, size) * present, nothing.astype(np.int8), present),
        numerator=no_numbers,
        denominator=no_numbers,
        missing=np.where(present, Missing.PRESENT.code, Missing.BLANK.code).astype(np.int8),
        carried_forward=no,
        is_new=no,
        as_printed=no,
        parts_rounded_to=nothing.astype(np.int32),
        marks=nothing.astype(np.int8),
        line=nothing.astype(np.int32),
        source=nothing.astype(np.int8),
        origin=nothing.astype(np.int8),
    )


def _frame(observations: Observations) -> pl.DataFrame:
    value = pl.Series(observations.value.mantissa).set(~pl.Series(observations.value.present), None)
    return pl.DataFrame(
        {"code": observations.code, "area": observations.area, "period": observations.period, "value": value}
    )


if __name__ == "__main__":
    main()

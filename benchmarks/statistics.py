"""Process limits of 100,000 series of 36 months beside their rating: python -m benchmarks.statistics.

Processor time, each step beside the rating of the same round, so that both meet the same machine; printed is
the median of these pairs, with the least and the greatest. A peer that is installed (abspc) charts some of
the series, one after the other, which is all that it can.
"""

from __future__ import annotations

import argparse
from importlib.util import find_spec
from statistics import median
from time import perf_counter, process_time

import numpy as np

from benchmarks.indicators import FIRST_YEAR, plain_indicator
from kpi_engine.every_statistic import charted
from kpi_engine.model.arrays.observation import ExactColumn, Observations
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.rate.kernel import rate_observations
from kpi_engine.statistics.rows.process import process_limits
from kpi_engine.statistics.rows.row_intervals import countable, intervals_of

AREAS, PERIODS = 100, 36
_PEER_SERIES = 20


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--series", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    indicators, areas, observations = _job(arguments.series // AREAS)
    ratings = rate_observations(observations, indicators, areas)
    steps = {
        "rating": lambda: rate_observations(observations, indicators, areas),
        "process limits and signals": lambda: process_limits(ratings),
        "the same with assurance": lambda: charted(ratings),
        "intervals": lambda: intervals_of(countable(ratings)),
    }
    times: dict[str, list[float]] = {name: [] for name in steps}
    for _ in range(arguments.rounds):
        for name, step in steps.items():
            start = process_time()
            step()
            times[name].append(process_time() - start)
    size = f"{len(observations):,} rows, {arguments.series:,} series"
    print(f"| {size} | processor time | times the rating | least | greatest |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for name, taken in times.items():
        pairs = [number / beside for number, beside in zip(taken, times["rating"], strict=True)]
        cells = [f"{pair:.1f}" for pair in (median(pairs), min(pairs), max(pairs))]
        print(f"| {name} | {median(taken) * 1000:.0f} ms | {' | '.join(cells)} |")
    _peer(ratings, min(times["process limits and signals"]) / arguments.series)


def _job(count: int) -> tuple[tuple[Indicator, ...], tuple[Area, ...], Observations]:
    """Indicators, areas and a figure of each in each month, month by month; one in fifty is missing."""
    indicators = tuple(plain_indicator(number) for number in range(count))
    areas = tuple(
        Area(f"Area {number}", "county" if number == 0 else "district", ()) for number in range(AREAS)
    )
    random = np.random.default_rng(2024)
    period, code, area = (
        axis.ravel()
        for axis in np.meshgrid(np.arange(PERIODS), np.arange(count), np.arange(AREAS), indexing="ij")
    )
    size = len(period)
    decimals = np.array([indicator.decimals for indicator in indicators], np.int8)[code]
    mantissa = random.integers(400, 1000, size) * 10 ** decimals.astype(np.int64) // 10
    nothing = np.zeros(size, np.bool_)
    none = ExactColumn(np.zeros(size, np.int64), np.zeros(size, np.int8), nothing)
    observations = Observations(
        codes=tuple(indicator.code for indicator in indicators),
        areas=tuple(each.name for each in areas),
        files=("",),
        code=code.astype(np.int32),
        area=area.astype(np.int32),
        period=period + 12 * FIRST_YEAR + 3,
        value=ExactColumn(mantissa, decimals, random.random(size) >= 0.02),
        numerator=none,
        denominator=none,
        missing=np.zeros(size, np.int8),
        carried_forward=nothing,
        is_new=nothing,
        as_printed=nothing,
        parts_rounded_to=np.zeros(size, np.int32),
        marks=np.zeros(size, np.int8),
        line=np.zeros(size, np.int32),
        source=np.zeros(size, np.int8),
        origin=np.zeros(size, np.int8),
    )
    return indicators, areas, observations


def _peer(ratings: Ratings, ours: float) -> None:
    if find_spec("abspc") is None:
        print("abspc is not installed.")
        return
    import abspc
    import pandas as pd

    values = ratings.displayed.mantissa[: _PEER_SERIES * PERIODS].reshape(_PEER_SERIES, PERIODS)
    months = pd.date_range("2021-04-01", periods=PERIODS, freq="MS")
    start = perf_counter()
    for series in values:
        frame = pd.DataFrame({"date": months, "value": series.astype(float)})
        abspc.detect_special_causes(abspc.calculate_control_limits(frame, "XmR"))
    taken = (perf_counter() - start) / _PEER_SERIES
    print(f"abspc: {taken * 1000:.1f} ms a series, {taken / ours:,.0f} times ours")


if __name__ == "__main__":
    main()

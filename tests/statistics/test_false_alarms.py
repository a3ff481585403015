"""How often the latest point of series without any change is marked: the shares that were simulated upstream.

The nightly profile simulates as many series as were simulated there.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from kpi_engine.model.statistics.signals import OUTSIDE_HIGH, OUTSIDE_LOW
from kpi_engine.statistics.formulas.xmr import xmr
from tests.effort import examples
from tests.statistics.test_xmr import PROFILES
from tests.statistics.vector_files import rows_of

# 20,000 series with the nightly profile.
SERIES = examples(1_000)
SIMULATED = 20_000
UNIT = 10**4
Random = np.random.Generator
Values = NDArray[np.float64]


def _independent(random: Random, points: int, series: int) -> Values:
    return random.normal(0.0, 1.0, (points, series))


def _rolling(random: Random, points: int, series: int) -> Values:
    months = random.normal(0.0, 1.0, (points + 11, series))
    return np.array([months[at : at + 12].mean(axis=0) for at in range(points)])


def _seasonal(random: Random, points: int, series: int) -> Values:
    wave = 2.0 * np.sin(2.0 * np.pi * np.arange(points) / 12.0)
    return wave[:, None] + _independent(random, points, series)


def _repeated_quarters(random: Random, points: int, series: int) -> Values:
    return np.repeat(_independent(random, -(-points // 3), series), 3, axis=0)[:points]


def _autocorrelated(random: Random, points: int, series: int) -> Values:
    noise = _independent(random, points + 50, series)
    values = np.zeros_like(noise)
    for at in range(1, len(noise)):
        values[at] = 0.6 * values[at - 1] + noise[at]
    return values[50:]


def _year_to_date(random: Random, points: int, series: int) -> Values:
    months = random.poisson(20.0, (points, series)).astype(np.float64)
    for at in range(points):
        if at % 12:
            months[at] += months[at - 1]
    return months


MADE: dict[str, Callable[[Random, int, int], Values]] = {
    "iid normal": _independent,
    "rolling 12 of iid": _rolling,
    "year to date of iid counts": _year_to_date,
    "seasonal amplitude 2 sd": _seasonal,
    "proportion n=12 p=.9": lambda random, points, series: random.binomial(12, 0.9, (points, series)) / 12,
    "count mean 2": lambda random, points, series: random.poisson(2.0, (points, series)).astype(np.float64),
    "AR(1) .6": _autocorrelated,
    "quarterly carried forward": _repeated_quarters,
}
ROWS = rows_of("false_alarm_simulation.csv")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['series']}, {row['points']}, {row['profile']}")
def test_shares(row: dict[str, str]) -> None:
    points = int(row["points"])
    random = np.random.default_rng(points)
    values = np.rint(MADE[row["series"]](random, points, SERIES) * UNIT).astype(np.int64)
    everywhere = np.ones(values.shape, np.bool_)
    marks = xmr(values, everywhere, everywhere, PROFILES[row["profile"]]).marks
    for column, found in (
        ("latest_point_flagged", marks[-1] != 0),
        ("outside", (marks[-1] & (OUTSIDE_HIGH | OUTSIDE_LOW)) != 0),
        ("any_point_flagged", (marks != 0).any(axis=0)),
    ):
        share = float(row[column])
        # Five standard errors of both simulations.
        error = (max(share * (1 - share), 0.001) * (1 / SERIES + 1 / SIMULATED)) ** 0.5
        assert abs(float(found.mean()) - share) <= 5 * error, column

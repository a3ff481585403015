"""The tables that the benchmark's peers join can be made of every method of rating."""

from __future__ import annotations

from benchmarks.mixed_methods import mixed_indicator
from benchmarks.peer_tables import _in_force
from benchmarks.workload import FIRST_PERIOD


def test_every_mixed_indicator_has_ends() -> None:
    rows = [_in_force(mixed_indicator(number), "county", FIRST_PERIOD) for number in range(12)]
    assert all(int(str(row["green_low"])) < int(str(row["green_high"])) for row in rows)

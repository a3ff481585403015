"""What reading the sample warns of: the numerators and denominators that the pack prints wrong, no more."""

from __future__ import annotations

from kpi_engine.pipeline import Rated

EXPECTED = [
    "EY2 for Ashford in 2023-24 Summer has the value 65.0, but 252 / 388 is 64.9%",
    "CYPE1 for Dartford in 2024-08 has the value 10.5, but 182 / 1525 is 11.9%",
    "SISE4 for Dartford in 2023-24 has the value 67.1, but 112 / 1671 is 6.7%",
]


def test_only_contradictions_of_the_pack_are_warned_of(rated: Rated) -> None:
    assert [issue.what for issue in rated.loaded.warnings] == EXPECTED
    assert not rated.loaded.spoiled

"""Paths: each period has its place on the straight way, exactly."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_engine.model.arrays.rounding import Rounding, rounded
from kpi_engine.model.definitions.methods.moving_target import TargetPath
from tests.oracle.in_force import threshold_in_force
from tests.oracle.targets import place_on_path
from tests.read.definitions.test_computed_targets import indicator_text, sound

VALUES = st.decimals(-2000, 2000, places=2)
YEARS = st.tuples(st.integers(1990, 2050), st.integers(1, 40))
ROUNDINGS = st.sampled_from([Rounding.HALF_UP, Rounding.UP, Rounding.DOWN])


@given(YEARS, VALUES, VALUES, ROUNDINGS, st.integers(0, 2))
def test_every_period_has_its_place(
    years: tuple[int, int], baseline: Decimal, target: Decimal, how: Rounding, decimals: int
) -> None:
    first, last = years[0], years[0] + years[1]
    target += 1 if target == baseline else 0
    path = f"path: {{from: {{period: {first}, value: {baseline}}}, to: {{period: {last}, value: {target}}}}}"
    text = indicator_text(
        "A",
        [f"{path}, rounding: {how.value}"],
        frequency="annual",
        year="calendar",
        data_period="A",
        polarity="T" if target == baseline else "H" if target > baseline else "L",
        decimals=str(decimals),
    )
    indicator = sound(text)[0]
    assert threshold_in_force(indicator, "Anywhere", "district", first) is None
    for period in range(first + 1, last + 3):
        threshold = threshold_in_force(indicator, "Anywhere", "district", period)
        assert threshold is not None
        top, bottom = place_on_path((first, baseline), (last, target), period)
        exact = Fraction(top) / Fraction(bottom)
        assert threshold.exact_target == exact
        assert threshold.rule.target == (target if period >= last else rounded(exact, decimals, how))


@pytest.mark.parametrize(
    ("value", "progress", "words"),
    [
        ("45.2", "0", "0% of the way"),
        ("33.9", "50", "50% of the way"),
        ("22.6", "100", "100% of the way"),
        ("20", "112", "112% of the way"),
        ("46", "-4", "further away than at the start"),
    ],
)
def test_progress_is_the_share_of_the_way(value: str, progress: str, words: str) -> None:
    path = TargetPath(2019, "2019", Decimal("45.2"), 2030, "2030", Decimal("22.6"))
    assert path.progress(Decimal(value)) == Decimal(progress)
    assert path.way_words(Decimal(value)) == words
    assert path.way_words(None) == ""

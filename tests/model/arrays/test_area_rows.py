"""Rows of areas, beside looking at every row."""

from __future__ import annotations

import numpy as np

from kpi_engine.model.arrays.area_rows import AreaRows
from tests.assemble.making import AUGUST, figure, indicator, rated

FIGURES = [
    figure(str(row), AUGUST - row // 3, area)
    for row, area in enumerate(["Swale", "Kent", "Swale EHU", "Swale", "Kent", "Swale", "Kent"])
]
OBSERVATIONS = rated(FIGURES, [indicator()]).observations


def rows_of(*areas: str) -> list[int]:
    """Looking at every row."""
    return [row for row, area in enumerate(OBSERVATIONS.area.tolist()) if OBSERVATIONS.areas[area] in areas]


def test_the_rows_of_an_area_are_found_in_their_order() -> None:
    found = AreaRows(OBSERVATIONS)
    for area in OBSERVATIONS.areas:
        assert found.of(area).tolist() == rows_of(area)
        assert area in found
    assert found.of("Nowhere").tolist() == []
    assert "Nowhere" not in found


def test_the_rows_of_several_areas_come_in_the_order_of_all() -> None:
    found = AreaRows(OBSERVATIONS)
    for areas in ([], ["Nowhere"], ["Kent"], ["Swale", "Kent"], ["Swale EHU", "Nowhere", "Swale"]):
        assert found.of_all(areas).tolist() == rows_of(*areas)


def test_no_observations_have_no_rows() -> None:
    none = AreaRows(rated([], [indicator()]).observations)
    assert none.of("Kent").tolist() == none.of_all(["Kent"]).tolist() == []
    assert none.of_all([]).dtype == np.int32

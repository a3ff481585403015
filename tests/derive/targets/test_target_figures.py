"""The target in force of each area and period, for shares of a target."""

from __future__ import annotations

import numpy as np

from kpi_engine.derive.targets.target_figures import targets_at
from kpi_engine.model.definitions.area import Area
from tests.rate.making import a_threshold, an_indicator

AREAS = (
    Area("County", "county", ()),
    Area("North", "district", ("County",)),
    Area("South", "district", ("County",)),
)
NAMES = tuple(area.name for area in AREAS)
INDICATOR = an_indicator(
    thresholds=(
        a_threshold("10", None, first=5),
        a_threshold("20", None, first=8, last=9, levels=("district",)),
        a_threshold("30", None, first=9, areas=("South",)),
    )
)


def targets(*places: tuple[int, int]) -> list[str | None]:
    area, period = (np.array(each, np.int32) for each in zip(*places, strict=True))
    found = targets_at(INDICATOR, area, period, NAMES, AREAS)
    return [None if (number := found.at(at)) is None else f"{number:f}" for at in range(len(places))]


def test_each_area_has_its_own_in_each_period() -> None:
    periods = (4, 5, 7, 8, 9, 10, 99)
    of_area = {
        0: [None, "10", "10", "10", "10", "10", "10"],
        1: [None, "10", "10", "20", "20", "10", "10"],
        2: [None, "10", "10", "20", "30", "30", "30"],
    }
    for area, expected in of_area.items():
        assert targets(*((area, period) for period in periods)) == expected
    mixed = [(area, period) for period in periods for area in (2, 0, 1)]
    assert targets(*mixed) == [of_area[area][periods.index(period)] for area, period in mixed]


def test_areas_without_a_figure_are_passed_over() -> None:
    assert targets((2, 9), (2, 4)) == ["30", None]
    assert targets((1, 8)) == ["20"]

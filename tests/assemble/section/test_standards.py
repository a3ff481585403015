"""Standards are looked up once for all areas that share them, and for no other."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from kpi_engine.assemble.section.standards import Standards
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.methods.floor_and_target import FloorAndTarget
from tests.assemble.making import AUGUST, indicator

KENT, SWALE, DOVER = Area("Kent", "county", ()), Area("Swale", "district", ()), Area("Dover", "district", ())


def test_each_area_has_its_own_standard_its_levels_or_the_general_one() -> None:
    measure = indicator()
    (general,) = measure.thresholds
    of_swale = replace(general, areas=("Swale",), rule=FloorAndTarget(Decimal("70.0"), None))
    of_districts = replace(general, levels=("district",), rule=FloorAndTarget(Decimal("80.0"), None))
    measure = replace(measure, thresholds=(general, of_swale, of_districts))
    standards = Standards()
    for _again in range(2):
        assert [standards.of(measure, area, AUGUST).threshold for area in (KENT, SWALE, DOVER)] == [
            general,
            of_swale,
            of_districts,
        ]
    assert standards.of(measure, DOVER, AUGUST) is standards.of(measure, DOVER, AUGUST)


def test_a_standard_says_what_it_asks_for() -> None:
    found = Standards().of(indicator(), KENT, AUGUST)
    assert (found.target, found.target_text) == (Decimal("85.0"), "85.0%")
    assert (found.floor, found.floor_text) == (Decimal("75.0"), "75.0%")


def test_where_nothing_is_in_force_there_is_nothing_to_say() -> None:
    found = Standards().of(replace(indicator(), thresholds=()), KENT, AUGUST)
    assert (found.threshold, found.target, found.floor) == (None, None, None)
    assert (found.target_text, found.floor_text) == ("", "")

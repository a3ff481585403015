"""Areas below an area."""

from __future__ import annotations

from kpi_engine.model.definitions.area import Area, areas_below

AREAS = (
    Area("Coast EHU", "team", ("Swale", "Dover")),
    Area("Kent", "county", ()),
    Area("Swale", "district", ("Kent",)),
    Area("Dover", "district", ("Kent",)),
    Area("Unit", "unit", ("Coast EHU",)),
)


def test_nearer_areas_come_first_and_one_with_two_parents_once() -> None:
    names = [area.name for area in areas_below(AREAS, "Kent")]
    assert names == ["Swale", "Dover", "Coast EHU", "Unit"]
    assert [area.name for area in areas_below(AREAS, "Dover")] == ["Coast EHU", "Unit"]
    assert areas_below(AREAS, "Unit") == ()

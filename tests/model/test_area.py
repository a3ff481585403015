"""Areas, their parents and what lies below them."""

from __future__ import annotations

from kpi_engine.model.area import Area, areas_below, areas_shown, by_name, children_of

KENT = Area("Kent", "county", ())
NORTH, SOUTH = Area("North", "district", ("Kent",)), Area("South", "district", ("Kent",))
SHARED = Area("Shared", "team", ("North", "South"))
AREAS = (KENT, NORTH, SHARED, SOUTH)


def test_a_team_can_serve_two_districts() -> None:
    assert children_of(AREAS, "North") == children_of(AREAS, "South") == (SHARED,)


def test_all_areas_below_each_once() -> None:
    assert areas_below(AREAS, "Kent") == (NORTH, SOUTH, SHARED)
    assert areas_below(AREAS, "Shared") == ()


def test_the_area_at_the_top_is_shown_alone() -> None:
    assert areas_shown(AREAS, "Kent") == (KENT,)
    assert areas_shown(AREAS, "North") == (NORTH, SHARED)


def test_areas_by_name() -> None:
    assert by_name(AREAS)["South"] is SOUTH

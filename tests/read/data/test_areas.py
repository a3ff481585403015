from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpi_engine.model.definitions.area import Area
from kpi_engine.model.issue import Issue
from kpi_engine.read.data.areas import read_areas
from tests.read.vocabulary import source


def read(tmp_path: Path, text: str) -> tuple[tuple[Area, ...], tuple[Issue, ...]]:
    path = tmp_path / "areas.csv"
    path.write_text(text, encoding="utf-8")
    return read_areas(source(path))


def test_areas_stand_in_the_order_of_the_file(tmp_path: Path) -> None:
    areas, issues = read(tmp_path, "area,parent,level\nSwale,Kent,district\nKent,,county\n")
    assert areas == (Area("Swale", "district", ("Kent",)), Area("Kent", "county", ()))
    assert not issues


def test_an_area_can_have_several_parents(tmp_path: Path) -> None:
    areas, issues = read(
        tmp_path,
        "area,parent,level\nBoth,North,team\nNorth,,district\nSouth,,district\nBoth,South,team\n",
    )
    assert areas[0] == Area("Both", "team", ("North", "South"))
    assert not issues


def test_a_parent_without_a_line_stays_a_parent(tmp_path: Path) -> None:
    areas, issues = read(tmp_path, "area,parent,level\nSwale EHU,Swale,team\n")
    assert areas == (Area("Swale EHU", "team", ("Swale",)),)
    assert len(issues) == 1


def test_two_roads_to_one_parent_are_no_ring(tmp_path: Path) -> None:
    _, issues = read(
        tmp_path,
        "area,parent,level\nKent,,county\nNorth,Kent,district\nSouth,Kent,district\nBoth,North,team\nBoth,South,team\n",
    )
    assert not issues


def test_a_file_that_cannot_be_read_gives_no_areas(tmp_path: Path) -> None:
    areas, issues = read(tmp_path, "area;parent;level\n")
    assert not areas
    assert len(issues) == 1


NAMES = st.sampled_from("abcde")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(NAMES, NAMES), max_size=8))
def test_a_ring_is_told_exactly_where_there_is_one(tmp_path: Path, links: list[tuple[str, str]]) -> None:
    lines = "".join(f"{child},{parent},x\n" for child, parent in links)
    _, issues = read(tmp_path, "area,parent,level\nz,,x\n" + lines)
    told = any("belongs to itself" in issue.what for issue in issues)
    assert told == any(_reaches(child, child, links) for child, _ in links)


def _reaches(start: str, goal: str, links: list[tuple[str, str]]) -> bool:
    reached = {parent for child, parent in links if child == start}
    for _ in links:
        reached |= {parent for child, parent in links if child in reached}
    return goal in reached

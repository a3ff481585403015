"""What a section promises of an area: docs/scorecard.md, "What a section promises"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from kpi_engine.model.calendars.period import Frequency
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.promises import Promises
from kpi_engine.model.definitions.scorecard import Section, SectionEntry
from kpi_engine.model.issue import Location
from tests.rate.columns import observations_of
from tests.validate.figures import figure

HERE = Location("scorecard.yaml", 1)
DISTRICTS = ("East", "West", "South")
TEAMS = ("Social work East", "Social work West", "Early help")
AREAS = (
    Area("North", "council", ()),
    *(Area(name, "district", ("North",)) for name in DISTRICTS),
    *(Area(name, "team", ("East",)) for name in TEAMS),
)


def section(*codes: str, levels: tuple[str, ...] = ()) -> Section:
    entries = tuple(SectionEntry(code, levels, HERE) for code in codes)
    return Section("m", "Monthly", Frequency.MONTHLY, entries, 7, None, HERE)


def promised(supplied: dict[str, str], shown: Section, pages: Sequence[str] = ("North",)) -> dict[str, str]:
    """By area the codes that are promised, one letter each; ``supplied`` likewise those with a figure."""
    figures = [
        replace(figure("1.0"), code=code, area=area) for area, codes in supplied.items() for code in codes
    ]
    promises = Promises(observations_of(figures), AREAS, pages)
    found = {area.name: "".join(promises.of(shown, area)) for area in AREAS}
    return {area: codes for area, codes in found.items() if codes}


@pytest.mark.parametrize(
    ("supplied", "shown", "pages", "found"),
    [
        pytest.param({"North": "A"}, section("A", "B"), ["North"], {"North": "AB"}, id="one never came"),
        pytest.param(
            {"North": "AB", "East": "AB", "West": "A"},
            section("A", "B"),
            ["North"],
            {"North": "AB", "East": "AB", "West": "AB"},
            id="other districts have it",
        ),
        pytest.param(
            {"North": "AB", "East": "A"},
            section("A", "B"),
            ["North", "East"],
            {"North": "AB", "East": "AB"},
            id="no district has it, and no levels are said",
        ),
        pytest.param(
            {"North": "AB", "East": "A"},
            section("A", "B", levels=("council",)),
            ["North", "East"],
            {"North": "AB"},
            id="it is of the council alone",
        ),
        pytest.param(
            {"East": "A"}, section("A", "B"), ["North"], {"East": "AB"}, id="the council takes no part"
        ),
        pytest.param({}, section("A"), ["North", "East"], {"North": "A", "East": "A"}, id="none came"),
        pytest.param(
            {"Social work East": "AB", "Social work West": "A", "Early help": "C"},
            section("A", "B", "C", levels=("team",)),
            ["North"],
            {"Social work East": "AB", "Social work West": "AB", "Early help": "C"},
            id="two kinds of team share a level",
        ),
        pytest.param(
            {"North": "A", "East": "AB", "West": "A"},
            section("A", "B", levels=("district",)),
            ["North", "South"],
            {"East": "AB", "West": "AB", "South": "AB"},
            id="a district with a page has sent nothing yet",
        ),
    ],
)  # fmt: skip
def test_a_section_promises(
    supplied: dict[str, str], shown: Section, pages: list[str], found: dict[str, str]
) -> None:
    assert promised(supplied, shown, pages) == found


def test_of_an_entry_for_several_levels_each_code_is_promised_once_in_the_sections_order() -> None:
    assert promised({"North": "B"}, section("B", "A", "B")) == {"North": "BA"}

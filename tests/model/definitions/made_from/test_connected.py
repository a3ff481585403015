"""Which indicators and areas must be rated together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.definitions.made_from.connected import (
    connected,
    connected_areas,
    connected_codes,
    needs_other_areas,
)
from kpi_engine.model.definitions.made_from.measure import AreasRated, Ratio, ShareOfArea
from kpi_engine.model.definitions.methods.moving_target import FigureTarget
from tests.derive.making import a_count, member
from tests.derive.ratings.test_overall import MEAN, an_overall, overall
from tests.derive.ratings.test_overall import member as part
from tests.rate.making import a_threshold, an_indicator

COUNT = a_count("A", thresholds=())
AREAS = (
    Area("Kent", "county", ()),
    Area("Swale", "district", ("Kent",)),
    Area("Coast", "team", ("Swale", "Dover")),
    Area("Dover", "district", ("Kent",)),
    Area("Essex", "county", ()),
)


def aiming_at(of: str, area: str) -> Indicator:
    target = replace(a_threshold(None, None), figure=FigureTarget(member(of), area))
    return a_count("T", thresholds=(target,))


def together(group: Mapping[str, str]) -> list[str]:
    """The names of each group."""
    found: dict[str, list[str]] = {}
    for name in sorted(group):
        found.setdefault(group[name], []).append(name)
    return sorted(" ".join(names) for names in found.values())


def test_names_that_are_linked_however_far_are_in_one_group() -> None:
    links = [("A", ("B",)), ("C", ("D",)), ("E", ()), ("D", ("B",))]
    assert together(connected(links)) == ["A B C D", "E"]
    assert connected([]) == {}


def test_indicators_are_rated_with_what_they_are_made_from() -> None:
    share = an_indicator(code="Q", made_from=Ratio(member("A"), member("B")))
    rating = an_overall(overall(MEAN, part("C"), part("D")))
    definitions = [share, rating, aiming_at("E", ""), *(a_count(code) for code in "ABCDEF")]
    assert together(connected_codes(definitions)) == ["A B Q", "ALL C D", "E T", "F"]


def test_areas_are_rated_with_those_that_they_lie_in() -> None:
    assert together(connected_areas([COUNT], AREAS)) == ["Coast Dover Kent Swale", "Essex"]


def test_every_area_is_rated_with_the_area_whose_figure_is_its_target() -> None:
    assert len(together(connected_areas([aiming_at("A", "Kent")], AREAS))) == 1
    assert len(together(connected_areas([aiming_at("A", "")], AREAS))) == 2


def test_what_needs_the_figures_of_other_areas() -> None:
    assert not needs_other_areas(COUNT)
    assert not needs_other_areas(aiming_at("A", ""))
    assert needs_other_areas(aiming_at("A", "Kent"))
    assert needs_other_areas(replace(COUNT, add_up=True))
    assert needs_other_areas(replace(COUNT, made_from=ShareOfArea(member("A"), "county")))
    assert needs_other_areas(replace(COUNT, made_from=AreasRated(member("A"), (Rag.RED,), "district")))

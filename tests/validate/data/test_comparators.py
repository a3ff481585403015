"""Comparators name sections of their scorecard, or none."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.made_from.measure import Member
from kpi_engine.model.definitions.methods.moving_target import FigureTarget
from kpi_engine.model.definitions.neighbours import Neighbours
from kpi_engine.model.definitions.scorecard import Comparator, Scorecard
from kpi_engine.model.issue import Location
from kpi_engine.read.scorecard.scorecard import read_scorecard
from kpi_engine.validate.data.comparators import validate_comparators
from tests.assemble.making import HERE, comparator, indicator
from tests.rate.making import a_threshold

ROOT = Path(__file__).parents[3]
ENGLAND = Comparator("SCS03", "England", "", Decimal("22.4"), "22.4", "", Location("comparators.csv", 2))


@pytest.fixture(scope="module")
def scorecard() -> Scorecard:
    found, _ = read_scorecard(ROOT / "sample_data" / "kent_2024_08" / "scorecard.yaml")
    assert found is not None
    return found


@pytest.mark.parametrize("section", ["", "ics_monthly"])
def test_every_section_or_one_of_the_scorecard(scorecard: Scorecard, section: str) -> None:
    assert validate_comparators([replace(ENGLAND, section=section)], scorecard, ()) == ()


def test_a_section_that_is_not_there_is_told_once(scorecard: Scorecard) -> None:
    rows = [
        replace(ENGLAND, section=section, location=Location("comparators.csv", line))
        for line, section in ((5, "volumes"), (3, "ics_montly"), (4, "ics_montly"))
    ]
    assert [str(issue) for issue in validate_comparators(rows, scorecard, ())] == [
        'comparators.csv:3: warning: there is no section "ics_montly" in the scorecard, so this is shown '
        'nowhere (2 lines in all); did you mean "ics_monthly"?',
        'comparators.csv:5: warning: there is no section "volumes" in the scorecard, so this is shown '
        "nowhere; name a section by its id, or leave it empty for every section",
    ]


def test_names_that_look_alike_are_told(scorecard: Scorecard) -> None:
    names = ("England", "\u0415ngland", "South East", "South\u00a0East", "England")
    rows = [
        replace(ENGLAND, name=name, location=Location("comparators.csv", line))
        for line, name in enumerate(names, 2)
    ]
    assert [str(issue) for issue in validate_comparators(rows, scorecard, ())] == [
        'comparators.csv:3: warning: the comparator "\u0415ngland" looks like the comparator "England" '
        "(line 2), but is another: character 1 is U+0415 here and U+0045 there; "
        "write both in the same way if they are one comparator",
        'comparators.csv:5: warning: the comparator "South\\u00a0East" looks like the comparator '
        '"South East" (line 4), but is another: character 6 is U+00A0 here and U+0020 there; '
        "write both in the same way if they are one comparator",
    ]


PLACES = tuple(Location("send.yaml", line) for line in (5, 6))
NEIGHBOURS = Neighbours("Statistical neighbours", ("Devon", "Essex"), PLACES)
SCS40 = indicator(neighbours=NEIGHBOURS)


def test_a_neighbour_without_comparators_is_told_where_it_is_named(scorecard: Scorecard) -> None:
    rows = [comparator("Devon", "70"), comparator("Esex", "80"), comparator("England", "60")]
    told = validate_comparators(rows, scorecard, [SCS40, indicator("SCS41", neighbours=NEIGHBOURS)])
    assert [str(issue) for issue in told] == [
        'send.yaml:6: warning: no comparator is of "Essex", so there is no average of '
        'Statistical neighbours; did you mean "Esex"?'
    ]


def test_nor_is_it_passed_over_after_indicators_without_neighbours_or_without_any_known(
    scorecard: Scorecard,
) -> None:
    unknown = Neighbours("Family", ("Ayr", "Bute"), PLACES)
    before = [indicator("SCS41", neighbours=None), indicator("SCS42", neighbours=unknown)]
    told = validate_comparators([comparator("Devon", "70")], scorecard, [*before, SCS40])
    assert [str(issue.location) for issue in told] == ["send.yaml:6"]


def test_a_neighbour_like_no_comparator_has_to_be_added(scorecard: Scorecard) -> None:
    told = validate_comparators([comparator("Devon", "70")], scorecard, [SCS40])
    assert [issue.remedy for issue in told] == ["add its values to the comparators, or remove it here"]


def test_comparators_without_any_neighbour_miss_none(scorecard: Scorecard) -> None:
    assert validate_comparators([comparator("England", "60")], scorecard, [SCS40]) == ()


def test_the_supplied_average_of_an_area_is_held_against_its_own_neighbours(scorecard: Scorecard) -> None:
    rows = [
        comparator("Devon", "71"),
        comparator("Essex", "80"),
        comparator("Essex", "91", area="Swale"),
        comparator("Essex", "1", area="Ashford"),
        comparator("Statistical neighbours", "82", area="Swale"),
    ]
    told = validate_comparators(rows, scorecard, [SCS40])
    assert [issue.what for issue in told] == [
        "Statistical neighbours for SCS40 in Swale is given as 82, but the average of its 2 areas is 81; "
        "it is shown as given"
    ]


@pytest.mark.parametrize(("supplied", "differs"), [("75.5", False), ("76", False), ("75", True)])
def test_a_supplied_average_is_held_against_the_neighbours(
    scorecard: Scorecard, supplied: str, differs: bool
) -> None:
    rows = [
        comparator("Devon", "71", year="2022-23"),
        comparator("Essex", "80", year="2022-23"),
        comparator("Essex", "8", year="2021-22"),
        comparator("Statistical neighbours", supplied, year="2022-23"),
    ]
    told = validate_comparators(rows, scorecard, [SCS40])
    assert [issue.what for issue in told] == [
        "Statistical neighbours for SCS40 is given as 75, but the average of its 2 areas is 76; "
        "it is shown as given"
    ] * differs


def test_a_target_that_is_the_value_of_a_comparator_needs_one(scorecard: Scorecard) -> None:
    def aimed_at(name: str, code: str = "SCS40") -> Indicator:
        """Between thresholds of which the first and the last have numbers."""
        figure = FigureTarget(Member(code, HERE), comparator=name)
        thresholds = (a_threshold(), a_threshold(figure=figure, first=1), a_threshold(first=2))
        return replace(indicator("SCS40"), thresholds=thresholds)

    known = [comparator("England", "60"), comparator("South East", "60")]
    assert validate_comparators(known, scorecard, [aimed_at("England")]) == ()
    assert [str(issue) for issue in validate_comparators(known, scorecard, [aimed_at("Englnd")])] == [
        'test: warning: the target is the value of "Englnd" for SCS40, and no comparator has one; did you '
        'mean "England"?'
    ]
    assert [
        str(issue) for issue in validate_comparators(known, scorecard, [aimed_at("England", "SCS41")])
    ] == [
        'test: warning: the target is the value of "England" for SCS41, and no comparator has one; add it '
        "there, or correct the name"
    ]

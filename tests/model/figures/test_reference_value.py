"""Which comparators are shown beside a figure, and the average of neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.neighbours import Neighbours
from kpi_engine.model.definitions.scorecard import Comparator
from kpi_engine.model.figures.reference_value import (
    ReferenceValue,
    average_of_neighbours,
    averages_of_neighbours,
    in_any_section,
    reference_values,
)
from kpi_engine.model.issue import Location
from tests.assemble.making import comparator, indicator
from tests.oracle.values import round_half_up

TITLE = "Neighbours (average of {count})"


def with_neighbours(*names: str) -> Indicator:
    places = tuple(Location("send.yaml", line) for line in range(len(names)))
    return indicator(neighbours=Neighbours("Neighbours", names, places))


def average(names: Sequence[str], comparators: Sequence[Comparator]) -> ReferenceValue | None:
    return average_of_neighbours(comparators, with_neighbours(*names))


def test_neighbours_are_shown_as_their_average_after_what_stands_singly() -> None:
    given = [comparator("Devon", "70"), comparator("England", "60"), comparator("Essex", "70.1")]
    shown = reference_values(given, with_neighbours("Devon", "Essex"), "ics", "Kent")
    assert shown == (
        ReferenceValue("England", Decimal(60)),
        ReferenceValue("Neighbours (average of 2)", Decimal("70.1")),  # 70.05, rounded half up
    )


def test_without_neighbours_each_stands_singly() -> None:
    given = [comparator("Devon", "70"), comparator("Essex", "80")]
    assert [each.name for each in reference_values(given, indicator(), "ics", "Kent")] == ["Devon", "Essex"]


def test_of_several_years_the_newest_is_shown() -> None:
    given = [
        replace(comparator("England", value), year=year)
        for value, year in (("7", "2022-23"), ("9", "2023-24"))
    ]
    shown = reference_values(given, indicator(), "ics", "Kent")
    assert [(each.value, each.year) for each in shown] == [(Decimal(9), "2023-24")]


def test_a_supplied_average_stands_in_place_of_the_computed_one() -> None:
    given = [comparator("Devon", "70"), comparator("Neighbours", "75")]
    assert reference_values(given, with_neighbours("Devon"), "ics", "Kent") == (
        ReferenceValue("Neighbours", Decimal(75)),
    )


def test_the_newest_year_counts_and_within_it_the_value_of_the_section() -> None:
    given = [
        comparator("Devon", "10", year="2022-23"),
        comparator("Essex", "20", year="2022-23", section="ics"),
        comparator("Essex", "99", year="2022-23"),
        comparator("Devon", "50", year="2021-22"),
        comparator("Essex", "50", year="2021-22"),
    ]
    assert average(("Devon", "Essex"), given) == ReferenceValue(
        "Neighbours (average of 2)", Decimal("15.0"), "2022-23"
    )


@pytest.mark.parametrize(
    ("names", "why"),
    [
        ("Devon Essex", "no average: Essex has no value for 2022-23"),
        ("Devon Essex Kent", "no average: Essex and Kent have no value for 2022-23"),
        ("Devon A B C D", "no average: A, B, C and D have no value for 2022-23"),
        ("Devon A B C D E", "no average: A, B, C and 2 more have no value for 2022-23"),
    ],
)
def test_without_one_of_them_there_is_no_average(names: str, why: str) -> None:
    found = average(names.split(), [comparator("Devon", "70", year="2022-23"), comparator("Essex", "80")])
    assert found is not None
    assert (found.value, found.why_none) == (None, why)


def test_a_year_that_nobody_gives_is_not_named() -> None:
    found = average(("Devon", "Essex"), [comparator("Devon", "70")])
    assert found is not None
    assert found.why_none == "no average: Essex has no value"


def test_an_indicator_that_none_of_them_has_gets_none() -> None:
    assert average(("Devon",), [comparator("England", "60")]) is None


def test_one_of_an_area_counts_beside_it_only_and_in_place_of_that_for_every_area() -> None:
    given = [
        comparator("District", "70", area="Swale", year="2021-22"),
        comparator("District", "75", area="Ashford"),
        comparator("District", "60", year="2022-23"),
        comparator("England", "50"),
    ]
    beside = {
        area: [each.value for each in reference_values(given, indicator(), "ics", area)]
        for area in ("Swale", "Ashford", "Kent")
    }
    assert beside == {
        "Swale": [Decimal(70), Decimal(50)],
        "Ashford": [Decimal(75), Decimal(50)],
        "Kent": [Decimal(60), Decimal(50)],
    }


def test_in_another_section_that_for_every_area_still_counts() -> None:
    own, general = comparator("England", "70", section="ics", area="Swale"), comparator("England", "60")
    other = comparator("England", "80", area="Ashford")
    given = [own, general, other]
    assert [each.value for each in reference_values(given, indicator(), "ics", "Swale")] == [Decimal(70)]
    assert [each.value for each in reference_values(given, indicator(), "send", "Swale")] == [Decimal(60)]
    assert in_any_section(given, "Swale") == [own, general]
    assert in_any_section([replace(own, section=""), general], "Swale") == [replace(own, section="")]


def test_neighbours_of_an_area_are_averaged_beside_it() -> None:
    given = [
        comparator("Devon", "10"),
        comparator("Essex", "20"),
        comparator("Devon", "40", area="Swale"),
    ]
    named = with_neighbours("Devon", "Essex")
    averages = {
        area: [each.value for each in averages_of_neighbours(given, named, area)]
        for area in ("Swale", "Kent")
    }
    assert averages == {"Swale": [Decimal("30.0")], "Kent": [Decimal("15.0")]}


@given(
    st.lists(st.decimals(-1000, 1000, places=2), min_size=1, max_size=12),
    st.randoms(use_true_random=False),
)
def test_it_is_exact_and_whatever_the_order(values: list[Decimal], random: Random) -> None:
    names = [f"Area {number}" for number in range(len(values))]
    given = [comparator(name, str(value)) for name, value in zip(names, values, strict=True)]
    first = average(names, given)
    random.shuffle(given)
    assert average(names, given) == first
    assert first is not None
    assert first.value == round_half_up(Fraction(sum(values, Decimal(0))) / len(values), 1)

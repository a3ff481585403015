"""Areas added up, by hand. Rule: docs/rating-rules.md, "Adding up the areas"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from kpi_engine.derive.doubts.disagreements import disagreements
from kpi_engine.derive.measures.adding_up import addition_of
from kpi_engine.derive.measures.derive import derive
from kpi_engine.model.calendars.period import Month
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.judgement import Missing
from kpi_engine.model.definitions.made_from.measure import Origin, Ratio
from tests.derive.making import a_count, columns_of, figure, member
from tests.oracle.columns import plain_observations
from tests.oracle.records import PlainObservation
from tests.rate.making import an_indicator

AREAS = (
    Area("Kent", "county", ()),
    Area("Dover", "district", ("Kent",)),
    Area("Swale", "district", ("Kent",)),
    Area("Coast", "team", ("Dover", "Swale")),
    Area("Inland", "team", ("Swale",)),
)
UP: dict[str, Any] = {"adds_up_from": "team", "add_up": True}
PERCENT = an_indicator(code="SCS40", **UP)
CASES = a_count("CASES", **UP)


def added(rows: Sequence[PlainObservation], *indicators: Any) -> dict[str, Any]:
    """What is added up for August 2024, by area: the two parts, the count, or why there is none."""
    columns = columns_of(rows, indicators, AREAS)
    derived = derive(columns, indicators, AREAS).observations
    return {
        row.area: f"{row.numerator}/{row.denominator}"
        if row.numerator is not None
        else row.value
        if row.value is not None
        else row.missing
        for row, origin in zip(plain_observations(derived), derived.origin.tolist(), strict=True)
        if origin == Origin.ADDED_UP.code and row.period == AUGUST
    }


def test_numerators_and_denominators_are_added_and_a_team_of_two_districts_counts_once_above() -> None:
    rows = [
        figure(PERCENT, "2024-08", parts="1/3", area="Coast"),
        figure(PERCENT, "2024-08", parts="5.5/7", area="Inland"),
    ]
    assert added(rows, PERCENT) == {"Kent": "6.5/10", "Dover": "1/3", "Swale": "6.5/10"}


def test_counts_are_added() -> None:
    rows = [figure(CASES, "2024-08", value, area=area) for area, value in (("Coast", "7"), ("Inland", "5"))]
    found = added(rows, CASES)
    assert {area: str(total) for area, total in found.items()} == {"Kent": "12", "Dover": "7", "Swale": "12"}


@pytest.mark.parametrize(
    "more", [[], [figure(PERCENT, "2024-08", area="Inland", missing=Missing.SUPPRESSED)]]
)
def test_without_one_of_its_parts_an_area_has_no_total(more: list[PlainObservation]) -> None:
    rows = [figure(PERCENT, "2024-08", parts="1/3", area="Coast"), *more]
    assert added(rows, PERCENT) == {
        "Kent": Missing.PARTS_MISSING,
        "Dover": "1/3",
        "Swale": Missing.PARTS_MISSING,
    }


def closed(area: str, period: str) -> PlainObservation:
    return figure(PERCENT, period, area=area, missing=Missing.CLOSED)


AUGUST = Month(2024, 8).ordinal
COAST = figure(PERCENT, "2024-08", parts="1/3", area="Coast")
NO_TOTAL = Missing.PARTS_MISSING


@pytest.mark.parametrize(
    ("inland", "swale"),
    [
        ([closed("Inland", "2024-08")], "1/3"),
        # Closed before, it needs no further rows.
        ([closed("Inland", "2024-07")], "1/3"),
        ([figure(PERCENT, "2024-06", parts="5/7", area="Inland"), closed("Inland", "2024-07")], "1/3"),
        # Closed later, or opened again, it has a figure to send.
        ([closed("Inland", "2024-09")], NO_TOTAL),
        ([closed("Inland", "2024-06"), figure(PERCENT, "2024-07", parts="5/7", area="Inland")], NO_TOTAL),
        ([closed("Inland", "2024-07"), figure(PERCENT, "2024-08", parts="5/7", area="Inland")], "6/10"),
        ([closed("Inland", "2024-07"), figure(PERCENT, "2024-08", area="Inland")], NO_TOTAL),
        # That another area is closed says nothing of this one.
        ([closed("Coast", "2024-07")], NO_TOTAL),
    ],
)
def test_a_closed_area_is_no_part_of_what_is_added_up(inland: list[PlainObservation], swale: Any) -> None:
    assert added([COAST, *inland], PERCENT)["Swale"] == swale


def test_where_every_area_is_closed_the_total_is_too() -> None:
    found = added([closed("Coast", "2024-08"), closed("Inland", "2024-06")], PERCENT)
    assert set(found.values()) == {Missing.CLOSED}


def test_figures_with_errors_do_not_say_that_an_area_is_closed() -> None:
    wrong = figure(PERCENT, "2024-08", area="Inland", missing=Missing.UNUSABLE)
    assert added([COAST, closed("Inland", "2024-07"), wrong], PERCENT)["Kent"] is NO_TOTAL


def test_nothing_is_added_up_from_figures_that_are_wrong() -> None:
    rows = [
        figure(PERCENT, "2024-08", parts="1/3", area="Coast"),
        figure(PERCENT, "2024-07", parts="5/7", area="Inland"),
        figure(PERCENT, "2024-08", area="Inland", missing=Missing.UNUSABLE),
    ]
    found = added(rows, PERCENT)
    assert found == {"Kent": NO_TOTAL, "Dover": "1/3", "Swale": NO_TOTAL}


def test_what_is_wrong_in_one_period_is_missed_in_no_other() -> None:
    rows = [
        *(figure(PERCENT, month, parts="1/3", area="Coast") for month in ("2024-07", "2024-08")),
        figure(PERCENT, "2024-07", area="Inland", missing=Missing.UNUSABLE),
        figure(PERCENT, "2024-08", parts="5/7", area="Inland"),
    ]
    assert added(rows, PERCENT)["Kent"] == "6/10"


def test_a_supplied_total_stands_and_another_sum_is_told() -> None:
    rows = [
        figure(PERCENT, "2024-08", parts="1/3", area="Coast"),
        figure(PERCENT, "2024-08", parts="5/7", area="Inland"),
        figure(PERCENT, "2024-08", "70.0", area="Kent"),
        figure(PERCENT, "2024-08", "60.0", area="Swale"),
    ]
    columns = columns_of(rows, [PERCENT], AREAS)
    derived = derive(columns, [PERCENT], AREAS)
    assert added(rows, PERCENT) == {"Dover": "1/3"}
    told = disagreements(derived.observations, derived.recomputed, [PERCENT])
    assert [(issue.what, issue.area) for issue in told] == [
        (
            "SCS40 for Kent in 2024-08 is supplied as 70.0%, but computed it is 60.0% "
            "(added up from areas below (team))",
            "Kent",
        )
    ]


def test_a_ratio_above_is_made_of_what_is_added_up() -> None:
    ratio = an_indicator(code="R", made_from=Ratio(member("A"), member("B")))
    parts = [a_count(code, **UP) for code in ("A", "B")]
    rows = [
        figure(one, "2024-08", value, area=area)
        for one, values in zip(parts, (("1", "5"), ("3", "7")), strict=True)
        for area, value in zip(("Coast", "Inland"), values, strict=True)
    ]
    indicators = [ratio, *parts]
    derived = derive(columns_of(rows, indicators, AREAS), indicators, AREAS).observations
    found = {
        row.area: f"{row.numerator}/{row.denominator}"
        for row in plain_observations(derived)
        if row.code == "R"
    }
    assert found == {"Kent": "6/10", "Dover": "1/3", "Swale": "6/10", "Coast": "1/3", "Inland": "5/7"}


def test_without_add_up_nothing_is() -> None:
    asked_to_check = an_indicator(code="SCS40", adds_up_from="team")
    assert added([figure(asked_to_check, "2024-08", parts="1/3", area="Coast")], asked_to_check) == {}


def test_areas_of_one_level_are_not_added_up_to_each_other_and_without_areas_below_nothing_is() -> None:
    areas = (
        Area("Kent", "county", ()),
        Area("Dover", "district", ("Kent",)),
        Area("Deal", "district", ("Dover",)),
    )
    found = addition_of("district", ("Deal", "Dover", "Kent"), areas)
    assert (found.above.tolist(), found.below.tolist(), found.start.tolist()) == ([2], [1, 0], [0, 2])

"""Counts of areas by rating: held to a plain count, and what is counted where something is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_engine.every_figure import every_figure
from kpi_engine.model.calendars.period import Month
from kpi_engine.model.definitions.figure_marks import FigureMark
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Missing, Rag
from kpi_engine.model.definitions.made_from.measure import AreasRated
from kpi_engine.model.definitions.made_from.overall import Overall, OverallMember, OverallMethod
from tests.derive.making import a_count, columns_of, member
from tests.oracle.areas_rated import areas_rated_plainly
from tests.oracle.columns import plain_observations
from tests.oracle.decimal_rating import rate_plainly
from tests.oracle.records import PlainObservation
from tests.rate.making import NOWHERE, a_threshold, an_indicator
from tests.rate.strategies import AREAS

AS_AT = Month(2024, 8)
AUGUST = 2024 * 12 + 7
COUNTY, NORTH, SOUTH = (area.name for area in AREAS[:3])
RATED = an_indicator(code="A", thresholds=(a_threshold("80", "60"),))


def count_of(*ratings: Rag, level: str = "district", of: str = "A", code: str = "N") -> Indicator:
    return a_count(code, made_from=AreasRated(member(of), ratings, level), unit="areas")


def made(
    rows: Sequence[PlainObservation], *indicators: Indicator, code: str = "N"
) -> dict[tuple[str, int], Decimal | Missing]:
    """The figures of the count by area and period."""
    every = [*indicators, RATED]
    derived = every_figure(columns_of(rows, every, AREAS), every, AREAS, AS_AT)
    return {
        (row.area, row.period): row.missing if row.value is None else row.value
        for row in plain_observations(derived.observations)
        if row.code == code
    }


def a_row(
    area: str, value: str, period: int = AUGUST, missing: Missing = Missing.PRESENT
) -> PlainObservation:
    return PlainObservation("A", area, period, Decimal(value) if value else None, missing=missing)


FIGURES = st.lists(
    st.builds(
        PlainObservation,
        code=st.just("A"),
        area=st.sampled_from([area.name for area in AREAS]),
        period=st.integers(AUGUST - 3, AUGUST),
        value=st.one_of(st.integers(50, 90).map(Decimal), st.none()),
        missing=st.sampled_from(
            [Missing.PRESENT] * 5 + [Missing.CLOSED, Missing.NOT_APPLICABLE, Missing.SUPPRESSED]
        ),
    ),
    unique_by=lambda row: (row.area, row.period),
    max_size=20,
)
RATINGS = st.lists(st.sampled_from([Rag.RED, Rag.AMBER, Rag.GREEN]), min_size=1, unique=True)


@given(FIGURES, RATINGS, st.sampled_from(["district", "team"]))
def test_both_count_the_same(rows: list[PlainObservation], ratings: list[Rag], level: str) -> None:
    plain = areas_rated_plainly(rows, rate_plainly(rows, [RATED], AREAS), tuple(ratings), level, AREAS)
    assert made(rows, count_of(*ratings, level=level)) == plain


def test_an_area_without_a_rating_leaves_the_count_without_a_value() -> None:
    rows = [a_row(NORTH, "50"), a_row(SOUTH, "", missing=Missing.SUPPRESSED)]
    assert made(rows, count_of(Rag.RED))[COUNTY, AUGUST] is Missing.PARTS_NOT_RATED
    assert made(rows[:1], count_of(Rag.RED))[COUNTY, AUGUST] is Missing.PARTS_NOT_RATED


@pytest.mark.parametrize("mark", [Missing.CLOSED, Missing.NOT_APPLICABLE])
def test_what_is_closed_or_does_not_apply_is_not_counted(mark: Missing) -> None:
    rows = [a_row(NORTH, "50"), a_row(SOUTH, "", missing=mark)]
    assert made(rows, count_of(Rag.RED))[COUNTY, AUGUST] == 1
    none_left = [a_row(area, "", missing=mark) for area in (NORTH, SOUTH)]
    assert made(none_left, count_of(Rag.RED))[COUNTY, AUGUST] is mark


def test_a_count_that_is_supplied_stands() -> None:
    rows = [a_row(NORTH, "50"), a_row(SOUTH, "50"), PlainObservation("N", COUNTY, AUGUST, Decimal(7))]
    assert made(rows, count_of(Rag.RED)) == {(COUNTY, AUGUST): 7}


def test_overall_ratings_are_counted_too() -> None:
    overall = Overall(
        OverallMethod.SHARE_GREEN, (OverallMember("A", Decimal(1), NOWHERE),), 0, None, None, None
    )
    every = an_indicator(code="ALL", overall=overall, thresholds=(a_threshold("100", "50"),))
    rows = [a_row(NORTH, "50"), a_row(SOUTH, "85")]
    assert made(rows, every, count_of(Rag.RED, of="ALL"))[COUNTY, AUGUST] == 1
    assert made(rows, every, count_of(Rag.GREEN, of="ALL"))[COUNTY, AUGUST] == 1


def test_without_any_figure_there_is_no_count() -> None:
    assert made([], count_of(Rag.RED)) == {}


def test_a_count_has_the_marks_of_the_figures_that_are_rated() -> None:
    estimated = FigureMark.ESTIMATED.bit
    rows = [replace(a_row(NORTH, "50"), marks=estimated), a_row(SOUTH, "50"), a_row(NORTH, "50", AUGUST - 1)]
    every = [count_of(Rag.RED), RATED]
    found = every_figure(columns_of(rows, every, AREAS), every, AREAS, AS_AT).observations
    marks = {(row.area, row.period): row.marks for row in plain_observations(found) if row.code == "N"}
    assert (marks[COUNTY, AUGUST], marks[COUNTY, AUGUST - 1]) == (estimated, 0)

"""Figures that are not made because of errors: which are reported, where, and which are not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from kpi_engine.derive.doubts.not_made import figures_not_made
from kpi_engine.derive.measures.derive import derive
from kpi_engine.model.arrays.exact import LIMIT
from kpi_engine.model.arrays.observation import Observations
from kpi_engine.model.calendars.period import Frequency
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Missing
from kpi_engine.model.definitions.made_from.measure import Covers, Difference, Ratio, Sum, Window
from kpi_engine.model.issue import Location
from tests.derive.making import AREAS, a_count, columns_of, figure, member
from tests.oracle.records import PlainObservation
from tests.rate.making import an_indicator

A, B = a_count("A"), a_count("B")
LESS = a_count("D", made_from=Difference(member("A"), member("B")))
BOTH = a_count("S", made_from=Sum((member("A"), member("B"))))
SHARE = an_indicator(code="Q", made_from=Ratio(member("A"), member("B")))
WRONG = Missing.UNUSABLE


def error(of: Indicator, period: str, area: str = "Dover") -> PlainObservation:
    return figure(of, period, missing=WRONG, area=area)


def told(rows: Sequence[PlainObservation], indicators: Sequence[Indicator], **how: bool) -> list[str]:
    """Where and what, the first row on line 2."""

    def make(figures: Observations) -> Observations:
        return derive(figures, indicators, AREAS).observations

    supplied = columns_of(rows, indicators)
    supplied = replace(supplied, line=np.arange(2, len(rows) + 2, dtype=np.int32))
    issues = figures_not_made(supplied, make(supplied), make, indicators, **how)
    assert {issue.remedy for issue in issues} <= {"correct the error"}
    return [f"{issue.location} {issue.area}: {issue.what}" for issue in issues]


def not_made(code: str, where: str, when: str) -> str:
    return f"{where}: {code} for {where} in {when} is not made: what it is made from has an error"


def test_the_only_error_is_the_place_of_the_warning() -> None:
    rows = [figure(B, "2018-01", "3"), error(A, "2018-01"), figure(A, "2018-02", "4")]
    assert told(rows, (LESS, A, B)) == [f"test:3 {not_made('D', 'Dover', '2018-01')}"]


def test_of_several_errors_none_is_the_place() -> None:
    rows = [error(B, "2018-01"), error(A, "2018-01"), error(A, "2018-02"), figure(B, "2018-02", "1")]
    assert told(rows, (LESS, A, B)) == [f"test {not_made('D', 'Dover', '2018-01 and 2018-02')}"]


def test_each_area_and_each_indicator_has_its_warning() -> None:
    other = a_count("E", made_from=Difference(member("B"), member("A")))
    rows = [
        *(error(A, "2018-01", "Kent"), error(A, "2018-01")),
        *(figure(B, "2018-01", "1", area="Kent"), figure(B, "2018-01", "1")),
    ]
    assert sorted(told(rows, (LESS, other, A, B))) == [
        f"test {not_made(code, area, '2018-01')}" for area in ("Dover", "Kent") for code in "DE"
    ]


@pytest.mark.parametrize("lacking", [Missing.NOT_AVAILABLE, Missing.BLANK])
def test_what_lacks_its_value_for_another_reason_is_not_reported(lacking: Missing) -> None:
    rows = [error(A, "2018-01"), figure(B, "2018-01", missing=lacking)]
    assert told(rows, (LESS, A, B)) == []


def test_a_figure_that_is_withheld_is_not_reported() -> None:
    rows = [error(A, "2018-01"), figure(B, "2018-01", missing=Missing.SUPPRESSED)]
    assert told(rows, (LESS, A, B)) == []


def test_without_an_error_there_is_nothing_to_say() -> None:
    assert told([figure(A, "2018-01", "3"), figure(B, "2018-01")], (LESS, A, B)) == []


def test_nor_where_nothing_is_made() -> None:
    assert told([error(A, "2018-01")], (A, B)) == []


@pytest.mark.parametrize("rows", [[], [figure(A, "2018-02", "0")], [figure(A, "2018-02", "-7")]])
def test_any_number_stands_for_an_error(rows: list[PlainObservation]) -> None:
    """Of a sound row of the indicator where there is one."""
    found = told([error(A, "2018-01"), figure(B, "2018-01", "3"), *rows], (LESS, A, B))
    assert found == [f"test:2 {not_made('D', 'Dover', '2018-01')}"]


def test_a_denominator_with_an_error_is_not_taken_for_0() -> None:
    rows = [figure(A, "2018-01", "3"), error(B, "2018-01")]
    assert told(rows, (SHARE, A, B)) == [f"test:3 {not_made('Q', 'Dover', '2018-01')}"]


def test_sound_rows_keep_their_numbers() -> None:
    rows = [error(A, "2018-01"), figure(B, "2018-01", "4"), figure(B, "2018-02", "0")]
    assert told(rows, (SHARE, A, B)) == [f"test:2 {not_made('Q', 'Dover', '2018-01')}"]


def test_the_stand_in_for_a_denominator_is_the_number_of_a_sound_row() -> None:
    rows = [figure(B, "2018-02", "-1"), figure(A, "2018-01", "3"), error(B, "2018-01")]
    assert told(rows, (SHARE, A, B)) == [f"test:4 {not_made('Q', 'Dover', '2018-01')}"]


def test_parts_of_a_sound_row_stand_for_an_error_too() -> None:
    percent = an_indicator(code="A", per=100)
    both = an_indicator(code="B", per=100)
    less = an_indicator(code="D", made_from=Difference(member("A"), member("B")))
    rows = [error(percent, "2018-01"), figure(percent, "2018-02", parts="1/2")]
    rows.append(replace(figure(both, "2018-01", parts="1/4"), value=Decimal(25)))
    assert told(rows, (less, percent, both)) == [f"test:2 {not_made('D', 'Dover', '2018-01')}"]


def test_the_parts_of_a_sound_row_are_added_up_in_place_of_an_error() -> None:
    """A number alone would not do: percentages are added up by their parts."""
    percent = an_indicator(code="A")
    covered = Window(member("A"), Covers.QUARTER)
    quarter = an_indicator(code="W", made_from=covered, frequency=Frequency.QUARTERLY)
    rows = [
        *(figure(percent, month, parts="1/2") for month in ("2018-04", "2018-05")),
        error(percent, "2018-06"),
    ]
    assert told(rows, (quarter, percent)) == [f"test:4 {not_made('W', 'Dover', '2018-19 Q1')}"]


def test_no_number_of_another_indicator_stands_for_an_error() -> None:
    """Twice so many would be too large."""
    rows = [error(B, "2018-01"), figure(A, "2018-01", str(LIMIT // 2 + 1))]
    assert told(rows, (BOTH, A, B)) == [f"test:2 {not_made('S', 'Dover', '2018-01')}"]


def test_the_number_of_a_sound_row_is_not_changed() -> None:
    """One more would be too large."""
    rows = [figure(B, "2018-02", str(LIMIT)), figure(A, "2018-01", "0"), error(B, "2018-01")]
    assert told(rows, (BOTH, A, B)) == [f"test:4 {not_made('S', 'Dover', '2018-01')}"]


@pytest.mark.parametrize("first", ["Dover", "Kent"])
def test_what_lacks_its_value_for_another_reason_is_told_apart_by_code_area_and_period(first: str) -> None:
    """E of the first area and month is not there, whatever else is not made because of errors."""
    c, absent = a_count("C"), a_count("F")
    other = a_count("E", made_from=Difference(member("C"), member("F")))
    rows = [figure(c, "2018-01", "1", area=first), figure(absent, "2018-01", area=first)]
    months = [f"{year}-{month:02}" for year in range(2018, 2026) for month in range(1, 13)]
    for area in ("Dover", "Kent"):
        rows += [row for each in months for row in (error(A, each, area), figure(B, each, "1", area=area))]
    found = told(rows, (LESS, other, A, B, c, absent))
    assert [line.split(" in ")[0] for line in found] == [
        f"test {area}: D for {area}" for area in sorted(("Dover", "Kent"), key=lambda name: name != first)
    ]


def test_of_many_periods_five_are_named() -> None:
    months = [f"2018-{month:02}" for month in range(1, 8)]
    rows = [row for month in months for row in (error(A, month), figure(B, month, "1"))]
    named = ", ".join(months[:5])
    assert told(rows, (LESS, A, B)) == [f"test {not_made('D', 'Dover', f'{named} and 2 more')}"]


def test_outturns_are_of_years() -> None:
    yearly = [replace(each, frequency=Frequency.MONTHLY) for each in (LESS, A, B)]
    rows = [replace(error(A, "2018-01"), period=2016), replace(figure(B, "2018-01", "1"), period=2016)]
    assert told(rows, yearly, outturns=True) == [f"test:2 {not_made('D', 'Dover', '2016-17')}"]


@pytest.mark.parametrize(("most", "more"), [(1, 3), (3, 1), (4, 0)])
def test_so_many_are_counted_not_told(monkeypatch: pytest.MonkeyPatch, most: int, more: int) -> None:
    monkeypatch.setattr("kpi_engine.derive.doubts.not_made.MOST_TOLD", most)
    made_from = Difference(member("B"), member("A"))
    other = a_count("E", made_from=made_from, location=Location("other"))
    rows = [
        row for area in ("Kent", "Dover") for row in (error(A, "2018-01", area), figure(B, "2018-01", "1"))
    ]
    rows[3] = replace(rows[3], area="Kent")
    supplied = columns_of(rows, (LESS, other, A, B))

    def make(figures: Observations) -> Observations:
        return derive(figures, (LESS, other, A, B), AREAS).observations

    issues = figures_not_made(supplied, make(supplied), make, (LESS, other, A, B))
    assert len(issues) == most + bool(more)
    counted = [issue.what for issue in issues[most:]]
    assert issues[-1].location == issues[most - 1].location
    assert [f"{more} more problem" in what for what in counted] == [True] * bool(more)

"""What rounding explains is no disagreement. Rule: docs/rating-rules.md, "Supplied before computed"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from kpi_engine.derive.doubts.disagreements import disagreements
from kpi_engine.derive.measures.derive import derive
from kpi_engine.model.calendars.period import Frequency
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.made_from.measure import Covers, Difference, Ratio, Sum, Window
from tests.derive.making import AREAS, a_count, columns_of, figure, member
from tests.oracle.records import PlainObservation
from tests.rate.making import an_indicator

ALL, SOME = an_indicator(code="ALL"), an_indicator(code="SOME")
GAP = an_indicator(code="GAP", made_from=Difference(member("ALL"), member("SOME")))
SHARE = an_indicator(code="SHARE", made_from=Ratio(member("SOME"), member("ALL")))
ONE, OTHER = (a_count(code, unit="days", decimals=1, count=True) for code in ("ONE", "OTHER"))
BOTH = a_count("BOTH", unit="days", decimals=1, count=True, made_from=Sum((member("ONE"), member("OTHER"))))
TWICE = an_indicator(code="TWICE", made_from=Ratio(member("ONE"), member("BOTH")))
DAYS = a_count("DAYS", unit="days", count=True)
QUARTER = a_count(
    "Q", frequency=Frequency.QUARTERLY, unit="days", made_from=Window(member("DAYS"), Covers.QUARTER)
)
COUNTY = an_indicator(code="COUNTY", adds_up_from="district", add_up=True)


def told(
    rows: Sequence[PlainObservation], indicators: Sequence[Indicator], *, as_printed: bool = True
) -> bool:
    columns = columns_of([replace(row, as_printed=as_printed) for row in rows], indicators)
    made = derive(columns, indicators, AREAS)
    return bool(
        disagreements(
            made.observations,
            made.recomputed,
            indicators,
            again=lambda given: derive(given, indicators, AREAS).recomputed,
        )
    )


@pytest.mark.parametrize(
    ("gap", "is_told"), [("25.1", False), ("25.0", False), ("25.2", False), ("24.9", True), ("25.3", True)]
)
def test_a_gap_of_rounded_percentages(gap: str, is_told: bool) -> None:
    rows = [figure(ALL, "2024-08", "65.3"), figure(SOME, "2024-08", "40.2"), figure(GAP, "2024-08", gap)]
    assert told(rows, (ALL, SOME, GAP)) is is_told
    # A source that is not as printed is exact.
    assert told(rows, (ALL, SOME, GAP), as_printed=False) is (gap != "25.1")


@pytest.mark.parametrize(
    ("share", "is_told"), [("50.0", False), ("43.0", False), ("57.8", False), ("42.7", True), ("58.0", True)]
)
def test_a_ratio_of_rounded_numbers(share: str, is_told: bool) -> None:
    rows = [figure(ALL, "2024-08", "1.0"), figure(SOME, "2024-08", "0.5"), figure(SHARE, "2024-08", share)]
    assert told(rows, (ALL, SOME, SHARE)) is is_told


@pytest.mark.parametrize(
    ("month", "explained"),
    [
        ("2.4", {"7"}),  # from 7.05 to 7.35
        ("2.5", {"7", "8"}),  # from 7.35 to 7.65
    ],
)
def test_the_months_of_a_window(month: str, explained: set[str]) -> None:
    months = [figure(DAYS, f"2024-0{number}", month) for number in (4, 5, 6)]
    for total in ("6", "7", "8", "9"):
        is_told = told([*months, figure(QUARTER, "2024-25 Q1", total)], (DAYS, QUARTER))
        assert is_told is (total not in explained)


def test_what_moves_both_ways_is_taken_as_it_is() -> None:
    """1.0 of 2.0: to move the other number alone gives 47.6 to 51.3."""
    rows = [figure(ONE, "2024-08", "1.0"), figure(OTHER, "2024-08", "1.0")]
    for share, is_told in (("50.0", False), ("49.0", False), ("52.6", True)):
        made = figure(TWICE, "2024-08", share)
        assert told([*rows, made], (ONE, OTHER, BOTH, TWICE)) is is_told


def test_numerators_and_denominators_of_areas() -> None:
    parts = {"numerator": Decimal("10.6"), "denominator": Decimal("18.0")}
    below = [
        replace(figure(COUNTY, "2024-08", "58.9", area=area), **parts)
        for area in (area.name for area in AREAS if area.level == "district")
    ]
    county = next(area.name for area in AREAS if not area.parents)
    for value, is_told in (("58.9", False), ("59.3", False), ("58.5", False), ("60.0", True)):
        assert told([*below, figure(COUNTY, "2024-08", value, area=county)], (COUNTY,)) is is_told


def test_parts_that_are_rounded_to_a_multiple() -> None:
    """10 of 20, to the nearest 5, are 7.5 to 12.5 of 17.5 to 22.5; three such months add up to no more."""
    share = an_indicator(
        code="S", made_from=Window(member("PART"), Covers.QUARTER), frequency=Frequency.QUARTERLY
    )
    part = an_indicator(code="PART")
    months = [
        replace(figure(part, f"2024-0{month}", parts="10/20"), parts_rounded_to=5) for month in (4, 5, 6)
    ]
    for value, is_told in (("50.0", False), ("60.0", False), ("34.0", False), ("75.0", True)):
        rows = [*months, figure(share, "2024-25 Q1", value)]
        assert told(rows, (part, share), as_printed=False) is is_told


@pytest.mark.parametrize(
    ("most", "places"),
    [
        (1, ["2024-04"]),
        (2, ["2024-04", "2024-05"]),
        (3, ["2024-04", "2024-05", "2024-06"]),
        (9, ["2024-04", "2024-05", "2024-06"]),
    ],
)
def test_beyond_the_most_that_are_told_they_are_counted(
    monkeypatch: pytest.MonkeyPatch, most: int, places: list[str]
) -> None:
    monkeypatch.setattr("kpi_engine.derive.doubts.disagreements.MOST_TOLD", most)
    rows = [
        row
        for month in ("2024-04", "2024-05", "2024-06")
        for row in (figure(ALL, month, "65.3"), figure(SOME, month, "40.2"), figure(GAP, month, "1.0"))
    ]
    indicators = (ALL, SOME, GAP)
    made = derive(columns_of(rows, indicators), indicators, AREAS)
    *found, last = disagreements(made.observations, made.recomputed, indicators)
    if most < 3:
        assert str(3 - most) in last.what
    else:
        found.append(last)
    assert [issue.what.split(" in ")[1][:7] for issue in found] == places


@pytest.mark.parametrize(
    ("parts", "step", "value", "is_told"),
    [
        # 10 of 20, to the nearest 5, and as much again: 15 to 25 of 35 to 45.
        *(("10/20", 5, "33.3", False), ("10/20", 5, "71.4", False)),
        *(("10/20", 5, "33.2", True), ("10/20", 5, "71.5", True)),
        # To the nearest 1: 19 to 21 of 39 to 41.
        *(("10/20", 1, "46.3", False), ("10/20", 1, "53.8", False)),
        *(("10/20", 1, "46.2", True), ("10/20", 1, "53.9", True)),
        *(("10/20", 0, "50.0", False), ("10/20", 0, "50.1", True)),
        # Exact parts are not rounded down: 6.25 is 6.3.
        *(("1/16", 0, "6.3", False), ("1/16", 0, "6.2", True)),
    ],
)
def test_what_rounded_parts_can_make(parts: str, step: int, value: str, is_told: bool) -> None:
    one, other = (an_indicator(code=code) for code in ("ONE", "OTHER"))
    total = an_indicator(code="TOTAL", made_from=Sum((member("ONE"), member("OTHER"))))
    indicators = (total, one, other)
    rows = [figure(each, "2024-08", parts=parts, parts_rounded_to=step) for each in (one, other)]
    columns = columns_of([*rows, figure(total, "2024-08", value)], indicators)
    made = derive(columns, indicators, AREAS)
    assert bool(disagreements(made.observations, made.recomputed, indicators)) is is_told


@pytest.mark.parametrize(
    ("parts", "steps", "value"),
    [
        ("10/20", (1, 0), "48.2"),  # 20 of 40, to the nearest 1: from 19.5 of 40.5
        ("1/0.5", (1, 1), "100.0"),  # 2 of 1, to the nearest 2: from 1 of 2
    ],
)
def test_the_least_that_is_rounded(parts: str, steps: tuple[int, int], value: str) -> None:
    one, other = (an_indicator(code=code) for code in ("ONE", "OTHER"))
    total = an_indicator(code="TOTAL", made_from=Sum((member("ONE"), member("OTHER"))))
    rows = [
        figure(each, "2024-08", parts=parts, parts_rounded_to=step)
        for each, step in zip((one, other), steps, strict=True)
    ]
    columns = columns_of([*rows, figure(total, "2024-08", value)], (total, one, other))
    made = derive(columns, (total, one, other), AREAS)
    assert disagreements(made.observations, made.recomputed, (total, one, other)) == ()


def test_counts_have_no_parts_that_could_make_another() -> None:
    indicators = (BOTH, ONE, OTHER)
    rows = [*(figure(each, "2024-08", "5") for each in (ONE, OTHER)), figure(BOTH, "2024-08", "0")]
    made = derive(columns_of(rows, indicators), indicators, AREAS)
    assert len(disagreements(made.observations, made.recomputed, indicators)) == 1

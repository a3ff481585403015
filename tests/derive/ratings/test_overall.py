"""Rule: docs/rating-rules.md, "Overall ratings"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_engine.derive.doubts.disagreements import disagreements
from kpi_engine.every_figure import every_figure, every_outturn
from kpi_engine.model.arrays.exact import LIMIT
from kpi_engine.model.calendars.period import Month
from kpi_engine.model.definitions.figure_marks import FigureMark
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Missing, NotRated, Polarity, Rag
from kpi_engine.model.definitions.made_from.measure import Origin
from kpi_engine.model.definitions.made_from.overall import Overall, OverallMember, OverallMethod
from kpi_engine.model.definitions.made_from.points import Points
from kpi_engine.model.definitions.methods.floor_and_target import FloorAndTarget
from kpi_engine.model.definitions.outturns import for_outturns
from kpi_engine.model.issue import Location
from kpi_engine.rate.kernel import rate_observations
from tests.derive.making import AREAS, a_count, columns_of, figure
from tests.oracle.columns import plain_observations, plain_ratings
from tests.oracle.decimal_rating import rate_plainly
from tests.oracle.overall import overall_figures, rounded_plainly
from tests.oracle.records import PlainObservation
from tests.rate.making import a_threshold, an_indicator

AS_AT = Month(2018, 6)
FIRST = Month(2018, 1).ordinal
MEAN, POINTS, WORST, SHARE = OverallMethod
TWO_ONE_NONE = Points(Decimal(2), Decimal(1), Decimal(0))


def member(code: str, weight: str = "1") -> OverallMember:
    return OverallMember(code, Decimal(weight), Location("test"))


def overall(method: OverallMethod, *members: OverallMember, **fields: Any) -> Overall:
    given = {"periods_back": 0, "capped_at": None, "points": None, "monitoring": None, **fields}
    return Overall(method, members, **given)


def an_overall(of: Overall, **fields: Any) -> Indicator:
    unit = {"unit": "percent"} if of.method in (MEAN, SHARE) else {"unit": "points", "per": 1}
    return an_indicator(**{"code": "ALL", "overall": of, "thresholds": (), **unit, **fields})


def figures(rows: Sequence[PlainObservation], indicators: Sequence[Indicator]) -> list[PlainObservation]:
    """The overall figures that are made."""
    made = every_figure(columns_of(rows, indicators), indicators, AREAS, AS_AT).observations
    return [
        row
        for row, origin in zip(plain_observations(made), made.origin.tolist(), strict=True)
        if origin == Origin.OVERALL.code
    ]


def values(rows: Sequence[PlainObservation], indicators: Sequence[Indicator]) -> list[str]:
    return [row.missing.value if row.value is None else f"{row.value:f}" for row in figures(rows, indicators)]


A = a_count("A", thresholds=(a_threshold("50", "40"),))
B = a_count("B", thresholds=(a_threshold("200", "100"),))


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        # 75 of 50 is 150 %, 100 of 200 is 50 %.
        (overall(MEAN, member("A"), member("B")), "100.0"),
        (overall(MEAN, member("A"), member("B"), capped_at=Decimal(100)), "75.0"),
        (overall(MEAN, member("A"), member("B"), capped_at=Decimal("120.5")), "85.3"),
        (overall(MEAN, member("A"), member("B"), capped_at=Decimal("150")), "100.0"),
        (overall(MEAN, member("A", "2"), member("B")), "116.7"),
        (overall(MEAN, member("A", "0.25"), member("B", "0.5")), "83.3"),
        # A is GREEN, B AMBER.
        (overall(POINTS, member("A"), member("B"), points=TWO_ONE_NONE), "1.5"),
        (overall(POINTS, member("A"), member("B", "3"), points=TWO_ONE_NONE), "1.3"),
        (overall(WORST, member("A"), member("B"), points=TWO_ONE_NONE), "1.0"),
        (overall(SHARE, member("A"), member("B", "2")), "33.3"),
    ],
)
def test_each_method(of: Overall, expected: str) -> None:
    rows = [figure(A, "2018-02", "75"), figure(B, "2018-02", "100")]
    assert values(rows, (an_overall(of), A, B)) == [expected]


def test_places_where_a_member_has_no_row_count_nothing_for_it() -> None:
    """Whichever row of the member comes first."""
    of = an_overall(overall(SHARE, member("A"), member("B")))
    rows = [figure(A, "2018-02", "75"), figure(A, "2018-03", "30"), figure(B, "2018-03", "300")]
    assert values(rows, (of, A, B)) == [Missing.PARTS_NOT_RATED.value, "50.0"]


def test_values_and_targets_may_have_decimals() -> None:
    fine = a_count("A", decimals=2, thresholds=(a_threshold("12.5", None),))
    of = overall(MEAN, member("A"), capped_at=Decimal("99.75"))
    for value, expected in (("6.25", "50.00"), ("12.46", "99.68"), ("12.48", "99.75"), ("-6.25", "-50.00")):
        assert values([figure(fine, "2018-02", value)], (an_overall(of, decimals=2), fine)) == [expected]


def test_points_may_have_decimals() -> None:
    halves = Points(Decimal("1.25"), Decimal("0.5"), Decimal("-0.75"))
    rows = [figure(A, "2018-02", "75"), figure(B, "2018-02", "50")]
    for method, unit, expected in (
        (POINTS, "points", "0.3"),
        (WORST, "points", "-0.8"),
        (POINTS, "percent", "20.0"),
    ):
        of = an_overall(overall(method, member("A"), member("B"), points=halves), unit=unit)
        assert values(rows, (of, A, B)) == [expected]


def test_places_where_a_member_has_no_row_have_no_marks_of_it() -> None:
    of = an_overall(overall(SHARE, member("A"), member("B")))
    estimated = FigureMark.ESTIMATED.bit
    rows = [
        *(figure(A, "2018-02", "75"), figure(A, "2018-03", "75")),
        figure(B, "2018-03", "300", marks=estimated),
    ]
    assert [row.marks for row in figures(rows, (of, A, B))] == [0, estimated]


@pytest.mark.parametrize(
    ("target", "percent"), [("1", "50.0"), ("0.5", "100.0"), ("0", "parts"), ("-1", "parts")]
)
def test_targets_above_0_give_a_percent(target: str, percent: str) -> None:
    small = a_count("A", decimals=1, thresholds=(a_threshold(target, None),))
    found = values([figure(small, "2018-02", "0.5")], (an_overall(overall(MEAN, member("A"))), small))
    assert found == [Missing.PARTS_MISSING.value if percent == "parts" else percent]


def test_points_with_decimals_are_added_up_as_they_are() -> None:
    rows = [figure(A, "2018-02", "75"), figure(B, "2018-02", "300")]
    of = overall(POINTS, member("A"), member("B"), points=Points(Decimal("1.25"), Decimal(1), Decimal(0)))
    assert values(rows, (an_overall(of, decimals=2), A, B)) == ["1.25"]


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (LIMIT // 100, str(LIMIT)),
        (-LIMIT // 100, str(-LIMIT)),
        (LIMIT // 100 + 1, NotRated.TOO_LARGE.value),
        (-LIMIT // 100 - 1, NotRated.TOO_LARGE.value),
    ],
)
def test_a_percent_has_18_digits_on_either_side(value: int, found: str) -> None:
    of_one = a_count("A", thresholds=(a_threshold("1", None),))
    indicators = (an_overall(overall(MEAN, member("A")), decimals=0), of_one)
    derived = every_figure(
        columns_of([figure(of_one, "2018-02", str(value))], indicators), indicators, AREAS, AS_AT
    )
    rated = plain_ratings(rate_observations(derived.observations, indicators, AREAS))[-1]
    assert (rated.not_rated.value if rated.displayed is None else f"{rated.displayed:f}") == found


def test_each_rating_has_its_own_points() -> None:
    """Also where a scale has further ratings beside the three, which nothing here is rated."""
    further = ((Rag.BLUE, Decimal(9)), (Rag.AMBER_GREEN, Decimal(7)), (Rag.AMBER_RED, Decimal(8)))
    points = Points(Decimal(2), Decimal(1), Decimal(0), further)
    for value, expected in (("75", "2.0"), ("45", "1.0"), ("30", "0.0")):
        for method in (POINTS, WORST):
            of = an_overall(overall(method, member("A"), points=points))
            assert values([figure(A, "2018-02", value)], (of, A)) == [expected]


@pytest.mark.parametrize("method", list(OverallMethod))
def test_where_no_member_applies_neither_does_it(method: OverallMethod) -> None:
    of = an_overall(overall(method, member("A"), member("B"), points=TWO_ONE_NONE))
    neither = [figure(one, "2018-02", missing=Missing.NOT_APPLICABLE) for one in (A, B)]
    assert values(neither, (of, A, B)) == [Missing.NOT_APPLICABLE.value]
    one_left = [neither[0], figure(B, "2018-02", "100")]
    expected = {MEAN: "50.0", POINTS: "1.0", WORST: "1.0", SHARE: "0.0"}[method]
    assert values(one_left, (of, A, B)) == [expected]


def test_points_as_a_percentage_are_of_those_that_all_green_would_have() -> None:
    rows = [figure(A, "2018-02", "75"), figure(B, "2018-02", "100")]
    of = overall(POINTS, member("A"), member("B"), points=TWO_ONE_NONE)
    assert values(rows, (an_overall(of, unit="percent"), A, B)) == ["75.0"]


def test_the_figures_of_the_month_before_make_it() -> None:
    of = an_overall(overall(MEAN, member("A"), periods_back=1))
    rows = [figure(A, "2018-05", "50"), figure(A, "2018-06", "25")]
    made = figures(rows, (of, A))
    # June's make that of July, which has not begun.
    assert [(row.period, row.value) for row in made] == [(Month(2018, 6).ordinal, Decimal("100.0"))]


@pytest.mark.parametrize(
    ("method", "reason"),
    [(MEAN, Missing.PARTS_MISSING), (POINTS, Missing.PARTS_NOT_RATED), (SHARE, Missing.PARTS_NOT_RATED)],
)
def test_without_one_member_there_is_none(method: OverallMethod, reason: Missing) -> None:
    points = TWO_ONE_NONE if method is POINTS else None
    of = an_overall(overall(method, member("A"), member("B"), points=points))
    rows = [figure(A, "2018-02", "75"), figure(A, "2018-03", "75"), figure(B, "2018-03")]
    assert values(rows, (of, A, B)) == [reason.value] * 2


def test_a_target_of_0_gives_no_percent() -> None:
    none = a_count("A", thresholds=(a_threshold("0", None),))
    assert values([figure(none, "2018-02", "75")], (an_overall(overall(MEAN, member("A"))), none)) == [
        Missing.PARTS_MISSING.value
    ]


def test_a_member_that_is_not_rated_still_has_a_percent_of_its_target() -> None:
    no_floor = a_count("A", thresholds=(a_threshold("50", None),))
    of = an_overall(overall(MEAN, member("A")))
    assert values([figure(no_floor, "2018-02", "25")], (of, no_floor)) == ["50.0"]


def test_what_is_supplied_stays_and_what_is_to_be_supplied_is_filled_in() -> None:
    of = an_overall(overall(MEAN, member("A")))
    rows = [
        figure(A, "2018-02", "50"),
        figure(A, "2018-03", "50"),
        figure(of, "2018-02", "42.0"),
        figure(of, "2018-03"),
    ]
    made = every_figure(columns_of(rows, (of, A)), (of, A), AREAS, AS_AT)
    plain = plain_observations(made.observations)
    assert [row.value for row in plain[2:]] == [Decimal("42.0"), Decimal("100.0")]
    # What it would be computed as is kept beside the one supplied.
    assert made.recomputed.row.tolist() == [2]
    assert [row.value for row in plain_observations(made.recomputed.figures)] == [Decimal("100.0")]


def test_a_figure_of_too_many_digits_is_said_to_be_one() -> None:
    small = a_count("A", decimals=6, thresholds=(a_threshold("0.000001", None),))
    of = an_overall(overall(MEAN, member("A")), decimals=6)
    rows = [figure(small, "2018-02", "999999999999")]
    made = every_figure(columns_of(rows, (of, small)), (of, small), AREAS, AS_AT).observations
    ratings = rate_observations(made, (of, small), AREAS)
    assert not ratings.displayed.present[-1]


# Figures of the six youth contracts in January 2018, and the overall ratings printed for February.
CONTRACTS = {
    "Ashford": ((627, 1874), (425, 1218), (236, 365), "RED"),
    "Canterbury": ((2404, 2355), (1679, 1530), (299, 459), "GREEN"),
    "Dartford": ((650, 1476), (518, 959), (145, 288), "RED"),
    "Dover": ((880, 1533), (670, 997), (182, 299), "AMBER"),
    "Sevenoaks": ((1363, 1689), (966, 1098), (304, 329), "GREEN"),
    "Tunbridge Wells": ((386, 1795), (272, 1167), (193, 350), "RED"),
}


@pytest.mark.parametrize("contract", CONTRACTS)
def test_the_overall_ratings_of_the_youth_contracts(contract: str) -> None:
    """The mean over the three numbers of the month before: GREEN from 65 %, AMBER from 50 %."""
    *parts, printed = CONTRACTS[contract]
    codes = ("CEH50", "CEH51", "CEH52")
    members = [
        a_count(code, thresholds=(a_threshold(str(target), None),))
        for code, (_, target) in zip(codes, parts, strict=True)
    ]
    of = an_overall(overall(MEAN, *map(member, codes), periods_back=1), thresholds=(a_threshold("65", "50"),))
    rows = [figure(one, "2018-01", str(number)) for one, (number, _) in zip(members, parts, strict=True)]
    indicators = (of, *members)
    made = every_figure(columns_of(rows, indicators), indicators, AREAS, AS_AT).observations
    ratings = rate_observations(made, indicators, AREAS)
    assert [plain.rag for plain in plain_ratings(ratings)][-1] is Rag(printed)


NUMBERS = st.decimals(-300, 300, places=1)
WEIGHTS = st.sampled_from(["1", "2", "0.5", "0"])


@st.composite
def overalls(draw: st.DrawFn) -> Overall:
    method = draw(st.sampled_from(list(OverallMethod)))
    weights = ["1", "1", "1"] if method is WORST else ["1", draw(WEIGHTS), draw(WEIGHTS)]
    cap = draw(st.none() | st.just(Decimal("99.5"))) if method is MEAN else None
    most, least = draw(st.sampled_from([(3, -1), (2, 0)]))
    points = Points(Decimal(most), Decimal("0.5"), Decimal(least)) if method in (POINTS, WORST) else None
    members = [member(code, weight) for code, weight in zip("ABC", weights, strict=True)]
    return overall(
        method, *members, capped_at=cap, points=points, periods_back=draw(st.sampled_from([0, 1, 3]))
    )


@st.composite
def members_with_figures(draw: st.DrawFn) -> tuple[tuple[Indicator, ...], list[PlainObservation]]:
    indicators = []
    rows: list[PlainObservation] = []
    for code in "ABC":
        target = draw(st.decimals("0.1", 200, places=1))
        floor = draw(st.none() | st.just(target - 10))
        thresholds = (
            a_threshold(first=FIRST - 9, rule=FloorAndTarget(target, floor)),
            a_threshold(first=FIRST + 2, rule=FloorAndTarget(target * 2, floor)),
        )
        indicators.append(
            an_indicator(Polarity.HIGHEST, code=code, decimals=draw(st.integers(0, 2)), thresholds=thresholds)
        )
        periods = draw(st.lists(st.integers(FIRST - 10, FIRST + 5), unique=True, max_size=5))
        for period in periods:
            value = draw(st.none() | NUMBERS)
            missing = Missing.BLANK if value is None else Missing.PRESENT
            area = draw(st.sampled_from([area.name for area in AREAS]))
            rows.append(PlainObservation(code, area, period, value, missing=missing))
    return tuple(indicators), rows


@given(of=overalls(), members=members_with_figures(), decimals=st.integers(0, 3))
def test_it_is_what_the_plain_rules_say(
    of: Overall, members: tuple[tuple[Indicator, ...], list[PlainObservation]], decimals: int
) -> None:
    indicators, rows = members
    indicator = an_overall(of, decimals=decimals)
    everything = (indicator, *indicators)
    expected = {
        place: None if plain is None else rounded_plainly(plain, decimals)
        for place, plain in overall_figures(indicator, rows, rate_plainly(rows, indicators, AREAS)).items()
        if place[1] <= AS_AT.ordinal
    }
    assert {(row.area, row.period): row.value for row in figures(rows, everything)} == expected


def outturn(of: Indicator, year: int, value: str, area: str = "Kent") -> PlainObservation:
    return PlainObservation(of.code, area, year, Decimal(value))


def outturns_made(
    rows: Sequence[PlainObservation], indicators: Sequence[Indicator]
) -> dict[tuple[str, int], Decimal | None]:
    made = every_outturn(columns_of(rows, indicators), indicators, AREAS, AS_AT).observations
    plain = zip(plain_observations(made), made.origin.tolist(), strict=True)
    return {(row.area, row.period): row.value for row, of in plain if of == Origin.OVERALL.code}


def test_a_year_has_its_overall_rating_where_that_is_asked_for() -> None:
    of = overall(MEAN, member("A"), member("B"), outturns=True)
    rows = [outturn(A, 2016, "75"), outturn(B, 2016, "100"), outturn(A, 2017, "75")]
    # Of 2017 a member has no outturn, so that there is no figure.
    assert outturns_made(rows, (an_overall(of), A, B)) == {
        ("Kent", 2016): Decimal("100.0"),
        ("Kent", 2017): None,
    }
    assert outturns_made(rows, (an_overall(replace(of, outturns=False)), A, B)) == {}
    assert outturns_made([], (an_overall(of), A, B)) == {}


def test_it_is_made_of_the_outturns_of_its_own_year_and_what_was_in_force_at_its_end() -> None:
    later = a_count("A", thresholds=(a_threshold("50"), a_threshold("100", first=Month(2018, 1).ordinal)))
    of = an_overall(overall(MEAN, member("A"), periods_back=3, outturns=True))
    rows = [outturn(later, 2016, "50"), outturn(later, 2017, "50")]
    assert outturns_made(rows, (of, later)) == {
        ("Kent", 2016): Decimal("100.0"),
        ("Kent", 2017): Decimal("50.0"),
    }


def test_a_year_that_has_not_begun_has_none() -> None:
    of = an_overall(overall(MEAN, member("A"), outturns=True))
    assert outturns_made([outturn(A, 2019, "50")], (of, A)) == {}


def test_a_supplied_overall_outturn_stands_and_another_is_told() -> None:
    of = an_overall(overall(MEAN, member("A"), periods_back=1, outturns=True))
    indicators = (of, A)
    rows = [outturn(of, 2016, "90"), outturn(A, 2016, "50")]
    made = every_outturn(columns_of(rows, indicators), indicators, AREAS, AS_AT)
    assert len(made.observations) == 2
    told = disagreements(made.observations, made.recomputed, for_outturns(indicators), outturns=True)
    assert [issue.what for issue in told] == [
        "ALL for Kent in 2016-17 is supplied as 90.0%, but computed it is 100.0% "
        "(the mean of the percentages of target of A)"
    ]


@given(of=overalls(), members=members_with_figures(), decimals=st.integers(0, 3))
def test_outturns_are_what_the_plain_rules_say(
    of: Overall, members: tuple[tuple[Indicator, ...], list[PlainObservation]], decimals: int
) -> None:
    indicators, months = members
    rows = [replace(row, period=2012 + row.period - FIRST) for row in months]
    indicator = an_overall(replace(of, outturns=True), decimals=decimals)
    at_its_end = replace(indicator, overall=replace(of, periods_back=0))
    plain = overall_figures(at_its_end, rows, rate_plainly(rows, indicators, AREAS, outturns=True))
    expected = {
        place: None if made is None else rounded_plainly(made, decimals) for place, made in plain.items()
    }
    assert outturns_made(rows, (indicator, *indicators)) == expected


@pytest.mark.parametrize("method", list(OverallMethod))
def test_where_all_members_are_closed_it_is(method: OverallMethod) -> None:
    of = overall(method, member("A"), member("B"), points=TWO_ONE_NONE)
    closed = [figure(one, "2018-02", missing=Missing.CLOSED) for one in (A, B)]
    assert values(closed, (an_overall(of), A, B)) == ["closed"]
    one_left = [closed[0], figure(B, "2018-02", "100")]
    assert values(one_left, (an_overall(of), A, B)) != ["closed"]

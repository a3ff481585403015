"""Targets that are another figure: both ways find the same, and what the random ones do not reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_engine.derive.targets.figure_targets import with_figure_targets
from kpi_engine.derive.targets.target_lookup import FiguresKnown, Found, TargetBook, TargetLookup
from kpi_engine.model.calendars.period import Frequency
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Missing, NotRated, Polarity, Rag
from kpi_engine.model.definitions.methods.floor_and_target import FloorAndTarget
from kpi_engine.model.definitions.methods.met_or_missed import MetOrMissed
from kpi_engine.model.definitions.methods.moving_target import FigureTarget
from kpi_engine.model.definitions.methods.tolerance import Tolerance
from kpi_engine.model.definitions.scorecard import Comparator
from kpi_engine.model.definitions.threshold import Threshold
from kpi_engine.rate.kernel import rate_observations
from tests.derive.making import columns_of, member
from tests.oracle.columns import plain_ratings
from tests.oracle.decimal_rating import rate_plainly
from tests.oracle.records import PlainObservation
from tests.rate.making import NOWHERE, a_threshold, an_indicator
from tests.rate.strategies import AREAS, DECIMALS

AUGUST = 2024 * 12 + 7
FIRST = AUGUST - 6
COUNTY, NORTH = AREAS[0].name, AREAS[1].name
RULES = (
    MetOrMissed(Decimal(1)),
    Tolerance(Decimal(1), Decimal(2), False),
    Tolerance(Decimal(1), Decimal(10), True),
    FloorAndTarget(Decimal(1), None),
    FloorAndTarget(Decimal(1), None, strict=True),
)


def a_figure(code: str = "B", area: str = "", comparator: str = "") -> FigureTarget:
    return FigureTarget(member(code), area, comparator)


def thresholds() -> st.SearchStrategy[tuple[Threshold, ...]]:
    """Those of figures and of numbers, no two of one scope from the same period."""
    firsts = st.integers(FIRST - 1, FIRST + 6)
    scopes = st.sampled_from([{}, {"levels": ("district",)}, {"areas": (NORTH,)}])
    one = st.builds(
        lambda first, length, scope, figure, rule: a_threshold(
            first=first,
            last=None if length is None else first + length,
            rule=replace(rule, lowest_is_best=False) if isinstance(rule, Tolerance) else rule,
            figure=figure,
            **scope,
        ),
        firsts,
        st.one_of(st.none(), st.integers(0, 3)),
        scopes,
        st.sampled_from([None, a_figure(), a_figure("P"), a_figure("B", COUNTY), a_figure("A", COUNTY)]),
        st.sampled_from(RULES),
    )
    return st.lists(one, min_size=1, max_size=5, unique_by=lambda each: (each.first, each.scopes)).map(tuple)


def rows_of(code: str, periods: st.SearchStrategy[int]) -> st.SearchStrategy[list[PlainObservation]]:
    marks = st.sampled_from([Missing.PRESENT] * 6 + [Missing.SUPPRESSED, Missing.NOT_AVAILABLE])
    one = st.builds(
        PlainObservation,
        code=st.just(code),
        area=st.sampled_from([area.name for area in AREAS[:3]]),
        period=periods,
        value=DECIMALS,
        missing=marks,
    )
    return st.lists(one, unique_by=lambda row: (row.area, row.period), max_size=16)


def definitions(own: tuple[Threshold, ...]) -> list[Indicator]:
    return [
        an_indicator(code="A", thresholds=own),
        an_indicator(code="B", decimals=0),
        an_indicator(code="P", frequency=Frequency.ANNUAL),
    ]


MONTHS = st.integers(FIRST, FIRST + 7)


@given(thresholds(), rows_of("A", MONTHS), rows_of("B", MONTHS), rows_of("P", st.integers(2022, 2025)))
def test_both_find_the_same_target(
    own: tuple[Threshold, ...],
    rows: list[PlainObservation],
    others: list[PlainObservation],
    years: list[PlainObservation],
) -> None:
    indicators = definitions(own)
    records = [*rows, *others, *years]
    figures = columns_of(records, indicators, AREAS)
    by_number = with_figure_targets(indicators, FiguresKnown(figures), AREAS)
    assert not any(threshold.figure for each in by_number for threshold in each.thresholds)
    fast = plain_ratings(rate_observations(figures, by_number, AREAS))
    slow = rate_plainly(records, indicators, AREAS)
    for one, other in zip(fast[: len(rows)], slow[: len(rows)], strict=True):
        assert _told(one) == _told(other)


def _told(rating: object) -> tuple[object, ...]:
    names = ("rag", "not_rated", "margin_to_target", "margin_to_floor", "direction", "no_direction")
    return tuple(getattr(rating, name) for name in names)


def rated(
    figure: FigureTarget,
    rows: Sequence[PlainObservation],
    *,
    outturns: Sequence[PlainObservation] = (),
    comparators: Sequence[Comparator] = (),
    of_outturns: bool = False,
) -> list[tuple[Rag, NotRated]]:
    """The ratings of indicator A by a figure, met or missed."""
    own = a_threshold(rule=MetOrMissed(Decimal(1)), figure=figure, first=2000 * 12)
    indicators = definitions((own,))
    supplied, final = (columns_of(each, indicators, AREAS) for each in (rows, outturns))
    known = FiguresKnown(supplied, final, comparators)
    by_number = with_figure_targets(indicators, known, AREAS)
    ratings = rate_observations(final if of_outturns else supplied, by_number, AREAS, of_outturns)
    found = plain_ratings(ratings)
    wanted = outturns if of_outturns else rows
    return [(one.rag, one.not_rated) for one, row in zip(found, wanted, strict=True) if row.code == "A"]


def a_row(code: str, area: str, period: int, value: str) -> PlainObservation:
    return PlainObservation(code, area, period, Decimal(value))


def test_the_final_figure_of_a_year_is_held_against_that_of_the_other() -> None:
    rows = [a_row("A", NORTH, AUGUST, "50"), a_row("B", NORTH, AUGUST, "40")]
    years = [
        *(a_row("A", NORTH, 2022, "50"), a_row("B", NORTH, 2022, "60")),
        *(a_row("A", NORTH, 2023, "50"), a_row("A", COUNTY, 2023, "50")),
    ]
    assert rated(a_figure(), rows, outturns=years) == [(Rag.GREEN, NotRated.RATED)]
    missing = (Rag.NONE, NotRated.NO_TARGET_FIGURE)
    found = rated(a_figure(), rows, outturns=years, of_outturns=True)
    assert found == [(Rag.RED, NotRated.RATED), missing, missing]
    itself = rated(a_figure("A", COUNTY), rows, outturns=years, of_outturns=True)
    assert itself == [missing, (Rag.GREEN, NotRated.RATED), (Rag.NONE, NotRated.OWN_TARGET_FIGURE)]


def a_comparator(
    year: str, value: str, *, area: str = "", section: str = "", name: str = "England"
) -> Comparator:
    return Comparator("A", name, section, Decimal(value), value, year, NOWHERE, area)


ENGLAND = a_figure("A", comparator="England")
GREEN, RED = (Rag.GREEN, NotRated.RATED), (Rag.RED, NotRated.RATED)


def test_a_comparator_of_the_year_or_the_newest_before() -> None:
    rows = [a_row("A", NORTH, month, "50") for month in (AUGUST - 24, AUGUST - 12, AUGUST)]
    of_years = [a_comparator("2022-23", "60"), a_comparator("2023-24", "40")]
    assert rated(ENGLAND, rows, comparators=of_years) == [RED, GREEN, GREEN]
    later = [a_comparator("2024-25", "60")]
    missing = (Rag.NONE, NotRated.NO_TARGET_FIGURE)
    assert rated(ENGLAND, rows, comparators=later) == [missing, missing, RED]
    assert rated(ENGLAND, rows, comparators=[a_comparator("", "60"), *later]) == [RED, RED, RED]


def test_a_comparator_of_the_very_period_goes_before_the_one_of_its_year() -> None:
    rows = [a_row("A", NORTH, month, "50") for month in (AUGUST - 1, AUGUST)]
    given_twice = [a_comparator("2024-25", "60"), a_comparator("2024-08", "40")]
    assert rated(ENGLAND, rows, comparators=given_twice) == [RED, GREEN]


def test_a_comparator_of_the_area_goes_before_the_one_for_all() -> None:
    rows = [a_row("A", area, AUGUST, "50") for area in (COUNTY, NORTH)]
    values = [
        *(a_comparator("2024-25", "40", area=NORTH), a_comparator("2024-25", "60")),
        *(a_comparator("2024-25", "70", name="Wales"), a_comparator("2024-25", "80", area="Elsewhere")),
    ]
    assert rated(ENGLAND, rows, comparators=values) == [RED, GREEN]


def test_a_comparator_rates_the_final_figure_of_a_year() -> None:
    years = [a_row("A", NORTH, 2022, "50"), a_row("A", NORTH, 2023, "50")]
    values = [a_comparator("2022-23", "60"), a_comparator("2023-24", "40")]
    assert rated(ENGLAND, [], outturns=years, comparators=values, of_outturns=True) == [RED, GREEN]


def test_a_final_figure_is_rated_by_the_value_of_its_year_and_not_by_that_of_the_last_month() -> None:
    years = [a_row("A", NORTH, 2022, "50")]
    values = [a_comparator("2022-23", "60"), a_comparator("2023-03", "40")]
    assert rated(ENGLAND, [], outturns=years, comparators=values, of_outturns=True) == [RED]


def test_a_comparator_of_every_section_goes_before_the_one_of_a_section() -> None:
    rows = [a_row("A", NORTH, AUGUST, "50")]
    values = [a_comparator("2024-25", "60"), a_comparator("2024-25", "40", section="Schools")]
    for given_in_order in (values, values[::-1]):
        assert rated(ENGLAND, rows, comparators=given_in_order) == [RED]
    of_area = [a_comparator("2024-25", "60"), a_comparator("2024-25", "40", section="Schools", area=NORTH)]
    for given_in_order in (of_area, of_area[::-1]):
        assert rated(ENGLAND, rows, comparators=given_in_order) == [GREEN]


def test_a_comparator_is_out_of_date_after_thirty_years() -> None:
    rows = [a_row("A", NORTH, AUGUST, "50")]
    assert rated(ENGLAND, rows, comparators=[a_comparator("1995-96", "40")]) == [GREEN]
    missing = (Rag.NONE, NotRated.NO_TARGET_FIGURE)
    assert rated(ENGLAND, rows, comparators=[a_comparator("1994-95", "40")]) == [missing]


def test_an_area_named_that_nobody_knows_has_no_threshold() -> None:
    own = a_threshold(figure=a_figure(), areas=("Nowhere",))
    indicators = definitions((own,))
    known = FiguresKnown(columns_of([], indicators, AREAS))
    assert with_figure_targets(indicators, known, AREAS)[0].thresholds == ()


def test_figures_of_an_indicator_without_rows_are_missing() -> None:
    indicators = definitions((a_threshold(figure=a_figure(), first=AUGUST, last=AUGUST + 3),))
    known = FiguresKnown(columns_of([], indicators, AREAS))
    found = with_figure_targets(indicators, known, AREAS[:1])[0].thresholds
    assert [(each.first, each.last, each.areas) for each in found] == [
        (AUGUST, AUGUST + 3, ()),
        (AUGUST, AUGUST + 3, (COUNTY,)),
    ]
    assert {each.rule for each in found} == {FloorAndTarget(None, None, lacking=NotRated.NO_TARGET_FIGURE)}


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (FIRST - 3, None, [(-3, -1, None), (0, 0, 40), (1, 1, None), (2, 2, 60), (3, None, None)]),
        (FIRST - 3, FIRST + 9, [(-3, -1, None), (0, 0, 40), (1, 1, None), (2, 2, 60), (3, 9, None)]),
        (FIRST - 3, FIRST + 3, [(-3, -1, None), (0, 0, 40), (1, 1, None), (2, 2, 60), (3, 3, None)]),
        (FIRST - 3, FIRST + 2, [(-3, -1, None), (0, 0, 40), (1, 1, None), (2, 2, 60)]),
        (FIRST, FIRST, [(0, 0, 40)]),
        (FIRST + 1, FIRST + 2, [(1, 1, None), (2, 2, 60)]),
        (FIRST + 2, None, [(2, 2, 60), (3, None, None)]),
        (FIRST + 3, FIRST + 4, [(3, 4, None)]),
        (FIRST - 2, FIRST - 1, [(-2, -1, None)]),
    ],
)
def test_every_period_of_a_threshold_has_a_target_or_none(
    first: int, last: int | None, expected: list[tuple[int, int | None, int | None]]
) -> None:
    """In spans without a gap: also before the first figure and after the last."""
    indicators = definitions((a_threshold(figure=a_figure(), first=first, last=last),))
    rows = [a_row("A", NORTH, FIRST + at, "50") for at in range(3)]
    # The target of a period without a figure says nothing.
    rows += [
        a_row("B", NORTH, FIRST + at, value) for at, value in ((-2, "70"), (0, "40"), (2, "60"), (4, "80"))
    ]
    known = FiguresKnown(columns_of(rows, indicators, AREAS))
    made = with_figure_targets(indicators, known, AREAS)[0].thresholds
    assert [
        (each.first - FIRST, None if each.last is None else each.last - FIRST, each.rule.target)
        for each in made
        if each.areas == (NORTH,)
    ] == expected


def test_words_beside_a_target() -> None:
    assert a_figure().words() == "the figure of B"
    assert a_figure("B", "Kent").words() == "the figure of B in Kent"
    assert ENGLAND.words("2022-23") == "England's figure of A (2022-23)"
    assert [a_figure().note(), a_figure("B", "Kent").note(), ENGLAND.note("2022-23")] == [
        *("B", "Kent", "England 2022-23"),
    ]


def test_without_such_targets_nothing_is_done() -> None:
    indicators = definitions((a_threshold(),))
    known = FiguresKnown(columns_of([], indicators, AREAS))
    assert with_figure_targets(indicators, known, (Area(NORTH, "district", ()),)) == tuple(indicators)
    assert indicators[0].polarities[0].polarity is Polarity.HIGHEST


@pytest.mark.parametrize("label", ["", "August 2024"])
def test_the_first_span_of_a_threshold_has_its_label_and_the_others_that_of_their_first_period(
    label: str,
) -> None:
    own = a_threshold(figure=a_figure(), first=AUGUST, from_label=label)
    indicators = definitions((own,))
    rows = [a_row("A", NORTH, AUGUST + at, "50") for at in range(3)]
    rows += [a_row("B", NORTH, AUGUST + at, value) for at, value in enumerate(("40", "60", "60"))]
    known = FiguresKnown(columns_of(rows, indicators, AREAS))
    made = with_figure_targets(indicators, known, AREAS)[0].thresholds
    assert [each.from_label for each in made if each.areas == (NORTH,)] == [label, "2024-09", "2024-11"]


def test_the_periods_of_a_book_reach_from_the_first_figure_to_the_last_of_years_too() -> None:
    indicators = definitions(())
    rows = columns_of(
        [a_row("A", NORTH, AUGUST, "50"), a_row("B", NORTH, AUGUST + 1, "50")], indicators, AREAS
    )
    years = columns_of([a_row("A", NORTH, 2022, "50"), a_row("A", NORTH, 2023, "50")], indicators, AREAS)
    book = TargetBook(FiguresKnown(rows, years), indicators, {"B"})
    # From April 2022 to March 2024, and August 2024.
    assert book.periods(indicators[0]) == range(2022 * 12 + 3, AUGUST + 1)
    assert book.periods(indicators[1]) == range(AUGUST + 1, AUGUST + 2)
    assert book.periods(indicators[2]) == range(0)
    of_years = TargetBook(FiguresKnown(columns_of([], indicators, AREAS), years), indicators, {"B"})
    assert of_years.periods(indicators[0]) == range(2022 * 12 + 3, 2024 * 12 + 3)


def test_only_the_last_period_of_a_year_with_final_figures_has_the_target_of_its_year() -> None:
    indicators = definitions(())
    rows = [a_row("B", NORTH, month, "40") for month in (2024 * 12 + 1, 2024 * 12 + 2)]
    years = [a_row("A", NORTH, 2023, "50"), a_row("B", NORTH, 2023, "60")]
    known = FiguresKnown(columns_of(rows, indicators, AREAS), columns_of(years, indicators, AREAS))
    book = TargetBook(known, indicators, {"B"})
    of_a = TargetLookup(a_figure(), indicators[0], NORTH, book)
    assert of_a.at(2024 * 12 + 1) == (Found(Decimal(40)), None)
    assert of_a.at(2024 * 12 + 2) == (Found(Decimal(40)), Found(Decimal(60)))
    without_years = TargetLookup(
        a_figure(), indicators[0], NORTH, TargetBook(replace(known, outturns=None), indicators, {"B"})
    )
    assert without_years.at(2024 * 12 + 2) == (Found(Decimal(40)), None)

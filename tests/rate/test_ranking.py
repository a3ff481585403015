"""Ranks of areas against plain arithmetic, and what must hold whatever the figures are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal, localcontext
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Missing, Polarity
from kpi_engine.model.definitions.methods.target_range import TargetRange
from kpi_engine.model.definitions.scorecard import AreaFamily, RankedLevel
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.figures.ranks import NoRank, Rank, ordinal
from kpi_engine.model.issue import Location
from kpi_engine.rate.kernel import rate_observations
from kpi_engine.rate.ranking import rank_areas, rank_families
from tests.assemble.making import figure, indicator, target_range, threshold
from tests.oracle.decimal_rating import PLACES_FOR_ANY_INPUT, rate_plainly
from tests.oracle.ranks import PlainRank, rank_plainly
from tests.oracle.records import PlainObservation
from tests.rate.columns import observations_of
from tests.rate.making import a_threshold, an_indicator
from tests.rate.strategies import AREAS, indicators, observations
from tests.rate.test_properties import mirrored, negated

HERE = Location("scorecard.yaml", 9)
NAMES = [f"District {number}" for number in range(1, 13)]
DISTRICTS = (*(Area(name, "district", ("County",)) for name in NAMES), Area("County", "county", ()))
PACKS = st.tuples(observations("A1"), observations("B2"), indicators("A1"), indicators("B2")).map(
    lambda drawn: ([*drawn[0], *drawn[1]], list(drawn[2:]))
)
Pack = tuple[list[PlainObservation], list[Indicator]]


def ranks_of(
    rows: Sequence[PlainObservation],
    definitions: Sequence[Indicator],
    areas: Sequence[Area] = AREAS,
    at_least: int = 2,
) -> list[Rank | None]:
    """Of districts and counties."""
    ratings = rate_observations(observations_of(rows), definitions, areas)
    levels = [RankedLevel("district", at_least, HERE), RankedLevel("county", 1, HERE)]
    ranks = rank_areas(ratings, areas, levels)
    return [Figure(replace(ratings, ranks=ranks), row).rank for row in range(len(ratings))]


def plain(rank: Rank | None) -> PlainRank:
    return (
        PlainRank(0, 0, 0, 0)
        if rank is None
        else PlainRank(rank.first, rank.last, rank.ranked, rank.unranked)
    )


@given(PACKS)
def test_it_is_what_plain_arithmetic_says(pack: Pack) -> None:
    rows, definitions = pack
    found = [plain(rank) for rank in ranks_of(rows, definitions)]
    plainly = rate_plainly(rows, definitions, AREAS)
    # Values of too many digits have no place on the grid: nothing is displayed.
    ratings = rate_observations(observations_of(rows), definitions, AREAS)
    shown = [replace(one, displayed=ratings.displayed.at(row)) for row, one in enumerate(plainly)]
    with localcontext() as context:
        context.prec = PLACES_FOR_ANY_INPUT
        assert found == rank_plainly(rows, shown, AREAS, {"district": 2, "county": 1})


@given(PACKS)
def test_negating_the_figures_and_flipping_the_polarity_changes_no_rank(pack: Pack) -> None:
    rows, definitions = pack
    mirror = [replace(row, value=negated(row.value), numerator=negated(row.numerator)) for row in rows]
    assert ranks_of(mirror, [mirrored(one) for one in definitions]) == ranks_of(rows, definitions)


@given(PACKS, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(pack: Pack, random: Random) -> None:
    rows, definitions = pack
    order = list(range(len(rows)))
    random.shuffle(order)
    before, after = ranks_of(rows, definitions), ranks_of([rows[place] for place in order], definitions)
    assert after == [before[place] for place in order]


@given(PACKS)
def test_an_area_of_another_level_changes_no_rank(pack: Pack) -> None:
    rows, definitions = pack
    added = [replace(row, area="Elsewhere") for row in rows if row.area == "North"]
    areas = [*AREAS, Area("Elsewhere", "borough", ("County",))]
    assert ranks_of([*rows, *added], definitions, areas)[: len(rows)] == ranks_of(rows, definitions)


def ranked(values: Sequence[str | None], known: Indicator | None = None, at_least: int = 4) -> list[Rank]:
    """The ranks of districts with these values."""
    rows = [figure(value, area=name) for name, value in zip(NAMES, values, strict=False)]
    found = ranks_of(rows, [known or indicator()], DISTRICTS, at_least)
    return [rank for rank in found if rank is not None]


def said(ranks: Sequence[Rank]) -> list[str]:
    return [f"{rank.place}, {rank.quarter}" if rank.first else rank.why_none for rank in ranks]


def test_ties_share_the_best_of_their_places_and_the_next_place_is_left_free() -> None:
    assert said(ranked(["80", "90", "80", "70"])) == [
        "joint 2nd of 4, second or third",
        "1st of 4, top",
        "joint 2nd of 4, second or third",
        "4th of 4, bottom",
    ]


def test_lowest_is_best_turns_the_order_round() -> None:
    low = indicator(polarity=Polarity.LOWEST, thresholds=[])
    assert [rank.first for rank in ranked(["80", "90", "60", "70"], low)] == [3, 4, 1, 2]


def test_close_to_target_ranks_by_the_distance_from_the_target_of_each_area() -> None:
    near = indicator(polarity=Polarity.TARGET, thresholds=[target_range()])
    assert [rank.first for rank in ranked(["20.5", "19.0", "21.0", "30.0"], near)] == [1, 2, 2, 4]
    later = indicator(polarity=Polarity.TARGET, thresholds=[threshold(10**6)])
    assert said(ranked(["20.5", "19.0", "21.0", "30"], later)) == [NoRank.NO_TARGET_POINT.value] * 4


@pytest.mark.parametrize(
    ("decimals", "target", "values", "places"),
    [
        (2, "20.25", ["20.24", "20.27", "20.00", "20.26"], [1, 3, 4, 1]),
        (2, "20.2", ["20.24", "20.17", "20.00", "20.26"], [2, 1, 4, 3]),
        (0, "20", ["19", "22", "20", "25"], [2, 3, 1, 4]),
        (0, "20.5", ["19", "22", "20", "25"], [2, 2, 1, 4]),
        (1, "-0.5", ["-0.5", "0.5", "-1.4", "0.0"], [1, 4, 3, 2]),
    ],
)
def test_distances_have_the_decimals_of_figures_and_targets(
    decimals: int, target: str, values: list[str], places: list[int]
) -> None:
    rule = TargetRange(Decimal(target), (Decimal(-10), Decimal(30)), None)
    near = indicator(polarity=Polarity.TARGET, decimals=decimals, thresholds=[threshold(0, rule=rule)])
    assert [rank.first for rank in ranked(values, near)] == places


def test_each_period_and_indicator_is_ranked_by_itself() -> None:
    """Also where an indicator has periods that the other has not, and areas of its own."""
    low = replace(indicator(polarity=Polarity.LOWEST, thresholds=[]), code="LOW")
    both = [replace(indicator(thresholds=[]), code="HIGH"), low]
    rows = [
        replace(figure(value, area=name), code=one.code, period=figure("1").period + later)
        for one in both
        for later in (0, 1, 7)
        for name, value in zip(NAMES, ("1", "2", "2", "4") if later else ("4", "3", "2"), strict=False)
    ]
    found = ranks_of(rows, both, DISTRICTS)
    assert [rank and (rank.first, rank.last, rank.ranked, rank.unranked) for rank in found] == [
        *((1, 1, 3, 1), (2, 2, 3, 1), (3, 3, 3, 1)),
        *((4, 4, 4, 0), (2, 3, 4, 0), (2, 3, 4, 0), (1, 1, 4, 0)) * 2,
        *((3, 3, 3, 1), (2, 2, 3, 1), (1, 1, 3, 1)),
        *((1, 1, 4, 0), (2, 3, 4, 0), (2, 3, 4, 0), (4, 4, 4, 0)) * 2,
    ]


def test_a_single_area_is_the_only_one_of_every_indicator() -> None:
    both = [replace(indicator(thresholds=[]), code=code) for code in ("A", "B", "C")]
    rows = [replace(figure("1", area="County"), code=one.code) for one in both]
    found = ranks_of(rows, both, DISTRICTS)
    assert [rank and (rank.first, rank.ranked, rank.unranked) for rank in found] == [(1, 1, 0)] * 3


def test_all_are_compared_at_the_coarsest_precision_shown() -> None:
    assert [rank.first for rank in ranked(["32.8", "32.83", "32.79", "32.7"])] == [1, 1, 1, 4]


def test_below_the_least_number_nobody_is_ranked_and_the_reason_counts() -> None:
    ranks = ranked(["80", None, "70", "60", None])
    assert said(ranks) == [
        "only 3 of 5 areas can be ranked",
        "no value",
        "only 3 of 5 areas can be ranked",
        "only 3 of 5 areas can be ranked",
        "no value",
    ]


def test_areas_without_a_value_are_counted_beside_the_ranked() -> None:
    ranks = ranked(["80", None, "70", "60", "50"])
    assert (ranks[0].place, ranks[0].without) == ("1st of 4", "1 not ranked")
    assert ranked(["80", "75", "70", "60"])[0].without == ""


def test_an_area_whose_figures_cannot_be_used_has_no_value() -> None:
    wrong = figure(None, area=NAMES[0], missing=Missing.UNUSABLE)
    rows = [figure(value, area=name) for name, value in zip(NAMES[1:], ("70", "60"), strict=False)]
    ranks = ranks_of([wrong, *rows], [indicator()], DISTRICTS)
    assert [rank and (rank.first, rank.unranked) for rank in ranks] == [(0, 1), (1, 1), (2, 1)]


def test_what_is_shown_for_context_is_not_ranked() -> None:
    context = indicator(polarity=Polarity.NONE, thresholds=[])
    assert said(ranked(["80", "70", "60", "50"], context)) == [NoRank.CONTEXT.value] * 4


def test_nothing_to_rank() -> None:
    assert ranks_of([], [indicator()], DISTRICTS) == []


@pytest.mark.parametrize(
    ("count", "quarters"),
    [
        (4, "top second third bottom"),
        (5, "top second third bottom bottom"),
        (6, "top second second third bottom bottom"),
        (8, "top top second second third third bottom bottom"),
        (12, "top top top second second second third third third bottom bottom bottom"),
    ],
)
def test_quarters(count: int, quarters: str) -> None:
    assert [
        rank.quarter for rank in ranked([str(90 - number) for number in range(count)])
    ] == quarters.split()


def test_three_have_no_quarters_and_a_tie_of_all_has_every_one() -> None:
    assert [rank.quarter for rank in ranked(["3", "2", "1"], at_least=2)] == ["", "", ""]
    assert {rank.quarter for rank in ranked(["3"] * 12)} == {"top to bottom"}


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (11, "11th"),
        (12, "12th"),
        (13, "13th"),
        (22, "22nd"),
        (101, "101st"),
        (111, "111th"),
    ],
)
def test_ordinals(number: int, word: str) -> None:
    assert ordinal(number) == word


def test_areas_are_ranked_in_their_family() -> None:
    figures = [figure(value, area=name) for name, value in zip(NAMES, ("80", "90", "70", "85"), strict=False)]
    ratings = rate_observations(observations_of(figures), [indicator()], DISTRICTS)
    families = [
        AreaFamily(name, tuple((area, HERE) for area in areas), 2, HERE)
        for name, areas in (("Coast", NAMES[:2]), ("Inland", NAMES[2:3]))
    ]
    found = rank_families(ratings, families)
    assert found.family_of == {NAMES[0]: "Coast", NAMES[1]: "Coast", NAMES[2]: "Inland"}
    ranks = [found.ranks.at(row) for row in range(4)]
    assert [rank.place for rank in ranks if rank is not None and rank.first] == ["2nd of 2", "1st of 2"]
    assert ranks[3] is None


def test_nearest_to_a_target_of_0() -> None:
    rule = TargetRange(Decimal(0), (Decimal(-1), Decimal(1)), None)
    near = an_indicator(Polarity.TARGET, decimals=0, thresholds=(a_threshold(rule=rule),))
    values = {NAMES[0]: -1, NAMES[1]: 0, NAMES[2]: 2, NAMES[3]: 1}
    rows = [PlainObservation("A1", area, 4, Decimal(value)) for area, value in values.items()]
    ranks = ranks_of(rows, [near], DISTRICTS)
    assert [rank and (rank.first, rank.last) for rank in ranks] == [(2, 3), (1, 1), (4, 4), (2, 3)]

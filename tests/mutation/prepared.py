"""The tests against plain arithmetic once more, with the plain results made before the first mutant is tried.

To draw figures and to rate them plainly takes most of the time of these tests, and no mutant changes either.
Only the mutation run collects this file.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import localcontext
from typing import TypeVar

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kpi_engine.derive.measures.derive import derive
from kpi_engine.model.arrays.observation import Observations
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.rate.kernel import rate_observations
from tests.derive.making import columns_of
from tests.derive.ratings import test_overall as overall
from tests.derive.strategies import figures as derived_figures
from tests.derive.strategies import indicators as derived_indicators
from tests.oracle.columns import plain_observations, plain_ratings
from tests.oracle.decimal_rating import PLACES_FOR_ANY_INPUT, rate_plainly
from tests.oracle.making import make_plainly
from tests.oracle.overall import overall_figures, rounded_plainly
from tests.oracle.ranks import rank_plainly
from tests.rate import test_against_oracle as rating
from tests.rate import test_ranking as ranking
from tests.rate.columns import observations_of
from tests.rate.strategies import AREAS

Drawn = TypeVar("Drawn")


def drawn(strategy: st.SearchStrategy[Drawn], wanted: Callable[[Drawn], bool], count: int) -> list[Drawn]:
    """The same each time: what a property test would try, without its smallest examples."""
    found: list[Drawn] = []

    @settings(
        derandomize=True, database=None, max_examples=4 * count, phases=[Phase.generate], deadline=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(strategy)
    def collect(one: Drawn) -> None:
        if wanted(one) and len(found) < count:
            found.append(one)

    collect()
    return found


def has_rows(pack: tuple[Sequence[object], object]) -> bool:
    return len(pack[0]) > 4


RATED = [
    (observations_of(rows), definitions, outturns, expected)
    for rows, definitions in drawn(rating.packs(), has_rows, 60)
    for outturns in (False, True)
    if all(map(rating.small_enough, expected := rate_plainly(rows, definitions, AREAS, outturns)))
]
DERIVED = [
    (columns_of(rows, definitions, AREAS), definitions, set(make_plainly(rows, definitions, AREAS)))
    for rows, definitions in drawn(st.tuples(derived_figures(), derived_indicators()), has_rows, 60)
]


def ranked_plainly(rows: list, definitions: list[Indicator]) -> list[object]:
    ratings = rate_observations(observations_of(rows), definitions, AREAS)
    plainly = rate_plainly(rows, definitions, AREAS)
    shown = [replace(one, displayed=ratings.displayed.at(row)) for row, one in enumerate(plainly)]
    with localcontext() as context:
        context.prec = PLACES_FOR_ANY_INPUT
        return rank_plainly(rows, shown, AREAS, {"district": 2, "county": 1})


RANKED = [
    (rows, definitions, ranked_plainly(rows, definitions))
    for rows, definitions in drawn(ranking.PACKS, has_rows, 40)
]
MADE = [
    (
        rows,
        (overall.an_overall(of), *members),
        {
            place: None if plain is None else rounded_plainly(plain, 1)
            for place, plain in overall_figures(
                overall.an_overall(of), rows, rate_plainly(rows, members, overall.AREAS)
            ).items()
            if place[1] <= overall.AS_AT.ordinal
        },
    )
    for of, (members, rows) in drawn(
        st.tuples(overall.overalls(), overall.members_with_figures()), lambda one: len(one[1][1]) > 4, 40
    )
]


def rated_as_plainly(
    figures: Observations, definitions: list[Indicator], outturns: bool, expected: list
) -> bool:
    rated = plain_ratings(rate_observations(figures, definitions, AREAS, outturns))
    return rated == [
        rating.without_margins_of_more_than_18_digits(*pair) for pair in zip(expected, rated, strict=True)
    ]


def test_rated_against_oracle() -> None:
    assert all(rated_as_plainly(*pack) for pack in RATED)


def test_derived_against_oracle() -> None:
    for figures, definitions, expected in DERIVED:
        assert set(plain_observations(derive(figures, definitions, AREAS).observations)) == expected


def test_ranked_against_oracle() -> None:
    for rows, definitions, expected in RANKED:
        assert [ranking.plain(rank) for rank in ranking.ranks_of(rows, definitions)] == expected


def test_overall_against_oracle() -> None:
    for rows, everything, expected in MADE:
        assert {(row.area, row.period): row.value for row in overall.figures(rows, everything)} == expected

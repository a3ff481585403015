"""Points as ratings, and ratings as standards."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.definitions.made_from.overall import Overall, OverallMethod, Points
from kpi_engine.model.words.number_text import standard_text
from tests.rate.making import an_indicator

WORST = Overall(
    OverallMethod.WORST, (), 0, None, Points(green=Decimal(2), amber=Decimal(1), red=Decimal(1)), None
)
WITHOUT_POINTS = Overall(OverallMethod.SHARE_GREEN, (), 0, None, None, None)


@pytest.mark.parametrize(
    ("points", "ratings", "least"),
    [
        ("2", (Rag.GREEN,), Rag.GREEN),
        ("1", (Rag.AMBER, Rag.RED), Rag.RED),
        ("1.5", (), Rag.GREEN),
        ("3", (), None),
    ],
)
def test_points_stand_for_the_ratings_that_have_them(
    points: str, ratings: tuple[Rag, ...], least: Rag | None
) -> None:
    assert WORST.ratings_of(Decimal(points), 0) == ratings
    assert WORST.least_rating(Decimal(points), 0) is least


def test_where_nothing_has_points_no_number_is_a_rating() -> None:
    assert WITHOUT_POINTS.ratings_of(Decimal(1), 0) == ()
    assert WITHOUT_POINTS.least_rating(Decimal(1), 0) is None


def test_a_target_that_no_rating_reaches_is_told_as_its_number() -> None:
    worst = an_indicator(unit="points", per=1, decimals=0, overall=WORST)
    assert standard_text(Decimal(2), worst) == "GREEN"
    assert standard_text(Decimal(3), worst) == "3"

"""Points as ratings, and ratings as standards."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kpi_engine.model.definitions.made_from.overall import Overall, OverallMethod
from kpi_engine.model.definitions.made_from.points import Points
from kpi_engine.model.definitions.scale import RED_AMBER_GREEN
from kpi_engine.model.words.number_text import standard_text
from tests.rate.making import an_indicator

WORST = Overall(
    OverallMethod.WORST, (), 0, None, Points(green=Decimal(2), amber=Decimal(1), red=Decimal(1)), None
)
WITHOUT_POINTS = Overall(OverallMethod.SHARE_GREEN, (), 0, None, None, None)


@pytest.mark.parametrize(
    ("points", "ratings", "least"),
    [("2", "GREEN", "GREEN"), ("1", "AMBER or RED", "RED"), ("1.5", "", "GREEN"), ("3", "", "")],
)
def test_points_represent_the_ratings_that_have_them(points: str, ratings: str, least: str) -> None:
    assert not WORST.meaning.is_number
    assert WORST.meaning.value_text(Decimal(points), 0, RED_AMBER_GREEN) == ratings
    assert WORST.meaning.standard_text(Decimal(points), 0, RED_AMBER_GREEN) == least


def test_where_nothing_has_points_values_are_numbers() -> None:
    meaning = WITHOUT_POINTS.meaning
    assert meaning.is_number
    assert meaning.value_text(Decimal(1), 0, RED_AMBER_GREEN) == ""
    assert meaning.standard_text(Decimal(1), 0, RED_AMBER_GREEN) == ""
    assert meaning.named(RED_AMBER_GREEN) == ()
    assert meaning.named_text("RED") == "RED"
    assert meaning.reason_text("1") == ""


def test_a_target_that_no_rating_reaches_is_told_as_its_number() -> None:
    worst = an_indicator(unit="points", per=1, decimals=0, overall=WORST)
    assert standard_text(Decimal(2), worst) == "GREEN"
    assert standard_text(Decimal(3), worst) == "3"

"""What withheld figures give away, in sentences."""

from __future__ import annotations

import pytest

from kpi_engine.model.figures.withheld import Place, WorkedOut
from kpi_engine.validate.small_numbers import given_away
from tests.withhold.test_withhold import loaded


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (3, 3, "its value is 3, since"),
        (1, 4, "its value is between 1 and 4"),
        (2, None, "its value is at least 2"),
    ],
)
def test_what_is_left_for_a_withheld_figure(low: int, high: int | None, words: str) -> None:
    observations = loaded(0).observations
    code, area = observations.codes[observations.code[0]], observations.areas[observations.area[0]]
    place = Place(code, area, int(observations.period[0]), "observation")
    (issue,) = given_away([WorkedOut(place, "value", low, high, "the areas add up")], observations)
    assert words in issue.what

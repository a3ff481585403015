"""Outturns in the words of a warning."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kpi_engine.validate.data.outturn_words import of_areas
from tests.rate.columns import observations_of
from tests.validate.figures import figure


@pytest.mark.parametrize(
    ("areas", "words"),
    [
        (("Kent",), "Kent"),
        (("Kent", "Kent"), "Kent"),
        (("Kent", "Ashford", "Dover"), "Kent, Ashford and Dover"),
        (("Kent", "Ashford", "Dover", "Swale"), "Kent, Ashford and 2 more (4 outturns)"),
    ],
)
def test_each_area_is_named_once_and_many_are_counted(areas: tuple[str, ...], words: str) -> None:
    rows = [replace(figure("50.0", period=2020 + place), area=area) for place, area in enumerate(areas)]
    assert of_areas(observations_of(rows), range(len(rows))) == words

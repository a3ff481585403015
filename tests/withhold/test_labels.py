"""What of a published text is no figure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kpi_engine.model.calendars.period import Month
from kpi_engine.model.definitions.house_words import HouseWords
from kpi_engine.model.definitions.scale import RED_AMBER_GREEN
from kpi_engine.withhold.labels import Labels
from tests.assemble.making import AREAS, indicator


@pytest.mark.parametrize(
    ("noun", "text"),
    [
        ("floor standard", "12 of 40, floor standard 75.0%"),
        ("minimum standard", "12 of 40, Minimum standard 75.0%"),
        ("minimum standard", "12 of 40, floor standard 75.0%"),
    ],
)
def test_the_number_of_a_floor_standard_is_no_figure_whatever_it_is_called(noun: str, text: str) -> None:
    scale = replace(RED_AMBER_GREEN, words=HouseWords(noun))
    labels = Labels([indicator(scale=scale)], AREAS, Month(2024, 8))
    assert labels.without_labels(text).split() == ["12", "of", "40,"]

"""A trend in a few words: the periods are said where the first or the last has no figure."""

from __future__ import annotations

import pytest

from kpi_engine.model.document import TrendPoint
from kpi_engine.render.trend_words import trend_in_short

JUNE = TrendPoint("Jun 2024", "80%", 0.2)
JULY = TrendPoint("Jul 2024", "82%", 0.3)
AUGUST = TrendPoint("Aug 2024", "85%", 0.8)
GAP = TrendPoint("May 2024", "not available", None)


@pytest.mark.parametrize(
    ("trend", "words"),
    [
        ((JUNE, JULY, AUGUST), "80% to 85%"),
        ((GAP, JUNE, AUGUST), "80% in Jun 2024 to 85% in Aug 2024"),
        ((JUNE, AUGUST, GAP), "80% in Jun 2024 to 85% in Aug 2024"),
        ((GAP, AUGUST), "85% in Aug 2024 only"),
        ((GAP, GAP), "no figures"),
        ((), "no figures"),
    ],
)
def test_a_trend_in_short(trend: tuple[TrendPoint, ...], words: str) -> None:
    assert trend_in_short(trend) == words

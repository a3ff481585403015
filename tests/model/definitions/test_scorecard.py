"""What the words of a scorecard's settings mean."""

from __future__ import annotations

from kpi_engine.model.definitions.scorecard import IntervalConfidence


def test_a_confidence_says_how_often_chance_alone_makes_a_difference() -> None:
    assert [(each.words, each.one_in) for each in IntervalConfidence] == [("95%", 20), ("99.8%", 500)]

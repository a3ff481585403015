"""A trend in a few words: the periods are said where the first or the last has no figure."""

from __future__ import annotations

import pytest

from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.outputs.document import TrendEdge, TrendPoint
from kpi_engine.render.shared.trend_words import edge_words, lines_in_words, trend_in_short

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


def standing(period: str, target: str = "", floor: str = "", green: str = "") -> TrendPoint:
    edges = (TrendEdge(Rag.GREEN, 0.5, green, "scores"),) if green else ()
    return TrendPoint(period, "1", 0.5, target_text=target, floor_text=floor, edges=edges)


@pytest.mark.parametrize(
    ("trend", "words"),
    [
        ((standing("May", "85%", "75%"), standing("Jun", "85%", "75%")), "Target: 85%; Floor standard: 75%"),
        ((standing("May", "80%"), standing("Jun", "85%"), standing("Jul", "85%")), "Target: 85% since Jun"),
        (
            (standing("May", "80%"), standing("Jun", "85%"), standing("Jul")),
            "Target: 85% in Jun only",
        ),
        (
            (standing("Apr"), standing("May", "80%"), standing("Jun", "80%"), standing("Jul")),
            "Target: 80% since May until Jun",
        ),
        ((standing("May", "80%"), standing("Jun")), "Target: 80% until May"),
        ((standing("May"), standing("Jun", green="6 or less")), "GREEN band (scores): 6 or less since Jun"),
        ((standing("May"),), ""),
    ],
)
def test_the_lines_in_words_say_since_when_they_are_so(trend: tuple[TrendPoint, ...], words: str) -> None:
    assert lines_in_words(trend) == words


def test_the_same_edge_of_other_bands_is_told_as_theirs() -> None:
    other = TrendPoint("Jun", "1", 0.5, edges=(TrendEdge(Rag.GREEN, 0.5, "6 or less", "grades"),))
    assert edge_words([standing("May", green="6 or less"), other], Rag.GREEN) == (
        "GREEN band (grades): 6 or less since Jun"
    )
    assert edge_words([other], Rag.AMBER) == ""

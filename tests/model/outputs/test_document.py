"""Parts of a page that say more than one thing."""

from __future__ import annotations

from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.outputs.document import TrendEdge, TrendPoint


def test_the_edge_of_a_rating() -> None:
    green, amber = (TrendEdge(rag, 0.5, "from 65", "contract") for rag in (Rag.GREEN, Rag.AMBER))
    point = TrendPoint("Aug 2024", "70", 0.6, edges=(green, amber))
    assert point.edge_of(Rag.AMBER) is amber
    assert point.edge_of(Rag.RED) is None

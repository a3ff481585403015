"""The edges of ratings beside RED, AMBER and GREEN, which several methods have."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeAlias

from kpi_engine.model.definitions.judgement import Polarity, Rag
from kpi_engine.model.definitions.methods.intervals import Further, side_of
from kpi_engine.model.definitions.methods.method_words import Wording

# Ratings beside RED, AMBER and GREEN, each with the value from which on it, or a better one, is given.
FurtherEdges: TypeAlias = tuple[tuple[Rag, Decimal], ...]


def edge_of(rag: Rag, further: FurtherEdges) -> Decimal | None:
    """Where a further rating begins; None if that rating is never given."""
    return next((edge for other, edge in further if other is rag), None)


def further_intervals(further: FurtherEdges, polarity: Polarity) -> Further:
    """The intervals of further ratings."""
    sides = ((rag, side_of(edge, polarity)) for rag, edge in further)
    return tuple((rag, side) for rag, side in sides if side is not None)


def recorded_edges(further: FurtherEdges) -> str:
    """``, blue 95``: further ratings on record."""
    return "".join(f", {rag.key} {edge.normalize() + 0:f}" for rag, edge in further)


def edges_words(further: FurtherEdges, wording: Wording, polarity: Polarity) -> str:
    """``, BLUE 95.0% or more``."""
    return "".join(f", {wording.name(rag)} {wording.meeting(edge, polarity)}" for rag, edge in further)

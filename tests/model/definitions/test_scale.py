"""Which ratings of a scale must result in action."""

from __future__ import annotations

from dataclasses import replace

from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.definitions.scale import RED_AMBER_GREEN, Scale


def test_as_usual_it_is_what_misses_the_floor_standard() -> None:
    assert RED_AMBER_GREEN.asks_as_usual
    assert RED_AMBER_GREEN.rags_needing_action == {Rag.RED, Rag.AMBER_RED}


def test_a_scale_may_say_otherwise() -> None:
    none = Scale(tuple(replace(rating, needs_action=False) for rating in RED_AMBER_GREEN.ratings))
    assert not none.asks_as_usual
    assert none.rags_needing_action == {Rag.AMBER_RED}

"""Which rows of a page meet the conditions of ``--fail-on``."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kpi_engine.commands.run.conditions import figures_found
from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.definitions.scale import RED_AMBER_GREEN, Scale
from tests.assemble.making import document, months

AMBER_ONLY = Scale(
    tuple(replace(rating, needs_action=rating.rag is Rag.AMBER) for rating in RED_AMBER_GREEN.ratings)
)


@pytest.mark.parametrize(
    ("value", "scale", "met"),
    [
        ("70.0", RED_AMBER_GREEN, {"red", "amber", "action"}),
        ("80.0", RED_AMBER_GREEN, {"amber"}),
        ("90.0", RED_AMBER_GREEN, set()),
        ("70.0", AMBER_ONLY, {"red", "amber"}),
        ("80.0", AMBER_ONLY, {"amber", "action"}),
        (None, AMBER_ONLY, {"not-rated"}),
    ],
)
def test_a_row_meets_conditions_by_its_rating(value: str | None, scale: Scale, met: set[str]) -> None:
    found = figures_found(document(months("85.0", value)), scale)
    assert {name for name, rows in found.items() if rows and name != "worsening"} == met

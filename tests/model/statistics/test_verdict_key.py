"""When a sentence about a figure fits, as the key of a page says it."""

from __future__ import annotations

from kpi_engine.model.statistics.verdict_key import VerdictKey


def test_every_sentence_has_a_condition_of_its_own() -> None:
    conditions = [key.condition for key in VerdictKey if key is not VerdictKey.NONE]
    assert all(conditions)
    assert len(set(conditions)) == len(conditions)
    assert VerdictKey.NONE.condition == ""
    assert VerdictKey.HIDDEN.condition == "the figure is withheld"

"""A rating of last year beside this year's: what held then is said where it was another."""

from __future__ import annotations

from dataclasses import replace

from kpi_engine.model.definitions.indicator import PolarityInForce
from kpi_engine.model.definitions.judgement import Polarity
from tests.assemble.making import AUGUST, HERE, cell, document, figure, indicator


def test_a_rating_of_another_polarity_says_which() -> None:
    changed = replace(
        indicator(),
        polarities=(
            PolarityInForce(0, "2000-01", Polarity.LOWEST, HERE),
            PolarityInForce(AUGUST, "2024-08", Polarity.HIGHEST, HERE),
        ),
    )
    (table,) = document([figure("80.0")], [changed], outturns=[figure("80.0", 2023)]).sections
    shown = cell(table, "outturn_rag")
    assert "then lowest is best (L)" in shown.note
    assert "then lowest is best (L)" in shown.words


def test_a_rating_of_the_same_kind_says_nothing_of_it() -> None:
    (table,) = document([figure("80.0")], outturns=[figure("80.0", 2023)]).sections
    assert "then" not in cell(table, "outturn_rag").note

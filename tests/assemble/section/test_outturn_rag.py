"""A rating of last year beside this year's: what held then is said where it was another."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from kpi_engine.model.definitions.indicator import PolarityInForce
from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.model.definitions.methods.met_or_missed import MetOrMissed
from kpi_engine.model.definitions.methods.rules import RatingRule
from kpi_engine.model.definitions.methods.tolerance import Tolerance
from tests.assemble.making import AUGUST, HERE, cell, document, figure, indicator, threshold
from tests.band_rules import contract


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


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (Tolerance(Decimal(85), Decimal(5), is_percent=True), "then by a target and a tolerance"),
        (MetOrMissed(Decimal(85)), "then by a target alone"),
        (contract("85"), "then by bands"),
    ],
)
def test_a_rating_by_another_method_says_which(rule: RatingRule, words: str) -> None:
    thresholds = [threshold(0, rule=rule, last=AUGUST - 1), threshold(AUGUST)]
    (table,) = document(
        [figure("80.0")], [indicator(thresholds=thresholds)], outturns=[figure("80.0", 2023)]
    ).sections
    shown = cell(table, "outturn_rag")
    assert words in shown.note
    assert words in shown.words

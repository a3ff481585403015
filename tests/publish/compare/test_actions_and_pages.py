"""A page and the actions name the same indicators, and say in the same words why there is no new rating."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest

from kpi_engine.assemble.tidy.table import tidy_table
from kpi_engine.commands.run.contents import absent_ratings
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Missing, Polarity, Rag
from kpi_engine.model.definitions.methods.target_range import TargetRange
from kpi_engine.model.definitions.scale import RED_AMBER_GREEN
from kpi_engine.model.figures.missed import ActionStatus
from kpi_engine.model.outputs.document import FLOOR_STANDARDS_MISSED
from kpi_engine.model.outputs.record_columns import ACTION_COLUMNS
from kpi_engine.publish.compare.actions import action_rows, find_actions
from kpi_engine.publish.compare.definition_hash import definition_hashes
from kpi_engine.publish.compare.records import published_ratings
from tests.assemble.making import (
    AREAS,
    AUGUST,
    cell,
    document,
    figure,
    highlight,
    indicator,
    months,
    pack,
    rated,
    scorecard,
    section,
    target_range,
    threshold,
)
from tests.band_rules import bands_rule
from tests.oracle.records import PlainObservation

UNTIL_JULY = indicator("A", thresholds=[threshold(last=AUGUST - 1)])
TARGET_ONLY_NOW = indicator("A", thresholds=[threshold(), threshold(AUGUST, floor=None)])
BANDED = indicator("A", thresholds=[threshold(rule=bands_rule("85..", "75..<85", "<75"), last=AUGUST - 1)])
_BANDS = threshold(rule=bands_rule("85..", "75..<85", "<75"))
BANDS_GAVE_WAY = indicator("A", thresholds=[_BANDS, threshold(AUGUST, floor=None)])
_WITHOUT_AMBER = threshold(
    AUGUST, rule=TargetRange(Decimal(20), (Decimal(17), Decimal(22)), None), floor=None
)
RANGE_GAVE_WAY = indicator("A", polarity=Polarity.TARGET, thresholds=[target_range(), _WITHOUT_AMBER])
CLOSED = figure(None, code="A", missing=Missing.CLOSED)
AWAITING, ENDED = (
    status.words(RED_AMBER_GREEN, Rag.RED)
    for status in (ActionStatus.AWAITING_FIGURE, ActionStatus.STANDARD_ENDED)
)


def on_the_page(figures: list[PlainObservation], known: list[Indicator]) -> dict[str, str]:
    """Why there is no new rating, by code; empty where the latest is RED."""
    layout = scorecard(section("A", "KEPT"))
    table = highlight(document(figures, known, layout), FLOOR_STANDARDS_MISSED)
    notes = {row.code: cell(table, "missed_periods", row).note for row in table.rows}
    return {code: note.partition(";")[0] for code, note in notes.items()}


def in_the_actions(figures: list[PlainObservation], known: list[Indicator]) -> dict[str, str]:
    pages = pack(figures, known, scorecard(section("A", "KEPT")))
    ratings, outturns = rated(figures, known), rated([], known, outturns=True)
    every, none = np.ones(len(ratings), np.bool_), np.zeros(0, np.bool_)
    records = published_ratings(
        tidy_table(ratings, outturns, AREAS), ratings, outturns, every, none, hashes=definition_hashes(known)
    )
    actions = [
        action
        for action in find_actions(
            [record for area in records for record in (*records[area], *absent_ratings(pages, area))]
        )
        if action.status is not ActionStatus.RECOVERED
    ]
    codes = [action.rating.code for action in actions]
    words = [row[list(ACTION_COLUMNS).index("status")] for row in action_rows(actions)]
    return {code: why if why in (AWAITING, ENDED) else "" for code, why in zip(codes, words, strict=True)}


@pytest.mark.parametrize(
    ("one", "figures", "why"),
    [
        pytest.param(indicator("A"), months("80.0", "70.0", code="A"), "", id="RED"),
        pytest.param(
            indicator("A"),
            months("80.0", "70.0", None, code="A"),
            AWAITING,
            id="no figure yet",
        ),
        pytest.param(
            UNTIL_JULY,
            months("80.0", "70.0", "70.0", code="A"),
            ENDED,
            id="the target has ended",
        ),
        pytest.param(
            UNTIL_JULY,
            months("70.0", None, code="A"),
            ENDED,
            id="it has ended, and there is no figure",
        ),
        pytest.param(
            BANDED,
            months("70.0", "70.0", code="A"),
            ENDED,
            id="the bands have ended",
        ),
        pytest.param(
            TARGET_ONLY_NOW,
            months("70.0", "70.0", code="A"),
            ENDED,
            id="a target is left without a floor standard",
        ),
        pytest.param(
            indicator("A"),
            months("80.0", "70.0", last=AUGUST - 1, code="A"),
            AWAITING,
            id="no row this month",
        ),
        pytest.param(
            UNTIL_JULY,
            months("80.0", "70.0", last=AUGUST - 1, code="A"),
            ENDED,
            id="no row this month, and the target has ended",
        ),
        pytest.param(
            BANDS_GAVE_WAY,
            months("70.0", "70.0", code="A"),
            ENDED,
            id="bands give way to a target alone",
        ),
        pytest.param(
            RANGE_GAVE_WAY,
            months("40.0", "40.0", code="A"),
            ENDED,
            id="an amber range gives way to a target alone",
        ),
        pytest.param(
            indicator("A", thresholds=[threshold(last=AUGUST - 2)]),
            months("70.0", "70.0", "70.0", code="A"),
            None,
            id="it ended the month before",
        ),
        pytest.param(UNTIL_JULY, months("80.0", "80.0", code="A"), None, id="it ended, and was not missed"),
        pytest.param(indicator("A"), [*months("70.0", last=AUGUST - 1, code="A"), CLOSED], None, id="closed"),
    ],
)
def test_they_say_the_same(one: Indicator, figures: list[PlainObservation], why: str | None) -> None:
    # A page on which nothing is rated has no table: something else is.
    known, figures = [one, indicator("KEPT")], [*figures, *months("90.0", code="KEPT")]
    expected = {} if why is None else {"A": why}
    assert on_the_page(figures, known) == expected
    assert in_the_actions(figures, known) == expected

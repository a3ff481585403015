"""How a number shown for context has changed: a number, an arrow of its own, words that judge nothing."""

from __future__ import annotations

import pytest

from kpi_engine.model.definitions.comparison import Comparison, ComparisonKind
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import DirectionOfTravel, Polarity, Rag
from kpi_engine.model.outputs.document import CellKind, Document
from tests.assemble.making import AUGUST, cell, document, figure, indicator, months, scorecard, section
from tests.oracle.records import PlainObservation

COUNT = indicator("VOL1", Polarity.NONE, thresholds=[], unit="enquiries", per=1, decimals=0)
SHARE = indicator("VOL1", Polarity.NONE, thresholds=[])


def page(figures: list[PlainObservation], of: Indicator = COUNT) -> Document:
    return document(figures, [of], scorecard(section("VOL1")))


@pytest.mark.parametrize(
    ("figures", "change", "shown", "words"),
    [
        (["1210", "1119"], "-91", "▼ fell by 8%", "fell by 8% compared with Jul 2024 (1,210)"),
        (["288", "625"], "+337", "▲ rose by 117%", "rose by 117% compared with Jul 2024 (288)"),
        (["1", "1"], "0", "unchanged", "unchanged compared with Jul 2024 (1)"),
        (["0", "10"], "+10", "▲ rose from 0 to 10", "rose from 0 to 10 compared with Jul 2024 (0)"),
        (["10", "0"], "-10", "▼ fell to 0 from 10", "fell to 0 from 10 compared with Jul 2024 (10)"),
        (["0", "0"], "0", "unchanged", "unchanged compared with Jul 2024 (0)"),
        (["-10", "5"], "+15", "▲ rose from -10 to 5", "rose from -10 to 5 compared with Jul 2024 (-10)"),
        (["900", "901"], "+1", "▲ rose by less than 1%", "rose by less than 1% compared with Jul 2024 (900)"),
        (["5"], "", "no change told (no previous value)", "no change told: no previous value"),
        (
            [None, "5"],
            *("", "no change told (previous value is missing)", "no change told: previous value is missing"),
        ),
        (["5", None], "", "no change told (no value)", "no change told: no value"),
    ],
)  # fmt: skip
def test_a_change_is_told_and_not_judged(
    figures: list[str | None], change: str, shown: str, words: str
) -> None:
    table = page(months(*figures, code="VOL1")).volumes[0]
    told = cell(table, "number_direction")
    assert (cell(table, "change").text, told.shown, told.words) == (change, shown, words)
    assert (told.kind, told.rag, told.direction) == (CellKind.TEXT, Rag.NONE, DirectionOfTravel.NONE)


def test_a_percentage_changes_by_points() -> None:
    table = page(months("40.0", "42.5", code="VOL1"), SHARE).volumes[0]
    assert cell(table, "change").text == "+2.5 percentage points"
    assert cell(table, "number_direction").text == "▲ rose by 2.5 percentage points"


def test_what_is_new_has_no_change() -> None:
    told = cell(page([figure("5", code="VOL1", is_new=True)]).volumes[0], "number_direction")
    assert told.shown == "no change told (new: nothing to compare with yet)"


def test_a_change_since_a_fixed_period_says_since_when() -> None:
    since = indicator(
        "VOL1",
        Polarity.NONE,
        thresholds=[],
        unit="enquiries",
        per=1,
        decimals=0,
        comparison=Comparison(ComparisonKind.SINCE, since=AUGUST - 3, since_label="2024-05"),
    )
    figures = [figure("10", AUGUST - 3, code="VOL1"), figure("30", AUGUST - 1, code="VOL1")]
    latest = figure("20", code="VOL1")
    assert cell(page([*figures, latest], since).volumes[0], "number_direction").shown == (
        "▲ rose by 100% (since May 2024)"
    )
    base = page(figures[:1], since).volumes[0]
    assert cell(base, "number_direction").note == "not after the fixed period that is compared with"


def test_a_line_without_a_figure_says_so() -> None:
    other = indicator("VOL2", Polarity.NONE, thresholds=[])
    shown = document(
        [figure("5", AUGUST - 1, code="VOL1"), figure("5", code="VOL2")],
        [COUNT, other],
        scorecard(section("VOL1", "VOL2")),
    )
    table = shown.volumes[0]
    assert cell(table, "number_direction", table.rows[0]).shown == "no change told (no figure supplied)"
    assert cell(table, "change", table.rows[0]).shown == ""


def test_the_key_explains_rise_and_fall_where_there_is_context() -> None:
    def changes(shown: Document) -> list[str]:
        return [entry.term for entry in shown.key if entry.group == "Change of a number"]

    assert changes(page(months("5", "6", code="VOL1"))) == ["▲ rose"]
    assert changes(document(months("79.0", "80.0"))) == []

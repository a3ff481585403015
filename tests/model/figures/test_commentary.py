"""Which rows need a commentary of their level, and when a text counts as finished."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kpi_engine.model.calendars.period import Month
from kpi_engine.model.definitions.scorecard import CommentarySource
from kpi_engine.model.figures.commentary import (
    PLACEHOLDER,
    Commentary,
    CommentaryFinding,
    CommentaryFindingKind,
)
from kpi_engine.model.issue import Location
from tests.assemble.making import scorecard

HERE = Location("test")


@pytest.mark.parametrize(
    ("levels", "needed"),
    [
        ((), ()),
        ((("county",),), ("county",)),
        ((("county",), ("district", "team")), ("county", "district", "team")),
        ((("county",), ()), ()),
    ],
)
def test_a_source_that_names_no_level_asks_for_all(
    levels: tuple[tuple[str, ...], ...], needed: tuple[str, ...]
) -> None:
    sources = tuple(CommentarySource(str(number), some, HERE) for number, some in enumerate(levels))
    assert scorecard(commentary=sources).commentary_levels == needed


@pytest.mark.parametrize(("markdown", "finished"), [("Because.", True), (f"In August. {PLACEHOLDER}", False)])
def test_a_text_that_still_holds_the_place_for_it_is_not_finished(markdown: str, finished: bool) -> None:
    assert Commentary("A1", "Kent", Month(2024, 8), markdown, "", "", HERE).is_finished is finished


def test_what_was_accepted_comes_back_with_another_figure() -> None:
    finding = CommentaryFinding(CommentaryFindingKind.NUMBER, "A", "Kent", "Aug 2024", "503", "72.1%", HERE)
    assert replace(finding, location=Location("elsewhere")).id == finding.id
    assert replace(finding, figures="72.2%").id != finding.id
    assert replace(finding, quoted="504").id != finding.id

"""Printed changes in percent, and what cannot be compared: the complaints pack with one cell changed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from kpi_engine.commands.audit import audit_loaded
from kpi_engine.commands.shared.printed_pages import read_pages
from kpi_engine.loading import Loaded, load_scorecard
from kpi_engine.model.definitions.judgement import Missing
from kpi_engine.model.outputs.audit import Audit, Effect, FindingKind
from kpi_engine.model.outputs.printed import PrintedNumber

PACK = Path(__file__).parents[3] / "sample_data" / "complaints_2024" / "scorecard.yaml"


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    return load_scorecard(PACK)


def audited(loaded: Loaded, code: str, change: str) -> Audit:
    """The audit of the page with another change in percent beside a code."""
    number = PrintedNumber(change, Decimal(change), Missing.PRESENT)
    figures = [
        replace(figure, percent_change=number) if figure.code == code else figure
        for figure in read_pages(loaded, [])
    ]
    return audit_loaded(loaded, figures)


@pytest.mark.parametrize(
    ("code", "change", "headline"),
    [
        ("CORPORATE", "-9", "is printed as -9; it fell by 8%"),
        ("CORPORATE", "8", "is printed as 8; it fell by 8%"),
        ("ENQUIRY", "-117", "is printed as -117; it rose by 117%"),
        ("CORPORATE", "-7.6", "is printed as -7.6; it fell by 8%"),
        ("CA-STAGE3", "1", "is printed as 1; it is unchanged"),
        ("REPRESENTATION", "5", "is printed as 5; it has no percent, for it is unchanged"),
    ],
)
def test_another_change_than_that_of_the_series(
    loaded: Loaded, code: str, change: str, headline: str
) -> None:
    (finding,) = audited(loaded, code, change).findings
    assert (finding.kind, finding.effect) == (FindingKind.CHANGE, Effect.CHANGES)
    assert finding.headline.endswith(headline)
    assert [(cell.code, cell.printed) for cell in finding.cells] == [(code, change)]


@pytest.mark.parametrize(("code", "change"), [("CORPORATE", "-7.5"), ("REPRESENTATION", "0")])
def test_more_decimals_and_no_change_are_right(loaded: Loaded, code: str, change: str) -> None:
    """1,210 to 1,119 is −7.52 %; 0 and 0 have no percent, but no change either."""
    assert audited(loaded, code, change).findings == ()


def test_a_change_with_nothing_to_compare_with_is_a_note(loaded: Loaded) -> None:
    audit = audited(loaded, "T-STAT3", "-50")
    notes = [note for note in audit.notes if note.kind is FindingKind.NOT_COMPARABLE]
    assert audit.findings == ()
    assert [note.headline for note in notes] == [
        "18 arrows of “Responses within timescale” cannot be checked",
        "2 changes in percent of “Responses within timescale” cannot be checked",
    ]
    assert notes[1].cells[0].explanation == "there is no row for 2020-21"

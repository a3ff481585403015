"""One more wrong cell dissolves no explanation: it is an exception, and is reported for itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest

from kpi_engine.audit.causes.hypothesis import gain
from kpi_engine.commands.audit import audit_loaded
from kpi_engine.commands.shared.printed_pages import read_pages
from kpi_engine.loading import Loaded
from kpi_engine.model.definitions.judgement import DirectionOfTravel, Polarity, Rag
from kpi_engine.model.outputs.audit import Finding, FindingKind, PrintedField
from kpi_engine.model.outputs.printed import PrintedFigure
from tests.audit.clean_page import AREAS, CODES, DISTRICTS, Page, clean_page
from tests.audit.sample import PUBLISHED, ROOT, loaded_sample

ARROWS = (DirectionOfTravel.IMPROVED, DirectionOfTravel.WORSENED, DirectionOfTravel.SAME)
RAGS = (Rag.RED, Rag.AMBER, Rag.GREEN)


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    return loaded_sample()


@pytest.fixture(scope="module")
def printed(loaded: Loaded) -> tuple[PrintedFigure, ...]:
    return read_pages(loaded, [ROOT / PUBLISHED])


def findings_of(loaded: Loaded, figures: Sequence[PrintedFigure], hypothesis: str) -> list[Finding]:
    return [
        finding
        for finding in audit_loaded(loaded, figures).findings
        if finding.diagnosis is not None and finding.diagnosis.hypothesis == hypothesis
    ]


def with_one_more_wrong(
    loaded: Loaded, figures: Sequence[PrintedFigure], field: PrintedField
) -> Iterator[tuple[PrintedFigure, list[PrintedFigure]]]:
    """The figures with one RAG or arrow changed that is right now, for each such cell and way to be wrong."""
    wrong = {
        (cell.area, cell.section)
        for finding in audit_loaded(loaded, figures).findings
        for cell in finding.cells
        if cell.field is field
    }
    for at, figure in enumerate(figures):
        if (figure.area, figure.section) in wrong:
            continue
        for changed in _changed(figure, field):
            yield changed, [*figures[:at], changed, *figures[at + 1 :]]


def _changed(figure: PrintedFigure, field: PrintedField) -> Iterator[PrintedFigure]:
    match field:
        case PrintedField.DIRECTION:
            yield from (replace(figure, direction=each) for each in ARROWS if each is not figure.direction)
        case PrintedField.RAG:
            yield from (replace(figure, rag=each) for each in RAGS if each is not figure.rag)
        case _:
            yield from (replace(figure, outturn_rag=each) for each in RAGS if each is not figure.outturn_rag)


def told_of(loaded: Loaded, page: Sequence[PrintedFigure], field: PrintedField) -> list[Finding]:
    """The findings that concern a column."""
    found = audit_loaded(loaded, page).findings
    return [finding for finding in found if any(cell.field is field for cell in finding.cells)]


@pytest.mark.parametrize(
    ("code", "field", "told", "together"),
    [
        ("CYPE8", PrintedField.DIRECTION, PrintedField.DIRECTION, 3),
        ("CYPE8", PrintedField.OUTTURN_RAG, PrintedField.OUTTURN_RAG, 2),
        ("SISE4", PrintedField.DIRECTION, PrintedField.DIRECTION, 2),
        ("EHCASELOAD", PrintedField.DIRECTION, PrintedField.POLARITY, 8),
        ("EHCASELOAD", PrintedField.RAG, PrintedField.POLARITY, 8),
    ],
)
def test_one_more_wrong_cell_of_the_sample(
    code: str, field: PrintedField, told: PrintedField, together: int
) -> None:
    """``together`` cells stay one finding with an explanation, and the changed cell is reported once."""
    loaded = loaded_sample()
    printed = read_pages(loaded, [ROOT / PUBLISHED])
    figures = [figure for figure in printed if figure.code == code]
    tried = 0
    for changed, page in with_one_more_wrong(loaded, figures, field):
        if code == "SISE4" and changed.area == "Kent":
            continue  # the row that the others repeat
        explained = [finding for finding in told_of(loaded, page, told) if finding.diagnosis is not None]
        assert max((len(finding.cells) for finding in explained), default=0) >= together, changed
        cells = [cell for finding in told_of(loaded, page, field) for cell in finding.cells]
        assert [(cell.area, cell.field) for cell in cells].count((changed.area, field)) == 1, changed
        tried += 1
    assert tried > 3


def test_the_exception_is_named(loaded: Loaded, printed: Sequence[PrintedFigure]) -> None:
    page = [figure for figure in printed if figure.code == "CYPE8"]
    at = next(at for at, figure in enumerate(page) if figure.area == "Kent")
    page[at] = replace(page[at], direction=DirectionOfTravel.SAME)
    (finding,) = findings_of(loaded, page, "compared_2_back")
    assert finding.headline == (
        "The arrows of CYPE8 fit a comparison two quarters back in 6 of 7 areas, not the previous quarter"
    )
    assert finding.explanation == (
        "Three of them contradict the rules; three fit both. The arrow of CYPE8 in Kent fits neither and is "
        "listed separately."
    )


def test_one_wrong_outturn_of_many(loaded: Loaded, printed: Sequence[PrintedFigure]) -> None:
    at = next(at for at, figure in enumerate(printed) if figure.code == "SCS03" and figure.area == "Kent")
    changed = replace(printed[at].outturn, number=Decimal("77.7"), text="77.7")
    page = [*printed[:at], replace(printed[at], outturn=changed), *printed[at + 1 :]]
    (finding,) = findings_of(loaded, page, "outturn_year_label")
    assert len(finding.cells) == 98
    assert "98 of the 99 outturns there equal" in finding.explanation
    assert "SCS03 of Kent does not." in finding.explanation
    assert any(
        cell.field is PrintedField.OUTTURN and cell.printed == "77.7"
        for other in audit_loaded(loaded, page).findings
        for cell in other.cells
    )


def test_a_letter_and_one_wrong_arrow(loaded: Loaded, printed: Sequence[PrintedFigure]) -> None:
    page = [figure for figure in printed if figure.code == "EHCASELOAD"]
    page[0] = replace(page[0], rag=next(rag for rag in RAGS if rag is not page[0].rag))
    letter = next(
        finding for finding in audit_loaded(loaded, page).findings if finding.kind is FindingKind.LETTER
    )
    assert "but 15 of 16 RAGs and arrows follow H (highest is best)" in letter.headline
    assert letter.diagnosis is not None
    assert letter.diagnosis.support is not None
    assert letter.diagnosis.support.failed == 1


@pytest.mark.parametrize(
    ("supported", "right", "neither", "accepted"),
    [
        (1, 0, 0, False),  # the cell that raised the suspicion is no evidence
        (2, 0, 0, True),
        (2, 0, 1, True),
        (2, 1, 0, False),
        (3, 1, 0, True),
        (3, 0, 4, False),
    ],
)
def test_what_a_hypothesis_costs(supported: int, right: int, neither: int, accepted: bool) -> None:
    assert (gain(supported, right, neither) > 0) is accepted


def page_of_single_cells(wrong: int) -> Page:
    """The county's row of each indicator alone; some arrows are turned round."""
    page = clean_page(Random(11))  # noqa: S311
    page.section = "one section"
    page.print_clean()
    page.rows = [row for row in page.rows if row.area == AREAS[0].name and row.code in CODES]
    opposite = {ARROWS[0]: ARROWS[1], ARROWS[1]: ARROWS[0]}
    for row in page.rows[:wrong]:
        row.direction = opposite[row.direction]
    return page


def test_three_indicators_with_one_cell_each_are_no_evidence_of_a_turned_polarity() -> None:
    findings = page_of_single_cells(3).audit().findings
    assert [len(finding.cells) for finding in findings] == [1, 1, 1]


def test_a_turned_polarity_needs_two_cells_of_one_indicator() -> None:
    page = clean_page(Random(11))  # noqa: S311
    turned = {Polarity.HIGHEST: ARROWS, Polarity.LOWEST: ARROWS}
    opposite = {ARROWS[0]: ARROWS[1], ARROWS[1]: ARROWS[0], ARROWS[2]: ARROWS[2]}
    for row in page.rows:
        assert row.polarity in turned
        if row.code == CODES[0] and row.area in DISTRICTS[:4]:
            row.direction = opposite[row.direction]
    page.rows = [row for row in page.rows if row.area in DISTRICTS[:4]]
    (finding,) = page.audit().findings
    assert len(finding.cells) == 4
    assert finding.diagnosis is not None
    assert finding.diagnosis.hypothesis == "arrow_polarity_flipped"

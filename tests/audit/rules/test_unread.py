"""Cells that nobody could read off, and ratings printed where their values are not."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest

from kpi_engine.audit.audit import audit_printed
from kpi_engine.model.definitions.judgement import DirectionOfTravel, Missing, Rag
from kpi_engine.model.definitions.made_from.overall import Overall, OverallMember, OverallMethod
from kpi_engine.model.outputs.audit import Audit, FindingKind, PrintedField
from kpi_engine.model.outputs.printed import NOT_PRINTED, PrintedFigure, PrintedNumber
from tests.audit.clean_page import AREAS, CODES, DISTRICTS, NOW, TOOLS, Page, Row, clean_page
from tests.rate.columns import observations_of

CODE, PLACE = CODES[0], DISTRICTS[0]


@pytest.fixture
def page() -> Page:
    return clean_page(Random(11))  # noqa: S311


def row_of(page: Page) -> Row:
    return page.row(CODE, PLACE)


def other_than(rag: Rag) -> Rag:
    return next(each for each in (Rag.RED, Rag.GREEN) if each is not rag)


def cells(audit: Audit) -> list[tuple[str, str]]:
    return [(cell.section, cell.field.value) for finding in audit.findings for cell in finding.cells]


def audited(page: Page, *more: PrintedFigure) -> Audit:
    """The page with further rows, which stand in a summary."""
    return audit_printed(
        [*(row.printed(line) for line, row in enumerate(page.rows, 2)), *more],
        page.observations(),
        observations_of(page.outturns),
        recomputed=page.derived().recomputed,
        recomputed_outturns=page.final().recomputed,
        indicators=list(page.indicators.values()),
        areas=AREAS,
        comparators=[],
        titles={"summary": "Summary report"},
        tools=TOOLS,
    )


def rated_only(row: Row, rag: Rag) -> PrintedFigure:
    """The row as a summary has it: a colour, and no value, target or arrow."""
    whole = row.printed(99)
    return replace(
        whole,
        section="summary",
        value=NOT_PRINTED,
        numerator=NOT_PRINTED,
        denominator=NOT_PRINTED,
        target=NOT_PRINTED,
        rag=rag,
        direction=DirectionOfTravel.NONE,
        outturn_year=None,
        outturn_rag=Rag.NONE,
    )


def test_illegible_cells_are_counted_and_not_checked(page: Page) -> None:
    whole = page.audit()
    row_of(page).illegible = frozenset({PrintedField.RAG, PrintedField.VALUE, PrintedField.POLARITY})
    audit = page.audit()
    assert (audit.findings, audit.illegible) == ((), 3)
    # Printed letters are not among the cells counted.
    assert audit.cells == whole.cells - 2


def test_a_colour_beside_an_illegible_value_is_that_of_the_observation(page: Page) -> None:
    row = row_of(page)
    row.illegible, row.rag = frozenset({PrintedField.VALUE}), other_than(row.rag)
    assert cells(page.audit()) == [(row.section, "rag")]


def test_beside_a_value_that_nobody_knows_nothing_can_be_checked(page: Page) -> None:
    row = row_of(page)
    row.illegible, row.rag = frozenset({PrintedField.VALUE}), other_than(row.rag)
    row.numerator = row.denominator = None
    del page.figures[CODE, PLACE, NOW]
    assert page.audit().findings == ()


def test_an_illegible_outturn_does_not_stand_for_a_year(page: Page) -> None:
    for row in page.rows:
        row.illegible = frozenset({PrintedField.OUTTURN})
    assert page.audit().findings == ()


def test_a_colour_may_be_printed_again_without_its_value(page: Page) -> None:
    row = row_of(page)
    assert audited(page, rated_only(row, row.rag)).findings == ()


def test_a_value_left_blank_though_it_is_known_is_told_where_it_is_printed_nowhere(page: Page) -> None:
    row = row_of(page)
    blank = rated_only(row, row.rag)
    page.rows.remove(row)
    assert FindingKind.VALUE in {finding.kind for finding in audited(page, blank).findings}


def with_parts_alone(page: Page, **printed: object) -> tuple[Row, Audit]:
    """A row of the page that prints numerator and denominator and no value, and what is found in it."""
    row = next(each for each in page.rows if each.numerator is not None and each.rag is not Rag.NONE)
    page.rows.remove(row)
    return row, audited(page, replace(row.printed(99), value=NOT_PRINTED, **printed))  # type: ignore[arg-type]  # fields of it


def test_a_row_that_prints_parts_alone_is_rated_by_the_value_that_they_make(page: Page) -> None:
    whole = page.audit()
    _, audit = with_parts_alone(page)
    assert (audit.findings, audit.cells) == ((), whole.cells - 1)


def test_a_colour_beside_parts_alone_is_held_against_them(page: Page) -> None:
    wrong = other_than(next(row.rag for row in page.rows if row.numerator is not None))
    row, audit = with_parts_alone(page, rag=wrong)
    assert cells(audit) == [(row.section, "rag")]


def test_parts_printed_alone_are_held_against_the_observation(page: Page) -> None:
    more = PrintedNumber("1", Decimal(1), Missing.PRESENT)
    row, audit = with_parts_alone(page, numerator=more)
    assert (row.section, "numerator") in cells(audit)


def test_colours_that_differ_between_places_are_one_finding_that_names_both(page: Page) -> None:
    row = row_of(page)
    wrong = other_than(row.rag)
    (finding,) = audited(page, rated_only(row, wrong)).findings
    assert finding.headline == (
        f"The RAG of {CODE} in {PLACE} is printed as {row.rag.value} in “{row.section}” and as {wrong.value} "
        f"in “Summary report”; the rules give {row.rag.value}"
    )
    assert [(cell.section, cell.printed, cell.computed) for cell in finding.cells] == [
        ("summary", wrong.value, row.rag.value)
    ]


def test_of_two_wrong_places_both_are_told(page: Page) -> None:
    row = row_of(page)
    page.figures[CODE, PLACE, NOW] = replace(page.figures[CODE, PLACE, NOW], value=row.value)
    given, (one, other) = row.rag, [rag for rag in (Rag.RED, Rag.AMBER, Rag.GREEN) if rag is not row.rag]
    row.rag = one
    (finding,) = audited(page, rated_only(row, other)).findings
    assert [(cell.printed, cell.computed) for cell in finding.cells] == [
        (one.value, given.value),
        (other.value, given.value),
    ]


def test_areas_that_differ_alike_are_one_finding(page: Page) -> None:
    rows = [page.row(CODE, area) for area in DISTRICTS]
    same = [row for row in rows if row.rag is Rag.GREEN]
    if len(same) < 2:
        pytest.fail("the page has too few GREEN areas to tell")
    (finding,) = audited(page, *(rated_only(row, Rag.RED) for row in same)).findings
    assert len(finding.cells) == len(same)
    assert finding.headline.startswith(f"The RAGs of {CODE} in ")


def test_arrows_that_differ_between_places(page: Page) -> None:
    row = row_of(page)
    other = next(each for each in DirectionOfTravel if each not in (DirectionOfTravel.NONE, row.direction))
    elsewhere = replace(rated_only(row, row.rag), direction=other)
    (finding,) = audited(page, elsewhere).findings
    assert f"and as {other.arrow} {other.value} in “Summary report”" in finding.headline


def test_an_overall_rating_is_printed_without_a_value(page: Page) -> None:
    """Nobody prints the points of one; its colour is that of the figure made."""
    overall = Overall(
        method=OverallMethod.SHARE_GREEN,
        members=tuple(OverallMember(code, Decimal(1), page.indicators[code].location) for code in CODES[1:]),
        periods_back=0,
        capped_at=None,
        points=None,
        monitoring=None,
    )
    page.indicators[CODE] = replace(page.indicators[CODE], overall=overall)
    for row in (row for row in page.rows if row.code == CODE):
        row.value = row.numerator = row.denominator = None
    blanks = [
        replace(row.printed(line), value=NOT_PRINTED) if row.code == CODE else row.printed(line)
        for line, row in enumerate(page.rows, 2)
    ]
    page.rows = []
    assert audited(page, *blanks).findings == ()
    first = next(at for at, figure in enumerate(blanks) if figure.code == CODE)
    blanks[first] = replace(blanks[first], rag=other_than(blanks[first].rag))
    (finding,) = audited(page, *blanks).findings
    assert [cell.field for cell in finding.cells] == [PrintedField.RAG]

"""Printed figures that are made from others, and counts of the year to date."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest

from kpi_engine.model.calendars.period import CalendarMonth
from kpi_engine.model.definitions.indicator import DataPeriod
from kpi_engine.model.definitions.made_from.measure import Difference, Member
from kpi_engine.model.definitions.made_from.overall import Overall, OverallMember, OverallMethod
from kpi_engine.model.issue import Location
from kpi_engine.model.outputs.audit import Effect, Finding, FindingKind, PrintedField
from tests.audit.clean_page import CODES, DISTRICTS, NOW, Page, clean_page

MADE, FIRST, SECOND = CODES
PLACE = DISTRICTS[0]


def page_of_differences(difference: str) -> Page:
    """The first indicator is the second less the third, and so supplied but in one area."""
    page = clean_page(Random(3))  # noqa: S311
    members = (Member(code, Location("test")) for code in (FIRST, SECOND))
    page.indicators[MADE] = replace(page.indicators[MADE], made_from=Difference(*members))
    ratings = page.ratings()
    for (code, area, period), figure in list(page.figures.items()):
        if code == MADE:
            values = [ratings[one, area].value for one in (FIRST, SECOND)] if period == NOW else [None, None]
            value = None if None in values else values[0] - values[1]  # type: ignore[operator]
            page.figures[code, area, period] = replace(
                figure, value=value if value is not None else Decimal(1), numerator=None, denominator=None
            )
    here = page.figures[MADE, PLACE, NOW]
    assert here.value is not None
    page.figures[MADE, PLACE, NOW] = replace(here, value=here.value + Decimal(difference))
    page.print_clean()
    return page


def of_kind(page: Page, kind: FindingKind) -> list[Finding]:
    return [finding for finding in page.audit().findings if finding.kind is kind]


def test_a_value_that_is_what_it_is_made_from() -> None:
    assert not of_kind(page_of_differences("0"), FindingKind.MADE)


def test_a_value_that_is_not_what_it_is_made_from() -> None:
    page = page_of_differences("0.3")
    (finding,) = of_kind(page, FindingKind.MADE)
    (cell,) = finding.cells
    assert (cell.area, cell.field) == (PLACE, PrintedField.VALUE)
    assert Decimal(cell.printed) - Decimal(cell.computed) == Decimal("0.3")
    assert f"made from {FIRST} − {SECOND}" in finding.explanation


def test_a_difference_of_rounded_values_can_be_out_by_their_rounding() -> None:
    assert not of_kind(page_of_differences("0.1"), FindingKind.MADE)


def test_one_that_would_be_rated_otherwise_changes_what_a_reader_concludes() -> None:
    (finding,) = of_kind(page_of_differences("900"), FindingKind.MADE)
    assert finding.effect is Effect.CHANGES


def test_a_misprint_is_told_as_one_only() -> None:
    page = page_of_differences("0.1")
    row = page.row(MADE, PLACE)
    assert row.value is not None
    row.value += 1
    assert not of_kind(page, FindingKind.MADE)
    assert of_kind(page, FindingKind.VALUE)


def page_of_overall(method: OverallMethod, more: str, *without: str) -> Page:
    """The first indicator is an overall rating of the others, supplied in one area with so much ``more``."""
    page = clean_page(Random(3))  # noqa: S311
    members = tuple(OverallMember(code, Decimal(1), Location("test")) for code in (FIRST, SECOND))
    overall = Overall(method, members, 0, None, None, None)
    here = replace(page.figures[MADE, PLACE, NOW], numerator=None, denominator=None)
    page.figures = {key: figure for key, figure in page.figures.items() if key[0] != MADE}
    page.figures[MADE, PLACE, NOW] = here
    page.indicators[MADE] = replace(page.indicators[MADE], overall=overall)
    computed = page.derived().recomputed.figures.value.at(0)
    assert computed is not None
    page.figures[MADE, PLACE, NOW] = replace(here, value=computed + Decimal(more))
    page.print_clean()
    page.rows = [row for row in page.rows if row.code not in without]
    return page


@pytest.mark.parametrize("method", [OverallMethod.SHARE_GREEN, OverallMethod.MEAN_PERCENT_OF_TARGET])
def test_a_supplied_overall_rating_is_held_against_its_members(method: OverallMethod) -> None:
    assert not of_kind(page_of_overall(method, "0"), FindingKind.MADE)
    (finding,) = of_kind(page_of_overall(method, "0.1"), FindingKind.MADE)
    (cell,) = finding.cells
    assert (cell.code, cell.area, cell.field) == (MADE, PLACE, PrintedField.VALUE)
    assert Decimal(cell.printed) - Decimal(cell.computed) == Decimal("0.1")
    assert f"{method.words} {FIRST} and {SECOND}: {FIRST} " in finding.explanation


@pytest.mark.parametrize("more", ["0", "0.1"])
def test_a_supplied_overall_outturn_is_held_against_those_of_its_members(more: str) -> None:
    page = clean_page(Random(3))  # noqa: S311
    members = tuple(OverallMember(code, Decimal(1), Location("test")) for code in (FIRST, SECOND))
    of = Overall(OverallMethod.SHARE_GREEN, members, 1, None, None, None, outturns=True)
    page.indicators[MADE] = replace(page.indicators[MADE], overall=of)
    own = next(one for one in page.outturns if (one.code, one.area) == (MADE, PLACE))
    others = [one for one in page.outturns if one.code != MADE]
    page.outturns = [own, *others]
    computed = page.final().recomputed.figures.value.at(0)
    assert computed is not None
    page.outturns[0] = replace(own, value=computed + Decimal(more))
    page.figures = {key: figure for key, figure in page.figures.items() if key[0] != MADE or key[1] == PLACE}
    page.print_clean()
    found = [
        finding
        for finding in of_kind(page, FindingKind.MADE)
        if finding.cells[0].field is PrintedField.OUTTURN
    ]
    assert [finding.headline.partition(" is printed")[0] for finding in found] == (
        [f"The outturn of {MADE} of {PLACE}"] if more != "0" else []
    )
    assert all(f"{FIRST} and {SECOND}: {FIRST} " in finding.explanation for finding in found)


def test_a_member_that_the_page_does_not_print_is_not_told() -> None:
    page = page_of_overall(OverallMethod.SHARE_GREEN, "0.1", FIRST)
    (finding,) = of_kind(page, FindingKind.MADE)
    assert finding.explanation == (
        f"The definition says: the share that is GREEN of {FIRST} and {SECOND}. "
        "Either it is wrong or one of those figures."
    )


@pytest.mark.parametrize(
    ("counts", "broken"),
    [
        ("9 10 12 1 1 20", None),
        ("9 10 12 5 4 20", "falls inside its year, which begins in Jun: 5 in 2024-06, 4 in 2024-07"),
        (
            "9 10 12 14 2 3",
            "starts again in 2024-07 (14 in 2024-06, 2 in 2024-07), and not in 2024-06, when its year begins",
        ),
        ("9 10 12 14 15 16", "does not start again when its year begins: 12 in 2024-05, 14 in 2024-06"),
    ],
)
def test_a_count_that_breaks_is_told_once(counts: str, broken: str | None) -> None:
    page = clean_page(Random(4))  # noqa: S311
    page.indicators[FIRST] = replace(
        page.indicators[FIRST],
        data_period=DataPeriod.YTD,
        year_to_date_from=CalendarMonth.JUNE,
        unit="cases",
        per=1,
    )
    wanted = dict(zip(range(NOW - 5, NOW + 1), counts.split(), strict=True))
    for (code, area, period), figure in list(page.figures.items()):
        if code == FIRST and (area != PLACE or period not in wanted):
            del page.figures[code, area, period]
        elif code == FIRST:
            number = Decimal(wanted[period])
            page.figures[code, area, period] = replace(figure, value=number, numerator=None, denominator=None)
    page.print_clean()
    found = of_kind(page, FindingKind.COUNTER)
    assert [finding.headline for finding in found] == (
        [f"{FIRST} for {PLACE}, a count of the year to date, {broken}"] if broken else []
    )

"""Figures that are defined to add up from the areas below."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest

from kpi_engine.model.definitions.judgement import DirectionOfTravel, Missing, Rag
from kpi_engine.model.outputs.audit import Finding, FindingKind, Sureness
from tests.audit.clean_page import AREAS, DISTRICTS, NOW, Page, clean_page
from tests.oracle.records import PlainObservation

CODE, COUNTY = "K1", AREAS[0].name


def page_that_adds_up() -> Page:
    page = clean_page(Random(7))  # noqa: S311
    page.indicators[CODE] = replace(page.indicators[CODE], adds_up_from="district")
    parts = [page.figures[CODE, area, NOW] for area in DISTRICTS]
    top = sum((each.numerator or Decimal(0) for each in parts), Decimal(0))
    bottom = sum((each.denominator or Decimal(0) for each in parts), Decimal(0))
    value = round(100 * top / bottom, 1)
    place = (CODE, COUNTY, NOW)
    page.figures[place] = replace(page.figures[place], value=value, numerator=top, denominator=bottom)
    page.print_clean()
    return page


def sums(page: Page) -> list[Finding]:
    return [finding for finding in page.audit().findings if finding.kind is FindingKind.ADDING_UP]


def test_a_county_that_is_the_sum_of_its_districts() -> None:
    assert page_that_adds_up().audit().findings == ()


def test_what_is_not_defined_to_add_up_need_not() -> None:
    page = page_that_adds_up()
    page.indicators[CODE] = replace(page.indicators[CODE], adds_up_from="")
    page.row(CODE, COUNTY).denominator = Decimal(7)
    assert not sums(page)


def test_a_district_that_is_not_printed_leaves_nothing_to_check() -> None:
    page = page_that_adds_up()
    page.rows.remove(page.row(CODE, DISTRICTS[0]))
    assert not sums(page)


@pytest.mark.parametrize("wrong", [False, True])
def test_a_closed_district_need_not_be_printed(wrong: bool) -> None:
    page = page_that_adds_up()
    gone = DISTRICTS[0]
    district = page.figures.pop((CODE, gone, NOW))
    county = page.figures[CODE, COUNTY, NOW]
    assert district.numerator is not None
    assert district.denominator is not None
    assert county.numerator is not None
    assert county.denominator is not None
    if not wrong:
        top, bottom = county.numerator - district.numerator, county.denominator - district.denominator
        value = round(100 * top / bottom, 1)
        page.figures[CODE, COUNTY, NOW] = replace(county, value=value, numerator=top, denominator=bottom)
    before = page.figures[CODE, gone, NOW - 1]
    page.figures[CODE, gone, NOW - 1] = replace(
        before, value=None, numerator=None, denominator=None, missing=Missing.CLOSED
    )
    page.print_clean()
    found = sums(page)
    assert len(found) == wrong
    assert all(f"its {len(DISTRICTS) - 1} districts" in finding.headline for finding in found)


@pytest.mark.parametrize(("factor", "hypothesis"), [(-1, "left_out_of_sum"), (1, "twice_in_sum")])
def test_a_district_left_out_or_counted_twice_is_named(factor: int, hypothesis: str) -> None:
    page = page_that_adds_up()
    county, district = page.figures[CODE, COUNTY, NOW], page.figures[CODE, DISTRICTS[2], NOW]
    assert county.numerator is not None
    assert county.denominator is not None
    top = county.numerator + factor * (district.numerator or 0)
    bottom = county.denominator + factor * (district.denominator or 0)
    page.figures[CODE, COUNTY, NOW] = replace(
        county, value=round(100 * top / bottom, 1), numerator=top, denominator=bottom
    )
    page.print_clean()
    (finding,) = page.audit().findings
    assert finding.diagnosis is not None
    assert finding.diagnosis.hypothesis == hypothesis
    assert DISTRICTS[2] in finding.diagnosis.text
    assert [cell.field.value for cell in finding.cells] == ["numerator", "denominator"]


@pytest.mark.parametrize(("more", "count"), [("0.4", 0), ("0.5", 1)])
def test_rounded_parts_may_differ_from_their_sum_by_their_rounding(more: str, count: int) -> None:
    """As full-time equivalents do: 7 districts and the county, each half of a tenth unsure."""
    page = page_that_adds_up()
    for area in (COUNTY, *DISTRICTS):
        figure = page.figures[CODE, area, NOW]
        assert figure.numerator is not None
        assert figure.denominator is not None
        bottom = figure.denominator + Decimal(more if area == COUNTY else "0.0")
        value = round(100 * figure.numerator / bottom, 1)
        page.figures[CODE, area, NOW] = replace(figure, value=value, denominator=bottom)
    page.print_clean()
    assert len(sums(page)) == count


def test_a_wrong_part_is_told_with_the_sum_that_fails_for_it() -> None:
    page = page_that_adds_up()
    district = page.row(CODE, DISTRICTS[2])
    assert district.numerator is not None
    district.numerator, district.denominator = (
        2 * district.numerator,
        2 * (district.denominator or Decimal(0)),
    )
    findings = page.audit().findings
    assert FindingKind.ADDING_UP not in {finding.kind for finding in findings}
    assert {cell.area for finding in findings for cell in finding.cells} == {DISTRICTS[2]}
    assert all("The sum for County does not add up for this reason." in each.explanation for each in findings)


def page_of_counts(*values: int, county: int) -> Page:
    """A count that adds up, printed in whole numbers."""
    page = clean_page(Random(7))  # noqa: S311
    page.indicators = {
        CODE: replace(
            page.indicators[CODE], adds_up_from="district", unit="number", per=1, decimals=0, thresholds=()
        )
    }
    page.outturns, page.comparators = [], []
    numbers = dict(zip((COUNTY, *DISTRICTS), (county, *values), strict=True))
    page.figures = {
        (CODE, area, NOW): PlainObservation(CODE, area, NOW, Decimal(number), as_printed=True)
        for area, number in numbers.items()
    }
    row = page.rows[0]
    page.rows = [
        replace(
            row,
            code=CODE,
            area=area,
            value=Decimal(number),
            numerator=None,
            denominator=None,
            target=None,
            rag=Rag.NONE,
            direction=DirectionOfTravel.NONE,
            outturn_year=None,
            outturn=None,
            outturn_target=None,
            outturn_rag=Rag.NONE,
            polarity=page.indicators[CODE].polarities[0].polarity,
        )
        for area, number in numbers.items()
    ]
    return page


def test_counts_add_up_exactly_unless_they_are_rounded() -> None:
    page = page_of_counts(101, 203, 57, 88, 94, 12, 7, county=565)  # 562 by their sum
    (finding,) = sums(page)
    assert finding.sureness is Sureness.POSSIBLE
    assert finding.explanation.endswith("If these whole numbers are rounded, they can add up.")


def test_counts_further_away_than_any_rounding() -> None:
    (finding,) = sums(page_of_counts(101, 203, 57, 88, 94, 12, 7, county=572))
    assert finding.sureness is Sureness.LIKELY


def test_rounded_thousands_add_up_with_their_rounding() -> None:
    assert not sums(page_of_counts(12000, 7000, 3000, 9000, 4000, 1000, 6000, county=43000))
    assert sums(page_of_counts(12000, 7000, 3000, 9000, 4000, 1000, 6000, county=52000))
    # Three numbers are enough for thousands: none of them ends so by chance.
    assert not sums(page_of_counts(5000, 5000, 4000, 4000, 4000, 5000, 5000, county=33000))
    assert sums(page_of_counts(50, 50, 40, 40, 40, 50, 50, county=330))


def test_whole_numbers_among_numbers_with_decimals_are_rounded() -> None:
    page = page_of_counts(101, 203, 57, 88, 94, 12, 7, county=564)
    place = (CODE, DISTRICTS[0], NOW - 1)
    page.figures[place] = PlainObservation(CODE, DISTRICTS[0], NOW - 1, Decimal("100.4"), as_printed=True)
    assert not sums(page)


def test_a_sum_that_can_never_be_checked_is_a_note() -> None:
    page = page_that_adds_up()
    gone = DISTRICTS[0]
    page.rows = [row for row in page.rows if (row.code, row.area) != (CODE, gone)]
    page.figures = {key: each for key, each in page.figures.items() if key[:2] != (CODE, gone)}
    audit = page.audit()
    (note,) = [note for note in audit.notes if note.kind is FindingKind.NEVER_ADDED_UP]
    assert note.headline == (
        f"The sum of {CODE} for {COUNTY} can never be checked: {gone} has no figure of it in any period"
    )
    assert not audit.findings


def test_a_sum_that_can_be_checked_in_other_periods_is_none() -> None:
    page = page_that_adds_up()
    page.rows = [row for row in page.rows if (row.code, row.area) != (CODE, DISTRICTS[0])]
    assert not [note for note in page.audit().notes if note.kind is FindingKind.NEVER_ADDED_UP]

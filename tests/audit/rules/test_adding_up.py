"""Figures that are defined to add up from the areas below."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest

from kpi_engine.model.definitions.judgement import Missing
from kpi_engine.model.outputs.audit import Finding, FindingKind
from tests.audit.clean_page import AREAS, DISTRICTS, NOW, Page, clean_page

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

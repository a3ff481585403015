"""What a reader chooses above the tables, tried in Chromium: every pair of choices, and other orders."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Page

from kpi_engine.loading import load_scorecard, with_commentary
from kpi_engine.model.outputs.document import Document
from kpi_engine.pipeline import document_for, rate_loaded
from kpi_engine.render.html import render_html
from tests.browser.test_validators import java, nu, unexplained
from tests.example_document import example_document
from tests.sample_packs import KENT

__all__ = ["java"]
# What of a page is seen: tables and lists with their rows, and the words that say that nothing fits.
SEEN = """() => ({
  headings: [...document.querySelectorAll('section.scorecard:has(> .fold table.scorecard)')]
    .filter(part => part.checkVisibility()).map(part => part.id),
  withRows: [...document.querySelectorAll('section.scorecard:has(> .fold table.scorecard)')]
    .filter(part => [...part.querySelectorAll('table.scorecard > tbody > tr:not(.said)')]
      .some(row => row.checkVisibility())).map(part => part.id),
  parts: ['volumes', 'area-2'].filter(id => document.getElementById(id)?.checkVisibility()),
  partsWithRows: ['volumes', 'area-2'].filter(id => [...document.querySelectorAll(
    `#${id} table.scorecard > tbody > tr`)].some(row => row.checkVisibility())),
  charts: [...document.querySelectorAll('.charts')].filter(part => part.checkVisibility())
    .map(part => [...part.querySelectorAll('summary')].filter(each => each.checkVisibility())
      .map(each => each.innerText.split(' ')[0])),
  chartsOfRows: [...document.querySelectorAll('section.scorecard:has(.charts)')]
    .map(part => [...part.querySelectorAll('table.scorecard > tbody > tr:has(a.trend)')]
      .filter(row => row.checkVisibility()).map(row => row.querySelector('.code').innerText))
    .filter(codes => codes.length),
  nothing: document.querySelector('.nothing').checkVisibility(),
  isEmpty: ![...document.querySelectorAll('#area-1 table.scorecard > tbody > tr')]
    .some(row => row.checkVisibility()),
  figures: [...document.querySelectorAll('table.figures tr, .heat > tbody > tr')].length
    === [...document.querySelectorAll('table.figures tr, .heat > tbody > tr')]
      .filter(row => getComputedStyle(row).display !== 'none').length,
})"""


@pytest.fixture(scope="module")
def grouped() -> Document:
    services = (("Care", ("SCS03", "SCS40")), ("Schools", ("EPWAIT6", "NEW01")), ("", ("SCS42", "SCS37")))
    owners = (("First", ("SCS03", "EPWAIT6", "SCS37")), ("Second", ("SCS40", "NEW01")), ("", ("SCS42",)))
    return replace(example_document(), services=services, owners=owners)


@pytest.fixture(scope="module")
def kent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("orders") / "kent.html"
    path.write_text(
        render_html(document_for(rate_loaded(with_commentary(load_scorecard(KENT))), "Kent")),
        encoding="utf-8",
    )
    return path


def test_no_choices_together_leave_a_heading_without_rows(
    page: Page, grouped: Document, tmp_path: Path
) -> None:
    path = tmp_path / "page.html"
    path.write_text(render_html(grouped), encoding="utf-8")
    page.goto(path.as_uri())
    empty = 0
    for red, service, owner in product((False, True), "0123", "0123"):
        page.set_checked("#filter-red", red)
        page.select_option("#filter-service", service)
        page.select_option("#filter-owner", owner)
        seen = page.evaluate(SEEN)
        assert seen["headings"] == seen["withRows"], (red, service, owner)
        assert seen["parts"] == seen["partsWithRows"], (red, service, owner)
        assert seen["nothing"] == seen["isEmpty"], (red, service, owner)
        assert seen["charts"] == seen["chartsOfRows"], (red, service, owner)
        assert seen["figures"], "a filter of rows leaves the figures of charts and heat maps alone"
        empty += seen["isEmpty"]
    assert 0 < empty < 32


def test_an_order_is_chosen_by_keyboard_and_filtered_as_the_tables_are(page: Page, kent: Path) -> None:
    page.goto(kent.as_uri())
    rows = page.locator(".order li:visible")
    assert rows.count() == 0
    page.focus("#filter-order")
    page.keyboard.press("ArrowDown")
    ratings = page.locator("#order-1 li:visible .chip").all_inner_texts()
    assert ratings == sorted(ratings, key=["RED", "AMBER", "GREEN"].index)
    assert rows.count() == len(codes_in_tables(page))
    page.check("#filter-red")
    assert rows.count() == ratings.count("RED")
    page.uncheck("#filter-red")
    page.select_option("#filter-service", label="SEND")
    assert 0 < rows.count() == len(codes_in_tables(page))
    page.select_option("#filter-order", label="By movement, worsened first")
    assert page.locator("#order-1").is_hidden()
    page.focus("#filter-order")
    page.keyboard.press("Tab")
    code = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    assert page.url.endswith(f"#{code}")


def codes_in_tables(page: Page) -> set[str]:
    """An indicator in several sections is one row of an order."""
    return set(page.locator("#area-1 table.scorecard > tbody > tr:visible .code").all_inner_texts())


@pytest.mark.parametrize("width", [320, 768])
def test_an_order_is_accessible_and_fits(page: Page, kent: Path, axe: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(kent.as_uri())
    page.select_option("#filter-order", "1")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.evaluate(axe)
    found = page.evaluate("axe.run('#area-1 > .order', {resultTypes: ['violations']})")
    assert [one["id"] for one in found["violations"]] == []


def test_the_validator_finds_nothing(kent: Path, java: str) -> None:
    assert unexplained(nu(java, [kent])) == []

"""Whoever has no pointer reaches everything: skip link, contents, tables, charts, and sees where they are."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize

PHONE: ViewportSize = {"width": 390, "height": 844}
_FOCUS = """() => {
  const now = document.activeElement, style = getComputedStyle(now), box = now.getBoundingClientRect();
  return {
    name: now.tagName.toLowerCase(), kind: now.className, target: now.getAttribute('href') || '',
    outline: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth),
    seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}"""


@pytest.fixture
def example(page: Page, pages: dict[str, Path]) -> Page:
    page.goto(pages["example"].as_uri())
    return page


def walk(page: Page) -> list[dict[str, object]]:
    """Every stop of the Tab key, in order, until it leaves the page."""
    stops: list[dict[str, object]] = []
    while len(stops) < 200:
        page.keyboard.press("Tab")
        stop = page.evaluate(_FOCUS)
        if stop["name"] == "body":
            return stops
        stops.append(stop)
    raise AssertionError("the Tab key does not leave the page")


def test_the_first_stop_skips_to_the_summary(example: Page) -> None:
    example.keyboard.press("Tab")
    first = example.evaluate(_FOCUS)
    assert (first["target"], first["seen"]) == ("#main", True)
    example.keyboard.press("Enter")
    example.keyboard.press("Tab")
    assert example.evaluate(_FOCUS)["kind"] == "code"
    assert example.evaluate("document.activeElement.closest('.part').id") == "summary"


def test_every_stop_is_seen_and_marked(example: Page) -> None:
    stops = walk(example)
    assert [stop for stop in stops if not stop["seen"] or not stop["outline"]] == []


def test_tab_reaches_every_table_link_and_chart_in_the_order_of_the_page(example: Page) -> None:
    stops = walk(example)
    wanted = example.evaluate(
        """() => [...document.querySelectorAll('a, summary, input, select, [tabindex="0"]')]
          .filter(part => part.checkVisibility())
          .map(part => [part.tagName.toLowerCase(), part.className, part.getAttribute('href') || ''])"""
    )
    assert [[stop["name"], stop["kind"], stop["target"]] for stop in stops] == wanted
    assert {"a", "summary", "input"} == {stop["name"] for stop in stops}  # of one service: no list of them


def test_enter_on_a_sparkline_opens_its_chart(example: Page) -> None:
    example.focus("#section-ics-monthly a.trend")
    example.keyboard.press("Enter")
    assert example.evaluate("document.querySelectorAll('.charts details[open]').length") == 1
    assert example.locator("#chart-SCS03 svg").is_visible()
    assert example.locator("#chart-SCS03 table").is_visible()


def test_enter_on_a_summary_opens_and_closes_its_chart(example: Page) -> None:
    example.focus(".charts summary")
    example.keyboard.press("Enter")
    assert example.locator(".charts details[open]").count() == 1
    example.keyboard.press("Enter")
    assert example.locator(".charts details[open]").count() == 0


def test_on_a_phone_enter_opens_a_section_and_a_link_the_section_that_it_leads_into(example: Page) -> None:
    example.set_viewport_size(PHONE)
    example.focus("#section-ics-monthly .fold > summary")
    assert not example.locator("#SCS03").is_visible()
    example.keyboard.press("Enter")
    assert example.locator("#SCS03").is_visible()
    example.reload()
    assert not example.locator("#SCS40").is_visible()
    example.focus("#section-floor-standards-missed a.code")
    example.keyboard.press("Enter")
    example.locator("#SCS40").wait_for(state="visible")
    assert example.evaluate("document.querySelector('#SCS40').getBoundingClientRect().top") >= 0


@pytest.mark.parametrize("width", [768, 1024, 1440])
def test_a_stop_that_is_not_a_link_scrolls(page: Page, pages: dict[str, Path], width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(pages["Kent"].as_uri())
    idle = page.evaluate(
        """() => [...document.querySelectorAll('[tabindex="0"]')]
          .filter(part => part.scrollWidth <= part.clientWidth).length"""
    )
    assert idle == 0


def test_a_focused_link_is_not_under_the_column_that_stays(example: Page) -> None:
    example.set_viewport_size({"width": 800, "height": 800})
    example.evaluate("document.querySelector('#section-heat-map-district .scroll').scrollLeft = 10000")
    example.focus("#section-heat-map-district td a")
    hidden = example.evaluate(
        """() => {
          const link = document.activeElement.getBoundingClientRect();
          const name = document.activeElement.closest('tr').querySelector('th').getBoundingClientRect();
          return link.left < name.right;
        }"""
    )
    assert not hidden

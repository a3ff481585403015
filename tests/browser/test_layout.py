"""The page fits: phones, zoom, paper, dark, no style sheet, words without an end."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.sample_packs import OTHER_NAMES

WIDTHS = (320, 390, 641, 768, 1024, 1280, 1440, 1664, 1920)
OPEN_ALL = "document.querySelectorAll('details').forEach(part => { part.open = true })"
# Chromium takes as long to lay out Kent's page in another width as to open it: all is asked of it at once.
MEASURES = """() => {
  const words = (cells, beyond) =>
    [...document.querySelectorAll(cells)].filter(beyond).map(part => part.innerText);
  const right = part => part.getBoundingClientRect().right;
  return {
    width: document.documentElement.scrollWidth,
    cells: words('.scorecard td:is(.value, .rag, .direction):not(.more)', cell => right(cell) > innerWidth),
    chips: words('td .chip', chip => right(chip) > right(chip.closest('td')) + 1),
  };
}"""
NAMES = ("Kent", "Swale", *OTHER_NAMES, "audit", "example", "risks", "house")


@pytest.mark.parametrize("name", [*NAMES, "closing tags", "right to left", "long word"])
def test_in_every_width_the_page_fits_and_ratings_are_on_the_screen(
    page: Page, pages: dict[str, Path], name: str
) -> None:
    """No page scrolls sideways; value, rating and arrow are seen, and each rating stays in its cell."""
    page.goto(pages[name].as_uri())
    page.evaluate(OPEN_ALL)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        measured = page.evaluate(MEASURES)
        assert measured["width"] == width
        if name in NAMES:
            assert (measured["cells"], measured["chips"]) == ([], []), width


@pytest.mark.parametrize("name", ["Kent", "Swale", *OTHER_NAMES, "example", "risks", "house", "long word"])
def test_on_a_phone_no_table_scrolls_sideways(page: Page, pages: dict[str, Path], name: str) -> None:
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto(pages[name].as_uri())
    beyond = page.evaluate(
        "[...document.querySelectorAll('.scroll')].filter(part => part.scrollWidth > part.clientWidth).length"
    )
    assert beyond == 0


@pytest.mark.parametrize("name", ["Kent", *OTHER_NAMES])
def test_a_laptop_shows_the_sample_without_scrolling_a_table(
    page: Page, pages: dict[str, Path], name: str
) -> None:
    page.goto(pages[name].as_uri())
    beyond = page.evaluate(
        "[...document.querySelectorAll('#summary .scroll, #area-1 .scroll')]"
        ".filter(part => part.scrollWidth > part.clientWidth)"
        ".map(part => part.textContent.trim().slice(0, 60))"
    )
    assert beyond == []


@pytest.mark.parametrize("name", ["Kent", "audit_quality_36_months"])
def test_on_a_phone_charts_can_be_read_and_their_figures_are_below_their_headings(
    page: Page, pages: dict[str, Path], name: str
) -> None:
    """Also those beside an empty cell; labels of values do not touch, and no words are beyond the picture."""
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto(pages[name].as_uri())
    page.evaluate(OPEN_ALL)
    beside, cells = page.evaluate(
        """() => {
          const left = cell => cell.getBoundingClientRect().left;
          const cells = [...document.querySelectorAll('table.figures td')];
          const heading = cell => cell.closest('table').rows[0].cells[cell.cellIndex];
          return [cells.filter(cell => left(cell) !== left(heading(cell))).length, cells.length];
        }"""
    )
    assert beside == 0
    assert cells > 50
    touching = page.evaluate(
        """() => {
          const seen = part => part.checkVisibility(), box = part => part.getBoundingClientRect();
          const over = (one, other) => one.right > other.left && one.bottom > other.top + 4
            && other.bottom > one.top + 4;
          return [...document.querySelectorAll('svg.chart')].filter(svg => {
            const labels = [...svg.querySelectorAll('.values text')].filter(seen).map(box);
            return labels.some((label, at) => at && over(labels[at - 1], label))
              || [...svg.querySelectorAll('text')].filter(seen).some(
                words => box(words).right > box(svg).right + 1 || box(words).left < box(svg).left - 1);
          }).map(svg => svg.querySelector('title').textContent);
        }"""
    )
    assert touching == []


def test_a_card_says_the_heading_of_each_detail(page: Page, pages: dict[str, Path]) -> None:
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto(pages["example"].as_uri())
    page.evaluate(OPEN_ALL)
    labels = page.locator("#SCS03 i:visible").all_inner_texts()
    assert labels == ["Target", "Denominator", "2022-23 RAG"]


@pytest.mark.parametrize("name", ["Kent", "Swale", *OTHER_NAMES])
def test_a_phone_page_is_at_most_20_screens_until_sections_are_opened(
    page: Page, pages: dict[str, Path], name: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(pages[name].as_uri())
    closed = page.evaluate("document.documentElement.scrollHeight")
    assert closed <= 20 * 844
    page.evaluate(OPEN_ALL)
    assert page.evaluate("document.documentElement.scrollHeight") > closed


@pytest.mark.parametrize("width", [768, 1024])
def test_details_are_a_second_line_on_a_tablet(page: Page, pages: dict[str, Path], width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(pages["Kent"].as_uri())
    beside = page.evaluate(
        """() => [...document.querySelectorAll('#area-1 .scorecard tbody tr:not(.said)')].filter(row => {
          const first = Math.max(...[...row.querySelectorAll(':scope > :not(.more, .past)')]
            .map(cell => cell.getBoundingClientRect().bottom));
          return [...row.querySelectorAll(':scope > td.more')].some(
            cell => cell.checkVisibility() && cell.getBoundingClientRect().top < first);
        }).length"""
    )
    assert beside == 0


def test_a_laptop_shows_the_periods_before(page: Page, pages: dict[str, Path]) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(pages["Kent"].as_uri())
    earlier = page.locator("#SCS40 td.past:visible").all_inner_texts()
    assert earlier == ["73.6%", "73.6%", "72.2%", "73.3%", "71.8%", "72.4%"]


@pytest.mark.parametrize("width", [390, 768, 1440])
def test_no_words_of_a_row_are_smaller_than_11_pixels(page: Page, pages: dict[str, Path], width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(pages["Kent"].as_uri())
    page.evaluate(OPEN_ALL)
    smallest = page.evaluate(
        """() => Math.min(...[...document.querySelectorAll('#area-1 :is(th, td), #area-1 td *')]
          .filter(part => part.innerText && part.checkVisibility() && !part.closest('svg, .figures'))
          .map(part => parseFloat(getComputedStyle(part).fontSize)))"""
    )
    assert smallest >= 11


def test_a_card_is_still_a_row_of_a_table(page: Page, pages: dict[str, Path]) -> None:
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto(pages["example"].as_uri())
    page.evaluate(OPEN_ALL)
    tree = page.locator("#section-ics-monthly .scroll").aria_snapshot()
    assert "table" in tree
    assert re.search(r"rowheader \"SCS40 Percentage of case holding posts", tree)
    assert re.search(r"columnheader \"RAG\"", tree)
    assert re.search(r"cell \"RED", tree)


def test_targets_are_large_enough_to_touch(page: Page, pages: dict[str, Path]) -> None:
    """WCAG 2.5.8: 24 by 24 pixels; links within a sentence or a name are exempt."""
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto(pages["example"].as_uri())
    small = page.evaluate(
        """() => [...document.querySelectorAll('nav a, summary, a.trend')]
          .map(part => part.getBoundingClientRect())
          .filter(box => box.height < 24 || box.width < 24).length"""
    )
    assert small == 0


def test_wider_spacing_of_letters_and_lines_loses_no_word(page: Page, pages: dict[str, Path]) -> None:
    """WCAG 1.4.12: a reader may set the spacing of text."""
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto(pages["example"].as_uri())
    page.add_style_tag(
        content="* { line-height: 1.5 !important; letter-spacing: 0.12em !important;"
        " word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }"
    )
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_dark_is_dark_and_paper_is_white(page: Page, pages: dict[str, Path]) -> None:
    page.goto(pages["example"].as_uri())
    ground = "getComputedStyle(document.body).backgroundColor"
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(ground) == "rgb(20, 24, 29)"
    page.emulate_media(color_scheme="dark", media="print")
    assert page.evaluate(ground) == "rgb(255, 255, 255)"


def test_without_a_style_sheet_the_page_still_reads(page: Page, pages: dict[str, Path]) -> None:
    page.goto(pages["example"].as_uri())
    page.evaluate("document.querySelectorAll('style').forEach(part => part.remove())")
    page.evaluate(OPEN_ALL)
    row = page.locator("#SCS40").inner_text()
    assert "SCS40" in row
    assert "72.1%" in row
    assert "worsened" in row
    assert "RED" in row


def test_paper_shows_what_a_reader_of_paper_can_use(page: Page, pages: dict[str, Path]) -> None:
    """No filters, no contents, no closed charts; the periods before, and ratings in their colours."""
    page.goto(pages["Kent"].as_uri())
    page.emulate_media(media="print")
    style = page.evaluate(
        """() => ({
          row: getComputedStyle(document.querySelector('table.scorecard tbody tr')).breakInside,
          chip: getComputedStyle(document.querySelector('.chip')).printColorAdjust,
          past: document.querySelector('td.past').checkVisibility(),
          closed: document.querySelector('.charts details').checkVisibility(),
          contents: document.querySelector('nav').checkVisibility(),
          filters: document.querySelector('.filters').checkVisibility(),
          link: [...document.querySelectorAll('main a')].map(part => getComputedStyle(part))
            .filter(look => look.textDecorationLine !== 'none').length,
        })"""
    )
    assert style == {
        "row": "avoid",
        "chip": "exact",
        "past": True,
        "closed": False,
        "contents": False,
        "filters": False,
        "link": 0,
    }


def test_on_a_phone_what_an_arrow_compares_with_is_said_once(page: Page, pages: dict[str, Path]) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(pages["ofsted_2018"].as_uri())
    page.evaluate(OPEN_ALL)
    cells = page.locator("td.direction:has(.unseen):has(.remark)")
    assert cells.count() > 0
    assert not any(cells.locator(".remark").nth(at).is_visible() for at in range(cells.count()))


def test_an_opened_chart_is_printed(page: Page, pages: dict[str, Path]) -> None:
    page.goto(pages["example"].as_uri())
    page.emulate_media(media="print")
    page.evaluate("document.querySelector('.charts details').open = true")
    shown = page.evaluate(
        "[...document.querySelectorAll('.charts details')].filter(part => part.checkVisibility()).length"
    )
    assert shown == 1


@pytest.mark.parametrize("name", ["Kent", *OTHER_NAMES])
def test_the_printed_table_fits_a4_landscape(page: Page, pages: dict[str, Path], name: str) -> None:
    page.goto(pages[name].as_uri())
    page.emulate_media(media="print")
    paper = round(277 / 25.4 * 96)  # A4 landscape less 10 mm on each side
    page.set_viewport_size({"width": paper, "height": 700})
    widest = page.evaluate(
        "Math.max(...[...document.querySelectorAll('table')].map(part => part.offsetWidth))"
    )
    assert widest <= paper

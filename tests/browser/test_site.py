"""Two editions as a reader has them in a folder: every link leads somewhere, and filters work."""

from __future__ import annotations

import re
import shutil
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from playwright.sync_api import Page, ViewportSize

from kpi_engine.commands.run.run import Request, run_batch
from tests.browser.test_axe import COLOUR_RULES
from tests.browser.test_validators import java, nu, sniffed, unexplained
from tests.html_tree import all_named, parsed
from tests.sample_packs import KENT

__all__ = ["java"]
PHONE: ViewportSize = {"width": 390, "height": 844}
OPEN = "document.querySelectorAll('details').forEach(part => { part.open = true })"


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of two months of the Kent sample."""
    root = tmp_path_factory.mktemp("site")
    for name in ("indicators", "sample_data/kent_2024_08", "kpi.yaml"):
        source = KENT.parents[2] / name
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if source.is_dir() else shutil.copy)(source, root / name)
    scorecard = root / "sample_data" / "kent_2024_08" / "scorecard.yaml"
    for month in ("2024-07", "2024-08"):
        formats = ("html", "xlsx", "csv", "json")
        assert run_batch(Request(scorecard=scorecard, as_at=month, formats=formats, jobs=1)) == 0
    (folder,) = root.rglob("2024-08-e1")
    return folder.parent


@pytest.fixture(scope="module")
def latest(editions: Path) -> Path:
    return editions / "2024-08-e1"


@cache
def links_and_ids(page: Path) -> tuple[tuple[str, ...], frozenset[str]]:
    """Of a page that does not change."""
    root = parsed(page.read_text(encoding="utf-8"))
    ids = (element.get("id") for element in root.iter())
    links = tuple(link.get("href") or "" for link in all_named(root, "a"))
    return links, frozenset(identifier for identifier in ids if identifier)


def test_every_link_of_an_edition_leads_to_a_file_and_to_a_place_in_it(editions: Path, latest: Path) -> None:
    broken, followed = [], 0
    for page in sorted(latest.glob("*.html")):
        for link in links_and_ids(page)[0]:
            if link.startswith("mailto:"):
                continue
            assert not re.match(r"[a-z]+:|/", link), f"{page.name} leads out of the folder: {link}"
            name, anchor = urldefrag(link)
            target = (latest / unquote(name)).resolve() if name else page
            followed += 1
            is_there = target.is_file() and editions in target.parents
            if not is_there or (anchor and anchor not in links_and_ids(target)[1]):
                broken.append((page.name, link))
    assert broken == []
    assert followed > 2000


def test_every_page_and_file_is_reached_from_the_first_page(latest: Path) -> None:
    reached, waiting = {"index.html"}, ["index.html"]
    while waiting:
        page = latest / waiting.pop()
        inside = links_and_ids(page)[0] if page.suffix == ".html" else ()
        found = {urldefrag(link)[0] for link in inside}
        new = {name for name in found if name and "/" not in name} - reached
        reached |= new
        waiting += new
    assert {path.name for path in latest.iterdir()} - reached <= {"summary.txt"}


def test_a_browser_follows_from_what_is_red_to_the_row_and_back(page: Page, latest: Path) -> None:
    page.goto((latest / "index.html").as_uri())
    page.click("#red a:text-is('CYPE8') >> nth=0")
    assert page.url.endswith("kent.html#CYPE8")
    page.locator("#CYPE8").wait_for(state="visible")
    page.click("#CYPE8 a.code")
    page.click("#definition-CYPE8 a:text-is('History and all areas')")
    assert page.url.endswith("indicator-cype8.html")
    page.click("#areas a:has-text('Swale')")
    assert page.url.endswith("swale.html#CYPE8")
    page.click("nav.site a:text-is('All areas')")
    assert page.url.endswith("index.html")


def test_a_heat_map_leads_to_the_rows_and_pages_of_its_areas(page: Page, latest: Path) -> None:
    page.goto((latest / "kent.html").as_uri())
    page.click("#section-heat-map-1 th a:text-is('Swale')")
    assert page.url.endswith("swale.html")
    page.goto((latest / "kent.html").as_uri())
    page.click("#section-heat-map-1 td a[href='swale.html#CYPE8']")
    page.locator("#CYPE8").wait_for(state="visible")


def test_the_edition_before_and_what_has_changed_are_told(page: Page, latest: Path) -> None:
    page.goto((latest / "index.html").as_uri())
    page.click("footer a:text-is('2024-07-e1')")
    assert page.url.endswith("2024-07-e1/kent.html")
    page.goto((latest / "index.html").as_uri())
    page.click("#changes h3 a >> nth=0")
    assert page.url.endswith("kent.html#section-since-the-last-edition")


def test_filters_hide_rows_and_their_commentary_by_keyboard(page: Page, latest: Path) -> None:
    page.goto((latest / "kent.html").as_uri())
    rows = page.locator("#area-1 .scorecard tbody tr:not(.said):visible")
    everything = rows.count()
    page.focus("#filter-red")
    page.keyboard.press("Space")
    chips = page.locator("#area-1 tbody tr:not(.said):visible td.rag .chip:not(.was)").all_inner_texts()
    assert rows.count() == len(chips) < everything
    assert set(chips) == {"RED"}
    assert page.locator("#section-education-termly").is_hidden()
    said = page.locator("#area-1 tr.said:visible").count()
    assert 0 < said < page.locator("#area-1 tr.said").count()
    page.keyboard.press("Space")
    page.select_option("#filter-service", label="SEND")
    assert 0 < rows.count() < everything
    page.select_option("#filter-service", label="All")
    assert rows.count() == everything


def test_hidden_reds_lead_to_the_rows_of_their_areas(page: Page, latest: Path) -> None:
    page.goto((latest / "kent.html").as_uri())
    page.click("#section-masking a:has-text('Swale Central CSWT') >> nth=0")
    assert re.search(r"swale\.html#[A-Z0-9]+-Swale-Central-CSWT$", page.url)


def test_the_ends_of_a_trend_are_words(page: Page, latest: Path) -> None:
    page.goto((latest / "kent.html").as_uri())
    assert page.locator("#SCS40 .ends").inner_text() == "73.6% to 72.1%"


def test_no_page_of_an_edition_is_too_wide_or_too_long(page: Page, latest: Path) -> None:
    for name in ("index.html", "summary.html", "indicator-scs40.html", "kent.html"):
        page.set_viewport_size(PHONE)
        page.goto((latest / name).as_uri())
        assert page.evaluate("document.documentElement.scrollHeight") <= 20 * PHONE["height"], name
        for width in (320, 390, 768, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") == width, name


def test_pages_are_as_light_as_before(latest: Path) -> None:
    """The pages of the sample had 552 kB before they were a site."""
    assert (latest / "kent.html").stat().st_size < 552_000
    assert (latest / "index.html").stat().st_size < 80_000
    assert max(path.stat().st_size for path in latest.glob("indicator-*.html")) < 120_000


def test_axe_and_the_validators_find_nothing(page: Page, latest: Path, axe: str, java: str) -> None:
    names = ("index.html", "summary.html", "indicator-scs40.html", "indicator-cype8.html", "kent.html")
    assert unexplained(nu(java, [latest / name for name in names])) == []
    for name in names:
        page.goto((latest / name).as_uri())
        page.evaluate(OPEN)
        page.evaluate(axe)
        # The slowest rules; of this page test_axe asks them.
        rules = {rule: {"enabled": name != "kent.html"} for rule in COLOUR_RULES}
        found = page.evaluate("rules => axe.run(document, {rules, resultTypes: ['violations']})", rules)
        assert [one["id"] for one in found["violations"]] == [], name
        assert sniffed(page) == [], name


def test_the_summary_for_a_mail_is_a_page_of_short_lines(latest: Path) -> None:
    lines = (latest / "summary.txt").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "Children's services performance scorecard: Kent, Aug 2024"
    assert "15 RED, 23 AMBER, 14 GREEN, 7 not rated." in lines
    assert "What is RED" in lines
    assert sum(line.startswith("- ") for line in lines) >= 15
    assert max(map(len, lines)) <= 76
    assert len(lines) < 100

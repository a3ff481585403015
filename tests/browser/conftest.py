"""Real pages in a real Chromium: every area of the Kent sample, a page of each other, hostile words."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from kpi_engine.commands.audit import run_audit
from kpi_engine.loading import load_scorecard, with_commentary
from kpi_engine.model.definitions.style.theme import BLUE_FOR_GOOD
from kpi_engine.model.outputs.document import Document
from kpi_engine.pipeline import document_for, rate_loaded
from kpi_engine.render.html import render_html
from tests.assemble.risks import page as page_of_risks
from tests.assemble.risks import register
from tests.example_document import example_document
from tests.hostile_document import HOSTILE_WORDS, with_words
from tests.logos import HOUSE
from tests.sample_packs import KENT, OTHER_NAMES, OTHERS

# No sandbox: tests run as root in containers. The rest keeps Chromium from calling out by itself.
CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; where it is missing the tests fail in CI, and skip elsewhere."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        missing = "Chromium is not installed; on Debian: apt-get install chromium"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(CHROMIUM_ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Page files by name: each area of the sample, ``example``, each kind of hostile words, ``audit``.

    Of every other sample the first area's page, by the name of its folder. ``blue`` and ``house`` are the
    example in the built-in theme and in one with a logo; ``risks`` has a matrix of two factors.
    """
    rated = rate_loaded(with_commentary(load_scorecard(KENT)))
    documents: dict[str, Document] = {
        name: document_for(rated, name) for name in rated.loaded.scorecard.area_names
    }
    for name, place in zip(OTHER_NAMES, OTHERS, strict=True):
        other = rate_loaded(with_commentary(load_scorecard(place)))
        documents[name] = document_for(other, other.loaded.scorecard.area_names[0])
    documents["example"] = example_document()
    documents["risks"] = page_of_risks(*register())
    for kind, words in HOSTILE_WORDS.items():
        documents[kind] = with_words(lambda text, words=words: words)
    folder = tmp_path_factory.mktemp("pages")
    places = {name: folder / f"{number}.html" for number, name in enumerate(documents)}
    for name, place in places.items():
        place.write_text(render_html(documents[name]), encoding="utf-8")
    for name, theme in {"blue": BLUE_FOR_GOOD, "house": HOUSE}.items():
        places[name] = folder / f"{name}.html"
        places[name].write_text(render_html(documents["example"], theme), encoding="utf-8")
    places["audit"] = folder / "audit.html"
    run_audit([KENT], as_csv=False, as_json=True, html=places["audit"], select=[], exclude=[])
    return places


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, which looks for breaches of WCAG."""
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """What the pages of all tests are opened in: none keeps anything."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """An empty page that fails the test when it asks for anything but a file or prints an error."""
    page = context.new_page()
    complaints: list[str] = []
    page.on("request", lambda request: _note_request(request.url, complaints))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    yield page
    page.close()
    assert complaints == []


def _note_request(url: str, complaints: list[str]) -> None:
    if not url.startswith(("file:", "data:")):
        complaints.append(f"asked for {url}")

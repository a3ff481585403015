"""What a browser prints, measured in its PDF: sizes of letters, full sheets, heads on every sheet."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Browser, Page

from tests.render.conftest import program
from tests.sample_packs import OTHER_NAMES

NAMES = ("Kent", "Swale", *OTHER_NAMES)
# pdftohtml tells sizes in whole numbers: three times as large they are thirds of a point.
_ZOOM = 3
_SHEET = re.compile(r'<page number="\d+"[^>]*height="(\d+)"[^>]*>(.*?)</page>', re.DOTALL)
_TEXT = re.compile(r'<text top="(-?\d+)" left="-?\d+" width="\d+" height="\d+" font="(\d+)">(.*?)</text>')
_TAG = re.compile("<[^>]*>")


@pytest.fixture(scope="module")
def printed(
    browser: Browser, pages: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    """The PDF of each page by its name."""
    folder = tmp_path_factory.mktemp("printed")
    page, found = browser.new_page(), {}
    for number, name in enumerate(NAMES):
        found[name] = folder / f"{number}.pdf"
        page.goto(pages[name].as_uri())
        page.pdf(path=found[name], prefer_css_page_size=True, tagged=True)
    page.close()
    return found


def read_by(name: str, *arguments: str) -> str:
    """What a program of Poppler prints of a PDF."""
    command = [program(name, package="poppler-utils"), *arguments]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout  # noqa: S603 — found by name


def as_xml(file: Path) -> str:
    return read_by("pdftohtml", "-xml", "-i", "-stdout", "-zoom", str(_ZOOM), str(file))


@pytest.mark.parametrize("name", NAMES)
def test_no_letter_is_smaller_than_9_points(printed: dict[str, Path], name: str) -> None:
    """Signs of other typefaces, as ✗ in words, have other proportions: letters and digits count."""
    told = as_xml(printed[name])
    sizes = {font: int(size) for font, size in re.findall(r'<fontspec id="(\d+)" size="(-?\d+)"', told)}
    words = [(sizes[font], _TAG.sub("", inside)) for _top, font, inside in _TEXT.findall(told)]
    letters = [each for each in words if re.search(r"\w", each[1])]
    assert [each for each in letters if each[0] < 9 * _ZOOM] == []
    assert len(letters) > 50


@pytest.mark.parametrize("name", NAMES)
def test_no_sheet_but_the_last_is_nearly_empty(printed: dict[str, Path], name: str) -> None:
    """Words reach below a third of the sheet's height."""
    reach = []
    for height, inside in _SHEET.findall(as_xml(printed[name])):
        tops = [int(top) for top, _font, words in _TEXT.findall(inside) if not words.startswith("Page ")]
        reach.append(max(tops) / int(height))
    assert len(reach) > 1
    assert [(at, share) for at, share in enumerate(reach[:-1], 1) if share < 1 / 3] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_heading_is_on_the_sheet_of_what_follows(printed: dict[str, Path], name: str) -> None:
    """Also the head of a table and its first two rows."""
    with pikepdf.open(printed[name]) as file:
        parts = list(leaves(file.Root.StructTreeRoot))
        tables = [[sheet_of(row) for row in rows_of(table)[:3]] for table in tables_in(file)]
    headings = [at for at, (is_heading, _sheet) in enumerate(parts[:-1]) if is_heading]
    assert len(headings) > 0
    assert [at for at in headings if parts[at + 1][1] != parts[at][1]] == []
    assert len(tables) > 0
    assert [rows for rows in tables if len(set(rows)) > 1] == []


@pytest.mark.parametrize("name", ["Kent", "ofsted_2018"])
def test_the_head_of_a_table_is_on_each_of_its_sheets(printed: dict[str, Path], name: str) -> None:
    with pikepdf.open(printed[name]) as file:
        numbers = {sheet.objgen: number for number, sheet in enumerate(file.pages, 1)}
        sheets = [sorted({numbers[sheet_of(row)] for row in rows_of(table)}) for table in tables_in(file)]
    continued = {number for of_table in sheets for number in of_table[1:]}
    assert len(continued) > 2
    for number in continued:
        words = read_by("pdftotext", "-layout", "-f", str(number), "-l", str(number), str(printed[name]), "-")
        first = " ".join(words.strip().split("\n")[:4])
        assert re.search(r"\b(?:Indicator|Area)\b", first), first


def test_a_heat_map_of_many_areas_is_no_wider_than_paper(page: Page, pages: dict[str, Path]) -> None:
    """Then each figure has the name of its area above it."""
    paper = round(277 / 25.4 * 96)  # A4 landscape less 10 mm on each side
    page.set_viewport_size({"width": paper, "height": 700})
    page.goto(pages["Kent"].as_uri())
    page.emulate_media(media="print")
    row = page.locator("#heat-maps .heat tbody tr").first
    assert row.locator("td > i >> visible=true").count() == 0
    page.evaluate(
        """() => document.querySelector('#heat-maps .heat').querySelectorAll('tr').forEach(row => {
          for (let more = 0; more < 12; more++) row.append(row.lastElementChild.cloneNode(true));
        })"""
    )
    assert row.locator("td > i >> visible=true").count() > 12
    widest = page.evaluate(
        """() => Math.max(...[...document.querySelectorAll('.heat td')]
          .map(cell => cell.getBoundingClientRect().right))"""
    )
    assert widest <= paper
    assert page.evaluate("document.documentElement.scrollWidth") == paper


def tables_in(file: pikepdf.Pdf) -> list[pikepdf.Object]:
    return [part for part in walk(file.Root.StructTreeRoot) if part.S == "/Table"]


def rows_of(table: pikepdf.Object) -> list[pikepdf.Object]:
    return [part for part in walk(table) if part.S == "/TR"]


def leaves(part: pikepdf.Object, is_heading: bool = False) -> Iterator[tuple[bool, tuple[int, int]]]:
    """Each part of a tagged PDF that has words: whether they are of a heading, and its sheet."""
    is_heading = is_heading or bool(re.fullmatch(r"/H[2-6]|/Caption", str(part.get("/S", ""))))
    if "/Pg" in part:
        yield is_heading, part.Pg.objgen
    for child in children(part):
        yield from leaves(child, is_heading)


def walk(part: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The parts below a part of a tagged PDF, in their order."""
    for child in children(part):
        yield child
        yield from walk(child)


def children(part: pikepdf.Object) -> list[pikepdf.Object]:
    below = part.get("/K", [])
    below = below if isinstance(below, pikepdf.Array) else [below]
    return [child for child in below if isinstance(child, pikepdf.Dictionary) and "/S" in child]


def sheet_of(part: pikepdf.Object) -> tuple[int, int]:
    """The sheet that a part begins on."""
    return next(sheet for _is_heading, sheet in leaves(part))

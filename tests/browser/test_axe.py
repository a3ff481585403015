"""axe-core finds nothing, on every page of the sample, however it is looked at."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Page

from tests.effort import is_nightly
from tests.sample_packs import OTHER_NAMES

AREAS = ("Kent", "Ashford", "Canterbury", "Dartford", "Dover", "Sevenoaks", "Swale")
OPEN = (
    "document.querySelectorAll('.fold, .charts details:nth-of-type(2)').forEach(part => { part.open = true })"
)
Scheme = Literal["light", "dark"]
Media = Literal["screen", "print"]
WAYS: dict[str, tuple[int, Scheme, Media]] = {
    "desktop": (1280, "light", "screen"),
    "phone": (320, "light", "screen"),
    "dark": (1280, "dark", "screen"),
    "print": (1280, "light", "print"),
}
# Six districts have the same page with other figures: one is looked at in every way, the others in one.
ONE_WAY = AREAS[1:6]
# The rules that look at colours are the slowest by far; other pages have no colours of their own (and see
# test_palette), and in the dark nothing but the colours is another.
OF_ITS_OWN_COLOURS = ("example", "blue", "house")
COLOUR_RULES = ("color-contrast", "link-in-text-block")


def ways_of(name: str) -> tuple[str, ...]:
    """How a page is looked at."""
    if is_nightly() or name in OF_ITS_OWN_COLOURS:
        return tuple(WAYS)
    return ("desktop",) if name in ONE_WAY else ("desktop", "phone", "print")


def has_colours(name: str, way: str) -> bool:
    """Whether the colours of a look are those of no other look."""
    return is_nightly() or name in OF_ITS_OWN_COLOURS or (way == "desktop" and name not in ONE_WAY)


LOOKS = [
    (name, way)
    for name in (*AREAS, *OTHER_NAMES, "example", "risks", "audit", "blue", "house")
    for way in ways_of(name)
]


@pytest.mark.parametrize(("name", "way"), LOOKS)
def test_axe_finds_no_violation(page: Page, pages: dict[str, Path], axe: str, name: str, way: str) -> None:
    width, scheme, media = WAYS[way]
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(media=media, color_scheme=scheme)
    page.goto(pages[name].as_uri())
    # What is closed is hidden from axe, also where the style sheet shows it: every section is opened, and
    # of the charts in each the second, since they are all made alike.
    page.evaluate(OPEN)
    page.evaluate(axe)
    _assert_sound(page.evaluate(RUN, {rule: {"enabled": False} for rule in COLOUR_RULES}))
    if has_colours(name, way):
        _assert_sound(colours_judged(page))


RUN = "rules => axe.run(document, {rules, resultTypes: ['violations', 'incomplete']})"
RUN_ONLY = "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations', 'incomplete']})"
ONE_OF_EACH_LOOK = (Path(__file__).parent / "one_of_each_look.js").read_text(encoding="utf-8")


def colours_judged(page: Page) -> Any:
    """What axe says of the colours of a page: at night of every text, else of the first text of each look."""
    if not is_nightly():
        assert page.evaluate(ONE_OF_EACH_LOOK) > 1
    return page.evaluate(RUN_ONLY, COLOUR_RULES)


def _assert_sound(found: Any) -> None:
    assert _told(found["violations"]) == []
    # What axe cannot decide by itself: the contrast of arrows and of words in pictures (see test_palette).
    assert _told(one for one in found["incomplete"] if one["id"] != "color-contrast") == []


def _told(results: Any) -> list[str]:
    return [f"{one['id']}: {one['help']}: {one['nodes'][0]['html']}" for one in results]


def test_the_samples_have_no_other_pages(pages: dict[str, Path]) -> None:
    looked_at = (*AREAS, *OTHER_NAMES, "example")
    assert tuple(pages)[: len(looked_at)] == looked_at


def test_axe_would_see_a_violation(page: Page, pages: dict[str, Path], axe: str) -> None:
    page.goto(pages["example"].as_uri())
    page.evaluate(OPEN)
    page.evaluate("document.documentElement.removeAttribute('lang')")
    page.evaluate(axe)
    assert "html-has-lang" in {one["id"] for one in page.evaluate(RUN, {})["violations"]}


def test_one_text_that_cannot_be_read_is_seen_among_all(page: Page, pages: dict[str, Path], axe: str) -> None:
    page.goto(pages["Swale"].as_uri())
    page.evaluate(OPEN)
    page.evaluate(axe)
    page.evaluate("[...document.querySelectorAll('table.scorecard td')].at(-2).style.color = '#cccccc'")
    assert [one["id"] for one in colours_judged(page)["violations"]] == ["color-contrast"]

"""The colours of the page: contrast by the formula of WCAG 2.2, in light and in dark."""

from __future__ import annotations

import itertools
import re
from importlib.resources import files

import pytest

from kpi_engine.model.definitions.style.theme import (
    BUILT_IN_THEMES,
    STANDARD,
    PageColours,
    RatingColours,
    Theme,
)

STYLE = files("kpi_engine.render").joinpath("templates/page.css").read_text(encoding="utf-8")
LIGHT = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", STYLE.split("@media")[0]))
DARK = {**LIGHT, **dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", STYLE.split("@media")[1]))}
THEMES = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_the_formula_gives_the_ratios_that_wcag_states() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@THEMES
@pytest.mark.parametrize(
    ("words", "ground"),
    [
        *((words, ground) for words in ("words", "quiet", "link") for ground in ("page", "panel")),
        ("focus-words", "focus"),
        ("on-green", "green"),
        ("on-amber", "amber"),
        ("on-red", "red"),
    ],
)
def test_words_stand_out(colours: dict[str, str], words: str, ground: str) -> None:
    assert contrast(colours[words], colours[ground]) >= 4.5


@THEMES
@pytest.mark.parametrize("line", ["target", "floor", "chip-line", "words", "strong-line"])
def test_lines_stand_out(colours: dict[str, str], line: str) -> None:
    assert contrast(colours[line], colours["page"]) >= 3


@pytest.mark.parametrize(("colours", "page"), [(LIGHT, STANDARD.light), (DARK, STANDARD.dark)])
def test_the_style_sheet_is_the_standard_theme(colours: dict[str, str], page: PageColours) -> None:
    assert page == PageColours(
        background=colours["page"],
        panel=colours["panel"],
        text=colours["words"],
        quiet=colours["quiet"],
        heading=colours["words"],
        link=colours["link"],
        line=colours["line"],
        strong_line=colours["strong-line"],
        green=RatingColours(colours["green"], colours["on-green"], colours["chip-line"]),
        amber=RatingColours(colours["amber"], colours["on-amber"], colours["chip-line"]),
        red=RatingColours(colours["red"], colours["on-red"], colours["chip-line"]),
    )
    assert (colours["target"], colours["floor"]) == (page.link, page.quiet)


def test_the_ratings_have_the_colours_of_the_design() -> None:
    assert (LIGHT["green"], LIGHT["amber"], LIGHT["red"]) == ("#3fa372", "#ffdd00", "#942514")
    assert (DARK["green"], DARK["amber"], DARK["red"]) == ("#3fa372", "#ffdd00", "#942514")


@pytest.mark.parametrize("theme", BUILT_IN_THEMES.values(), ids=BUILT_IN_THEMES)
def test_the_ratings_differ_in_grey(theme: Theme) -> None:
    greys = sorted(_luminance(colours.fill) for colours in theme.light.of_each().values())
    assert all(later / earlier > 2 for earlier, later in itertools.pairwise(greys))

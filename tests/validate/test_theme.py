"""What a theme may be. What is refused is in tests/errors/theme."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kpi_engine.model.definitions.scorecard import OutputFormat
from kpi_engine.model.definitions.style.contrast import contrast
from kpi_engine.model.definitions.style.theme import BUILT_IN_THEMES, STANDARD, Fonts, GivenTheme, Theme
from kpi_engine.model.issue import Location
from kpi_engine.validate.theme import RULES, validate_theme
from tests.logos import JPEG_LOGO, PNG_LOGO, SVG_LOGO

HERE = Location("house.yaml", 1)
PAGE = ("background", "panel", "text", "quiet", "accent", "link", "line")
RATINGS = tuple(f"{rag}.{part}" for rag in ("green", "amber", "red") for part in ("fill", "text", "border"))
PLACES = {
    "fonts.headings": HERE,
    "fonts.body": HERE,
    "logo.file": HERE,
    **{f"{mode}.{name}": HERE for mode in ("light", "dark") for name in (*PAGE, *RATINGS)},
}
OFFICE = (OutputFormat.XLSX, OutputFormat.DOCX)


def problems(theme: Theme, *outputs: OutputFormat) -> list[str]:
    return [issue.what for issue in validate_theme(GivenTheme(theme, HERE, PLACES), outputs)]


@pytest.mark.parametrize("theme", BUILT_IN_THEMES.values(), ids=BUILT_IN_THEMES)
def test_the_built_in_themes_are_sound(theme: Theme) -> None:
    assert problems(theme, *OutputFormat) == []


def test_a_colour_is_enough_just_where_its_contrast_is() -> None:
    light = replace(STANDARD.light, background="#ffffff", panel="#ffffff", quiet="#767676")
    assert contrast("#767676", "#ffffff") >= 4.5 > contrast("#777777", "#ffffff")
    assert problems(replace(STANDARD, light=light)) == []
    (told,) = problems(replace(STANDARD, light=replace(light, quiet="#777777")))
    assert "4.47 to 1" in told


def test_only_what_the_theme_gives_is_told() -> None:
    faint = replace(STANDARD, light=replace(STANDARD.light, text="#ffffff"))
    assert validate_theme(GivenTheme(faint, HERE, {}), ()) == ()


def test_a_border_needs_less_than_text() -> None:
    light = replace(STANDARD.light, panel="#ffffff", red=replace(STANDARD.light.red, border="#949494"))
    assert problems(replace(STANDARD, light=light)) == []


@pytest.mark.parametrize("fonts", [Fonts(), Fonts(("Libertinus Serif",), ("Calibri", "DejaVu Sans"))])
def test_fonts_that_a_pdf_has(fonts: Fonts) -> None:
    assert problems(replace(STANDARD, fonts=fonts), OutputFormat.PDF) == []


def test_without_a_pdf_any_font_will_do() -> None:
    assert problems(replace(STANDARD, fonts=Fonts(("Georgia",), ("Calibri",))), OutputFormat.HTML) == []


def test_a_logo_that_every_format_shows() -> None:
    for logo in (PNG_LOGO, JPEG_LOGO):
        assert problems(replace(STANDARD, logo=logo), *OutputFormat) == []
    assert problems(replace(STANDARD, logo=SVG_LOGO), OutputFormat.HTML, OutputFormat.PDF) == []
    (told,) = problems(replace(STANDARD, logo=SVG_LOGO), OutputFormat.XLSX)
    assert told == "a workbook cannot show an SVG logo, and will have none"


def test_every_rule_is_listed() -> None:
    assert len(RULES) == len(set(RULES)) == 3


@pytest.mark.parametrize(("found", "count"), [(4.5, 0), (4.4999, 14)])
def test_exactly_the_contrast_that_is_needed_is_enough(
    monkeypatch: pytest.MonkeyPatch, found: float, count: int
) -> None:
    monkeypatch.setattr("kpi_engine.validate.theme.contrast", lambda *_: found)
    assert len(problems(STANDARD)) == count


@pytest.mark.parametrize(("line", "told"), [("#ffffff", 1), ("#000000", 0)])
def test_strong_lines_of_another_colour_than_headings_are_seen(line: str, told: int) -> None:
    theme = replace(STANDARD, light=replace(STANDARD.light, strong_line=line))
    assert len([what for what in problems(theme) if what.startswith("the colour of strong lines")]) == told

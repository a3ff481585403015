"""A theme file → a theme: what each colour is where it is not given, and which files it is made of."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi_engine.model.definitions.scorecard import ThemeSource
from kpi_engine.model.definitions.style.theme import (
    BLUE_FOR_GOOD,
    STANDARD,
    Fonts,
    GivenTheme,
    MediaType,
    RatingColours,
)
from kpi_engine.model.issue import Location
from kpi_engine.read.theme.theme import read_theme
from tests.logos import png

START = "schema_version: 1\nname: Riverside\n"
HERE = Location("scorecard.yaml", 5, 8)


def source(folder: Path, text: str) -> ThemeSource:
    file = folder / "house.yaml"
    file.write_text(START + text, encoding="utf-8")
    return ThemeSource("", str(file), HERE)


def sound(folder: Path, text: str) -> GivenTheme:
    given, issues = read_theme(source(folder, text), folder)
    assert issues == ()
    return given


def palette(folder: Path, text: str) -> GivenTheme:
    return sound(folder, f"palette:\n{text}")


def test_without_a_theme_it_is_the_standard_one(tmp_path: Path) -> None:
    assert read_theme(None, tmp_path)[0].theme == STANDARD
    assert read_theme(ThemeSource("blue for good", "", HERE), tmp_path)[0].theme == BLUE_FOR_GOOD


def test_what_is_not_given_is_the_standard_theme_s(tmp_path: Path) -> None:
    theme = sound(tmp_path, "").theme
    assert (theme.name, theme.light, theme.dark, theme.paper) == (
        "Riverside",
        STANDARD.light,
        STANDARD.dark,
        STANDARD.paper,
    )
    assert (theme.fonts, theme.logo) == (Fonts(), None)


def test_or_the_theme_s_that_it_is_based_on(tmp_path: Path) -> None:
    theme = palette(tmp_path, '  based_on: blue for good\n  light: {link: "#000080"}\n').theme
    assert theme.light.green == BLUE_FOR_GOOD.light.green
    assert theme.paper.green == BLUE_FOR_GOOD.paper.green
    assert theme.dark == BLUE_FOR_GOOD.dark
    assert theme.light.link == "#000080"


def test_colours_are_read_in_small_letters_and_their_places_kept(tmp_path: Path) -> None:
    given = palette(tmp_path, '  light:\n    red: {fill: "#B10E1E"}\n')
    assert given.theme.light.red.fill == "#b10e1e"
    assert {path: (place.line, place.column) for path, place in given.places.items()} == {
        "light.red.fill": (5, 17)
    }


def test_headings_and_borders_follow_the_text(tmp_path: Path) -> None:
    light = palette(tmp_path, '  light: {text: "#222222"}\n').theme.light
    assert light.heading == light.strong_line == light.green.border == light.red.border == "#222222"
    accented = palette(tmp_path, '  light: {text: "#222222", accent: "#00703c"}\n').theme.light
    assert accented.heading == accented.strong_line == "#00703c"


def test_ratings_in_dark_are_those_of_light_with_the_line_of_dark(tmp_path: Path) -> None:
    text = '  light:\n    green: {fill: "#1d70b8", text: "#ffffff", border: "#003366"}\n'
    theme = palette(tmp_path, text).theme
    assert theme.dark.green == RatingColours("#1d70b8", "#ffffff", STANDARD.dark.text)
    other = palette(tmp_path, text + '  dark:\n    green: {fill: "#5694ca", text: "#000000"}\n').theme
    assert other.dark.green == RatingColours("#5694ca", "#000000", STANDARD.dark.text)
    assert other.light.green == theme.light.green


def test_paper_is_white(tmp_path: Path) -> None:
    theme = palette(tmp_path, '  light: {background: "#fbfaf5", panel: "#e6efe6"}\n').theme
    assert (theme.paper.background, theme.paper.panel) == ("#ffffff", "#e6efe6")
    assert theme.light.background == "#fbfaf5"


def test_a_font_is_a_name_or_a_list_of_them(tmp_path: Path) -> None:
    fonts = sound(tmp_path, "fonts: {headings: Georgia, body: [Gill Sans, sans-serif]}\n").theme.fonts
    assert fonts == Fonts(("Georgia",), ("Gill Sans", "sans-serif"))


def test_a_logo_and_the_files_of_a_theme(tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "logo.png").write_bytes(png(60, 20))
    text = "logo: {file: pictures/logo.png, alternative_text: Riverside}\n"
    logo = sound(tmp_path, text).theme.logo
    assert logo is not None
    assert (logo.media_type, logo.width, logo.height) == (MediaType.PNG, 60, 20)
    assert (logo.content, logo.alternative_text) == (png(60, 20), "Riverside")


def test_a_logo_behind_a_link_that_leaves_the_project(tmp_path: Path) -> None:
    project = tmp_path / "project"
    project.mkdir()
    (tmp_path / "logo.png").write_bytes(png())
    (project / "logo.png").symlink_to(tmp_path / "logo.png")
    given, issues = read_theme(
        source(project, "logo: {file: logo.png, alternative_text: Riverside}\n"), project
    )
    assert [issue.what for issue in issues] == [f'"logo.png" leads outside the project, which is {project}']
    assert given.theme.logo is None


@pytest.mark.parametrize("text", ["- a list\n", "palette: [\n"])
def test_what_cannot_be_read_leaves_the_standard_theme(tmp_path: Path, text: str) -> None:
    file = tmp_path / "house.yaml"
    file.write_text(text)
    given, issues = read_theme(ThemeSource("", str(file), HERE), tmp_path)
    assert issues
    assert given.theme.light == STANDARD.light

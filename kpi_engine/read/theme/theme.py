"""A theme file → a theme. The format: docs/themes.md."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kpi_engine.model.definitions.scorecard import ThemeSource
from kpi_engine.model.definitions.style.contrast import WHITE
from kpi_engine.model.definitions.style.theme import (
    BUILT_IN_THEMES,
    STANDARD,
    Fonts,
    GivenTheme,
    Logo,
    PageColours,
    RatingColours,
    Theme,
)
from kpi_engine.model.issue import Issue, Location
from kpi_engine.read.places import display_path
from kpi_engine.read.reporting import in_order
from kpi_engine.read.scorecard.project_paths import Project
from kpi_engine.read.theme import theme_schema as fields
from kpi_engine.read.theme.logo import read_logo
from kpi_engine.read.yaml.records import Field, Record, Values
from kpi_engine.read.yaml.yaml_nodes import load_nodes

Places = dict[str, Location]
_LOGO_WANTED = "a PNG, JPEG or SVG file"


def read_theme(source: ThemeSource | None, root: Path) -> tuple[GivenTheme, tuple[Issue, ...]]:
    """The theme that a scorecard names; without a name, or where it cannot be read, the standard theme.

    A logo must lie inside ``root``, symbolic links followed. Render with the theme only where no issue is an
    error.
    """
    if source is None or source.name:
        theme = BUILT_IN_THEMES[source.name if source else STANDARD.name]
        return GivenTheme(theme, source.location if source else Location(""), {}), ()
    values, issues = _values(Path(source.path))
    places: Places = {}
    theme = STANDARD if values is None else _theme(values, _project(source, root), places, issues)
    return GivenTheme(theme, source.location, places), tuple(in_order(issues))


def _values(file: Path) -> tuple[Values | None, list[Issue]]:
    node, issues = load_nodes(file, display_path(file))
    return (None if node is None else fields.THEME.read(node, "this file", issues)), issues


def _project(source: ThemeSource, root: Path) -> Project:
    file = Path(source.path)
    return Project(root, file.parent, display_path(file))


def _theme(values: Values, project: Project, places: Places, issues: list[Issue]) -> Theme:
    palette = values.get(fields.PALETTE)
    based_on = (palette.get(fields.BASED_ON) if palette is not None else None) or fields.BasedOn.STANDARD
    base = BUILT_IN_THEMES[based_on.value]
    light = _page(palette, fields.LIGHT, base.light, places)
    # What is GREEN on a light page is so on a dark one, unless the theme says otherwise.
    dark_base = replace(base.dark, green=light.green, amber=light.amber, red=light.red)
    panel = light.panel if "light.panel" in places else base.paper.panel
    return Theme(
        name=values.get(fields.NAME) or "",
        light=light,
        dark=_page(palette, fields.DARK, dark_base, places),
        paper=replace(light, background=WHITE, panel=panel),
        fonts=_fonts(values.get(fields.FONTS), places),
        logo=_logo(values.get(fields.LOGO), project, places, issues),
    )


def _page(palette: Values | None, field: Field[Values], base: PageColours, places: Places) -> PageColours:
    """The colours of one kind of page; ``base`` is used where no colours are given."""
    given = palette.get(field) if palette is not None else None
    found = _given(given, field.name, fields.PAGE, places)
    text = found.get("text", base.text)
    accent = found.get("accent") or found.get("text")
    page = replace(
        base,
        background=found.get("background", base.background),
        panel=found.get("panel", base.panel),
        text=text,
        quiet=found.get("quiet", base.quiet),
        heading=accent or base.heading,
        link=found.get("link", base.link),
        line=found.get("line", base.line),
        strong_line=accent or base.strong_line,
    )

    def rating(of: Field[Values], usual: RatingColours) -> RatingColours:
        values = given.get(of) if given is not None else None
        own = _given(values, f"{field.name}.{of.name}", fields.RATING, places)
        return RatingColours(
            own.get("fill", usual.fill), own.get("text", usual.text), own.get("border", text)
        )

    return replace(
        page,
        green=rating(fields.GREEN, base.green),
        amber=rating(fields.AMBER, base.amber),
        red=rating(fields.RED, base.red),
    )


def _given(values: Values | None, path: str, record: Record, places: Places) -> dict[str, str]:
    """The texts that a record gives, by field; the location of each goes to ``places``."""
    found: dict[str, str] = {}
    for of in record.fields:
        value = values.get(of) if values is not None else None
        if values is not None and isinstance(value, str):
            found[of.name] = value
            places[f"{path}.{of.name}"] = values.at(of)
    return found


def _fonts(values: Values | None, places: Places) -> Fonts:
    if values is None:
        return Fonts()
    for of in (fields.HEADING_FONTS, fields.BODY_FONTS):
        if values.get(of):
            places[f"fonts.{of.name}"] = values.at(of)
    return Fonts(values.get(fields.HEADING_FONTS), values.get(fields.BODY_FONTS))


def _logo(values: Values | None, project: Project, places: Places, issues: list[Issue]) -> Logo | None:
    named = values.get(fields.LOGO_FILE) if values is not None else None
    if values is None or named is None:
        return None
    places["logo.file"] = named.location
    file = project.file(named, issues, _LOGO_WANTED)
    if file is None:
        return None
    return read_logo(file, named, values.get(fields.ALTERNATIVE_TEXT) or "", issues)

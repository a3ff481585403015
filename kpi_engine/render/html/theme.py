"""A theme in a page: what its style sheet says beyond page.css, which is the standard theme, and its logo.

A logo is in an ``<img>``, where a browser neither runs nor fetches anything for it, SVG included.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping

from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.definitions.style.theme import (
    GENERIC_FAMILIES,
    STANDARD,
    Fonts,
    Logo,
    PageColours,
    Theme,
)
from kpi_engine.model.outputs.document import Document, has_sign
from kpi_engine.render.shared.markup import text

_HEADINGS = "h1, h2, h3, h4, h5"


def theme_style(theme: Theme) -> str:
    """CSS to follow page.css; empty where page.css says everything.

    Colours give way to colours that a reader has forced, and the page is white on paper.
    """
    return "".join((*_colours(theme), *_fonts(theme.fonts), *(_LOGO if theme.logo else ())))


def signs_style(document: Document) -> str:
    """CSS for names of ratings that begin with a sign: the sign is shown in place of the shape."""
    signed = any(has_sign(entry.rating) for entry in document.key)
    return ".chip.signed::before { display: none; }\n" if signed else ""


def logo_html(logo: Logo | None) -> str:
    """The logo for the head of a page."""
    if logo is None:
        return ""
    data = b64encode(logo.content).decode("ascii")
    return (
        f'<img class="logo" src="data:{logo.media_type.value};base64,{data}"'
        f' alt="{text(logo.alternative_text)}">\n'
    )


# A logo is made for a light ground, and keeps one where the page is dark.
_LOGO = (
    ".logo { display: block; height: 4rem; max-width: 100%; object-fit: contain; object-position: left;"
    " margin: 0 0 1.25rem; }\n",
    "@media screen and (prefers-color-scheme: dark) {\n"
    ".logo { box-sizing: content-box; max-width: calc(100% - 1rem); background: #ffffff; padding: 0.5rem; }\n"
    "}\n",
)


def _colours(theme: Theme) -> Iterator[str]:
    if (theme.light, theme.dark) == (STANDARD.light, STANDARD.dark):
        return
    light, dark, paper = map(_variables, (theme.light, theme.dark, theme.paper))
    yield f"@media (forced-colors: none) {{\n:root {{ {_declared(light)} }}\n}}\n"
    yield (
        "@media screen and (prefers-color-scheme: dark) and (forced-colors: none) {\n"
        f":root {{ {_declared(dark)} }}\n}}\n"
    )
    yield f"@media print {{\n:root {{ {_declared({'page': paper['page']})} }}\n}}\n"
    yield f"{_HEADINGS} {{ color: var(--heading); }}\n"
    yield from (f".chip.{name} {{ border-color: var(--around-{name}); }}\n" for name in _ratings(theme.light))
    yield from _further(theme.light)


# The shapes of the ratings beside RED, AMBER and GREEN, as page.css has the shapes of the three.
_SHAPES = {
    Rag.BLUE: "polygon(50% 0, 61% 35%, 98% 35%, 68% 57%, 79% 91%, 50% 70%,"
    " 21% 91%, 32% 57%, 2% 35%, 39% 35%)",
    Rag.AMBER_GREEN: "polygon(50% 0, 100% 100%, 0 100%)",
    Rag.AMBER_RED: "polygon(0 0, 100% 0, 50% 100%)",
}


def _further(colours: PageColours) -> Iterator[str]:
    """The looks of ratings that only some scales have, and of names with a sign of their own."""
    for name, rag in _ratings(colours).items():
        shape = _SHAPES.get(rag)
        if shape is not None:
            yield f".chip.{name} {{ background: var(--{name}); color: var(--on-{name}); }}\n"
            yield f".chip.{name}::before {{ width: 0.85em; height: 0.85em; clip-path: {shape}; }}\n"
            yield f".spark .{name}, .chart svg .{name} {{ stroke: var(--words); fill: var(--{name}); }}\n"


def _variables(colours: PageColours) -> dict[str, str]:
    """The custom properties of page.css, and what only themes have, by name."""
    found = {
        "page": colours.background,
        "panel": colours.panel,
        "words": colours.text,
        "quiet": colours.quiet,
        "heading": colours.heading,
        "line": colours.line,
        "strong-line": colours.strong_line,
        "link": colours.link,
        "target": colours.link,
        "floor": colours.quiet,
        "chip-line": colours.text,
    }
    for name, rag in _ratings(colours).items():
        rating = colours.of(rag)
        found |= {name: rating.fill, f"on-{name}": rating.text, f"around-{name}": rating.border}
    return found


def _ratings(colours: PageColours) -> dict[str, Rag]:
    return {rag.value.lower(): rag for rag in colours.of_each()}


def _declared(variables: Mapping[str, str]) -> str:
    return " ".join(f"--{name}: {value};" for name, value in variables.items())


def _fonts(fonts: Fonts) -> Iterator[str]:
    if fonts.body:
        yield f"body {{ font-family: {_families(fonts.body)}; }}\n"
    if fonts.headings:
        yield f"{_HEADINGS} {{ font-family: {_families(fonts.headings)}; }}\n"


def _families(families: tuple[str, ...]) -> str:
    return ", ".join(name if name in GENERIC_FAMILIES else f'"{name}"' for name in families)

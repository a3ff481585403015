"""The page as a whole: head, cover, table of contents and parts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from kpi_engine.model.definitions.style.theme import STANDARD, Theme
from kpi_engine.model.outputs.document import Document
from kpi_engine.render.html.icons import statistics_style
from kpi_engine.render.html.parts import Part, parts_of
from kpi_engine.render.html.theme import logo_html, signs_style, theme_style
from kpi_engine.render.shared.markup import isolated, text

# Nothing is fetched and nothing runs, even if words of a user should ever get through as markup.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


def render_html(document: Document, theme: Theme = STANDARD) -> str:
    """The document as one HTML page, in text to be encoded as UTF-8. The same document: the same page."""
    about = (document.area, document.as_at)
    style = statistics_style(document) + signs_style(document)
    return page_html(document.title, about, document.facts, list(parts_of(document)), theme, style=style)


def page_html(
    title: str,
    about: Sequence[str],
    facts: Sequence[tuple[str, str]],
    parts: Sequence[Part],
    theme: Theme = STANDARD,
    *,
    style: str = "",
) -> str:
    """A page of some parts, the first of them the summary.

    Args:
        title: the title of the page.
        about: what the page is about (area, month).
        facts: (label, text) pairs of the cover.
        parts: the parts, in their order.
        theme: colours, typeface and logo.
        style: CSS beyond the style sheet of every page.
    """
    return "".join(
        (
            _head(title, about, style + theme_style(theme)),
            _cover(title, about, facts, logo_html(theme.logo)),
            _contents(parts),
            '<main id="main" tabindex="-1">\n',
            "".join(_part(part) for part in parts),
            "</main>\n</body>\n</html>\n",
        )
    )


@cache
def _style() -> str:
    return files("kpi_engine.render").joinpath("templates/page.css").read_text(encoding="utf-8")


def _head(title: str, about: Sequence[str], style: str) -> str:
    return (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{text(title)} – {text(', '.join(about))}</title>\n"
        f'<link rel="icon" href="data:,">\n<style>\n{_style()}{style}</style>\n</head>\n'
    )


def _cover(title: str, about: Sequence[str], facts: Sequence[tuple[str, str]], logo: str) -> str:
    terms = "".join(f"<div><dt>{text(label)}</dt><dd>{isolated(fact)}</dd></div>\n" for label, fact in facts)
    return (
        '<body>\n<a class="skip" href="#main">Skip to the summary</a>\n<header>\n'
        f"{logo}<h1>{isolated(title)} <span>{', '.join(map(isolated, about))}</span></h1>\n"
        f"<dl>\n{terms}</dl>\n</header>\n"
    )


def _contents(parts: Sequence[Part]) -> str:
    entries = "".join(_entry(part) for part in parts)
    return (
        '<nav id="contents" aria-labelledby="contents-title">\n<h2 id="contents-title">Contents</h2>\n'
        f"<ul>\n{entries}</ul>\n</nav>\n"
    )


def _entry(part: Part) -> str:
    sections = "".join(
        f'<li><a href="#{text(identifier)}">{isolated(title)}</a></li>\n'
        for identifier, title in part.entries
    )
    below = f"\n<ul>\n{sections}</ul>" if sections else ""
    return f'<li><a href="#{part.id}">{isolated(part.title)}</a>{below}</li>\n'


def _part(part: Part) -> str:
    return f'<section class="part" id="{part.id}">\n<h2>{isolated(part.title)}</h2>\n{part.html}</section>\n'

"""The page as a whole: head, cover, table of contents and parts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from kpi_engine.model.definitions.style.theme import STANDARD, Theme
from kpi_engine.model.outputs.document import Document
from kpi_engine.model.outputs.site import NO_SITE, Site
from kpi_engine.render.html.filters.filter_style import filters_style
from kpi_engine.render.html.footer import ONLY_IN_THE_FOOT, footer_html, site_html
from kpi_engine.render.html.icons import statistics_style
from kpi_engine.render.html.parts import Part, parts_of
from kpi_engine.render.html.theme import logo_html, signs_style, theme_style
from kpi_engine.render.shared.markup import isolated, text

# Nothing is fetched and nothing runs, even if words of a user should ever get through as markup.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


def render_html(document: Document, theme: Theme = STANDARD, site: Site = NO_SITE) -> str:
    """The document as one HTML page, in text to be encoded as UTF-8. The same document: the same page.

    ``site`` are the pages and files that are beside it.
    """
    about = (document.area, document.as_at)
    style = statistics_style(document) + signs_style(document) + filters_style(document)
    parts = list(parts_of(document, site))
    return page_html(
        document.title, about, document.facts, parts, theme, style=style, site=site, here=document.area
    )


def page_html(
    title: str,
    about: Sequence[str],
    facts: Sequence[tuple[str, str]],
    parts: Sequence[Part],
    theme: Theme = STANDARD,
    *,
    style: str = "",
    site: Site = NO_SITE,
    here: str = "",
) -> str:
    """A page of some parts, the first of them the summary.

    Args:
        title: the title of the page.
        about: what the page is about (area, month).
        facts: (label, text) pairs of the cover.
        parts: the parts, in their order.
        theme: colours, typeface and logo.
        style: CSS beyond the style sheet of every page.
        site: the pages and files that are beside it.
        here: the area, or the file, that the page is.
    """
    return "".join(
        (
            _head(title, about, style + theme_style(theme)),
            _cover(title, about, facts, logo_html(theme.logo)),
            site_html(site, here),
            _contents(parts),
            '<main id="main" tabindex="-1">\n',
            "".join(_part(part) for part in parts),
            "</main>\n",
            footer_html(facts, site),
            "</body>\n</html>\n",
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
    terms = "".join(
        f"<div><dt>{text(label)}</dt><dd>{isolated(fact)}</dd></div>\n"
        for label, fact in facts
        if label not in ONLY_IN_THE_FOOT
    )
    return (
        '<body>\n<a class="skip" href="#main">Skip to the summary</a>\n<header>\n'
        f"{logo}<h1>{isolated(title)} <span>{', '.join(map(isolated, about))}</span></h1>\n"
        f"<dl>\n{terms}</dl>\n</header>\n"
    )


def _contents(parts: Sequence[Part]) -> str:
    entries = "".join(_entry(part) for part in parts)
    return (
        '<nav id="contents" aria-labelledby="contents-title">\n<h2 id="contents-title">Contents</h2>\n'
        f'<details class="fold"><summary>What is on this page</summary>\n<ul>\n{entries}</ul>\n</details>\n'
        "</nav>\n"
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

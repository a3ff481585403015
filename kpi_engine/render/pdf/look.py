"""A theme as pack.typ wants it: colours, fonts that there are, and the logo as one SVG."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from kpi_engine.model.definitions.style.theme import PDF_FAMILIES, Logo, MediaType, Theme
from kpi_engine.render.shared.chart_on_paper import FAMILY

Content = dict[str, Any]
# Millimetres.
_LOGO_HEIGHT, _WIDEST_LOGO = 18, 120


def look_of(theme: Theme) -> Content:
    """The parts of the content that say how a pack looks."""
    page = theme.paper
    body = _families(theme.fonts.body)
    return {
        "colours": {
            rag.value: {"ground": colours.fill, "words": colours.text, "border": colours.border}
            for rag, colours in page.of_each().items()
        },
        "page": {
            "ink": page.text,
            "quiet": page.quiet,
            "heading": page.heading,
            "line": page.line,
            "strong_line": page.strong_line,
            "panel": page.panel,
            "link": page.link,
        },
        "fonts": {
            "body": body,
            "headings": _families(theme.fonts.headings) if theme.fonts.headings else body,
        },
        "logo": logo_content(theme.logo) if theme.logo is not None else None,
    }


def _families(wanted: tuple[str, ...]) -> list[str]:
    """The wanted typefaces that a PDF can have, and last the typeface that has a sign for most characters."""
    return [*(family for family in wanted if family in PDF_FAMILIES and family != FAMILY), FAMILY]


def logo_content(logo: Logo) -> Content:
    """The logo and its width in millimetres."""
    width = min(_LOGO_HEIGHT * logo.width / logo.height, _WIDEST_LOGO)
    return {"svg": _as_svg(logo), "alt": logo.alternative_text, "width": width}


def _as_svg(logo: Logo) -> str:
    """A logo as SVG; a picture of another kind is put into an SVG, since typst is given texts only."""
    if logo.media_type is MediaType.SVG:
        return logo.content.decode("utf-8-sig")
    data = b64encode(logo.content).decode("ascii")
    size = f'width="{logo.width:g}" height="{logo.height:g}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {logo.width:g} {logo.height:g}">'
        f'<image {size} href="data:{logo.media_type.value};base64,{data}"/></svg>'
    )

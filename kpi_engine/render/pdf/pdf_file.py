"""The PDF itself: the content handed to typst, set in this process, the same bytes for the same document."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, cast

import typst

from kpi_engine.model.definitions.style.theme import STANDARD, Logo, Theme
from kpi_engine.model.outputs.document import Document
from kpi_engine.render.pdf.content import content_of
from kpi_engine.render.pdf.look import logo_content
from kpi_engine.render.pdf.row_headers import with_row_headers
from kpi_engine.render.pdf.typeface import FONTS, REPLACEMENT, missing_in, with_known_characters
from kpi_engine.render.shared.paper import SIZE

_TEMPLATE = Path(__file__).with_name("pack.typ")
_MOST_CHARACTERS_NAMED = 8
_LOGO_ALONE = (
    b'#image(bytes(sys.inputs.svg), format: "svg", width: float(sys.inputs.width) * 1mm, alt: sys.inputs.alt)'
)


def render_pdf(document: Document, theme: Theme = STANDARD, size: float = SIZE) -> bytes:
    """The document as a tagged PDF (PDF/UA-1). The same document and version of typst: the same bytes.

    No text is smaller than ``size`` points.

    Typst starts threads: a process that has made a PDF must not be forked.
    """
    content = content_of(document, theme, size)
    missing = missing_in(json.dumps(content, ensure_ascii=False))
    if missing:
        content["notes"] = (*content["notes"], _missing_note(missing))
    dated = datetime(document.dated.year, document.dated.month, document.dated.day, tzinfo=UTC)
    made = _compiler().compile(
        format="pdf",
        sys_inputs={"content": json.dumps(_showable(content), ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=dated,
    )
    return with_row_headers(cast("bytes", made))  # one file, since it is neither pictures nor written out


def why_no_logo(logo: Logo) -> str:
    """Why a PDF cannot show a logo, in the words of typst; nothing where it can."""
    shown = logo_content(logo)
    try:
        typst.compile(
            _LOGO_ALONE,
            format="pdf",
            sys_inputs={"svg": str(shown["svg"]), "width": str(shown["width"]), "alt": str(shown["alt"])},
            ignore_system_fonts=True,
        )
    except (typst.TypstError, RuntimeError) as error:
        return " ".join(str(error).split())
    return ""


@cache
def _compiler() -> typst.Compiler:
    """One for all documents: it keeps its fonts. Fonts of this machine are left out."""
    return typst.Compiler(_TEMPLATE, root=_TEMPLATE.parent, font_paths=[FONTS], ignore_system_fonts=True)


def _showable(content: Any) -> Any:
    """The content with every text in it as the typeface can show it."""
    if isinstance(content, str):
        return with_known_characters(content)
    if isinstance(content, dict):
        return {name: _showable(value) for name, value in content.items()}
    return [_showable(value) for value in content] if isinstance(content, (list, tuple)) else content


def _missing_note(missing: str) -> str:
    named = ", ".join(f"U+{ord(mark):04X}" for mark in missing[:_MOST_CHARACTERS_NAMED])
    more = (
        f" and {len(missing) - _MOST_CHARACTERS_NAMED} more" if len(missing) > _MOST_CHARACTERS_NAMED else ""
    )
    return (
        f"The typeface of this file has no sign for some characters, shown as {REPLACEMENT}: {named}{more}."
    )

"""The logo of a theme at the head of a report."""

from __future__ import annotations

from io import BytesIO

from docx.document import Document as WordFile
from docx.shared import Emu, Mm

from kpi_engine.model.definitions.style.theme import Logo, MediaType
from kpi_engine.render.shared.markup import allowed

_HEIGHT, _WIDEST = Mm(18), Mm(120)


def add_logo(file: WordFile, logo: Logo | None) -> None:
    """Put the logo into a paragraph of its own before the title.

    Word shows no SVG without a second picture of another kind beside it, so such a logo is left out.
    """
    if logo is None or logo.media_type is MediaType.SVG:
        return
    title = file.paragraphs[0]
    scale = min(_HEIGHT / logo.height, _WIDEST / logo.width)
    width, height = Emu(round(logo.width * scale)), Emu(round(logo.height * scale))
    picture = title.insert_paragraph_before().add_run().add_picture(BytesIO(logo.content), width, height)
    named = picture._inline.docPr
    named.set("descr", allowed(logo.alternative_text))

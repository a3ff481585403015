"""The Word file itself: styles and properties by python-docx, its text as WordprocessingML in one piece."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from kpi_engine.model.definitions.style.theme import STANDARD, Theme
from kpi_engine.model.outputs.document import Document
from kpi_engine.render.docx.body import body_xml
from kpi_engine.render.docx.logo import add_logo
from kpi_engine.render.docx.package import FileParts, set_properties, without_clock
from kpi_engine.render.docx.styles import page_xml, set_page, set_styles
from kpi_engine.render.docx.words import field, paragraph, run
from kpi_engine.render.shared.paper import MARGIN, PAGE, SIZE


def render_docx(document: Document, theme: Theme = STANDARD, size: float = SIZE) -> bytes:
    """The document as a report in Word's format. The same document and libraries: the same bytes.

    No text is smaller than ``size`` points.
    """
    file = docx.Document()
    set_styles(file, theme, size)
    set_page(file, PAGE, MARGIN)
    set_properties(file, document)
    body: Any = file.element.body
    elements = _elements(body_xml(document, FileParts(file), theme.paper, size, page_xml(file)))
    for place, element in enumerate(elements):
        body.insert(place, element)
    add_logo(file, theme.logo)
    section = file.sections[0]
    _fill(section.header, run(f"{document.title} – {document.area}, {document.as_at}"))
    _fill(section.footer, run("Page ") + field("PAGE", "1") + run(" of ") + field("NUMPAGES", "1"))
    saved = BytesIO()
    file.save(saved)
    return without_clock(saved.getvalue(), document.dated)


def _elements(markup: str) -> list[Any]:
    """Paragraphs and tables, parsed together: one by one takes several times as long."""
    return list(parse_xml(f"<w:body {nsdecls('w', 'r')}>{markup}</w:body>"))


def _fill(place: Any, content: str) -> None:
    """Put one paragraph into a header or footer in place of its empty paragraph."""
    empty = place.paragraphs[0]._p
    empty.addprevious(_elements(paragraph("Header", content))[0])
    empty.getparent().remove(empty)

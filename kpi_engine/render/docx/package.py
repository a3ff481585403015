"""The parts of the file beside its text: properties, links, numbering, and entries without a clock."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document as WordFile
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from kpi_engine.model.outputs.document import Document
from kpi_engine.render.docx.styles import LANGUAGE, NUMBER
from kpi_engine.render.shared.author import author_of
from kpi_engine.render.shared.markup import allowed

# Numbers of pictures, which no other part of a file has.
_FIRST_PICTURE = 100_000
_EARLIEST = date(1980, 1, 1)  # a zip file has no earlier one


class FileParts:
    """Links and numbered lists of a file, made as its text asks for them."""

    def __init__(self, file: WordFile) -> None:
        self._part: Any = file.part
        properties = next(style for style in file.styles if style.style_id == NUMBER).element.pPr
        self._numbering: Any = self._part.numbering_part.element
        numbered = self._numbering.num_having_numId(properties.numPr.numId.val)
        self._look = numbered.abstractNumId.val
        self._pictures = 0

    def link(self, address: str) -> str:
        """The id of the relationship to an address of the web."""
        return str(self._part.relate_to(allowed(address), RELATIONSHIP_TYPE.HYPERLINK, is_external=True))

    def numbering(self, start: int) -> int:
        """The id of a new numbered list that begins with this number."""
        number = self._numbering.add_num(self._look)
        number.add_lvlOverride(ilvl=0).add_startOverride(start)
        return int(number.numId)

    def picture(self, content: BytesIO, millimetres: float, alternative: str) -> str:
        """A picture of a width, for a run, with what it says to readers who do not see it."""
        inline = self._part.new_pic_inline(content, Mm(millimetres))
        self._pictures += 1
        inline.docPr.id = _FIRST_PICTURE + self._pictures
        inline.docPr.set("name", f"Chart {self._pictures}")
        inline.docPr.set("descr", allowed(alternative))
        return str(inline.xml)


def set_properties(file: WordFile, document: Document) -> None:
    """Title, language and dates; nothing about the author of the empty template file."""
    properties = file.core_properties
    # A property has at most 255 characters.
    properties.title = allowed(f"{document.title} – {document.area}, {document.as_at}")[:255]
    properties.author = allowed(author_of(document))[:255]
    properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.language = LANGUAGE
    properties.revision = 1
    properties.created = properties.modified = datetime.combine(document.dated, datetime.min.time())
    _set_settings(file)


def _set_settings(file: WordFile) -> None:
    """Made for a Word of today, not in compatibility mode; fonts of a theme are for British English."""
    settings: Any = file.settings.element
    languages = settings.find(qn("w:themeFontLang"))
    if languages is not None:
        languages.set(qn("w:val"), LANGUAGE)
    compatibility = settings.find(qn("w:compat"))
    mode = OxmlElement("w:compatSetting")
    for key, value in (
        ("name", "compatibilityMode"),
        ("uri", "http://schemas.microsoft.com/office/word"),
        ("val", "15"),
    ):
        mode.set(qn(f"w:{key}"), value)
    compatibility.append(mode)


def without_clock(saved: bytes, dated: date) -> bytes:
    """The same entries, each with the date given: what a zip file says about when it was made."""
    day = max(dated, _EARLIEST)
    written = BytesIO()
    with ZipFile(BytesIO(saved)) as old, ZipFile(written, "w") as new:
        for name in old.namelist():
            entry = ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            new.writestr(entry, old.read(name))
    return written.getvalue()

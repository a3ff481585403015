"""A Word document → the tables and words of it, headers, footers, notes and hidden text included."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from kpi_engine.model.outputs.published_text import (
    PublishedCell,
    PublishedDocument,
    PublishedTable,
    PublishedWords,
)
from kpi_engine.read.published.office_parts import (
    alternative_texts,
    charts,
    hidden_words,
    picture_count,
    words_of,
)
from kpi_engine.read.workbook.package import Package, local

_BODIES = ("word/document.xml", "word/header", "word/footer", "word/footnotes", "word/endnotes")
_NO_FILL = ("auto", "")


def read_published_word(package: Package, file: str, title: str) -> PublishedDocument:
    """The tables and words of a document."""
    tables: list[PublishedTable] = []
    words: list[PublishedWords] = []
    for part in package.parts(".xml"):
        if part.lower().startswith(_BODIES):
            _read(package.root(part), tables, words)
    words += hidden_words(package)
    return PublishedDocument(file, title, (*tables, *charts(package)), tuple(words), picture_count(package))


def _read(root: Element, tables: list[PublishedTable], words: list[PublishedWords]) -> None:
    """Paragraphs and tables in their order; a heading says what follows it is about."""
    headings: dict[str, str] = {}
    for element in _blocks(root):
        if local(element.tag) == "tbl":
            tables.append(_table(element, " · ".join(reversed(headings.values()))))
            continue
        text = words_of(element)
        style = _attribute(element, "pStyle", "val")
        if style.startswith(("Heading", "Title", "Caption")) and text:
            for name in [name for name in headings if name >= style]:
                del headings[name]
            headings[style] = text
        if text:
            words.append(PublishedWords("text", text, " · ".join(reversed(headings.values()))))


def _blocks(root: Element) -> Iterator[Element]:
    """Paragraphs outside tables, and outermost tables."""
    for element in root:
        if local(element.tag) in ("p", "tbl"):
            yield element
        else:
            yield from _blocks(element)


def _table(table: Element, name: str) -> PublishedTable:
    caption = " ".join(each.text for each in alternative_texts(table))
    rows = []
    for row in (element for element in table.iter() if local(element.tag) == "tr"):
        cells: list[PublishedCell] = []
        is_heading = any(local(element.tag) == "tblHeader" for element in row.iter())
        for cell in (element for element in row if local(element.tag) == "tc"):
            fill = _attribute(cell, "shd", "fill")
            looks = frozenset({f"#{fill.lower()}"} if fill.lower() not in _NO_FILL else ())
            made = PublishedCell(words_of(cell), looks=looks, is_heading=is_heading)
            span = _attribute(cell, "gridSpan", "val")
            cells += [made] * (int(span) if span.isdigit() else 1)
        rows.append(tuple(cells))
    width = max(map(len, rows), default=0)
    empty = PublishedCell("")
    return PublishedTable(
        " · ".join(part for part in (caption, name) if part),
        tuple((*row, *(empty,) * (width - len(row))) for row in rows),
    )


def _attribute(element: Element, below: str, name: str) -> str:
    """An attribute of the first element named ``below`` inside an element; empty without it."""
    for found in element.iter():
        if local(found.tag) == below:
            return next((text for key, text in found.attrib.items() if local(key) == name), "")
    return ""

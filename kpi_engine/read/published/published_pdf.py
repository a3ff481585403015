"""A PDF file → the tables and words of it: by its tags where it has them, else line by line."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Object

from kpi_engine.model.outputs.published_text import (
    PublishedCell,
    PublishedDocument,
    PublishedTable,
    PublishedWords,
)
from kpi_engine.read.published.pdf_text import PageText, page_text

# What qpdf logs about a damaged file would reach the terminal: the reader has words of its own.
logging.getLogger("pikepdf").addHandler(logging.NullHandler())

_SPOKEN = ("/Alt", "/ActualText", "/E", "/T")
_HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")
_BLOCKS = frozenset((*_HEADINGS, "P", "LI", "Caption", "Div", "Note", "Figure", "Formula", "TOCI"))
_ANNOTATION = ("/Contents", "/TU", "/T", "/V")


def read_published_pdf(content: bytes, file: str) -> PublishedDocument:
    """The tables and words of a file, with its properties, alternative texts, notes and bookmarks.

    Raises:
        pikepdf.PdfError: the file is damaged or protected.
    """
    with pikepdf.open(BytesIO(content)) as pdf:
        pages = [page_text(page) for page in pdf.pages]
        title = str(pdf.docinfo.get("/Title", "")) if pdf.trailer.get("/Info") is not None else ""
        words = [*_properties(pdf), *_annotations(pdf)]
        reader = _Tagged(pdf, pages)
        root = pdf.Root.get("/StructTreeRoot")
        if root is not None:
            reader.read(root)
        else:
            words += [PublishedWords("text", line, title) for page in pages for line in page.in_lines()]
        return PublishedDocument(
            file, title, tuple(reader.tables), (*words, *reader.words), _picture_count(pdf)
        )


def _picture_count(pdf: pikepdf.Pdf) -> int:
    """How many pictures made of dots the file holds; what makes parts of one transparent is no other."""
    streams = [each for each in pdf.objects if isinstance(each, pikepdf.Stream)]
    images = [each for each in streams if each.get("/Subtype") == "/Image"]
    masks = {
        mask.objgen
        for image in images
        for key in ("/SMask", "/Mask")
        if isinstance(mask := image.get(key), pikepdf.Stream)
    }
    return sum(image.objgen not in masks for image in images)


def _properties(pdf: pikepdf.Pdf) -> Iterator[PublishedWords]:
    if pdf.trailer.get("/Info") is not None:
        for _, value in sorted((str(name), str(value)) for name, value in pdf.docinfo.items()):
            yield PublishedWords("document property", value)
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        for name in sorted(metadata):
            yield PublishedWords("document property", str(metadata[name]))


def _annotations(pdf: pikepdf.Pdf) -> Iterator[PublishedWords]:
    for page in pdf.pages:
        for note in page.obj.get("/Annots", Array()):
            for name in _ANNOTATION:
                if isinstance(note.get(name), pikepdf.String):
                    yield PublishedWords("note on a page", str(note[name]))


class _Tagged:
    """Reads the tree of tags: tables by their cells, other words by their paragraphs."""

    def __init__(self, pdf: pikepdf.Pdf, pages: list[PageText]) -> None:
        self.tables: list[PublishedTable] = []
        self.words: list[PublishedWords] = []
        self._page_of = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        self._pages = pages
        self._headings: dict[str, str] = {}

    def read(self, element: Object, page: int = 0) -> None:
        """Read what lies below a tag; ``page`` is the page that the tags above say."""
        page = self._page(element, page)
        kind = str(element.get("/S", "")).lstrip("/")
        if kind == "Table":
            self._take_table(element, page)
            return
        if kind in _BLOCKS and not any(_kind(child) == "Table" for child in _children(element)):
            self._take_block(element, kind, page)
            return
        loose = self._own_text(element, page)
        if loose:
            self.words.append(PublishedWords("text", loose, self._near()))
        self._take_spoken(element)
        for child in _children(element):
            self.read(child, page)

    def _take_block(self, element: Object, kind: str, page: int) -> None:
        inner = [child for child in _descendants(element) if _kind(child) == "Table"]
        text = _plain(self._text(element, page))
        if kind in _HEADINGS:
            for lower in _HEADINGS[_HEADINGS.index(kind) :]:
                self._headings.pop(lower, None)
            self._headings[kind] = text
        if text and not inner:
            self.words.append(PublishedWords("text", text, self._near()))
        for child in _descendants(element):
            self._take_spoken(child)
        self._take_spoken(element)
        for table in inner:
            self._take_table(table, page)

    def _take_spoken(self, element: Object) -> None:
        for name in _SPOKEN:
            if name in element:
                self.words.append(PublishedWords("alternative text", str(element[name]), self._near()))

    def _take_table(self, table: Object, page: int) -> None:
        page = self._page(table, page)
        rows = []
        for row in (tag for tag in _descendants(table) if _kind(tag) == "TR"):
            here = self._page(row, page)
            rows.append(
                tuple(self._cell(cell, here) for cell in _children(row) if _kind(cell) in ("TD", "TH"))
            )
        width = max(map(len, rows), default=0)
        empty = PublishedCell("")
        name = " · ".join(
            [
                *(_plain(self._text(tag, page)) for tag in _descendants(table) if _kind(tag) == "Caption"),
                self._near(),
            ]
        )
        self.tables.append(
            PublishedTable(name, tuple((*row, *(empty,) * (width - len(row))) for row in rows))
        )

    def _cell(self, cell: Object, page: int) -> PublishedCell:
        hidden = [
            PublishedWords("alternative text", str(tag[name]))
            for tag in (cell, *_descendants(cell))
            for name in _SPOKEN
            if name in tag
        ]
        text = _plain(self._text(cell, page))
        return PublishedCell(text, tuple(hidden), is_heading=_kind(cell) == "TH")

    def _text(self, element: Object, page: int) -> str:
        page = self._page(element, page)
        pieces = [self._own_text(element, page)]
        pieces += [self._text(child, page) for child in _children(element)]
        return " ".join(piece for piece in pieces if piece)

    def _own_text(self, element: Object, page: int) -> str:
        return " ".join(
            "".join(self._pages[where].by_mark.get(mark, ()))
            for where, mark in self._marks(element, page)
            if where < len(self._pages)
        )

    def _marks(self, element: Object, page: int) -> Iterator[tuple[int, int]]:
        for kid in _kids(element):
            if isinstance(kid, int):
                yield page, kid
            elif isinstance(kid, Dictionary) and kid.get("/Type") == "/MCR":
                yield self._page(kid, page), int(kid["/MCID"])

    def _page(self, element: Object, page: int) -> int:
        own = element.get("/Pg")
        return page if own is None else self._page_of.get(own.objgen, page)

    def _near(self) -> str:
        """The headings above, the innermost first."""
        return " · ".join(reversed(self._headings.values()))


def _kind(element: Object) -> str:
    return str(element.get("/S", "")).lstrip("/")


def _kids(element: Object) -> list[object]:
    below = element.get("/K", Array())
    return list(below) if isinstance(below, Array) else [below]


def _children(element: Object) -> list[Object]:
    return [kid for kid in _kids(element) if isinstance(kid, Dictionary) and "/S" in kid]


def _descendants(element: Object) -> Iterator[Object]:
    for child in _children(element):
        yield child
        yield from _descendants(child)


def _plain(text: str) -> str:
    """Single spaces, and words that are broken over lines in one piece."""
    return re.sub(r"\s*\u00ad\s*", "", " ".join(text.split()))

"""Word files as XML, and what python-docx makes of them."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from zipfile import ZipFile

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def part(content: bytes, name: str = "word/document.xml") -> Element:
    """The root of a part of the file."""
    with ZipFile(BytesIO(content)) as package:
        return ElementTree.fromstring(package.read(name))  # noqa: S314


def named(element: Element, name: str) -> list[Element]:
    """The elements of a name below one, in order: ``tbl``."""
    return list(element.iter(f"{W}{name}"))


def words(element: Element) -> str:
    """The text below an element; line breaks are ``\\n``."""
    return "".join(_pieces(element))


def value(element: Element | None, name: str = "val") -> str:
    """An attribute of WordprocessingML; empty where there is none."""
    return "" if element is None else element.get(f"{W}{name}", "")


def _pieces(element: Element) -> Iterator[str]:
    for piece in element.iter():
        if piece.tag == f"{W}t":
            yield piece.text or ""
        elif piece.tag == f"{W}br":
            yield "\n"

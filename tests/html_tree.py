"""A page as a parser of the HTML standard sees it."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib


def parsed(page: str) -> Element:
    """The page's tree; any parse error of the HTML standard fails the test."""
    root = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    assert isinstance(root, Element)
    return root


def local(element: Element) -> str:
    """The element's name without its namespace; comments have none."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def all_named(root: Element, *names: str) -> Iterator[Element]:
    return (element for element in root.iter() if local(element) in names)


def words_of(element: Element) -> str:
    """What a reader gets without any style sheet, spaces evened."""
    return " ".join(" ".join(element.itertext()).split())


def by_id(root: Element, identifier: str) -> Element:
    return next(element for element in root.iter() if element.get("id") == identifier)

"""PDF files as their readers' software sees them: the tree of tags, in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf


def opened(content: bytes) -> pikepdf.Pdf:
    """The file."""
    return pikepdf.open(BytesIO(content))


def elements(file: pikepdf.Pdf, *kinds: str) -> list[Any]:
    """The elements of the structure of some kinds (``TH``; all without any), in reading order."""
    return [found for found in _walk(file.Root.StructTreeRoot) if not kinds or kind_of(found) in kinds]


def kind_of(element: Any) -> str:
    """``TH``, ``Figure``."""
    return str(element.get("/S", "")).lstrip("/")


def children(element: Any) -> list[Any]:
    """The elements directly below one."""
    below = element.get("/K", [])
    found = list(below) if isinstance(below, pikepdf.Array) else [below]
    return [child for child in found if isinstance(child, pikepdf.Dictionary) and "/S" in child]


def table_attributes(cell: Any) -> Any:
    """What a cell says of its place in its table."""
    return next(attributes for attributes in cell.A if attributes.O == "/Table")


def _walk(element: Any) -> Iterator[Any]:
    for child in children(element):
        yield child
        yield from _walk(child)

"""Texts of cells in Excel's XML format: shared by all sheets, or written into a cell."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from kpi_engine.read.workbook.package import Package, local

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def shared_texts(package: Package, part: str) -> list[str]:
    """The texts that cells name by number; none where the workbook has no such part."""
    if part not in package:
        return []
    texts = []
    for element in package.elements(part):
        if local(element.tag) == "si":
            texts.append(text_of(element))
            element.clear()
    return texts


def text_of(element: Element) -> str:
    """The text of a shared or inline string: its runs one after the other, without phonetic hints."""
    pieces: list[str] = []
    for child in element:
        name = local(child.tag)
        if name == "t":
            pieces.append(child.text or "")
        elif name == "r":
            pieces.extend(run.text or "" for run in child if local(run.tag) == "t")
    text = "".join(pieces)
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text

"""Styles of cells in Excel's XML format: their number formats, and the colours behind them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element

from kpi_engine.read.workbook.number_format import BUILT_IN, GENERAL
from kpi_engine.read.workbook.package import Package, local
from kpi_engine.read.workbook.sheet import Style

# The first colours of the indexed palette (ECMA-376 part 1, 18.8.27), which old programs write.
_INDEXED = ("000000", "FFFFFF", "FF0000", "00FF00", "0000FF", "FFFF00", "FF00FF", "00FFFF")


def read_styles(package: Package, part: str) -> list[Style]:
    """The styles that cells number; none where the workbook has no such part."""
    if part not in package:
        return []
    root = package.root(part)
    codes = dict(BUILT_IN)
    for element in root.iter():
        if local(element.tag) == "numFmt":
            codes[_number(element.get("numFmtId"))] = element.get("formatCode", GENERAL)
    fills = [_colour(fill) for fill in _children(root, "fills")]
    return [
        Style(codes.get(_number(style.get("numFmtId")), GENERAL), _at(fills, _number(style.get("fillId"))))
        for style in _children(root, "cellXfs")
    ]


def _children(root: Element, name: str) -> Iterable[Element]:
    return next((element for element in root if local(element.tag) == name), ())


def _colour(fill: Element) -> str:
    for element in fill.iter():
        if local(element.tag) == "patternFill" and element.get("patternType", "none") == "none":
            return ""
        if local(element.tag) == "fgColor":
            if rgb := element.get("rgb"):
                return rgb[-6:].upper()
            indexed = _number(element.get("indexed", "64"))
            return _INDEXED[indexed % 8] if indexed < 16 else ""  # 8 to 15 are the same as 0 to 7
    return ""


def _at(texts: Sequence[str], place: int) -> str:
    return texts[place] if place < len(texts) else ""


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 0

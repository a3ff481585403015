"""Excel's XML format (.xlsx, .xlsm) → a workbook: its tabs, styles and texts. Sheets: ``xlsx_sheet``.

The standard library reads it: no other library gives number formats, hidden rows and formulas without a
result in one pass. openpyxl takes as long for values and formats alone as a whole source does here, and
calamine, which is fast, gives no formats (benchmarks/README.md).
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from kpi_engine.read.workbook.package import Package, local
from kpi_engine.read.workbook.sheet import CellMaker, Visibility, Workbook
from kpi_engine.read.workbook.xlsx_sheet import read_sheet
from kpi_engine.read.workbook.xlsx_styles import read_styles
from kpi_engine.read.workbook.xlsx_texts import shared_texts

_RELATION_ID = "id"
_HIDDEN = {"hidden": Visibility.HIDDEN, "veryHidden": Visibility.VERY_HIDDEN}


def read_xlsx(package: Package, file: str) -> Workbook:
    """The workbook in a package whose main part is XML.

    Raises:
        WorkbookError: the file is damaged.
    """
    main = package.main_part()
    root = package.root(main)
    related = package.related(main)
    parts: dict[str, str] = {}
    tabs: dict[str, Visibility] = {}
    for element in root.iter():
        if local(element.tag) == "sheet":
            kind, part = related.get(_relation(element), ("", ""))
            if kind.endswith("/worksheet"):
                name = element.get("name", "")
                parts[name] = part
                tabs[name] = _HIDDEN.get(element.get("state", ""), Visibility.VISIBLE)
    texts = shared_texts(package, _part(related, "/sharedStrings"))
    styles = read_styles(package, _part(related, "/styles"))
    from_1904 = _flag(root, "workbookPr", "date1904")
    return Workbook(
        file,
        tabs,
        lambda name: read_sheet(package, parts[name], texts, from_1904),
        CellMaker(styles, from_1904),
        _is_stale(root),
    )


def _relation(element: Element) -> str:
    return next((value for key, value in element.attrib.items() if local(key) == _RELATION_ID), "")


def _part(related: dict[str, tuple[str, str]], kind: str) -> str:
    return next((name for found, name in related.values() if found.endswith(kind)), "")


def _flag(root: Element, element: str, attribute: str) -> bool:
    return any(local(each.tag) == element and each.get(attribute) in {"1", "true"} for each in root.iter())


def _is_stale(root: Element) -> bool:
    """Calculation by hand, and not done before it was saved (ECMA-376 part 1, 18.2.2 calcPr)."""
    for element in root.iter():
        if local(element.tag) == "calcPr":
            by_hand = element.get("calcMode") == "manual"
            never = element.get("calcOnSave") in {"0", "false"}
            return element.get("calcCompleted") in {"0", "false"} or (by_hand and never)
    return False

"""Excel's binary format (.xlsb) → a workbook. Record numbers: [MS-XLSB] 2.3.2.

The library for it, pyxlsb, gives neither formats nor what is hidden.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

from kpi_engine.model.wording import shown
from kpi_engine.read.workbook.cell import Block, CellKind
from kpi_engine.read.workbook.number_format import BUILT_IN, GENERAL
from kpi_engine.read.workbook.package import DAMAGED, Package
from kpi_engine.read.workbook.sheet import (
    CellMaker,
    SheetContents,
    Stored,
    Style,
    Visibility,
    Workbook,
    WorkbookError,
)
from kpi_engine.read.workbook.xlsb_records import Record, records

_CUT_OFF = (ValueError, IndexError, struct.error)
_ROW, _RK, _ERROR, _BOOL, _REAL, _TEXT, _SHARED = 0, 2, 3, 4, 5, 6, 7
_FORMULA_TEXT, _FORMULA_REAL, _FORMULA_BOOL, _FORMULA_ERROR = 8, 9, 10, 11
_RICH_TEXT = 62
_CELLS = frozenset(range(_RK, _FORMULA_ERROR + 1)) | {_RICH_TEXT}
_SHARED_ITEM, _FORMAT, _STYLE, _COLUMN = 19, 44, 47, 60
_WORKBOOK_PROPERTIES, _TAB, _FILTER, _MERGED = 153, 156, 161, 176
_STYLES_BEGIN, _STYLES_END = 617, 618
_VISIBILITIES = (Visibility.VISIBLE, Visibility.HIDDEN, Visibility.VERY_HIDDEN)
_ERRORS = {
    **{0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!"},
    **{0x2A: "#N/A", 0x2B: "#GETTING_DATA"},
}


def read_xlsb(package: Package, file: str) -> Workbook:
    """The workbook in a package whose main part is binary.

    Raises:
        WorkbookError: the file is damaged.
    """
    try:
        return _workbook(package, file)
    except _CUT_OFF as problem:
        raise WorkbookError("the file is damaged: one of its records is cut off", DAMAGED) from problem


def _workbook(package: Package, file: str) -> Workbook:
    main = package.main_part()
    related = package.related(main)
    parts: dict[str, str] = {}
    tabs: dict[str, Visibility] = {}
    from_1904 = False
    for kind, record in _records(package, main):
        if kind == _WORKBOOK_PROPERTIES:
            from_1904 = bool(record.uint() & 1)
        elif kind == _TAB:
            state = record.uint()
            record.skip(4)
            relation, name = record.text(), record.text()
            kind_of_part, part = related.get(relation, ("", ""))
            if kind_of_part.endswith("/worksheet"):
                parts[name], tabs[name] = part, _VISIBILITIES[min(state, 2)]
    by_kind = {kind.rpartition("/")[2]: part for kind, part in related.values()}
    texts = _texts(package, by_kind.get("sharedStrings", ""))
    styles = _styles(package, by_kind.get("styles", ""))
    return Workbook(
        file, tabs, lambda name: _contents(package, parts[name], texts), CellMaker(styles, from_1904)
    )


def _records(package: Package, part: str) -> Iterator[tuple[int, Record]]:
    with package.open(part) as stream:
        try:
            yield from records(stream)
        except _CUT_OFF as error:
            raise WorkbookError(f"the file is damaged: its part {shown(part)} is cut off", DAMAGED) from error


def _texts(package: Package, part: str) -> list[str]:
    texts = []
    for kind, record in _records(package, part) if part in package else ():
        if kind == _SHARED_ITEM:
            record.skip(1)
            texts.append(record.text())
    return texts


def _styles(package: Package, part: str) -> list[Style]:
    codes = dict(BUILT_IN)
    styles: list[int] = []
    in_styles = False
    for kind, record in _records(package, part) if part in package else ():
        if kind == _FORMAT:
            number = record.short()
            codes[number] = record.text()
        elif kind in {_STYLES_BEGIN, _STYLES_END}:
            in_styles = kind == _STYLES_BEGIN
        elif kind == _STYLE and in_styles:
            record.skip(2)
            styles.append(record.short())
    return [Style(codes.get(number, GENERAL)) for number in styles]


def _contents(package: Package, part: str, texts: Sequence[str]) -> SheetContents:
    contents = SheetContents()
    row = 0
    try:
        for kind, record in _records(package, part):
            if kind == _ROW:
                row = record.uint() + 1
                record.skip(7)
                if record.byte() & 0x10:
                    contents.hidden_rows.add(row)
            elif kind in _CELLS:
                column = record.uint() + 1
                style = record.uint() & 0xFFFFFF
                stored = _stored(kind, record, style, texts)
                if stored is not None:
                    contents.count(1)
                    contents.rows.setdefault(row, {})[column] = stored
            else:
                _layout(kind, record, contents)
    except _CUT_OFF as error:
        raise WorkbookError(
            f"the file is damaged: its part {shown(part)} has a cell that cannot be read", DAMAGED
        ) from error
    return contents


def _layout(kind: int, record: Record, contents: SheetContents) -> None:
    if kind == _COLUMN:
        first, last = record.uint() + 1, record.uint() + 1
        record.skip(8)
        if record.byte() & 1:
            contents.hidden_columns.append((first, last))
    elif kind in {_MERGED, _FILTER}:
        top, bottom, left, right = (record.uint() + 1 for _ in range(4))
        block = Block(top, left, bottom, right)
        if kind == _MERGED:
            contents.merged.append(block)
        else:
            contents.filtered = block


def _stored(kind: int, record: Record, style: int, texts: Sequence[str]) -> Stored | None:
    is_formula = _FORMULA_TEXT <= kind <= _FORMULA_ERROR
    if kind in {_RK, _REAL, _FORMULA_REAL}:
        number = record.compressed() if kind == _RK else record.real()
        return Stored(CellKind.NUMBER, repr(number), style, is_formula)
    if kind in {_BOOL, _FORMULA_BOOL}:
        return Stored(CellKind.LOGICAL, "TRUE" if record.byte() else "FALSE", style, is_formula)
    if kind in {_ERROR, _FORMULA_ERROR}:
        return Stored(CellKind.ERROR, _ERRORS.get(record.byte(), "#ERROR!"), style, is_formula)
    if kind == _RICH_TEXT:
        record.skip(1)
    text = texts[record.uint()] if kind == _SHARED else record.text()
    return Stored(CellKind.TEXT, text, style, is_formula) if text else None

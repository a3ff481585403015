"""OpenDocument spreadsheets (.ods, LibreOffice) → a workbook. The file says itself what each cell shows."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element

from kpi_engine.model.wording import shown
from kpi_engine.read.workbook.cell import Block, CellKind
from kpi_engine.read.workbook.moments import iso_days
from kpi_engine.read.workbook.number_format import GENERAL
from kpi_engine.read.workbook.package import DAMAGED, Package, local
from kpi_engine.read.workbook.sheet import (
    CellMaker,
    SheetContents,
    Stored,
    Style,
    Visibility,
    Workbook,
    WorkbookError,
)
from kpi_engine.read.workbook.shown import rounded, stored_number

_CONTENT = "content.xml"
_MOST_REPEATS = 16384  # what is repeated more often is the empty rest of a sheet
_DURATION = re.compile(r"(-?)PT(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9.]+)S)?")
_ERRORS = ("#", "Err:")
_NUMBER = re.compile(r"[0-9][0-9,]*(?:\.([0-9]+))?")


def read_ods(package: Package, file: str) -> Workbook:
    """The workbook in an OpenDocument package.

    Raises:
        WorkbookError: the file is damaged.
    """
    root = package.root(_CONTENT)
    tables = [element for element in root.iter() if local(element.tag) == "table"]
    hidden = _hidden_styles(root)
    styles = [Style()]
    contents: dict[str, SheetContents] = {}
    tabs: dict[str, Visibility] = {}
    for table in tables:
        name = _get(table, "name")
        try:
            contents[name] = _TableReader(styles).read(table)
        except (ValueError, InvalidOperation) as error:
            what = f"the file is damaged: its sheet {shown(name)} has a cell that cannot be read"
            raise WorkbookError(what, DAMAGED) from error
        tabs[name] = Visibility.HIDDEN if _get(table, "style-name") in hidden else Visibility.VISIBLE
    return Workbook(file, tabs, contents.__getitem__, CellMaker(styles))


def _get(element: Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if local(key) == name), "")


def _hidden_styles(root: Element) -> set[str]:
    """Styles of tables that are not displayed."""
    return {
        _get(style, "name")
        for style in root.iter()
        if local(style.tag) == "style"
        and any(local(part.tag) == "table-properties" and _get(part, "display") == "false" for part in style)
    }


class _TableReader:
    """Reads a table. ``styles`` gathers the formats that cells are shown by, made from what is shown."""

    def __init__(self, styles: list[Style]) -> None:
        self._contents = SheetContents()
        self._styles = styles
        self._row = 1

    def read(self, table: Element) -> SheetContents:
        self._columns(table)
        self._rows(table)
        return self._contents

    def _columns(self, table: Element) -> None:
        column = 1
        for element in table.iter():
            if local(element.tag) == "table-column":
                repeats = int(_get(element, "number-columns-repeated") or 1)
                if _get(element, "visibility") in {"collapse", "filter"}:
                    self._contents.hidden_columns.append((column, column + repeats - 1))
                column += repeats

    def _rows(self, parent: Element) -> None:
        for element in parent:
            kind = local(element.tag)
            if kind == "table-row":
                self._read_row(element)
            elif kind in {"table-rows", "table-header-rows", "table-row-group"}:
                self._rows(element)

    def _read_row(self, element: Element) -> None:
        repeats = int(_get(element, "number-rows-repeated") or 1)
        cells = self._cells(element)
        self._contents.count(len(cells) * min(repeats, _MOST_REPEATS))
        hidden = _get(element, "visibility") in {"collapse", "filter"}
        for row in range(self._row, self._row + min(repeats, _MOST_REPEATS)):
            if cells:
                self._contents.rows[row] = cells
            if hidden:
                self._contents.hidden_rows.add(row)
        self._row += repeats

    def _cells(self, element: Element) -> dict[int, Stored]:
        cells: dict[int, Stored] = {}
        column = 1
        for cell in element:
            kind = local(cell.tag)
            if kind not in {"table-cell", "covered-table-cell"}:
                continue
            repeats = int(_get(cell, "number-columns-repeated") or 1)
            stored = None if kind == "covered-table-cell" else self._stored(cell)
            if stored is not None:
                cells |= dict.fromkeys(range(column, column + min(repeats, _MOST_REPEATS)), stored)
            self._merge(cell, column)
            column += repeats
        return cells

    def _merge(self, cell: Element, column: int) -> None:
        down = int(_get(cell, "number-rows-spanned") or 1)
        across = int(_get(cell, "number-columns-spanned") or 1)
        if down > 1 or across > 1:
            block = Block(self._row, column, self._row + down - 1, column + across - 1)
            self._contents.merged.append(block)

    def _stored(self, cell: Element) -> Stored | None:
        kind = _get(cell, "value-type")
        shown = "\n".join(_paragraph(part) for part in cell if local(part.tag) == "p")
        is_formula = bool(_get(cell, "formula"))
        if shown.startswith(_ERRORS) and is_formula:
            return Stored(CellKind.ERROR, shown, is_formula=True)
        if shown in {"TRUE", "FALSE"} and kind in {"float", "boolean"}:
            return Stored(CellKind.LOGICAL, shown, 0, is_formula)
        if kind in {"float", "percentage", "currency"}:
            code, shown = _format_of(shown, kind, _get(cell, "value"))
            return Stored(CellKind.NUMBER, _get(cell, "value"), self._style(code), is_formula, shown)
        if kind in {"date", "time"}:
            return self._moment(cell, kind, shown, is_formula)
        if not shown and is_formula and not kind:
            return Stored(CellKind.NOT_CALCULATED, _get(cell, "formula").removeprefix("of:"), is_formula=True)
        return Stored(CellKind.TEXT, shown, 0, is_formula) if shown else None

    def _moment(self, cell: Element, kind: str, shown: str, is_formula: bool) -> Stored:
        if kind == "time":
            days, code = _days(_get(cell, "time-value")), "[h]:mm:ss"
        else:
            day = _get(cell, "date-value")
            days, code = iso_days(day), _date_format(shown, day)
        return Stored(CellKind.NUMBER, days, self._style(code), is_formula, shown)

    def _style(self, code: str) -> int:
        style = Style(code)
        if style not in self._styles:
            self._styles.append(style)
        return self._styles.index(style)


def _paragraph(element: Element) -> str:
    """The text of a paragraph, with its repeated spaces, tabs and line breaks."""
    pieces = [element.text or ""]
    for part in element:
        kind = local(part.tag)
        if kind == "s":
            pieces.append(" " * min(int(_get(part, "c") or 1), _MOST_REPEATS))
        elif kind in {"tab", "line-break"}:
            pieces.append("\t" if kind == "tab" else "\n")
        elif kind != "annotation":
            pieces.append(_paragraph(part))
        pieces.append(part.tail or "")
    return "".join(pieces)


def _format_of(shown: str, kind: str, value: str) -> tuple[str, str]:
    """A format that shows as many decimals, at the same scale; and the text that is shown.

    LibreOffice rounds binary percentages, so that 0.7565 is shown as 75.6%: here it is 75.7%, as in Excel.
    """
    number = stored_number(value)
    is_percent = kind == "percentage" or shown.rstrip(" )").endswith("%")
    # In a text such as 1:1.0, the number is where the decimals are.
    places = sorted(_NUMBER.finditer(shown), key=lambda digits: -len(digits[1] or ""))
    for thousands in (0, 1, 2):
        scaled = abs(number).scaleb(2 * is_percent - 3 * thousands)
        for digits in places:
            decimals = len(digits[1] or "")
            size = Decimal(digits[0].replace(",", ""))
            exact = Decimal(rounded(scaled, decimals))
            is_tie = abs(size - scaled) == Decimal(5).scaleb(-decimals - 1)
            if exact == size or (is_percent and is_tie):
                point = "." + "0" * decimals if decimals else ""
                code = f"0{',' * thousands}{point}{'%' if is_percent else ''}"
                return code, _with_number(shown, digits, exact, size)
    return GENERAL, shown


def _with_number(shown: str, digits: re.Match[str], exact: Decimal, size: Decimal) -> str:
    """What is shown, with the exact number in place of the rounded number, where they differ."""
    if exact == size:
        return shown
    decimals = len(digits[1] or "")
    text = f"{exact:,.{decimals}f}" if "," in digits[0] else f"{exact:.{decimals}f}"
    return shown[: digits.start()] + text + shown[digits.end() :]


def _date_format(shown: str, day: str) -> str:
    """A format that shows the same parts of a date (given as ``2024-04-01``)."""
    date, _, time = shown.partition(":")
    numbers = re.findall(r"[0-9]+", date)
    year, month = day[:4], day[5:7]
    has_year = bool(numbers) and any(number in {year, year[2:]} for number in (numbers[0], numbers[-1]))
    has_word = re.search(r"[A-Za-z]{3}", date) is not None
    rest = len(numbers) - has_year
    if has_year and rest == 0:
        return "yyyy-mm" if has_word else "yyyy"
    if has_year and rest == 1 and not has_word and numbers[0].zfill(2) in {month, year} and not time:
        return "yyyy-mm"
    return "yyyy-mm-dd hh:mm:ss" if time else "yyyy-mm-dd"


def _days(duration: str) -> str:
    """``PT00H03M41S`` → its part of a day."""
    match = _DURATION.fullmatch(duration)
    if match is None:
        raise ValueError(duration)
    hours, minutes, seconds = (Decimal(match[group] or 0) for group in (2, 3, 4))
    return format((hours * 3600 + minutes * 60 + seconds) / 86400 * (-1 if match[1] else 1), ".17f")

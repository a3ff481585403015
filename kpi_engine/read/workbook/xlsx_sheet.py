"""One sheet of Excel's XML format → its cells, merged blocks, and hidden rows and columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from xml.etree.ElementTree import Element

from kpi_engine.model.wording import shown
from kpi_engine.read.workbook.cell import CellKind, block_of, column_number
from kpi_engine.read.workbook.moments import iso_days
from kpi_engine.read.workbook.package import DAMAGED, Package, local
from kpi_engine.read.workbook.sheet import SheetContents, Stored, WorkbookError
from kpi_engine.read.workbook.xlsx_texts import text_of

_TRUE = frozenset({"1", "true"})
# A sheet of Excel's has no more.
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384


def read_sheet(package: Package, part: str, texts: Sequence[str], from_1904: bool) -> SheetContents:
    """The contents of a sheet; ``texts`` are the shared texts of the workbook.

    Raises:
        WorkbookError: the part is damaged.
    """
    reader = _SheetReader(texts, from_1904)
    readers: dict[str, Callable[[Element], None]] = {
        "row": reader.row,
        "col": reader.column,
        "mergeCell": reader.merged,
        "autoFilter": reader.filter,
    }
    by_tag: dict[str, Callable[[Element], None] | None] = {}
    for element in package.elements(part):  # some millions: nothing is asked of a name twice
        tag = element.tag
        if tag not in by_tag:
            by_tag[tag] = readers.get(local(tag))
        read = by_tag[tag]
        if read is not None:
            try:
                read(element)
            except (ValueError, IndexError) as error:
                what = f"the file is damaged: its part {shown(part)} has a cell that cannot be read"
                raise WorkbookError(what, DAMAGED) from error
    return reader.contents


class _SheetReader:
    def __init__(self, texts: Sequence[str], from_1904: bool) -> None:
        self.contents = SheetContents()
        self._texts = texts
        self._from_1904 = from_1904
        self._row = 0

    def row(self, element: Element) -> None:
        number = element.get("r")
        self._row = self._row + 1 if number is None else int(number)
        if not 1 <= self._row <= MOST_ROWS:
            raise ValueError(number)
        if element.get("hidden") in _TRUE:
            self.contents.hidden_rows.add(self._row)
        cells: dict[int, Stored] = {}
        column = 0
        for cell in element:
            place = cell.get("r")
            column = column + 1 if place is None else _column_of(place)
            stored = self._stored(cell)
            if stored is not None:
                cells[column] = stored
        element.clear()
        if cells:
            self.contents.count(len(cells))
            self.contents.rows[self._row] = cells

    def _stored(self, cell: Element) -> Stored | None:
        """What a cell holds; None where it has a style and nothing else."""
        if not len(cell):
            return None
        value = formula = inline = None
        for child in cell:
            match child.tag[-2:]:
                case "}v":
                    value = child.text
                case "}f":
                    formula = child
                case "is":
                    inline = child
        style = int(cell.get("s") or 0)
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            text = "" if inline is None else text_of(inline)
            return Stored(CellKind.TEXT, text, style) if text else None
        if value is None and kind != "str":
            return None if formula is None else _not_calculated(formula, style)
        return self._content(kind, value or "", style, formula is not None)

    def _content(self, kind: str, value: str, style: int, is_formula: bool) -> Stored | None:
        if kind == "str":
            return Stored(CellKind.TEXT, value, style, is_formula) if value else None
        if kind == "s":
            place = int(value)
            if place < 0:
                raise ValueError(value)
            text = self._texts[place]
            return Stored(CellKind.TEXT, text, style, is_formula) if text else None
        if kind == "b":
            return Stored(CellKind.LOGICAL, "TRUE" if value in _TRUE else "FALSE", style, is_formula)
        if kind == "e":
            return Stored(CellKind.ERROR, value, style, is_formula)
        if kind == "d":
            return Stored(CellKind.NUMBER, iso_days(value, self._from_1904), style, is_formula)
        float(value)  # a cell that is no number is a damaged file
        return Stored(CellKind.NUMBER, value, style, is_formula)

    def column(self, element: Element) -> None:
        if element.get("hidden") in _TRUE:
            self.contents.hidden_columns.append((int(element.get("min", 1)), int(element.get("max", 1))))

    def merged(self, element: Element) -> None:
        block = block_of(element.get("ref", ""))
        if block is not None:
            self.contents.merged.append(block)

    def filter(self, element: Element) -> None:
        self.contents.filtered = block_of(element.get("ref", ""))


def _not_calculated(formula: Element, style: int) -> Stored:
    return Stored(CellKind.NOT_CALCULATED, f"={formula.text or ''}", style, True)


def _column_of(place: str) -> int:
    return _column(place.rstrip("0123456789"))


@lru_cache(maxsize=1024)  # few sheets have more
def _column(letters: str) -> int:
    """The number of a column.

    Raises:
        ValueError: no sheet has such a column.
    """
    if not (letters.isascii() and letters.isalpha() and len(letters) <= len("XFD")):
        raise ValueError(letters)
    number = column_number(letters)
    if number > MOST_COLUMNS:
        raise ValueError(letters)
    return number

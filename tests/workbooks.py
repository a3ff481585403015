"""Workbooks as a reader meets them: opened by openpyxl, numbers as their format shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from kpi_engine.model.outputs.tidy import TidyTable, table_of
from kpi_engine.model.outputs.tidy_columns import TIDY_COLUMNS, kinds_of
from kpi_engine.render.sheets.sheet_model import DataRows, SheetCell

# What a number format of ours is made of: text in quotes, the digits.
_PART = re.compile(r'"(?P<text>[^"]*)"|(?P<digits>#,##0(?:\.0+)?)')


def opened(content: bytes) -> Workbook:
    """The workbook; every sheet of it is a worksheet."""
    book = load_workbook(BytesIO(content), rich_text=False)
    assert book.worksheets == [book[name] for name in book.sheetnames]
    return book


def cells_of(sheet: Worksheet) -> Iterator[Cell]:
    """The cells that hold something."""
    yield from (cell for row in sheet.iter_rows() for cell in row if cell.value is not None)


def shown(cell: Cell) -> str:
    """How a cell reads in Excel."""
    if cell.data_type != "n":
        return str(cell.value)
    parts = list(_PART.finditer(cell.number_format))
    assert "".join(part[0] for part in parts) == cell.number_format, cell.number_format
    return "".join(_part(part, Decimal(repr(cell.value))) for part in parts)


def _part(part: re.Match[str], number: Decimal) -> str:
    if part["digits"] is None:
        return str(part["text"])
    decimals = len(part["digits"].partition(".")[2])
    return f"{number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):,f}"


def table_rows(sheet: Worksheet) -> list[dict[str, Cell]]:
    """The rows of the sheet's only table, by heading."""
    (table,) = sheet.tables.values()
    header, *rows = sheet[table.ref]
    names = [str(cell.value) for cell in header]
    return [dict(zip(names, row, strict=True)) for row in rows]


def parts(content: bytes) -> dict[str, Element]:
    """Every part of the file, parsed: each must be XML."""
    with ZipFile(BytesIO(content)) as file:
        return {name: ElementTree.fromstring(file.read(name)) for name in file.namelist()}  # noqa: S314


def example_ratings() -> TidyTable:
    """Two rows with one of everything: numbers, a gap, a flag, a rating, a reason."""
    rated = {
        "code": "SCS40", "area": "Kent", "level": "county", "period": "2024-08", "kind": "observation",
        "value": "72.1", "numerator": "455.5", "denominator": "631.6", "target": "85.0",
        "floor_standard": "75.0", "rag": "RED", "previous_period": "2024-07", "previous_value": "72.4",
        "direction_of_travel": "worsened", "distance_to_target": "-12.9", "distance_to_floor": "-2.9",
        "carried_forward": "false", "cohort": "631.6", "polarity": "H", "rated_on": "displayed",
        "threshold_from": "2023-24", "floor_basis": "stated",
    }  # fmt: skip
    unrated = {
        "code": "NEW01", "area": "Kent", "level": "county", "period": "2024-08", "kind": "observation",
        "not_rated": "no value: to be supplied", "no_direction": "no value", "carried_forward": "true",
        "polarity": "H", "rated_on": "displayed",
    }  # fmt: skip
    return table_of(
        kinds_of(TIDY_COLUMNS), [[row.get(name, "") for name in TIDY_COLUMNS] for row in (rated, unrated)]
    )


def row_by_row(rows: Sequence[Sequence[SheetCell]] | DataRows) -> Sequence[Sequence[SheetCell]]:
    """The rows of a sheet's table as rows of cells, also where they are columns of data."""
    if not isinstance(rows, DataRows):
        return rows
    columns = [[each.cells[at] for at in each.positions.tolist()] for each in rows.columns]
    return list(zip(*columns, strict=True))

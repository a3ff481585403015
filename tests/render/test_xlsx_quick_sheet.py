"""The sheet that writes its cells itself makes the bytes that XlsxWriter makes."""

from __future__ import annotations

import datetime
from io import BytesIO
from zipfile import ZipFile

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from kpi_engine.render.xlsx.quick_sheet import QuickSheet, Written

COLUMNS: tuple[tuple[str | float | bool | None, ...], ...] = (
    ("Kent", "Kent", '<Swale> & "Dover"', "Kent", None, "_x0041_", " spaced ", "=1+1"),
    (1.0, 0.1, 1.0, -0.0, 1e21, 1 / 3, None, 123456789012345.0),
    (True, False, True, True, None, None, None, False),
    (None,) * 8,
    (None, None, "Kent", None, None, None, None, None),
)


def parts(sheet_class: type[Worksheet], quickly: bool) -> dict[str, bytes]:
    """The files of a workbook that has these columns, and one cell or more of each other kind."""
    file = BytesIO()
    workbook = Workbook(file, {"in_memory": True})
    workbook.set_properties({"created": datetime.datetime(2024, 8, 31)})
    sheet = workbook.add_worksheet("Ratings", sheet_class)
    style, bold = workbook.add_format({"num_format": "0.0"}), workbook.add_format({"bold": True})
    sheet.write_string(0, 0, "A title", bold)
    sheet.write_url(1, 1, "internal:'Ratings'!A1", bold, "back")
    sheet.write_blank(1, 3, None, style)
    sheet.write_string(2, 30, "plain, and right of column Z")
    sheet.write_formula(2, 2, "=1+1", style, 2)
    sheet.write_string(2, 40, "after what XlsxWriter writes", style)
    sheet.set_row(5, 40)
    for column, values in enumerate(COLUMNS):
        texts = list(dict.fromkeys(values))

        def written(at: int, texts: list[str | float | bool | None] = texts) -> Written:
            value = texts[at]
            return None if value is None else (value, style if isinstance(value, float) else bold)

        positions = [texts.index(value) for value in values]
        if quickly:
            assert isinstance(sheet, QuickSheet)
            sheet.write_column_of(20, column, positions, written)
            continue
        for row, found in enumerate(map(written, positions), 20):
            if found is not None:
                write = {str: sheet.write_string, float: sheet.write_number, bool: sheet.write_boolean}
                write[type(found[0])](row, column, *found)
    table = {"name": "kpi_ratings", "columns": [{"header": f"c{number}"} for number in range(len(COLUMNS))]}
    if quickly:
        assert isinstance(sheet, QuickSheet)
        sheet.add_only_table(19, 8, len(COLUMNS), table)
    else:
        sheet.add_table(19, 0, 27, len(COLUMNS) - 1, table)
    workbook.close()
    with ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_cells_are_the_same_bytes_as_xlsxwriters_own() -> None:
    expected = parts(Worksheet, quickly=False)
    assert parts(QuickSheet, quickly=True) == expected
    assert b'ref="A20:E28"' in expected["xl/tables/table1.xml"]


def test_a_sheet_without_cells_is_the_same() -> None:
    def empty(sheet_class: type[Worksheet]) -> bytes:
        file = BytesIO()
        workbook = Workbook(file, {"in_memory": True})
        workbook.add_worksheet("Empty", sheet_class)
        workbook.close()
        with ZipFile(file) as archive:
            return archive.read("xl/worksheets/sheet1.xml")

    assert empty(QuickSheet) == empty(Worksheet)


def test_a_sheet_with_comments_is_left_to_xlsxwriter() -> None:
    def commented(sheet_class: type[Worksheet]) -> bytes:
        file = BytesIO()
        workbook = Workbook(file, {"in_memory": True})
        sheet = workbook.add_worksheet("Remarks", sheet_class)
        sheet.write_string(0, 0, "Kent")
        sheet.write_comment(3, 3, "nothing in the cell")
        workbook.close()
        with ZipFile(file) as archive:
            return archive.read("xl/worksheets/sheet1.xml")

    assert commented(QuickSheet) == commented(Worksheet)

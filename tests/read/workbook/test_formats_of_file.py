"""What each format of workbook says beyond its figures: errors, formulas, hidden cells; damaged files."""

from __future__ import annotations

import re
import shutil
from itertools import pairwise
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
import xlsxwriter

from kpi_engine.read.workbook.cell import CellKind, block_of
from kpi_engine.read.workbook.open_workbook import open_workbook
from kpi_engine.read.workbook.sheet import Visibility, WorkbookError
from tests.read.workbook.test_values import WORKBOOKS, opened
from tests.read.workbook.xlsb_writer import write_xlsb


def written(path: Path) -> Path:
    """A workbook by xlsxwriter with one of everything."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Figures")
    percent = book.add_format({"num_format": "0.0%"})
    sheet.write_row(0, 0, ["Ref", "Apr", "May"])
    sheet.write(1, 1, 0.453, percent)
    sheet.write_formula(2, 1, "=1/0", None, "#DIV/0!")
    sheet.write_formula(3, 1, "=B2*2", percent, 0.906)
    sheet.write_formula(4, 1, '="a"&"b"', None, "ab")
    sheet.write_boolean(5, 1, True)
    sheet.write_rich_string(6, 1, "two ", percent, "runs")
    sheet.write(7, 1, "line\nbreak")
    sheet.merge_range("D1:F1", "2024/25")
    sheet.set_row(3, None, None, {"hidden": True})
    sheet.set_column("C:C", None, None, {"hidden": True})
    sheet.autofilter("A1:C8")
    sheet.write(1, 4, "RED", book.add_format({"bg_color": "#FF0000"}))
    book.add_worksheet("Secret").hide()
    book.close()
    return path


def test_what_a_sheet_says_beside_its_figures(tmp_path: Path) -> None:
    workbook = opened(written(tmp_path / "book.xlsx"))
    sheet = workbook.sheet("Figures")
    kinds = [sheet.cell(row, 2).kind.name for row in range(2, 9)]
    assert kinds == ["NUMBER", "ERROR", "NUMBER", "TEXT", "LOGICAL", "TEXT", "TEXT"]
    texts = [sheet.cell(row, 2).text for row in range(2, 9)]
    assert texts == ["45.3%", "#DIV/0!", "90.6%", "ab", "TRUE", "two runs", "line\nbreak"]
    assert [sheet.cell(row, 2).is_formula for row in range(2, 6)] == [False, True, True, True]
    assert sheet.hidden_rows == {4}
    assert [sheet.is_hidden_column(column) for column in (2, 3, 4)] == [False, True, False]
    assert (sheet.is_hidden(4, 1), sheet.is_hidden(1, 3), sheet.is_hidden(1, 1)) == (True, True, False)
    assert str(sheet.filtered) == "A1:C8"
    assert (sheet.cell(2, 5).fill, sheet.cell(2, 2).fill) == ("FF0000", "")
    assert sheet.place(2, 2) == "Figures!B2"
    assert [workbook.visibility(name) for name in workbook.sheet_names] == [
        Visibility.VISIBLE,
        Visibility.HIDDEN,
    ]
    assert workbook.sheet("Secret").bottom == 0


def test_a_formula_without_a_result_is_known(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "=SUM(B1:B9)"
    book.save(tmp_path / "book.xlsx")
    cell = opened(tmp_path / "book.xlsx").sheet("Sheet").cell(1, 1)
    assert (cell.kind, cell.text, cell.is_formula) == (CellKind.NOT_CALCULATED, "=SUM(B1:B9)", True)


@pytest.mark.parametrize(("properties", "stale"), [('calcMode="manual" calcOnSave="0"', True), ("", False)])
def test_a_workbook_that_was_not_calculated_says_so(tmp_path: Path, properties: str, stale: bool) -> None:
    path = changed(
        written(tmp_path / "a.xlsx"),
        tmp_path / "b.xlsx",
        "xl/workbook.xml",
        "<calcPr ",
        f"<calcPr {properties} ",
    )
    assert opened(path).is_stale is stale


def changed(source: Path, target: Path, part: str, old: str, new: str) -> Path:
    """The same package with one text of a part replaced."""
    with ZipFile(source) as before, ZipFile(target, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            content = before.read(name)
            if name == part:
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode())
            after.writestr(name, content)
    return target


def test_a_binary_workbook(tmp_path: Path) -> None:
    path = write_xlsb(
        tmp_path / "book.xlsb",
        {
            1: {1: ("shared", "Ref", 0), 2: ("text", "Apr", 0), 3: ("shared", "2024/25", 0)},
            2: {1: ("bool", True, 0), 2: ("real", 0.453, 1), 3: ("rk", 1234, 2)},
            3: {2: ("formula", -1.2, 3), 3: ("error", "", 0)},
        },
        ["General", "0.0%", "0.00", '£0.0"m";[Red](£0.0"m")'],
        hidden_rows={3},
        hidden_columns=[(3, 3)],
        merged=[(1, 1, 3, 5)],
    )
    sheet = opened(path).sheet("Figures")
    texts = [[sheet.cell(row, column).text for column in (1, 2, 3)] for row in (1, 2, 3)]
    assert texts == [["Ref", "Apr", "2024/25"], ["TRUE", "45.3%", "12.34"], ["", "(£1.2m)", "#DIV/0!"]]
    assert sheet.cell(3, 2).is_formula
    assert (sheet.hidden_rows, sheet.is_hidden_column(3), sheet.is_hidden_column(2)) == ({3}, True, False)
    assert sheet.shown_cell(1, 5).text == "2024/25"


def test_the_format_is_known_by_the_content_not_the_name(tmp_path: Path) -> None:
    path = tmp_path / "book.xls"
    shutil.copy(written(tmp_path / "book.xlsx"), path)
    assert opened(path).sheet("Figures").cell(2, 2).text == "45.3%"


def message(path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(path.parent)
    workbook, issues = open_workbook(path)
    assert workbook is None
    return str(issues[0])


def test_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "there is no such file" in message(tmp_path / "none.xlsx", monkeypatch)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty; save the workbook again"),
        (b"<html><table><tr><td>1", "the file has the name of a workbook, but is a web page"),
        (b"<?xml version='1.0'?><Workbook/>", "but is XML of another kind"),
        (b"code,area\nA,B\n", "but is text; open it in Excel and save it as an Excel workbook (.xlsx)"),
        (b"\x89PNG\0\0", "but is another kind of file"),
        (b"PK\x03\x04cut off", "the file is damaged: it is cut off or not a whole zip file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1cut off", "the file is damaged: it is not a whole workbook"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "the workbook is protected by a password",
        ),
    ],
)
def test_what_is_no_workbook(
    content: bytes, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(content)
    assert said in message(path, monkeypatch)


def test_a_zip_of_other_things(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with ZipFile(tmp_path / "book.xlsx", "w") as package:
        package.writestr("letter.txt", "hello")
    assert "a zip archive without a workbook in it" in message(tmp_path / "book.xlsx", monkeypatch)


def test_a_part_that_is_no_xml_any_more(tmp_path: Path) -> None:
    whole = written(tmp_path / "a.xlsx")
    broken = changed(whole, tmp_path / "b.xlsx", "xl/worksheets/sheet1.xml", "<sheetData>", "<sheetData")
    with pytest.raises(
        WorkbookError, match=re.escape('its part "xl/worksheets/sheet1.xml" is not sound XML')
    ):
        opened(broken).sheet("Figures")
    odd = changed(whole, tmp_path / "c.xlsx", "xl/worksheets/sheet1.xml", "<v>0.453</v>", "<v>many</v>")
    with pytest.raises(WorkbookError, match="has a cell that cannot be read"):
        opened(odd).sheet("Figures")


def test_entities_that_multiply_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = "abcdefghij"
    bomb = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'>" + "".join(
        f"<!ENTITY {name} '{f'&{before};' * 10}'>" for before, name in pairwise(names)
    )
    old = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    whole = written(tmp_path / "a.xlsx")
    path = changed(whole, tmp_path / "b.xlsx", "xl/sharedStrings.xml", old, f"{old}{bomb}]>")
    path = changed(path, tmp_path / "c.xlsx", "xl/sharedStrings.xml", "<t>Ref</t>", "<t>&j;</t>")
    assert "is not sound XML" in message(path, monkeypatch)


@pytest.mark.parametrize("name", ["converted/corporate_plan.ods", "converted/corporate_plan.xls"])
def test_a_file_that_is_cut_off(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = (WORKBOOKS / name).read_bytes()
    path = tmp_path / f"book{Path(name).suffix}"
    path.write_bytes(content[: len(content) // 2])
    assert "the file is damaged" in message(path, monkeypatch)


@pytest.mark.parametrize(
    ("text", "block"), [("B4", "B4"), ("b4:F9", "B4:F9"), ("F9:B4", "B4:F9"), ("$A$1:$C$3", "A1:C3")]
)
def test_blocks(text: str, block: str) -> None:
    assert str(block_of(text)) == block


@pytest.mark.parametrize("text", ["", "B", "4", "A1:B2:C3", "A0", "B4-F9"])
def test_what_is_no_block(text: str) -> None:
    assert block_of(text) is None

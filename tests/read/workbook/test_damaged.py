"""Workbooks damaged at random: whatever is left of them is read, or it is told that they are damaged."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import pytest

from kpi_engine.read.workbook.open_workbook import open_workbook
from kpi_engine.read.workbook.package import Package
from kpi_engine.read.workbook.sheet import Workbook, WorkbookError
from tests.read.workbook.test_values import WORKBOOKS
from tests.read.workbook.xlsb_writer import write_xlsb
from tests.workbook_writing import write_workbook

DAMAGES = 60


def damaged(content: bytes, chance: random.Random) -> bytes:
    """Bytes changed, lost, put in and repeated."""
    changed = bytearray(content)
    for _ in range(chance.choice((1, 3, 12))):
        at = chance.randrange(len(changed) + 1)
        match chance.randrange(4):
            case 0:
                changed[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del changed[at : at + chance.randrange(1, 30)]
            case 2:
                changed[at:at] = chance.randbytes(6)
            case _:
                changed[at:at] = changed[at // 2 : at // 2 + 40]
    return bytes(changed)


def damaged_part(source: Path, target: Path, chance: random.Random) -> None:
    """A package of which one part is damaged, and the zip file is sound."""
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(target, "w") as after:
        victim = chance.choice(before.namelist())
        for name in before.namelist():
            content = before.read(name)
            after.writestr(name, damaged(content, chance) if name == victim else content)


def read_whole(workbook: Workbook) -> None:
    for name in workbook.sheet_names:
        sheet = workbook.sheet(name)
        for _, cells in sheet.rows():
            for cell in cells.values():
                assert isinstance(cell.text + cell.figure + cell.exact + cell.date_text, str)


@pytest.mark.parametrize("suffix", ["xlsx", "ods", "xls", "xlsb"])
def test_damaged_workbooks(suffix: str, tmp_path: Path) -> None:
    source = WORKBOOKS / ("corporate_plan.xlsx" if suffix == "xlsx" else f"converted/corporate_plan.{suffix}")
    if suffix == "xlsb":
        cells = {
            row: {1: ("shared", "a", 0), 2: ("real", 0.5, 1), 3: ("error", "", 0)} for row in range(1, 9)
        }
        source = write_xlsb(tmp_path / "sound.xlsb", cells, ["General", "0.0%"], hidden_rows={3})
    chance = random.Random(suffix)  # noqa: S311  # nothing secret
    told = 0
    for number in range(DAMAGES):
        path = tmp_path / f"damaged.{suffix}"
        if suffix == "xls" or number % 4 == 0:
            path.write_bytes(damaged(source.read_bytes(), chance))
        else:
            damaged_part(source, path, chance)
        try:
            workbook, issues = open_workbook(path)
            if workbook is not None:
                read_whole(workbook)
        except WorkbookError:
            told += 1
        else:
            told += len(issues)
    assert told > DAMAGES // 10


def test_a_sheet_without_end_is_refused(tmp_path: Path) -> None:
    """OpenDocument repeats cells and rows by number: a hundred bytes can be a million million cells."""
    cell = (
        '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="9999"/>'
    )
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table")
    )
    with zipfile.ZipFile(tmp_path / "endless.ods", "w") as package:
        package.writestr(
            "content.xml", f'<office:x{names}><table:table table:name="A">{row}</table:table></office:x>'
        )
    workbook, issues = open_workbook(tmp_path / "endless.ods")
    assert workbook is None
    assert "a sheet has more than 5,000,000 cells; split it into several sheets" in str(issues[0])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('r="A1"', 'r="        A1"'),
        ('r="A1"', 'r="1"'),
        ('r="A1"', 'r="XFE1"'),
        ('r="A1"', 'r="AAAAAAAAAAAAAAAAAAAA1"'),
        ('<row r="1"', '<row r="0"'),
        ('<row r="1"', '<row r="-1"'),
        ('<row r="1"', '<row r="1048577"'),
        ("<v>0</v>", "<v>-1</v>"),
    ],
)
def test_a_cell_where_no_sheet_has_one_is_damage(before: str, after: str, tmp_path: Path) -> None:
    """A column before the first had no letters, and looking for them had no end."""
    sound = write_workbook(tmp_path / "sound.xlsx", {"Figures": {"rows": [["code", "area"], ["A", "Kent"]]}})
    target = tmp_path / "damaged.xlsx"
    with zipfile.ZipFile(sound) as package, zipfile.ZipFile(target, "w") as changed:
        for name in package.namelist():
            content = package.read(name)
            if name == "xl/worksheets/sheet1.xml":
                assert before.encode() in content
                content = content.replace(before.encode(), after.encode(), 1)
            changed.writestr(name, content)
    workbook, _ = open_workbook(target)
    assert workbook is not None
    with pytest.raises(WorkbookError, match="has a cell that cannot be read"):
        workbook.sheet("Figures")


def test_a_part_that_lies_before_the_file_is_damage(tmp_path: Path) -> None:
    """The directory of the zip says where each part begins; to look before the file is no place to look."""
    sound = write_workbook(tmp_path / "sound.xlsx", {"Figures": {"rows": [["code"], ["A"]]}})
    content = bytearray(sound.read_bytes())
    at = content.rindex(b"xl/worksheets/sheet1.xml") - 4  # the offset of its local header, in the directory
    content[at : at + 4] = b"\xf0\xff\xff\xff"
    target = tmp_path / "damaged.xlsx"
    target.write_bytes(content)
    workbook, issues = open_workbook(target)
    if workbook is None:
        assert issues
        return
    with pytest.raises(WorkbookError, match="damaged"):
        workbook.sheet("Figures")


def test_a_part_whose_name_is_damaged_is_named_in_letters_that_can_be_read() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        file.writestr("word/\r\x10.xml", "<a/>")
    damaged_content = content.getvalue().replace(b"<a/>", b"<b/>")
    package = Package(damaged_content)
    with pytest.raises(WorkbookError) as raised:
        package.root("word/\r\x10.xml")
    assert r'its part "word/\u000d\u0010.xml" cannot be unpacked' in str(raised.value)

"""LibreOffice as judge: what it shows of numbers, and what it saves in other formats, is what is read."""

from __future__ import annotations

import datetime
import subprocess
from pathlib import Path
from xml.etree.ElementTree import Element
from zipfile import ZipFile

import pytest
import xlsxwriter
from defusedxml.ElementTree import fromstring

from kpi_engine.read.workbook.sheet import Sheet
from tests.read.workbook.test_values import opened

FORMATS = (
    *("General", "0", "0.0", "0.00", "#,##0", "#,##0.0", "0%", "0.0%", "0.00%", "£#,##0", "£#,##0.00"),
    *("£#,##0;[Red]-£#,##0", '£0.0"m";[Red](£0.0"m")', '"1:"0.0', "#,##0,", '#,##0.0,,"m"', '0.0,"k"', "#"),
    *("000", "00-00-00", '_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-', "[$£-809]#,##0", "0.00E+00"),
    *('0.0;-0.0;"nil"', "+0.0;-0.0;0.0", '0.0" days"', '0\\ "per 1,000"', "# ?/?", "0;0;", "(0.0);[Red]0.0"),
)
NUMBERS = (0, 1, -1, 0.453, -0.4535, 0.05, 12.345, 1234.5, 1234567.891, -1234.5, 2.675, 99.995, 0.5)
MOMENTS = (
    *("d mmm yyyy", "dd/mm/yyyy", "mmm-yy", "mmmm yyyy", "yyyy", "hh:mm", "h:mm AM/PM", "mm:ss", "[h]:mm"),
    *("[mm]:ss", "h:mm:ss", "dd/mm/yyyy hh:mm", "ddd d mmm", "yyyy-mm-dd", "d.m.yy"),
)
DAYS = (45383, 45383.5, 61, 36526.75, 0.25)  # the last for times alone: Excel knows no day 0
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def numbers_of(code: str) -> tuple[float, ...]:
    """The numbers that a format is tried on."""
    if code in FORMATS:
        return NUMBERS
    return DAYS[:-1] if "y" in code or "d" in code else DAYS


def converted(folder: Path, name: str, suffix: str) -> Path:
    command = [
        "soffice",
        "--headless",
        f"-env:UserInstallation=file://{folder}/office",
        "--convert-to",
        suffix,
    ]
    subprocess.run([*command, "--outdir", str(folder), str(folder / name)], capture_output=True, check=True)  # noqa: S603
    return (folder / name).with_suffix(f".{suffix}")


def written(folder: Path) -> None:
    book = xlsxwriter.Workbook(folder / "book.xlsx")
    sheet = book.add_worksheet("Formats")
    for row, code in enumerate((*FORMATS, *MOMENTS)):
        style = book.add_format({"num_format": code})
        for column, number in enumerate(numbers_of(code)):
            sheet.write_number(row, column, number, style)
    facts = book.add_worksheet("Facts")
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    month = book.add_format({"num_format": "mmm-yy"})
    facts.write_row(0, 0, ["two  spaces", "line\nbreak", True, 1.5])
    facts.write_datetime(1, 0, datetime.datetime(2024, 4, 1), day)
    facts.write_datetime(1, 1, datetime.datetime(2024, 4, 1), month)
    facts.write_number(1, 2, 221 / 86400, book.add_format({"num_format": "mm:ss"}))
    facts.write_formula(2, 0, "=1/0", None, "#DIV/0!")
    facts.write_formula(2, 1, "=1+1", None, 2)
    facts.merge_range("A5:B6", "merged")
    facts.set_row(2, None, None, {"hidden": True})
    facts.set_column("D:D", None, None, {"hidden": True})
    book.add_worksheet("Hidden").hide()
    book.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("libreoffice")
    written(path)
    for suffix in ("ods", "xls"):
        converted(path, "book.xlsx", suffix)
    return path


def shown_by_libreoffice(path: Path) -> list[list[str]]:
    """The texts of the first sheet's cells, straight from the file."""
    root: Element = fromstring(ZipFile(path).read("content.xml"))
    rows = []
    for row in next(root.iter(f"{TABLE}table")).iter(f"{TABLE}table-row"):
        texts: list[str] = []
        for cell in row.iter(f"{TABLE}table-cell"):
            text = "".join("".join(part.itertext()) for part in cell.iter(TEXT))
            repeats = int(cell.get(f"{TABLE}number-columns-repeated", "1"))
            texts += [text] * min(repeats, len(NUMBERS))
        rows.append(texts)
    return rows


def test_numbers_and_dates_as_libreoffice_shows_them(folder: Path) -> None:
    sheet = opened(folder / "book.xlsx").sheet("Formats")
    shown = shown_by_libreoffice(folder / "book.ods")
    differing = {
        (code, number, theirs.strip(), ours)
        for row, code in enumerate((*FORMATS, *MOMENTS))
        for column, number in enumerate(numbers_of(code))
        if (ours := sheet.cell(row + 1, column + 1).text).replace(" ", "")
        != (theirs := shown[row][column]).replace(" ", "")
    }
    assert differing == set()


def facts(sheet: Sheet) -> list[list[tuple[str, str, str]]]:
    return [
        [
            (cell.kind.value, cell.date_text or cell.figure or cell.text, str(cell.seconds or ""))
            for cell in (sheet.cell(row, column) for column in range(1, 5))
        ]
        for row in range(1, 6)
    ]


@pytest.mark.parametrize("suffix", ["ods", "xls"])
def test_other_formats_say_the_same(folder: Path, suffix: str) -> None:
    sheets = [opened(folder / f"book.{each}").sheet("Facts") for each in ("xlsx", suffix)]
    assert facts(sheets[0]) == facts(sheets[1])
    for sheet in sheets:
        assert [str(block) for block in sheet.merged] == ["A5:B6"]
        assert 3 in sheet.hidden_rows
        assert [sheet.is_hidden_column(column) for column in (3, 4)] == [False, True]
    workbook = opened(folder / f"book.{suffix}")
    assert [workbook.visibility(name).value for name in workbook.sheet_names] == [
        "visible",
        "visible",
        "hidden",
    ]


def test_what_is_shown_of_numbers_is_kept_in_an_ods_file(folder: Path) -> None:
    """The figure is the number at the scale that is shown, whatever stands around it."""
    xlsx, ods = (opened(folder / f"book.{suffix}").sheet("Formats") for suffix in ("xlsx", "ods"))
    odd = {"General", "0.00E+00", "# ?/?", "0;0;", "#", "000", "00-00-00"}  # no plain decimals
    plain = [code for code in FORMATS if code not in odd]
    differing = [
        (code, number, ours.figure, theirs.figure)
        for code in plain
        for column, number in enumerate(NUMBERS, 1)
        for row in [FORMATS.index(code) + 1]
        for ours, theirs in [(xlsx.cell(row, column), ods.cell(row, column))]
        if ours.figure != theirs.figure
    ]
    assert differing == []

"""Every figure of three workbooks laid out as officers keep them, in three formats of file."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kpi_engine.read.workbook.cell import Cell, block_of
from kpi_engine.read.workbook.open_workbook import open_workbook
from kpi_engine.read.workbook.sheet import Workbook

WORKBOOKS = Path(__file__).parents[2] / "workbooks"
NAMES = ("corporate_plan", "trust_report", "housing")


def opened(path: Path) -> Workbook:
    workbook, issues = open_workbook(path)
    assert issues == ()
    assert workbook is not None
    return workbook


def listed(name: str) -> list[dict[str, str]]:
    with (WORKBOOKS / "values.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["workbook"] == f"{name}.xlsx"]


def cell_at(workbook: Workbook, row: dict[str, str]) -> Cell:
    place = block_of(row["cell"])
    assert place is not None
    return workbook.sheet(row["sheet"]).cell(place.top, place.left)


def shown(cell: Cell) -> str:
    return cell.text if cell.number is None else cell.figure


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_and_its_format(name: str) -> None:
    workbook = opened(WORKBOOKS / f"{name}.xlsx")
    rows = listed(name)
    wrong = [
        (row["sheet"], row["cell"], row["shown"], cell.text)
        for row in rows
        for cell in [cell_at(workbook, row)]
        if (shown(cell), cell.number_format) != (row["shown"], row["number_format"])
    ]
    assert len(rows) > 300
    assert wrong == []


@pytest.mark.parametrize("suffix", ["ods", "xls"])
@pytest.mark.parametrize("name", NAMES)
def test_every_figure_as_libreoffice_saves_it(name: str, suffix: str) -> None:
    workbook = opened(WORKBOOKS / "converted" / f"{name}.{suffix}")
    wrong = [
        (row["sheet"], row["cell"], row["shown"], cell.text)
        for row in listed(name)
        for cell in [cell_at(workbook, row)]
        if shown(cell) != row["shown"].removeprefix("= ")  # "= 0" was read as a formula there
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "path", ["corporate_plan.xlsx", "converted/corporate_plan.ods", "converted/corporate_plan.xls"]
)
def test_merged_headings_are_known(path: str) -> None:
    sheet = opened(WORKBOOKS / path).sheet("Adult Social Care")
    assert [str(block) for block in sheet.merged] == ["A1:P1", "F4:I4", "J4:M4"]
    assert [sheet.shown_cell(4, column).text for column in range(6, 14)] == ["2024/25"] * 4 + ["2025/26"] * 4
    assert sheet.cell(4, 7).text == ""
    assert (sheet.anchor(4, 8), sheet.anchor(5, 8)) == ((4, 6), (5, 8))
    assert (sheet.bottom, sheet.right) == (16, 18)


def test_a_month_is_shown_as_a_month() -> None:
    header = opened(WORKBOOKS / "trust_report.xlsx").sheet("Trust total").cell(4, 3)
    assert (header.text, header.date_text, header.date_parts) == ("Apr-23", "2023-04", "ym")

"""Texts to import that no spreadsheet has written."""

from __future__ import annotations

import csv
from pathlib import Path

from kpi_engine.read.recognise.pasted import sheet_of_text


def test_an_old_line_end_ends_a_line(tmp_path: Path) -> None:
    file = tmp_path / "pasted.txt"
    file.write_bytes(b"Ref,Measure,Apr 2024\rA1,Calls,83\nA2,Days,7\r\n")
    sheet, issues = sheet_of_text(file)
    assert issues == ()
    assert sheet is not None
    assert [sheet.cell(row, 1).text for row in sheet.row_numbers] == ["Ref", "A1", "A2"]


def test_a_field_without_end_is_told(tmp_path: Path) -> None:
    file = tmp_path / "pasted.csv"
    file.write_text("Ref,Measure\nA1," + "x" * (csv.field_size_limit() + 1), encoding="utf-8")
    sheet, issues = sheet_of_text(file)
    assert sheet is None
    assert [issue.what for issue in issues] == ["the file has a field that is longer than 131,072 characters"]

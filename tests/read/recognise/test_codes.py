"""References of measures, by their form."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from kpi_engine.read.recognise.draft.drafts import recognise
from kpi_engine.read.recognise.pasted import sheet_of_text
from kpi_engine.read.recognise.table_headings import _CODE


@pytest.mark.parametrize(
    "code",
    [
        "7",
        "A1",
        "EH71",
        "EH71-F",
        "SCS 40",
        "1.2.3",
        "12a",
        "CYPE-1.2b",
        "12345678",
        "KPI/2024/7",
        "a1b2c3",
        "ABCDEFGH1",
    ],
)
def test_a_code(code: str) -> None:
    assert _CODE.fullmatch(code)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A",
        "Calls answered",
        "A1 ",
        "A--1",
        "A1  2",
        "1.2.",
        "ABCDEFGHI1",
        "83.1%",
        "A1.%",
        "-",
        " 1.",
        "£7",
    ],
)
def test_no_code(text: str) -> None:
    assert not _CODE.fullmatch(text)


@pytest.mark.parametrize(
    "long", ["A1" + "9" * 5_000 + "%", "9" * 5_000 + "!", "a1" * 2_500 + "%", "1." * 2_500 + "%"]
)
def test_a_long_text_takes_no_time(tmp_path: Path, long: str) -> None:
    file = tmp_path / "pasted.txt"
    file.write_text(f"\nA2\tDays lost\t7\t8\t6.5\nRef\tMeasure\tTarget\tApr 2024\tMay 2024\n{long}\t86.4%")
    began = time.process_time()
    sheet, issues = sheet_of_text(file)
    assert issues == ()
    assert sheet is not None
    recognise([sheet], "council")
    assert time.process_time() - began < 5

"""A workbook as a scorecard, and ``kpi convert``: its files give the same ratings to the byte."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kpi_engine.commands.shared import exit_codes
from tests.cli.calling import Caller
from tests.read.book.making import FIGURES, MEASURES, SETTINGS, changed, write_book

PERCENT = "0.0%"
AREAS = [["area", "parent", "level"], ["Northshire", None, "county"], ["East", "Northshire", "district"]]
OF_AREAS = [
    ["Reference", "Area", "Jul-24", "Aug-24"],
    ["AUDIT", "Northshire", (0.828, PERCENT), (0.8461, PERCENT)],
    ["AUDIT", "East", "N/A", (0.74, PERCENT)],
    ["WAIT", "Northshire", 12.25, None],
    ["WAIT", "East", "*", 9],
]
OUTTURNS = [["code", "area", "year", "value"], ["AUDIT", "Northshire", "2023-24", (0.8, PERCENT)]]
# Each is a workbook that a scorecard can be.
BOOKS: dict[str, dict[str, Any]] = {
    "one body": {},
    "areas and outturns": {"Figures": OF_AREAS, "Areas": AREAS, "Outturns": OUTTURNS},
    "targets of years": {
        "Measures": [
            [*MEASURES[0], "Target from"],
            [*MEASURES[1], "2023-24"],
            ["AUDIT", None, None, None, None, 83.5, 70, None, "2024-08"],
            [*MEASURES[2], None],
        ]
    },
    "two services": {"Measures": changed(MEASURES, H3="Visits & more")},
}


@pytest.fixture
def kpi(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Caller:
    monkeypatch.chdir(tmp_path)
    return Caller(monkeypatch, capsys)


@pytest.mark.parametrize("sheets", BOOKS.values(), ids=BOOKS)
def test_the_files_give_the_same_ratings_to_the_byte(
    kpi: Caller, tmp_path: Path, sheets: dict[str, Any]
) -> None:
    write_book(tmp_path, **sheets)
    settings = changed(SETTINGS, B5=None) if "Areas" in sheets else SETTINGS
    write_book(tmp_path, **{**sheets, "Scorecard": settings})
    converted = kpi("convert", "scorecard.xlsx", "--to", "files")
    assert (converted.code, converted.err) == (0, "")
    for arguments in (("rate",), ("report",), ("list", "indicators", "--csv", "--scorecard")):
        of_book, of_files = (kpi(*arguments, where) for where in ("scorecard.xlsx", "files"))
        assert of_book.code == 0
        assert of_book.out == of_files.out
    assert len(kpi("rate", "files").out.splitlines()) > 3


def test_every_command_takes_a_workbook(kpi: Caller, tmp_path: Path) -> None:
    write_book(tmp_path)
    assert kpi("check").out == "2 indicators, 1 area, 4 observations and 0 outturns read: no problems.\n"
    assert "Figures!C2" in kpi("explain", "AUDIT", "Northshire").out
    assert kpi("report", "scorecard.xlsx", "--output", "out").code == 0
    assert (tmp_path / "out" / "northshire.html").is_file()
    assert kpi("run", "scorecard.xlsx").code == 0
    assert kpi("commentary", "new").code == 0


def test_nothing_is_overwritten(kpi: Caller, tmp_path: Path) -> None:
    write_book(tmp_path)
    kpi("convert", "scorecard.xlsx")
    assert kpi("convert", "scorecard.xlsx").code == exit_codes.WRONG_INPUT


def test_what_is_not_a_scorecard(kpi: Caller, tmp_path: Path) -> None:
    write_book(tmp_path, Measures=None)
    refused = kpi("convert", "scorecard.xlsx")
    assert refused.code == exit_codes.WRONG_INPUT
    assert refused.err.startswith(
        'scorecard.xlsx: error: this workbook has no sheet "Measures", so it is no scorecard; kpi'
    )
    (tmp_path / "scorecard.yaml").write_text("as_at: 2024-08\n")
    assert "this is no workbook" in kpi("convert", "scorecard.yaml").err


@pytest.mark.parametrize(
    ("sheets", "message"),
    [
        (
            {"Scorecard": changed(SETTINGS, A4="Titel")},
            'Scorecard!A4: error: there is no setting "Titel"; did you',
        ),
        ({"Scorecard": changed(SETTINGS, B6="August")}, 'Scorecard!B6: error: as_at "August" is not a month'),
        (
            {"Scorecard": changed(SETTINGS, A7="Title", B7="x")},
            'Scorecard!A7: error: the setting "Title" is there',
        ),
        (
            {"Scorecard": changed(SETTINGS, A3="Key")},
            'Scorecard: error: no cell of the first column says "Setting"',
        ),
        (
            {"Scorecard": changed(SETTINGS, B5=None)},
            'Scorecard!A3: error: there is no setting "Body" and',
        ),
        ({"Figures": changed(FIGURES, B2="eighty")}, 'Figures!B2: error: the value "eighty" is not a number'),
        ({"Figures": changed(FIGURES, A2="AUDITS")}, 'Figures!A2: error: the code "AUDITS" is not defined'),
        ({"Figures": changed(FIGURES, C1="Sep-24")}, 'Figures!C2: error: the period "Sep-24" (2024-09)'),
    ],
)
def test_every_mistake_has_its_sheet_and_cell(
    kpi: Caller, tmp_path: Path, sheets: dict[str, Any], message: str
) -> None:
    write_book(tmp_path, **sheets)
    checked = kpi("check")
    assert checked.code in (exit_codes.FINDINGS, exit_codes.WRONG_INPUT)
    assert checked.out.startswith(f"scorecard.xlsx:{message}")

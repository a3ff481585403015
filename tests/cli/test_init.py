"""``kpi init``: a scorecard that every command takes at once, and no file of anybody's lost."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from kpi_engine.commands.shared import exit_codes
from kpi_engine.model.calendars.period import Frequency
from tests.cli.calling import Caller

FILES = ("scorecard.yaml", "indicators/measures.yaml", "observations.csv")


@pytest.fixture
def kpi(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Caller:
    monkeypatch.chdir(tmp_path)
    return Caller(monkeypatch, capsys)


def test_what_it_makes_works_at_once(kpi: Caller, tmp_path: Path) -> None:
    made = kpi("init", "mine")
    assert (made.code, made.err) == (0, "")
    assert [tmp_path.joinpath("mine", file).is_file() for file in FILES] == [True, True, True]
    assert "Look at it:      kpi report mine\n" in made.out
    checked = kpi("check", "mine")
    assert (checked.code, "no problems" in checked.out) == (0, True)
    report = kpi("report", "mine", "--output", "out")
    assert report.code == 0
    assert "GREEN" in report.out
    assert "AMBER" in report.out
    written = {path.name for path in Path("out").iterdir()}
    assert written >= {"index.html", "northshire.html", "northshire.xlsx"}
    assert all(name.startswith(("index.", "indicator-", "northshire.", "summary.")) for name in written)


def test_a_folder_with_a_space_is_quoted(kpi: Caller) -> None:
    assert 'kpi report "my scorecard" --output out\n' in kpi("init", "my scorecard").out


def test_here_without_a_folder(kpi: Caller) -> None:
    assert "Look at it:      kpi report\n" in kpi("init").out
    assert kpi("report").code == 0


def test_a_workbook_of_the_same_works_at_once(kpi: Caller, tmp_path: Path) -> None:
    kpi("init", "files")
    made = kpi("init", "--workbook")
    assert "kpi report scorecard.xlsx --output out\n" in made.out
    assert kpi("rate", "scorecard.xlsx").out == kpi("rate", "files").out
    again = kpi("init", "--workbook", "again")
    assert again.code == 0
    assert (tmp_path / "scorecard.xlsx").read_bytes() == (tmp_path / "again" / "scorecard.xlsx").read_bytes()
    assert kpi("init", "--workbook").code == exit_codes.WRONG_INPUT


def test_nothing_is_overwritten(kpi: Caller, tmp_path: Path) -> None:
    (tmp_path / "observations.csv").write_text("mine\n")
    refused = kpi("init")
    assert refused.code == exit_codes.WRONG_INPUT
    assert refused.err.startswith("observations.csv: error: this file is there already; name another folder")
    assert [path.name for path in tmp_path.iterdir()] == ["observations.csv"]
    assert (tmp_path / "observations.csv").read_text() == "mine\n"


def test_a_file_is_no_folder(kpi: Caller, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine\n")
    refused = kpi("init", "mine")
    assert (refused.code, refused.err.splitlines()[0]) == (
        exit_codes.WRONG_INPUT,
        "mine: error: this is a file; name a folder",
    )


def test_every_line_of_the_definitions_says_what_it_is_or_is_plain_words(kpi: Caller, tmp_path: Path) -> None:
    kpi("init")
    first = (tmp_path / "indicators" / "measures.yaml").read_text().split("- code: CUS02")[0]
    unsaid = [line for line in first.splitlines() if line.strip() and "#" not in line]
    assert [line.split(":")[0].strip() for line in unsaid] == ["indicators", "name", "definition"]


def test_the_workbook_offers_every_frequency_and_what_these_need(kpi: Caller, tmp_path: Path) -> None:
    """What its choices offer can be published; an annual measure has a cell for its year."""
    kpi("init", "--workbook")
    book = openpyxl.load_workbook(tmp_path / "scorecard.xlsx")
    sheet = book["Measures"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    rules = [rule.formula1 or "" for rule in sheet.data_validations.dataValidation]
    choices = [rule.strip('"').split(",") for rule in rules]
    (frequencies,) = [each for each in choices if "Monthly" in each]
    assert len(frequencies) == len(Frequency)
    for row, frequency in enumerate(frequencies, sheet.max_row + 1):
        given = {
            "Reference": f"N{row}",
            "Measure": f"New {row}",
            "Good is": "Volume only",
            "Frequency": frequency,
        }
        given |= {"Year": "Academic"} if frequency == "Annual" else {}
        for heading, text in given.items():
            sheet.cell(row, columns[heading], text)
    counted = sheet.max_column + 1
    sheet.cell(1, counted, "Counted from")
    sheet.cell(1, counted + 1, "Weeks")
    for row in range(2, sheet.max_row + 1):
        frequency = sheet.cell(row, columns["Frequency"]).value
        sheet.cell(row, counted, datetime(2024, 4, 1) if frequency == "Four-weekly" else None)
        sheet.cell(row, counted + 1, "Ending Friday" if frequency == "Weekly" else None)
    book.save(tmp_path / "scorecard.xlsx")
    assert kpi("check", "scorecard.xlsx").code == exit_codes.DONE

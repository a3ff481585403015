"""kpi commentary check: what it prints, and how it ends."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from kpi_engine.commands.commentary_check import COLUMNS
from tests.cli.calling import Caller
from tests.cli.project import SCORECARD, change, copy_sample

FOLDER = SCORECARD.parent / "commentary"
ICS = FOLDER / "integrated_childrens_services.md"


@pytest.fixture
def kpi(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Caller:
    """``kpi`` in a copy of the sample."""
    monkeypatch.chdir(copy_sample(tmp_path))
    return Caller(monkeypatch, capsys)


def test_wrong_numbers_and_colours_are_told_with_their_line(kpi: Caller) -> None:
    change(ICS, "Still RED, at 72.1%", "Still AMBER, at 71.2%")
    answer = kpi("commentary", "check")
    assert answer.code == 1
    assert (
        f"{ICS}:21: SCS40 · Kent: 71.2% does not match any figure of this row: 72.1%, previous 72.4%, "
        "target 85.0%, floor standard 75.0%, 455.5 of 631.6 [C-"
    ) in answer.out
    assert f"{ICS}:21: SCS40 · Kent: the text says AMBER, but the row is RED [C-" in answer.out
    assert answer.out.endswith("8 commentaries of Aug 2024 read: 27 findings.\n")


def test_csv_and_json_hold_the_same_findings(kpi: Caller) -> None:
    rows = list(csv.DictReader(io.StringIO(kpi("commentary", "check", "--csv").out)))
    found = json.loads(kpi("commentary", "check", "--json").out)["findings"]
    assert tuple(rows[0]) == tuple(COLUMNS)
    assert len(rows) == 25
    assert [{**row, "line": int(row["line"])} for row in rows] == found


def test_rows_that_are_not_shown_and_other_months(kpi: Caller) -> None:
    text = ICS.read_text(encoding="utf-8").replace("SCS40 · Kent", "SCS40 · Swale")
    ICS.write_text(text, encoding="utf-8")
    change(FOLDER / "send.md", "period: 2024-08", "period: 2024-07")
    answer = kpi("commentary", "check")
    assert f"{ICS}:19: SCS40 · Swale: the scorecard shows no such row [C-" in answer.out
    assert "6 commentaries of Aug 2024 read (2 of other months left alone): " in answer.out


def test_nothing_found_is_exit_code_0(kpi: Caller) -> None:
    change(SCORECARD, "commentary, levels: [county]", "commentary, levels: [team]")
    commentary = FOLDER / "teams.csv"
    rows = list(csv.DictReader(io.StringIO(kpi("commentary", "check", "--csv").out)))
    lines = [f"{row['code']},{row['area']},2024-08,Nothing new." for row in rows]
    commentary.write_text("\n".join(["code,area,period,commentary", *lines, ""]), encoding="utf-8")
    answer = kpi("commentary", "check")
    assert answer.code == 0
    assert answer.out == f"{len(lines) + 8} commentaries of Aug 2024 read: no findings.\n"


def test_areas_whose_figures_are_wrong_are_left_out(kpi: Caller) -> None:
    change(SCORECARD.parent / "observations.csv", "SCS40,Kent,2024-08,72.1", "SCS40,Kent,2024-08,about 72")
    answer = kpi("commentary", "check")
    assert answer.code == 1
    assert "Kent: 1 error in its figures; its commentary is left out of the check.\n" in answer.err
    assert answer.out == "8 commentaries of Aug 2024 read: no findings.\n"


def test_what_cannot_be_read_is_told(kpi: Caller) -> None:
    change(ICS, "## SCS34 · Kent", "## SCS34 · Kentt")
    for command in (("commentary", "check"), ("check",)):
        answer = kpi(*command)
        assert answer.code == 2
        assert (
            f'{ICS}:12: error: the area "Kentt" is not defined; did you mean "Kent"?'
            in answer.out + answer.err
        )
    change(SCORECARD, "commentary: {path: commentary, levels: [county]}\n", "")
    answer = kpi("commentary", "check")
    assert answer.code == 2
    assert (
        'error: this scorecard names no commentary; add a line such as "commentary: commentary"' in answer.err
    )
    assert kpi("commentary", "check", "--csv", "--json").code == 2

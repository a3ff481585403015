"""The errors of every file that a command reads come in one round."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi_engine.commands.shared import exit_codes
from tests.cli.calling import Caller
from tests.cli.monthly_project import defined, write_monthly

PAGE = """\
code,area,section,polarity,data_period,period,value,target,rag,dot
A,Nowhere,m,H,MS,2024-08,80,80,GREEN,same
A,North,nonsuch,H,MS,2024-08,80,80,GREEN,same
"""
ACCEPTED = "id,reason,by,date\nX-1,,,\n"
UNKNOWN_AREA = 'm/page.csv:2: error: the area "Nowhere" is not defined'
UNKNOWN_SECTION = 'm/page.csv:3: warning: the scorecard has no section "nonsuch"'
NO_FRONT_MATTER = "m/words.md:1: error: this file has no front matter"
NOT_ACCEPTED = "m/accepted.csv:2: error: "
NO_COLUMN = "m/observations.csv:1: error: "


@pytest.fixture
def kpi(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Caller:
    monkeypatch.chdir(tmp_path)
    return Caller(monkeypatch, capsys)


def write(*, columns: str = "code,area,period,value") -> None:
    more = "published: page.csv\naudit_accepted: accepted.csv\ncommentary: words.md\n"
    write_monthly(Path(), {"A": defined("A")}, f"{columns}\nA,North,2024-08,80\n", more=more)
    for name, text in (("page.csv", PAGE), ("accepted.csv", ACCEPTED), ("words.md", "# A North\n\nText\n")):
        Path("m", name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("command", [("audit",), ("infer", "floors")])
def test_the_errors_of_a_page_come_with_those_of_the_data(kpi: Caller, command: tuple[str, ...]) -> None:
    write(columns="code,area,month,value")
    answer = kpi(*command)
    assert answer.code == exit_codes.WRONG_INPUT
    for told in (NO_COLUMN, NO_FRONT_MATTER, UNKNOWN_AREA, UNKNOWN_SECTION):
        assert told in answer.err
    assert (NOT_ACCEPTED in answer.err) is (command == ("audit",))


@pytest.mark.parametrize("columns", ["code,area,month,value", "code,area,period,value"])
def test_the_check_names_the_errors_of_every_file(kpi: Caller, columns: str) -> None:
    write(columns=columns)
    answer = kpi("check")
    assert answer.code == exit_codes.WRONG_INPUT
    for told in (NO_FRONT_MATTER, UNKNOWN_AREA, NOT_ACCEPTED):
        assert told in answer.out
    assert (NO_COLUMN in answer.out) is ("month" in columns)


def test_what_only_an_audit_reads_stops_no_report(kpi: Caller) -> None:
    write()
    Path("m/words.md").write_text(
        "---\nauthor: A\ndate: 2024-09-01\nperiod: 2024-08\n---\n", encoding="utf-8"
    )
    answer = kpi("check")
    assert answer.code == exit_codes.FINDINGS
    assert UNKNOWN_AREA in answer.out
    assert kpi("report").code == exit_codes.DONE


def test_errors_of_rows_are_named_beside_those_of_commentary(kpi: Caller) -> None:
    write()
    Path("m/observations.csv").write_text("code,area,period,value\nA,North,2024-08,8o\n", encoding="utf-8")
    answer = kpi("run")
    assert 'm/observations.csv:2: error: the value "8o"' in answer.err
    assert NO_FRONT_MATTER in answer.err


def test_a_section_that_no_scorecard_has_is_named_beside_an_unknown_area(kpi: Caller) -> None:
    write()
    Path("m/words.md").unlink()
    text = Path("m/scorecard.yaml").read_text(encoding="utf-8").replace("commentary: words.md\n", "")
    Path("m/scorecard.yaml").write_text(text, encoding="utf-8")
    answer = kpi("audit")
    assert UNKNOWN_AREA in answer.err
    assert UNKNOWN_SECTION in answer.err

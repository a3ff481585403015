"""Findings of kpi audit and kpi commentary check that people have accepted."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.calling import Caller
from tests.cli.project import SCORECARD, change, copy_sample

PUBLISHED = SCORECARD.parent / "published.csv"
ACCEPTED = SCORECARD.parent / "accepted.csv"
ICS = SCORECARD.parent / "commentary" / "integrated_childrens_services.md"
HEADER = "id,finding,reason,by,date\n"


@pytest.fixture
def kpi(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Caller:
    """``kpi`` in a copy of the sample whose scorecard names a file of accepted findings."""
    monkeypatch.chdir(copy_sample(tmp_path))
    with SCORECARD.open("a", encoding="utf-8") as file:
        file.write("audit_accepted: accepted.csv\n")
    ACCEPTED.write_text(HEADER, encoding="utf-8")
    return Caller(monkeypatch, capsys)


def accept(*ids: str) -> None:
    lines = [f"{each},,agreed with the supplier,A. Officer,2024-09-12\n" for each in ids]
    ACCEPTED.write_text(HEADER + "".join(lines), encoding="utf-8")


def ids_of(kpi: Caller, *command: str) -> list[str]:
    rows = csv.DictReader(io.StringIO(kpi(*command, "--csv").out))
    return list(dict.fromkeys(row["id"] for row in rows))


def test_accepted_findings_are_counted_and_not_listed(kpi: Caller) -> None:
    first, *others = ids_of(kpi, "audit")
    accept(first)
    answer = kpi("audit")
    assert (answer.code, answer.err) == (1, "")
    assert "Findings: 14 · Accepted findings, not listed: 1" in " ".join(answer.out.split())
    assert ids_of(kpi, "audit") == others
    (accepted,) = json.loads(kpi("audit", "--json").out)["accepted"]
    assert (accepted["id"], accepted["by"]) == (first, "A. Officer")


def test_when_every_finding_is_accepted_the_exit_code_is_0(kpi: Caller) -> None:
    accept(*ids_of(kpi, "audit"))
    answer = kpi("audit")
    assert answer.code == 0
    assert "No errors found but those accepted: every other printed cell" in " ".join(answer.out.split())


def test_a_finding_comes_back_when_its_cell_changes(kpi: Caller) -> None:
    accept(*ids_of(kpi, "audit"))
    text = PUBLISHED.read_text(encoding="utf-8")
    (line,) = [line for line in text.splitlines() if line.startswith("KS4-P8-CIC,Kent,")]
    PUBLISHED.write_text(text.replace(line, line.replace("worsened", "improved")), encoding="utf-8")
    answer = kpi("audit")
    assert answer.code == 1
    assert "The arrow of KS4-P8-CIC in Kent is printed as ↑ improved" in answer.out
    assert "is no longer found: what it rests on has changed; remove this line" in answer.err


def test_what_is_not_selected_is_not_missed(kpi: Caller) -> None:
    accept(*ids_of(kpi, "audit"))
    answer = kpi("audit", "--select", "CYPE8")
    assert (answer.code, answer.err) == (0, "")
    assert "Accepted findings, not listed: 2" in " ".join(answer.out.split())


def test_a_number_of_a_commentary_can_be_accepted(kpi: Caller) -> None:
    change(ICS, "Still RED, at 72.1%", "Still RED, at 71.2%")
    accept(*ids_of(kpi, "commentary", "check"))
    answer = kpi("commentary", "check")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == "8 commentaries of Aug 2024 read: no findings, 26 accepted.\n"
    change(ICS, "Still RED, at 71.2%", "Still RED, at 71.3%")
    answer = kpi("commentary", "check")
    assert answer.code == 1
    assert "71.3% does not match any figure of this row" in answer.out


def test_a_file_that_cannot_be_read_stops_the_audit(kpi: Caller) -> None:
    ACCEPTED.write_text(HEADER + "F-3f9a2c1b,,,A. Officer,2024-09-12\n", encoding="utf-8")
    answer = kpi("audit")
    assert answer.code == 2
    assert "the column reason is empty; say why the finding is accepted" in answer.err

"""kpi check says how far short of the periods that limits need the data falls: a notice, no problem."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.calling import Caller
from tests.withhold.pack import MONTHS, figures, write_pack
from tests.withhold.test_non_interference import with_statistics

NOTICE = "observations.csv: notice: process limits need 13 periods, and "


@pytest.fixture
def kpi(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Caller:
    scorecard = write_pack(tmp_path, figures())
    without = scorecard.read_text(encoding="utf-8").replace("small_numbers: {below: 6}\n", "")
    scorecard.write_text(without, encoding="utf-8")
    monkeypatch.chdir(scorecard.parent)
    return Caller(monkeypatch, capsys)


def keep(months: int) -> None:
    """Leave the last months of the observations."""
    file = Path("observations.csv")
    head, *rows = file.read_text(encoding="utf-8").splitlines()
    kept = [row for row in rows if row.split(",")[2] in MONTHS[-months:]]
    file.write_text("\n".join([head, *kept, ""]), encoding="utf-8")


def test_a_file_with_seven_months(kpi: Caller) -> None:
    with_statistics(Path("scorecard.yaml").absolute())
    keep(7)
    answer = kpi("check")
    assert answer.code == 0
    (line,) = [line for line in answer.out.splitlines() if "notice" in line]
    assert line.startswith(NOTICE)
    assert line.endswith("series have 7 or fewer; keep 24 months in the file")
    assert answer.out.endswith("no problems.\n")
    (said,) = json.loads(kpi("check", "--json").out)["notices"]
    assert said == line


def test_nothing_is_said_where_nothing_is_asked_for(kpi: Caller) -> None:
    keep(7)
    assert "notice" not in kpi("check").out


def test_nothing_is_said_where_thirteen_months_are_there(kpi: Caller) -> None:
    with_statistics(Path("scorecard.yaml").absolute())
    assert "notice" not in kpi("check").out

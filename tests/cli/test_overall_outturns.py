"""The overall rating of a year, from the files to every place that shows an outturn."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi_engine.loading import load_scorecard
from kpi_engine.model.outputs.document import Row, Table
from kpi_engine.pipeline import document_for, rate_loaded, tidy_for
from tests.assemble.making import cell
from tests.cli.calling import Caller
from tests.cli.project import SCORECARD, change, copy_sample

OUTTURNS = SCORECARD.parent / "outturns.csv"
WORKFORCE = """\
schema_version: 1
service: Workforce
indicators:
  - code: WORKFORCE
    name: Posts and plans as a whole
    polarity: H
    data_period: MS
    frequency: monthly
    unit: percent
    decimals: 1
    overall: {method: share_green, of: [SCS40, SCS37], periods_back: 1, outturns: true}
    thresholds: [{from: 2022-23, target: 100, floor_standard: 50, floor_basis: assumed}]
    definition: Of the two, the share that is GREEN.
"""


@pytest.fixture
def kpi(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Caller:
    """``kpi`` in a copy of the sample that has an overall rating too."""
    monkeypatch.chdir(copy_sample(tmp_path))
    Path("indicators/workforce.yaml").write_text(WORKFORCE, encoding="utf-8")
    first = "      - {code: SCS03, levels: [county, team]}\n"
    change(SCORECARD, first, f"      - WORKFORCE\n{first}")
    return Caller(monkeypatch, capsys)


def shown(area: str = "Kent") -> tuple[Table, Row]:
    tables = document_for(rate_loaded(load_scorecard(SCORECARD)), area).sections
    table = next(table for table in tables if table.section == "ics_monthly")
    return table, next(row for row in table.rows if row.code == "WORKFORCE")


@pytest.mark.usefixtures("kpi")
def test_the_outturn_stands_where_outturns_are() -> None:
    table, row = shown()
    # SCS40 was RED in 2022-23, SCS37 GREEN.
    assert cell(table, "outturn", row).text == "50.0%"
    assert cell(table, "outturn_target", row).text == "100.0%"
    assert cell(table, "outturn_rag", row).text == "AMBER"


@pytest.mark.usefixtures("kpi")
def test_the_ratings_say_what_it_is_made_of() -> None:
    columns = tidy_for(rate_loaded(load_scorecard(SCORECARD))).columns
    names = ("code", "area", "kind", "period", "rag", "made")
    rows = zip(*([columns[name].texts[at] for at in columns[name].positions] for name in names), strict=True)
    assert [row[3:] for row in rows if row[:3] == ("WORKFORCE", "Kent", "outturn")] == [
        ("2022-23", "AMBER", "the share that is GREEN of SCS40 and SCS37")
    ]


def test_only_what_is_supplied_is_counted_as_read(kpi: Caller) -> None:
    assert "and 155 outturns read" in kpi("check").out
    change(OUTTURNS, "code,area,year,value\n", "code,area,year,value\nWORKFORCE,Kent,2022-23,100\n")
    answer = kpi("check")
    assert "and 156 outturns read" in answer.out
    assert (
        "WORKFORCE for Kent in 2022-23 is supplied as 100%, but computed it is 50.0% (the share that is "
        "GREEN of SCS40 and SCS37)"
    ) in answer.out
    table, row = shown()
    assert cell(table, "outturn_rag", row).text == "GREEN"


def test_without_being_asked_for_there_is_none(kpi: Caller) -> None:
    change(Path("indicators/workforce.yaml"), ", outturns: true", "")
    table, row = shown()
    assert cell(table, "outturn", row).text == ""
    assert kpi("check").code == 0

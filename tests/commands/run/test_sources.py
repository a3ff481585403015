"""Editions from workbooks and databases: what the manifest says, and what stays when a source fails."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.cli.calling import Caller
from tests.cli.monthly_project import defined, write_monthly
from tests.workbook_writing import write_workbook

ROWS = "code,area,period,value\nA,North,2024-07,75.5\nA,North,2024-08,81.0\n"
QUERY = "SELECT code, area, period, value FROM figures WHERE period <= :as_at\n"
DATABASE = """observations:
  query: figures.sql
  address: KPI_TEST_DATABASE
"""
WORKBOOK = """observations:
  path: figures.xlsx
  sheet: Performance
  range: A2:D9
  layout: wide
  columns: {code: Ref, area: Area}
"""


def project(folder: Path, observations: str) -> Path:
    write_monthly(folder, {"A": defined("A")}, ROWS)
    scorecard = folder / "m" / "scorecard.yaml"
    text = scorecard.read_text().replace("observations: observations.csv\n", observations)
    scorecard.write_text(text)
    return scorecard


def manifest(folder: Path, edition: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "m" / "out" / edition / "manifest.json").read_text())
    return found


def write_database(path: Path, *values: tuple[str, float]) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE IF EXISTS figures")
        connection.execute("CREATE TABLE figures (code text, area text, period text, value numeric)")
        rows = [("A", "North", period, value) for period, value in values]
        connection.executemany("INSERT INTO figures VALUES (?, ?, ?, ?)", rows)
    connection.close()


@pytest.fixture
def kpi(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Caller:
    return Caller(monkeypatch, capsys)


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose figures are in a database, at an address that is a secret."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KPI_TEST_DATABASE", f"sqlite:///{tmp_path}/s3cr3t.db")
    project(tmp_path, DATABASE)
    (tmp_path / "m" / "figures.sql").write_text(QUERY)
    path = tmp_path / "s3cr3t.db"
    write_database(path, ("2024-07", 75.5), ("2024-08", 81.0), ("2024-09", 82.0))
    return path


def test_the_manifest_of_a_query(kpi: Caller, database: Path, tmp_path: Path) -> None:
    assert kpi("run", "m/scorecard.yaml").code == 0
    made = manifest(tmp_path, "2024-08-e1")
    assert made["sources"] == [
        {"source": "observations", "path": "m/figures.sql", "layout": "long", "query": QUERY}
    ]
    inputs = {file["path"]: file["bytes"] for file in made["inputs"]}
    assert inputs["m/figures.sql"] == len(QUERY)
    assert inputs["m/figures.sql#rows"] > 0


def test_only_other_rows_make_another_edition(kpi: Caller, database: Path, tmp_path: Path) -> None:
    kpi("run", "m/scorecard.yaml")
    # The same rows in another order, and a month that the query does not ask for.
    write_database(database, ("2024-09", 99.0), ("2024-08", 81.0), ("2024-07", 75.5))
    kpi("run", "m/scorecard.yaml")
    assert not (tmp_path / "m" / "out" / "2024-08-e2").exists()
    write_database(database, ("2024-08", 81.5), ("2024-07", 75.5))
    kpi("run", "m/scorecard.yaml")
    assert manifest(tmp_path, "2024-08-e2")["previous"] == "2024-08-e1"


def test_another_month_is_asked_for(kpi: Caller, database: Path, tmp_path: Path) -> None:
    assert kpi("run", "m/scorecard.yaml", "--as-at", "2024-07").code == 0
    assert manifest(tmp_path, "2024-07-e1")["counts"]["AMBER"] == 1


def test_the_last_edition_stays_when_the_database_fails(kpi: Caller, database: Path, tmp_path: Path) -> None:
    kpi("run", "m/scorecard.yaml")
    latest = (tmp_path / "m" / "out" / "latest.json").read_bytes()
    database.unlink()
    failed = kpi("run", "m/scorecard.yaml")
    assert failed.code != 0
    assert "there is no database file at the address in KPI_TEST_DATABASE" in failed.err
    assert (tmp_path / "m" / "out" / "latest.json").read_bytes() == latest
    assert [path.name for path in (tmp_path / "m" / "out").glob("2024*")] == ["2024-08-e1"]


def test_nothing_of_the_address_is_written_or_told(kpi: Caller, database: Path, tmp_path: Path) -> None:
    told = [
        kpi("run", "m/scorecard.yaml"),
        kpi("check", "m/scorecard.yaml"),
        kpi("explain", "A", "North", "--scorecard", "m/scorecard.yaml"),
    ]
    database.write_bytes(b"no database at all, but longer than a header of one" * 40)
    told.append(kpi("run", "m/scorecard.yaml"))
    assert told[-1].code != 0
    assert all("s3cr3t" not in each.out + each.err for each in told)
    files = [path for path in (tmp_path / "m").rglob("*") if path.is_file()]
    assert [path.name for path in files if b"s3cr3t" in path.read_bytes()] == []


def test_an_address_in_the_scorecard_is_refused_and_not_repeated(
    kpi: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    project(tmp_path, DATABASE.replace("KPI_TEST_DATABASE", "postgresql://me:s3cr3t@server/db"))
    (tmp_path / "m" / "figures.sql").write_text(QUERY)
    told = kpi("check", "m/scorecard.yaml")
    assert "address is not the name of an environment variable" in told.out + told.err
    assert "s3cr3t" not in told.out + told.err


def test_the_manifest_of_a_workbook(kpi: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    project(tmp_path, WORKBOOK)
    rows = [["Title"], ["Ref", "Area", "Jul 2024", "Aug 2024"], ["A", "North", 75.5, 81.0]]
    write_workbook(
        tmp_path / "m" / "figures.xlsx", {"Performance": {"rows": rows}, "Notes": {"rows": [["x"]]}}
    )
    assert kpi("run", "m/scorecard.yaml").code == 0
    made = manifest(tmp_path, "2024-08-e1")
    assert made["sources"] == [
        {
            "source": "observations",
            "path": "m/figures.xlsx",
            "sheets": ["Performance"],
            "range": "A2:D9",
            "layout": "wide",
        }
    ]
    assert "m/figures.xlsx" in {file["path"] for file in made["inputs"]}
    explained = kpi("explain", "A", "North", "--scorecard", "m/scorecard.yaml")
    assert "m/figures.xlsx:Performance!D3" in explained.out


def test_a_manifest_of_files_alone_has_no_sources(
    kpi: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_monthly(tmp_path, {"A": defined("A")}, ROWS)
    kpi("run", "m/scorecard.yaml")
    assert "sources" not in manifest(tmp_path, "2024-08-e1")


def test_the_audit_names_the_cells_of_a_printed_page(
    kpi: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    more = "published:\n  path: printed.xlsx\n"
    write_monthly(tmp_path, {"A": defined("A")}, ROWS, more=more)
    headings = [
        "code",
        "area",
        "section",
        "polarity",
        "data_period",
        "period",
        "value",
        "target",
        "rag",
        "dot",
    ]
    row = [
        "A",
        "North",
        "m",
        "H",
        "MS",
        "2024-08",
        {"value": 0.81, "format": "0.0%"},
        80,
        "AMBER",
        "improved",
    ]
    write_workbook(tmp_path / "m" / "printed.xlsx", {"Printed": {"rows": [headings, row]}})
    told = kpi("audit", "m/scorecard.yaml", "--csv")
    assert "m/printed.xlsx:Printed!G2" in told.out

"""``kpi rate`` of many figures, which are rated and written block by block, beside the same at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyarrow import parquet

from kpi_engine.commands.rate import Target, run_rate
from kpi_engine.commands.shared.in_shares import Limits
from tests.cli.project import SCORECARD, change, copy_sample

OBSERVATIONS = SCORECARD.parent / "observations.csv"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(copy_sample(tmp_path))


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("figure", ["95.7", "x"])
def test_the_same_file_and_the_same_messages(figure: str, capfd: pytest.CaptureFixture[str]) -> None:
    change(OBSERVATIONS, "SCS40,Dover CSWT,2024-07,95.7", f"SCS40,Dover CSWT,2024-07,{figure}")
    written = []
    for rows_at_once in (100_000, 100):
        code = run_rate(SCORECARD, False, (), (), Target(Path("r.csv")), limits=Limits(rows_at_once))
        written.append((code, Path("r.csv").read_bytes(), capfd.readouterr()))
    assert written[0] == written[1]


@pytest.mark.usefixtures("project")
def test_the_same_values_and_types_in_parquet() -> None:
    tables = []
    for rows_at_once in (100_000, 100):
        run_rate(SCORECARD, False, (), (), Target(Path("r.parquet")), limits=Limits(rows_at_once))
        tables.append(parquet.read_table("r.parquet"))
    assert tables[0].schema == tables[1].schema
    assert tables[0].to_pylist() == tables[1].to_pylist()


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("select", [(), ("SCS40",)])
def test_the_same_on_standard_output(select: tuple[str, ...], capfd: pytest.CaptureFixture[str]) -> None:
    written = []
    for rows_at_once in (100_000, 100):
        code = run_rate(SCORECARD, False, select, (), limits=Limits(rows_at_once))
        written.append((code, capfd.readouterr()))
    assert written[0] == written[1]

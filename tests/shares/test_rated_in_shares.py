"""Figures rated in shares: the same bytes, messages and exit code as where all are rated at once."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import pyarrow
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from kpi_engine.commands.rate import run_rate
from kpi_engine.commands.shared.in_shares import Limits
from kpi_engine.rules import load_rules
from kpi_engine.shares import dealt_tables, rating
from tests.cli.project import SCORECARD, change, copy_sample
from tests.effort import examples
from tests.random_projects import Project, projects
from tests.sample_packs import OTHERS
from tests.shares.both_ways import at_once, in_shares

FOLDER = SCORECARD.parent
OBSERVATIONS = FOLDER / "observations.csv"
SCS40 = "SCS40,Dover CSWT,2024-07,95.7,,,"
SCS03 = "SCS03,Dover CSWT,2024-07"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(copy_sample(tmp_path))


def both(rows: int = 150, name: str = "ratings.csv") -> None:
    """Both ways are the same, and there is something that can differ."""
    target = Path(name).absolute()
    expected = at_once(SCORECARD, target)
    assert expected[1] or expected[2]
    assert in_shares(SCORECARD, target, rows) == expected


@pytest.mark.parametrize("scorecard", OTHERS, ids=lambda place: place.parent.name)
@pytest.mark.parametrize("rows", [8, 100])
def test_every_sample(scorecard: Path, rows: int, tmp_path: Path) -> None:
    target = tmp_path / "ratings.csv"
    expected, found = at_once(scorecard, target), in_shares(scorecard, target, rows)
    assert expected[1]
    assert found[:2] == expected[:2]
    if rating.why_at_once(load_rules(scorecard).scorecard):
        assert found[2] == (
            "All figures are rated at once, in memory: the scorecard asks for statistics, and that needs all "
            f"figures together.\n{expected[2]}"
        )
    else:
        assert found[2] == expected[2]


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("rows", [20, 150, 100_000])
def test_the_large_sample(rows: int) -> None:
    both(rows)


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(
    "changes",
    [
        {SCS40: "SCS40,Dover CSWT,2024-07,x,,,"},
        {SCS40: f"{SCS40}\n{SCS40}"},
        {SCS40: f"{SCS40}\nSCS40,Dover CSWT,2024-07,95.8,,,"},
        {SCS40: "SCS40 [note 5],Dover CSWT,2024-07,95.7 [p],,,"},
        {SCS40: "SCS40,Dover CSWT,2024-07,95.7,,\n,,,,,,"},
        {SCS40: f"{SCS40}\ncode,area,period,value,numerator,denominator,status"},
        {SCS40: "SCS40,Dover CSWT,2044-07,95.7,,,", SCS03: "SCS03,Nowhere,2024-07"},
        {SCS40: "NOPE,Dover CSWT,2024-07,95.7,,,", SCS03: "SCS03,Dover CSWT,2024-7"},
        {SCS40: "NOPE,Dover CSWT,2024-07,95.7,,,", SCS03: "NOPE,Dartford,2024-07"},
        {SCS40: "SCS40,Dover CSWT,2024-07,many,,,", SCS03: "SCS03,Dover CSWT,many"},
        {SCS40: "SCS40,Dover CSWT,2024-07,many,,,", "SCS03,Dover CSWT,2024-06": "SCS03,Dover CSWT,x"},
        {SCS40: '"SCS40",Dover CSWT,2024-07,95.7,,,'},
        {"code,area,period,value": "code,area,period,wert"},
    ],
)
def test_what_is_wrong_is_said_as_always(changes: dict[str, str]) -> None:
    for old, new in changes.items():
        change(OBSERVATIONS, old, new)
    both()


@pytest.mark.usefixtures("project")
def test_figures_that_end_long_before_the_month_and_areas_without_any() -> None:
    change(SCORECARD, "as_at: 2024-08", "as_at: 2026-08")
    kept = [line for line in OBSERVATIONS.read_text("utf-8").splitlines() if ",Swale," not in line]
    OBSERVATIONS.write_text("\n".join(kept), encoding="utf-8")
    both()


@pytest.mark.usefixtures("project")
def test_a_mark_in_one_share_gives_all_ratings_its_column() -> None:
    change(OBSERVATIONS, SCS40, "SCS40,Dover CSWT,2024-07,95.7 [p],,,")
    both()
    with Path("ratings.csv").open(encoding="utf-8") as file:
        assert [row["code"] for row in csv.DictReader(file) if row["marks"]] == ["SCS40"]


@pytest.mark.usefixtures("project")
def test_several_files_and_a_parquet_file() -> None:
    header, *rows = OBSERVATIONS.read_text("utf-8").splitlines()
    (FOLDER / "first.csv").write_text("\n".join([header, *rows[::2]]) + "\n\n", encoding="utf-8")
    columns = zip(*(row.split(",") for row in rows[1::2]), strict=True)
    table = pyarrow.table(dict(zip(header.split(","), map(list, columns), strict=True)))
    parquet.write_table(table, FOLDER / "second.parquet", row_group_size=100)
    change(
        SCORECARD,
        "observations:\n  path: observations.csv\n  precision: as_printed",
        "observations:\n  - {path: first.csv, precision: as_printed}\n"
        "  - {path: second.parquet, precision: as_printed}",
    )
    both()


@pytest.mark.usefixtures("project")
def test_a_damaged_parquet_file() -> None:
    (FOLDER / "second.parquet").write_bytes(b"PAR1")
    change(SCORECARD, "path: observations.csv", "path: second.parquet")
    both()


@pytest.mark.usefixtures("project")
def test_parquet_has_the_same_rows_and_types() -> None:
    tables = []
    for rate in (at_once, lambda *where: in_shares(*where, 150)):
        code, content, _ = rate(SCORECARD, Path("ratings.parquet").absolute())
        assert code == 0
        tables.append(parquet.read_table(io.BytesIO(content)))
    assert tables[0].schema == tables[1].schema
    assert tables[0].to_pylist() == tables[1].to_pylist()


@pytest.mark.usefixtures("project")
def test_standard_output(capfd: pytest.CaptureFixture[str]) -> None:
    written = []
    for limits in (Limits(), Limits(100, fewest_for_shares=0, rows_in_a_share=150)):
        code = run_rate(SCORECARD, False, (), (), limits=limits)
        written.append((code, capfd.readouterr()))
    assert written[0] == written[1]


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(("as_json", "select"), [(True, ()), (False, ("SCS40",))])
def test_what_is_not_rated_in_shares_is_said(
    as_json: bool, select: tuple[str, ...], capfd: pytest.CaptureFixture[str]
) -> None:
    limits = Limits(100, fewest_for_shares=0, rows_in_a_share=150)
    written = []
    for each in (limits, Limits()):
        assert run_rate(SCORECARD, as_json, select, (), limits=each) == 0
        written.append(capfd.readouterr())
    assert written[0].out == written[1].out
    assert written[0].err == (
        "All figures are rated at once, in memory: only all ratings, as one CSV or Parquet file, are rated "
        f"in shares.\n{written[1].err}"
    )


@pytest.mark.usefixtures("project")
def test_wrong_definitions_stop_before_the_figures_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    change(SCORECARD, "areas_file: areas.csv", "areas_file: nowhere.csv")
    monkeypatch.setattr(dealt_tables, "table_pieces", None)
    code, content, said = in_shares(SCORECARD, Path("ratings.csv").absolute(), 150)
    assert (code, content) == (2, b"")
    assert said.endswith("1 error and 0 warnings; nothing was written.\n")


@pytest.mark.usefixtures("project")
def test_rows_out_of_order_are_rated_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = at_once(SCORECARD, Path("ratings.csv").absolute())
    real = dealt_tables.table_pieces
    monkeypatch.setattr(
        dealt_tables, "table_pieces", lambda *asked: [piece for piece in real(*asked) for _ in range(2)]
    )
    found = in_shares(SCORECARD, Path("ratings.csv").absolute(), 150)
    assert found[:2] == expected[:2]
    assert found[2].startswith("All figures are rated at once, in memory: the rows of a table are not in")


@st.composite
def damaged(draw: st.DrawFn) -> Project:
    """A project of which some rows are wrong, repeated or in another place."""
    project = draw(projects())
    header, *rows = project.observations.splitlines()
    for row in draw(st.lists(st.integers(0, max(len(rows) - 1, 0)), max_size=4)) if rows else ():
        fields = rows[row].split(",")
        place = draw(st.integers(0, len(fields)))
        if place < len(fields):
            fields[place] = draw(st.sampled_from(["NOPE", "", "2099-01", "12.345"]))
            rows[row] = ",".join(fields)
        else:
            rows.append(rows[row])
    rows = draw(st.permutations(rows)) if draw(st.booleans()) else rows
    text = "".join(f"{line}\n" for line in (header, *rows))
    return Project(project.definitions, project.scorecard, text, project.rows)


@settings(max_examples=examples(30))
@given(damaged(), st.sampled_from([1, 5, 20]))
def test_any_project(project: Project, rows: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        scorecard, target = project.write(Path(folder)), Path(folder) / "ratings.csv"
        expected = at_once(scorecard, target)
        assert in_shares(scorecard, target, rows) == expected

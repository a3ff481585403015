"""Queries on real databases: PostgreSQL, SQLite and DuckDB. All are only read, and nothing secret is told."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import duckdb
import psycopg
import pytest

from kpi_engine.model.calendars.period import Month
from kpi_engine.model.definitions.scorecard import DatabaseQuery, FileSource, Precision
from kpi_engine.model.definitions.table_layout import TableLayout
from kpi_engine.model.issue import Location
from kpi_engine.read.csv.csv_header import ColumnNames
from kpi_engine.read.csv.csv_table import CsvTable
from kpi_engine.read.input_files import recording
from kpi_engine.read.results.query import read_query
from tests.read.results.conftest import PASSWORD

NAMES = ColumnNames(
    ("code", "area", "period", "value"),
    ("numerator", "denominator", "status"),
    looked_up=("code", "area", "period", "value", "numerator", "denominator", "status"),
)
VARIABLE = "KPI_TEST_DATABASE"
CREATE = "CREATE TABLE figures (code varchar(20), area varchar(20), month date, value numeric(9, 2))"
ROWS = (
    "INSERT INTO figures VALUES ('SCS40', 'Kent', '2024-08-01', 85.30), "
    "('SCS40', 'Kent', '2024-07-01', 84.10), ('CASES', 'Swale', '2024-08-01', NULL)"
)
QUERY = """\
-- Figures up to the as-at month; a ; in a comment ends nothing.
SELECT code, area, {month} AS period, value
FROM figures WHERE month <= :last_day;
"""


@pytest.fixture(scope="module")
def in_postgresql(postgresql: str) -> str:
    with psycopg.connect(postgresql) as connection:
        connection.execute("DROP TABLE IF EXISTS figures")
        connection.execute(CREATE)
        connection.execute(ROWS)
    return postgresql


@pytest.fixture(params=["postgresql", "sqlite", "duckdb"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """The address of a database with figures, and how its query makes months of dates."""
    if request.param == "postgresql":
        yield request.getfixturevalue("in_postgresql"), "to_char(month, 'YYYY-MM')"
    elif request.param == "sqlite":
        with sqlite3.connect(tmp_path / "figures.db") as connection:
            connection.execute(CREATE)
            connection.execute(ROWS)
        connection.close()
        yield f"sqlite:///{tmp_path}/figures.db", "substr(month, 1, 7)"
    else:
        connection = duckdb.connect(str(tmp_path / "figures.duckdb"))
        connection.execute(CREATE)
        connection.execute(ROWS)
        connection.close()
        yield f"duckdb:///{tmp_path}/figures.duckdb", "strftime(month, '%Y-%m')"


def source(folder: Path, query: str, layout: TableLayout | None = None, seconds: int = 20) -> FileSource:
    (folder / "figures.sql").write_text(query)
    asked = DatabaseQuery(VARIABLE, seconds, Month(2024, 8))
    place = Location("scorecard.yaml", 4)
    return FileSource(
        str(folder / "figures.sql"), Precision.AS_DEFINED, "", False, place, layout=layout, query=asked
    )


def read(source: FileSource) -> tuple[CsvTable | None, list[str]]:
    assert source.query is not None
    table, issues = read_query(source, source.query, NAMES)
    return table, [str(issue) for issue in issues]


def rows_of(table: CsvTable | None) -> list[tuple[str, ...]]:
    assert table is not None
    return list(zip(*(table.columns[name].rows() for name in NAMES.required), strict=True))


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(VARIABLE, raising=False)


def test_the_figures_of_a_query(
    address: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, address[0])
    with recording() as record:
        table, issues = read(source(tmp_path, QUERY.format(month=address[1])))
    assert issues == []
    value = "85.3" if address[0].startswith("sqlite") else "85.30"  # SQLite has no decimals
    assert rows_of(table) == [
        ("CASES", "Swale", "2024-08", ""),
        ("SCS40", "Kent", "2024-07", "84.1" if value == "85.3" else "84.10"),
        ("SCS40", "Kent", "2024-08", value),
    ]
    assert table is not None
    assert str(table.place(2)) == "figures.sql:row 2"
    assert [len(result.sha256) for result in record.results()] == [64]
    assert [file.path.name for file in record.files()] == ["figures.sql"]


def test_the_same_rows_in_another_order_are_the_same_result(
    in_postgresql: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, in_postgresql)
    found = set()
    for order in ("code", "month DESC", "value"):
        with recording() as record:
            query = f"SELECT code, area, '2024-08' AS period, value FROM figures ORDER BY {order}"  # noqa: S608
            read(source(tmp_path, query))
        found.add(record.results()[0].sha256)
    assert len(found) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "WITH gone AS (DELETE FROM figures RETURNING *) SELECT code, area, '2024-08' period, value FROM gone",
        "SELECT code, area, '2024-08' AS period, nextval('s')::text AS value FROM figures",
    ],
)
def test_postgresql_is_only_read(
    in_postgresql: str, statement: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with psycopg.connect(in_postgresql) as connection:
        connection.execute("CREATE SEQUENCE IF NOT EXISTS s")
    monkeypatch.setenv(VARIABLE, in_postgresql)
    table, issues = read(source(tmp_path, statement))
    assert table is None
    assert "in a read-only transaction" in issues[0]
    with psycopg.connect(in_postgresql) as connection:
        assert connection.execute("SELECT count(*) FROM figures").fetchone() == (3,)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        (
            "DELETE FROM figures",
            "the query does not begin with SELECT or WITH; write one statement that reads",
        ),
        ("SELECT 1; SELECT 2", "the query has more than one statement; write one statement that reads"),
        ("SELECT :year AS code", 'the query has the parameter ":year"; it can have :as_at, :first_day and'),
        ("SELECT :as_at::text AS code", "write CAST(:as_at AS text)"),
        ("SELECT code FROM figures", 'the columns "area", "period" and "value" are missing'),
        ("SELECT code, area, month AS period, value FROM nowhere", "the database refuses the query:"),
        ("", "the file is empty"),
    ],
)
def test_queries_that_are_refused(
    address: tuple[str, str], query: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, address[0])
    table, issues = read(source(tmp_path, query))
    assert table is None
    assert len(issues) == 1
    assert issues[0].startswith("figures.sql: error: ")
    assert said in issues[0]
    assert PASSWORD not in issues[0]


def test_words_in_quotes_and_comments_are_no_statements(
    in_postgresql: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, in_postgresql)
    query = (
        "/* ; :x */ SELECT code, area, '2024-08' AS period, value FROM figures "
        "WHERE area <> ';:y' AND CAST(:as_at AS text) > ''"
    )
    table, issues = read(source(tmp_path, query))
    assert issues == []
    assert len(rows_of(table)) == 3


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (("s3cr3t-of-the-test", "wrong-s3cr3t"), "cannot be opened: it refuses the user or the password"),
        (("officer:", "nobody-here:"), "cannot be opened: it refuses the user or the password"),
        (("/postgres", "/secret-database"), "cannot be opened: there is no such database"),
    ],
)
def test_a_connection_that_fails_tells_no_secret(
    postgresql: str, changed: tuple[str, str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, postgresql.replace(*changed))
    table, issues = read(source(tmp_path, "SELECT 1"))
    assert table is None
    assert said in issues[0]
    for secret in (PASSWORD, "wrong-s3cr3t", "nobody-here", "secret-database", "127.0.0.1", "officer"):
        assert secret not in issues[0]


def test_a_server_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "postgresql://u:hidden@127.0.0.1:1/d")
    _, issues = read(source(tmp_path, "SELECT 1"))
    assert issues == [
        "figures.sql: error: the database at the address in KPI_TEST_DATABASE cannot be opened: its server "
        "cannot be reached; check the address, the user's rights and the network; the last edition stays"
    ]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (
            None,
            "the environment variable KPI_TEST_DATABASE is not set; set it to the address of the database",
        ),
        ("my-hidden-address", "KPI_TEST_DATABASE does not hold the address of a database"),
        ("sqlite:////nowhere/hidden.db", "there is no database file at the address in KPI_TEST_DATABASE"),
        ("nosuchdb://u:hidden@h/d", "no driver for nosuchdb is installed"),
        ("mysql+pymysql://u:hidden@h/d", "no driver for mysql+pymysql is installed"),
    ],
)
def test_addresses_that_are_wrong(
    address: str | None, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if address is not None:
        monkeypatch.setenv(VARIABLE, address)
    table, issues = read(source(tmp_path, "SELECT 1"))
    assert table is None
    assert said in issues[0]
    assert "hidden" not in issues[0]


def test_a_query_that_takes_too_long_is_stopped(
    postgresql: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, postgresql)
    _, issues = read(source(tmp_path, "SELECT pg_sleep(30)", seconds=1))
    assert issues == [
        "figures.sql: error: the database gave no result within 1 second; make the query faster, or give it "
        "a longer timeout"
    ]


def test_a_long_query_of_sqlite_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sqlite3.connect(tmp_path / "a.db").close()
    (tmp_path / "a.db").write_bytes(b"")
    monkeypatch.setenv(VARIABLE, f"sqlite:///{tmp_path}/a.db")
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"
    _, issues = read(source(tmp_path, endless, seconds=1))
    assert "gave no result within 1 second" in issues[0]


def test_other_names_and_words(in_postgresql: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kpi_engine.model.definitions.judgement import Missing

    monkeypatch.setenv(VARIABLE, in_postgresql)
    layout = TableLayout(
        columns=(("code", "ref"), ("value", "figure")),
        area="Kent",
        period="2024-08",
        missing=(("none yet", Missing.NOT_AVAILABLE),),
    )
    query = (
        "SELECT code AS ref, coalesce(value::text, 'None yet') AS figure, 1 AS other FROM figures ORDER BY 1"
    )
    table, issues = read(source(tmp_path, query, layout))
    assert issues == []
    assert rows_of(table) == [
        ("CASES", "Kent", "2024-08", "N/A"),
        ("SCS40", "Kent", "2024-08", "84.10"),
        ("SCS40", "Kent", "2024-08", "85.30"),
    ]


def test_the_layout_of_a_sheet_means_nothing_here(
    in_postgresql: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, in_postgresql)
    query = "SELECT code, area, '2024-08' AS period, value FROM figures"
    _, issues = read(source(tmp_path, query, TableLayout(header_row=3, sheets=("A",))))
    assert issues == [
        "scorecard.yaml:4: error: sheet and header_row cannot be declared for a result, which has a row for "
        "each figure; remove it, and write the query so that each row is one figure"
    ]


def test_a_query_that_changes_its_mind_is_told(
    in_postgresql: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, in_postgresql)
    query = "SELECT code, area, '2024-08' AS period, random() AS value FROM figures"
    with recording():
        read(source(tmp_path, query))
        _, issues = read(source(tmp_path, query))
    assert "the query gave other rows when it was run again" in issues[0]

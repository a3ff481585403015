"""The fast reader gives what the strict reader gives, or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpi_engine.read.csv import csv_text, fast_columns
from kpi_engine.read.csv.csv_header import ColumnNames
from kpi_engine.read.csv.csv_table import CsvTable
from tests.effort import examples

NAMES = ColumnNames(("code", "area", "value"), ("status",))
HEADER = "code,area,value,status"
FIELDS = st.text(st.sampled_from("ab é\t=0.5-"), max_size=4)
ROWS = st.lists(st.tuples(FIELDS, FIELDS, FIELDS, FIELDS), max_size=30)


@pytest.fixture
def every_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small files are read fast, too."""
    monkeypatch.setattr(fast_columns, "SMALLEST", 0)


def read(path: Path) -> tuple[dict[str, list[str]] | None, list[int], list[str]]:
    table, issues = csv_text.read_csv(path, NAMES)
    texts = None if table is None else rows_of(table)
    return texts, [] if table is None else table.line.tolist(), [str(issue) for issue in issues]


def rows_of(table: CsvTable) -> dict[str, list[str]]:
    return {name: column.rows() for name, column in table.columns.items()}


@settings(max_examples=examples(100), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, ends_with_line=st.booleans(), mark=st.booleans())
def test_the_same_as_the_strict_reader(
    rows: list[tuple[str, ...]],
    ends_with_line: bool,
    mark: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "\n".join([HEADER, *map(",".join, rows)]) + ("\n" if ends_with_line else "")
    path = tmp_path / "figures.csv"
    path.write_bytes((b"\xef\xbb\xbf" if mark else b"") + text.encode("utf-8"))
    with monkeypatch.context() as patched:
        patched.setattr(fast_columns, "SMALLEST", 0)
        fast = read(path)
    assert fast == read(path)


@pytest.mark.usefixtures("every_size")
@pytest.mark.parametrize(
    "content",
    [
        b'code,area,value\nA,"Kent, East",1\n',  # quotes
        b"code,area,value\r\nA,Kent,1\r\n",  # carriage returns
        b"code,area,value\nA,Kent,1\n\nA,Kent,2\n",  # a blank line
        b"code,area,value\nA,Kent\n",  # a row of another width
        b"code,area,value\nA,Kent,1,2\n",
        b"code,area,value\nA,Kent,\xff\n",  # no UTF-8
        b"code,\xff,value\nA,Kent,1\n",
        b"code\nA\n",  # one column
        b"code;area;value\nA;Kent;1\n",
        b"\ncode,area,value\nA,Kent,1\n",
        b"code,area,value\nA,Kent,\0\n",
        b"code,area,value\nA,\xef\xbb\xbfKent,1\n",  # a byte order mark inside
        b"code,area,value\nA,Kent," + b"1" * 200_000 + b"\n",
    ],
)
def test_what_is_not_plain_is_left_to_the_strict_reader(content: bytes) -> None:
    assert fast_columns.plain_columns(content) is None


@pytest.mark.usefixtures("every_size")
def test_plain_files_are_read() -> None:
    found = fast_columns.plain_columns(b"code,area,value\nA, Kent,1\nA,Kent ,\n")
    assert found is not None
    header, columns = found
    assert header == ["code", "area", "value"]
    assert [column.rows() for column in columns] == [["A", "A"], ["Kent", "Kent"], ["1", ""]]
    assert columns[1].texts == ("Kent",)


@pytest.mark.usefixtures("every_size")
def test_a_header_alone() -> None:
    found = fast_columns.plain_columns(b"code,area,value\n")
    assert found is not None
    assert [column.rows() for column in found[1]] == [[], [], []]


def test_small_files_do_not_wait_for_pyarrow() -> None:
    assert fast_columns.plain_columns(b"code,area,value\nA,Kent,1\n") is None


@pytest.mark.usefixtures("every_size")
def test_without_pyarrow_the_strict_reader_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fast_columns, "find_spec", lambda _name: None)
    assert fast_columns.plain_columns(b"code,area,value\nA,Kent,1\n") is None

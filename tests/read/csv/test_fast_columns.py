"""The fast reader gives what the strict reader gives, or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpi_engine.read.csv import csv_text, fast_columns
from kpi_engine.read.csv.csv_header import ColumnNames
from kpi_engine.read.csv.csv_table import CsvTable, TextColumn
from kpi_engine.read.input_files import read_file, recording
from tests.effort import examples

NAMES = ColumnNames(("code", "area", "value"), ("status",))
HEADER = "code,area,value,status"
FIELDS = st.text(st.sampled_from("ab é\t=0.5-"), max_size=4)
ROWS = st.lists(st.tuples(FIELDS, FIELDS, FIELDS, FIELDS), max_size=30)


@pytest.fixture
def every_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small files are read fast, too."""
    monkeypatch.setattr(fast_columns, "SMALLEST", 0)


def plain_columns(content: bytes, folder: Path) -> tuple[list[str], list[TextColumn]] | None:
    path = folder / "figures.csv"
    path.write_bytes(content)
    return fast_columns.plain_columns(path)


def read(path: Path) -> tuple[dict[str, list[str]] | None, list[int], list[str]]:
    table, issues = csv_text.read_csv(path, NAMES)
    texts = None if table is None else rows_of(table)
    return texts, [] if table is None else table.line.tolist(), [str(issue) for issue in issues]


def rows_of(table: CsvTable) -> dict[str, list[str]]:
    return {name: column.rows() for name, column in table.columns.items()}


@settings(max_examples=examples(100), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=ROWS,
    end=st.sampled_from(["", "\n", "\n\n", "\n,,,\n", "\n,,,\n\n\n"]),
    marks=st.sampled_from([("\n", "é"), ("\r\n", "é"), ("\r", "é"), ("\n", '"'), ("\r\n", '"')]),
    mark=st.booleans(),
    piece=st.sampled_from([1, 30, 1000]),
)
def test_the_same_as_the_strict_reader(
    rows: list[tuple[str, ...]],
    end: str,
    marks: tuple[str, str],
    mark: bool,
    piece: int,
    *,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "\n".join([HEADER, *map(",".join, rows)]) + end
    text = text.replace("\n", marks[0]).replace("é", marks[1])
    path = tmp_path / "figures.csv"
    path.write_bytes((b"\xef\xbb\xbf" if mark else b"") + text.encode("utf-8"))
    with monkeypatch.context() as patched:
        patched.setattr(fast_columns, "SMALLEST", 0)
        patched.setattr(fast_columns, "_PIECE", piece)
        fast = read(path)
    assert fast == read(path)


@pytest.mark.usefixtures("every_size")
@pytest.mark.parametrize(
    "content",
    [
        b'code,area,value\nA,"Kent ""East""",1\n',  # quotes within a field
        b'code,area,value\nA,Kent "East",1\n',
        b'code,area,value\nA, "Kent",1\n',
        b'code,area,value\nA,"Kent" ,1\n',
        b'code,area,value\nA,"Kent,1\n',
        b'code,area,value\nA,"Kent\nEast",1\n',
        b'code,area,value\nA,"Kent\r\nEast",1\r\n',
        b'code,"ar\nea",value\nA,Kent,1\n',
        b'"code,area,value\nA,"Kent,1\n',
        b"code,area,value\nA,Kent,1\rA,Kent,2\n",  # carriage returns within lines
        b"code,area,value\r\nA,Kent,1\r\r\n",
        b"code,area,value\r\nA,Kent,1\r\n\r\nA,Kent,2\r\n",
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
def test_what_is_not_plain_is_left_to_the_strict_reader(content: bytes, tmp_path: Path) -> None:
    assert plain_columns(content, tmp_path) is None


@pytest.mark.usefixtures("every_size")
def test_plain_files_are_read(tmp_path: Path) -> None:
    found = plain_columns(b"code,area,value\nA, Kent,1\nA,Kent ,\n", tmp_path)
    assert found is not None
    header, columns = found
    assert header == ["code", "area", "value"]
    assert [column.rows() for column in columns] == [["A", "A"], ["Kent", "Kent"], ["1", ""]]
    assert columns[1].texts == ("Kent",)


@pytest.mark.usefixtures("every_size")
@pytest.mark.parametrize("header_end", [b"\n", b"\r\n"])
def test_lines_may_end_as_windows_writes_them(header_end: bytes, tmp_path: Path) -> None:
    content = b"code,area,value" + header_end + b"A,Kent,1\r\nB,Kent,2\nC,Kent,3\r\n\r\n\r\n"
    found = plain_columns(content, tmp_path)
    assert found is not None
    assert found[0] == ["code", "area", "value"]
    assert [column.rows() for column in found[1]] == [["A", "B", "C"], ["Kent"] * 3, ["1", "2", "3"]]


@pytest.mark.usefixtures("every_size")
@pytest.mark.parametrize("end", [b"", b"\n", b"\r\n"])
def test_fields_may_be_in_quotes(end: bytes, tmp_path: Path) -> None:
    content = b'"code","area",value\n"A","Kent, East",1\nB," Kent, East ",""\nC,"","3"' + end
    found = plain_columns(content, tmp_path)
    assert found is not None
    assert found[0] == ["code", "area", "value"]
    assert [column.rows() for column in found[1]] == [
        ["A", "B", "C"], ["Kent, East", "Kent, East", ""], ["1", "", "3"]
    ]  # fmt: skip


@pytest.mark.usefixtures("every_size")
def test_a_header_alone(tmp_path: Path) -> None:
    found = plain_columns(b"code,area,value\n", tmp_path)
    assert found is not None
    assert [column.rows() for column in found[1]] == [[], [], []]


ROW = b"A,Kent,1,\n"
HEADER_LINE = f"{HEADER}\n".encode()


@pytest.mark.usefixtures("every_size")
@pytest.mark.parametrize("end", [b"", b"\n\n\n", b",,,\n,,,\n", b"\n" * 11])
def test_what_is_read_piece_by_piece_is_one_table(
    end: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fast_columns, "_PIECE", len(HEADER_LINE) + 15)
    found = plain_columns(HEADER_LINE + ROW * 3 + b"B, Kent,2,new\nA,Kent,2,\n" * 2 + end, tmp_path)
    assert found is not None
    columns = found[1]
    assert columns[0].texts == ("A", "B")
    assert [column.rows()[:7] for column in columns] == [
        list("AAABABA"), ["Kent"] * 7, list("1112222"), ["", "", "", "new", "", "new", ""]
    ]  # fmt: skip
    assert not "".join(text for column in columns for text in column.rows()[7:])


@pytest.mark.usefixtures("every_size")
@pytest.mark.parametrize(
    "content",
    [
        HEADER_LINE + ROW * 3 + b"\n" + ROW * 9 + b",,,\n,,1,\n,A,,\nA,,,new\n",
        HEADER_LINE + ROW * 9 + b"\n" * 40,
        HEADER_LINE + ROW * 9 + b"A,\xef\xbb\xbfKent,1,\n",
        HEADER_LINE + ROW * 9 + b'A,Ke"nt",1,\n',
        HEADER_LINE + ROW * 9 + b'A,"Kent, and very much\nmore than a piece",1,\n' + ROW * 9,
        HEADER_LINE + ROW * 9 + b'A,"Kent\n",1,\n' + ROW * 9,
        HEADER_LINE + ROW * 9 + b"A,Kent,1\n",
        HEADER_LINE + ROW * 9 + b"A,K\xe9nt,1,\n",
    ],
)
def test_what_is_off_in_any_piece_is_left_to_the_strict_reader(
    content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fast_columns, "_PIECE", 30)
    assert plain_columns(content, tmp_path) is None


@pytest.mark.parametrize("name", ["nowhere.csv", "a\0b.csv"])
def test_what_is_no_file_is_left_to_the_strict_reader(name: str, tmp_path: Path) -> None:
    assert fast_columns.plain_columns(tmp_path / name) is None


@pytest.mark.usefixtures("every_size")
def test_a_folder_is_left_to_the_strict_reader(tmp_path: Path) -> None:
    assert fast_columns.plain_columns(tmp_path) is None


def test_small_files_do_not_wait_for_pyarrow(tmp_path: Path) -> None:
    assert plain_columns(b"code,area,value\nA,Kent,1\n", tmp_path) is None


@pytest.mark.usefixtures("every_size")
def test_the_file_is_on_record_whoever_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    path.write_bytes(HEADER_LINE + ROW * 3 + b"\n\n")
    with recording() as fast:
        assert fast_columns.plain_columns(path) is not None
    with recording() as strict:
        read_file(path, 1000, "")
    assert fast.files() == strict.files()


@pytest.mark.usefixtures("every_size")
def test_without_pyarrow_the_strict_reader_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fast_columns, "find_spec", lambda _name: None)
    assert plain_columns(b"code,area,value\nA,Kent,1\n", tmp_path) is None

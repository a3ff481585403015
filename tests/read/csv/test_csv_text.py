from __future__ import annotations

import csv
import io
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi_engine.model.issue import errors_in
from kpi_engine.read.csv import csv_rows
from kpi_engine.read.csv.csv_bytes import decoded, read_bytes
from kpi_engine.read.csv.csv_header import ColumnNames
from kpi_engine.read.csv.csv_table import CsvTable
from kpi_engine.read.csv.csv_text import parse_csv, read_csv
from tests.effort import examples

NAMES = ColumnNames(("a", "b"), ("c",), may_be_empty=True, paragraphs=("a", "b", "c"))


def table_of(text: str) -> CsvTable:
    table, issues = parse_csv(text, "x.csv", NAMES)
    assert table is not None
    assert not issues
    return table


def test_columns_hold_each_text_once() -> None:
    table = table_of("a,b\nx,1\ny,1\nx,2\n")
    assert len(table) == 3
    assert table.columns["a"].texts == ("x", "y")
    assert table.columns["a"].index.tolist() == [0, 1, 0]
    assert table.column("b").rows() == ["1", "1", "2"]
    assert table.column("b").at(2) == "2"
    assert table.line.tolist() == [2, 3, 4]


def test_a_column_that_the_file_does_not_have_is_blank() -> None:
    assert table_of("a,b\nx,1\ny,1\n").column("c").rows() == ["", ""]


def test_columns_stand_in_any_order() -> None:
    assert table_of("b,c,a\n1,2,3\n").column("a").rows() == ["3"]


def test_spaces_around_fields_mean_nothing() -> None:
    table = table_of("a , b\n x,1\nx ,\t1\n")
    assert table.column("a").texts == ("x",)
    assert table.column("b").rows() == ["1", "1"]


def test_a_row_may_end_with_the_last_column_that_has_a_name() -> None:
    table = table_of("a,b,,\nx,1\ny,2,,\nz,\n")
    assert table.column("a").rows() == ["x", "y", "z"]
    assert table.column("b").rows() == ["1", "2", ""]
    assert table.line.tolist() == [2, 3, 4]


@pytest.mark.parametrize(
    "text", ["a,b\nx\n", "a,b\nx,1,\n", "a,b,,\nx,1,\n", "a,b,,\nx,1,,,\n", "a,b,,c\nx,1\n", "a,,b\nx\n"]
)
def test_a_row_of_any_other_width_is_an_error(text: str) -> None:
    table, issues = parse_csv(text, "x.csv", NAMES)
    assert table is not None
    assert not len(table)
    assert ["the row has" in issue.what for issue in issues] == [True]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_whatever_ends_them(end: str) -> None:
    text = end.join(["", "a,b", "", '"1', '2","3', '4"', ",", "  ", 'x,"y ""z"", w"', "u,v"])
    table = table_of(text)
    assert table.line.tolist() == [4, 9, 10]
    assert table.column("a").rows() == [f"1{end}2", "x", "u"]
    assert table.column("b").rows() == [f"3{end}4", 'y "z", w', "v"]


def test_lines_are_right_across_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "a,b\n" + "".join(f'{number},"1\n2"\n\n' for number in range(20))
    whole = table_of(text)
    monkeypatch.setattr(csv_rows, "_ROWS_IN_A_BLOCK", 3)
    in_blocks = table_of(text)
    assert in_blocks.line.tolist() == whole.line.tolist() == [2 + 3 * number for number in range(20)]
    assert in_blocks.column("a").rows() == whole.column("a").rows()


def test_rows_before_a_malformed_quote_are_read() -> None:
    table, issues = parse_csv('a,b\nx,1\n"y" z,2\nu,3\n', "x.csv", NAMES)
    assert table is not None
    assert table.column("a").rows() == ["x"]
    assert [issue.location.line for issue in issues] == [3]


def test_a_malformed_header_is_told() -> None:
    table, issues = parse_csv('a,"b\nx,1\n', "x.csv", NAMES)
    assert table is None
    assert [issue.location.line for issue in issues] == [1]


def test_a_byte_order_mark_is_accepted_also_where_files_were_joined() -> None:
    text, issues = decoded("\ufeffa,b\nx,1\n\ufeffy,2\n".encode(), "x.csv")
    assert not issues
    assert text == "a,b\nx,1\ny,2\n"


def test_what_cannot_be_opened_is_told(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    missing, missing_issues = read_csv(tmp_path / "none.csv", NAMES)
    folder, folder_issues = read_csv(tmp_path / "folder", NAMES)
    assert missing is folder is None
    assert missing_issues[0].what == "there is no such file"
    assert folder_issues[0].what == "this is a folder, not a file"


def test_any_other_trouble_is_told_in_the_words_of_the_system(tmp_path: Path) -> None:
    table, issues = read_csv(tmp_path / ("x" * 300), NAMES)
    assert table is None
    assert issues[0].what == "this file cannot be read (File name too long)"


FIELDS = st.text(st.sampled_from('xy1,;"\n\r \té'), max_size=5)


@given(st.lists(st.tuples(FIELDS, FIELDS, FIELDS), min_size=1, max_size=8))
def test_what_csv_writes_is_read_back(rows: list[tuple[str, str, str]]) -> None:
    stream = io.StringIO()
    csv.writer(stream).writerows([("a", "b", "c"), *rows])
    table, issues = parse_csv(stream.getvalue(), "x.csv", NAMES)
    assert table is not None
    assert not errors_in(issues)
    stripped = [tuple(field.strip() for field in row) for row in rows]
    columns = [table.column(name).rows() for name in "abc"]
    assert list(zip(*columns, strict=True)) == [row for row in stripped if any(row)]
    lines = stream.getvalue().splitlines()
    for line in table.line.tolist():
        assert 1 < line <= len(lines)


@settings(max_examples=examples(500))
@given(
    st.one_of(
        st.binary(max_size=200),
        st.text(st.sampled_from('ab,"\n\r \t;\0é\ufeff1'), max_size=60).map(str.encode),
        st.text(st.sampled_from('ab,"\n\r;x '), max_size=60).map(lambda text: f"a,b\n{text}".encode()),
    )
)
def test_no_bytes_raise(data: bytes) -> None:
    text, issues = decoded(data, "x.csv")
    assert (text is None) == bool(issues)
    if text is not None:
        table, table_issues = parse_csv(text, "x.csv", NAMES)
        assert table is not None or errors_in(table_issues)


@pytest.mark.parametrize("blank", [b"\n", b",\r\n"], ids=["line ends", "commas"])
def test_millions_of_blank_rows_at_the_end_are_read_in_no_time(tmp_path: Path, blank: bytes) -> None:
    file = tmp_path / "figures.csv"
    file.write_bytes(b"code,area\nA,Kent\n" + blank * 10_000_000)
    began = time.monotonic()
    table, issues = read_csv(file, ColumnNames(("code", "area")))
    assert (table is not None and len(table), issues) == (1, ())
    assert time.monotonic() - began < 3


@pytest.mark.parametrize(
    ("data", "kept"),
    [
        (b"code,area\nA,\n,\n\n,\n", b"code,area\nA,\n"),
        (b"code,area\nA,\r\n", b"code,area\nA,\r\n"),
        (b"code,area\nA,", b"code,area\nA,"),
        (b"code,area\nA,\r,\r", b"code,area\nA,\r"),
        (b"code,area\n" + b"A,\n" + b",\n" * 100_000, b"code,area\nA,\n"),
        (b"\n\n", b""),
        (b",\n,\n", b","),
        (b"", b""),
    ],
    ids=[
        "blank rows",
        "none",
        "no line end",
        "old line ends",
        "more than a chunk",
        "lines",
        "commas",
        "empty",
    ],
)
def test_an_empty_last_column_is_no_blank_row(tmp_path: Path, data: bytes, kept: bytes) -> None:
    (tmp_path / "figures.csv").write_bytes(data)
    assert read_bytes(tmp_path / "figures.csv", "figures.csv") == (kept, ())


def test_more_blank_rows_than_a_sheet_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_rows, "_MOST_BLANK_ROWS", 3)
    names = ColumnNames(("code", "area"))
    assert parse_csv("code,area\n\n,\n\nA,Kent\n", "f.csv", names)[1] == ()
    _, issues = parse_csv("code,area\n\n,\n\n \nA,Kent\n", "f.csv", names)
    assert [str(issue) for issue in issues] == [
        "f.csv:5: error: the file has more than 3 blank rows up to here, so no more of it is read; "
        "delete the blank rows",
    ]

"""A plain file read piece by piece gives what it gives whole, or must be read whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpi_engine.read.csv import csv_pieces, csv_text
from kpi_engine.read.csv.csv_header import ColumnNames
from kpi_engine.read.csv.csv_table import CsvTable
from kpi_engine.read.input_files import recording
from tests.effort import examples

NAMES = ColumnNames(("code", "area", "value"), ("status",))
HEADER = "code,area,value,status"
FIELDS = st.text(st.sampled_from("ab é\t=0.5-"), max_size=4)
ROWS = st.lists(st.tuples(FIELDS, FIELDS, FIELDS, FIELDS), max_size=30)


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_pieces, "_PIECE", 100)


def rows_of(tables: list[CsvTable]) -> list[tuple[int, dict[str, str]]]:
    return [
        (line, {name: column.at(row) for name, column in table.columns.items()})
        for table in tables
        for row, line in enumerate(table.line.tolist())
    ]


@settings(max_examples=examples(100), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, end=st.sampled_from(["", "\n", "\n\n", "\n,,,\n", "\r\n", "\r\n\r\n"]), mark=st.booleans())
def test_the_rows_are_those_of_the_file(
    rows: list[tuple[str, ...]], end: str, mark: bool, tmp_path: Path
) -> None:
    path = tmp_path / "figures.csv"
    text = "\n".join([HEADER, *map(",".join, rows)]) + end
    path.write_bytes((b"\xef\xbb\xbf" if mark else b"") + text.encode("utf-8"))
    table, issues = csv_text.read_csv(path, NAMES)
    try:
        pieces = list(csv_pieces.csv_pieces(str(path), NAMES))
    except csv_pieces.NotInPiecesError:
        assert issues or "\n\n" in text
        return
    if not issues:
        assert table is not None
        assert rows_of(pieces) == rows_of([table])
    else:
        assert not rows_of(pieces)  # whoever gets no rows reads the file whole, which says why
    assert all(len(piece) < len(rows) for piece in pieces) or len(text) < 300


BODY = "A,Kent,1,\n" * 100


@pytest.mark.parametrize(
    "content",
    [
        f'{HEADER}\n{BODY}A,"Kent"" East",1,\n'.encode(),
        f'{HEADER}\n{BODY}A,"Kent\nEast",1,\n'.encode(),
        f"{HEADER}\r{BODY}".encode(),
        f"{HEADER}\n{BODY}\n{BODY}A,,,\n,Kent,1,x\n".encode(),
        f"{HEADER}\n{BODY}A,Kent,1\n".encode(),
        f"{HEADER}\n{BODY}".encode() + b"A,K\xe9nt,1,\n",
        f"{HEADER}\n{BODY}A,\ufeffKent,1,\n".encode(),
        f"{HEADER}\n{BODY}A,Kent,1,{'x' * 400}\n".encode(),
        f"{HEADER}\n{BODY}A,Kent,1,{'x' * 140_000}\n".encode(),
        f"{HEADER}\n{BODY}{HEADER}\n".encode(),
        f"code,area,value,\n{BODY}A,Kent,1,x\n".encode(),
        b"code,area\n" + b"A,Kent\n" * 10,
        b"code\n" + b"A\n" * 10,
        b"c\xe9de,area,value\nA,Kent,1\n",
        b"code,area,value",
        b",,,\n,,,\n",
        b"",
    ],
)
def test_anything_else_must_be_read_whole(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    path.write_bytes(content)
    with pytest.raises(csv_pieces.NotInPiecesError):
        list(csv_pieces.csv_pieces(str(path), NAMES))


def test_what_is_no_file_must_be_read_whole(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "nowhere.csv"):
        with recording() as read, pytest.raises(csv_pieces.NotInPiecesError):
            list(csv_pieces.csv_pieces(str(place), NAMES))
        assert read.files() == ()


def test_the_file_is_on_record_as_if_it_were_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    path.write_text(f"{HEADER}\n{BODY}", encoding="utf-8")
    with recording() as whole:
        csv_text.read_csv(path, NAMES)
    with recording() as in_pieces:
        list(csv_pieces.csv_pieces(str(path), NAMES))
    assert in_pieces.files() == whole.files()

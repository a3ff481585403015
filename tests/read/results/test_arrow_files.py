"""Parquet and Arrow files keep their decimals exactly."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow
import pytest
from pyarrow import feather, parquet

from kpi_engine.model.definitions.scorecard import FileSource, Precision
from kpi_engine.model.definitions.table_layout import Layout, TableLayout
from kpi_engine.model.issue import Location
from kpi_engine.read.results import arrow_files
from kpi_engine.read.sheets.read_tables import read_tables
from tests.read.results.test_query import NAMES

MONTHS = [date(2024, 8, 1), date(2024, 7, 1), date(2024, 8, 1)]
TABLE = pyarrow.table(
    {
        "code": pyarrow.array(["SCS40", "SCS40", "CASES"]).dictionary_encode(),
        "Area": ["Kent", " Kent", None],
        "period": pyarrow.array(["2024-08", "2024-07", "2024-08"]),
        "value": pyarrow.array([Decimal("85.30"), Decimal("0.10"), None], pyarrow.decimal128(18, 2)),
        "numerator": pyarrow.array([0.1, 1e-7, float("nan")]),
        "denominator": pyarrow.array([3, 12, None], pyarrow.int64()),
    }
)


def source(path: Path, layout: TableLayout | None = None) -> FileSource:
    return FileSource(str(path), Precision.AS_DEFINED, "", False, Location("s.yaml", 1), layout)


def write(table: pyarrow.Table, path: Path) -> Path:
    if path.suffix == ".parquet":
        parquet.write_table(table, path)
    else:
        feather.write_feather(table, path, compression="uncompressed")
    return path


@pytest.mark.parametrize("name", ["a.parquet", "a.arrow", "a.feather"])
def test_every_type_without_loss(name: str, tmp_path: Path) -> None:
    tables, issues = read_tables(source(write(TABLE, tmp_path / name)), NAMES)
    assert issues == ()
    assert {name: column.rows() for name, column in tables[0].columns.items()} == {
        "code": ["SCS40", "SCS40", "CASES"],
        "area": ["Kent", "Kent", ""],
        "period": ["2024-08", "2024-07", "2024-08"],
        "value": ["85.30", "0.10", ""],
        "numerator": ["0.1", "0.0000001", ""],
        "denominator": ["3", "12", ""],
    }
    assert str(tables[0].place(3)).endswith(f"{name}:row 3")


def test_dates_are_texts_that_the_calendar_reads(tmp_path: Path) -> None:
    table = TABLE.set_column(2, "period", pyarrow.array(MONTHS))
    tables, _ = read_tables(source(write(table, tmp_path / "a.parquet")), NAMES)
    assert tables[0].columns["period"].rows() == ["2024-08-01", "2024-07-01", "2024-08-01"]


def test_columns_by_other_names(tmp_path: Path) -> None:
    table = TABLE.rename_columns(["Ref", "Where", "Month", "Figure", "extra", "more"])
    layout = TableLayout(
        columns=(("code", "ref"), ("area", "Where"), ("period", "Month"), ("value", "Figure"))
    )
    tables, issues = read_tables(source(write(table, tmp_path / "a.parquet"), layout), NAMES)
    assert issues == ()
    assert list(tables[0].columns) == ["code", "area", "period", "value"]


@pytest.mark.parametrize(
    ("layout", "said"),
    [
        (TableLayout(layout=Layout.WIDE), "layout: wide cannot be declared for a result"),
        (TableLayout(skip_rows=("Total*",), hidden=None), "skip_rows cannot be declared for a result"),
    ],
)
def test_what_cannot_be_declared(layout: TableLayout, said: str, tmp_path: Path) -> None:
    tables, issues = read_tables(source(write(TABLE, tmp_path / "a.parquet"), layout), NAMES)
    assert tables == ()
    assert said in str(issues[0])


def test_columns_that_are_not_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    table = TABLE.rename_columns(["code", "area", "month", "value", "numerator", "denominator"])
    tables, issues = read_tables(source(write(table, Path("a.parquet"))), NAMES)
    assert tables == ()
    assert [issue.what for issue in issues] == [
        'the column "period" is missing, and the column "month" is not known'
    ]


def test_no_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    _, issues = read_tables(source(write(TABLE.slice(0, 0), Path("a.parquet"))), NAMES)
    assert [str(issue) for issue in issues] == [
        "a.parquet: error: there are columns, but no rows; check that there are figures yet"
    ]


@pytest.mark.parametrize("content", [b"", b"PAR1 cut off", b"something else"])
def test_damaged_files(content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.parquet").write_bytes(content)
    _, issues = read_tables(source(Path("a.parquet")), NAMES)
    assert [str(issue) for issue in issues] == [
        "a.parquet: error: the file is damaged, or not a Parquet or Arrow file; write it again"
    ]


def test_no_file(tmp_path: Path) -> None:
    _, issues = read_tables(source(tmp_path / "none.parquet"), NAMES)
    assert "there is no such file" in issues[0].what


def test_the_missing_part_of_kpi_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrow_files, "find_spec", lambda _: None)
    _, issues = read_tables(source(tmp_path / "a.parquet"), NAMES)
    assert issues[0].remedy == 'install it with: pip install "kpi-engine-scorecards[parquet]"'


def test_dictionaries_of_several_pieces_with_values_that_no_row_has() -> None:
    values = pyarrow.array(["never", "SCS40", "CASES"])
    pieces = [
        pyarrow.DictionaryArray.from_arrays(pyarrow.array([2, 1, 2], pyarrow.int8()), values),
        pyarrow.DictionaryArray.from_arrays(
            pyarrow.array([0, 0], pyarrow.int8()), pyarrow.array(["SCS40", "x"])
        ),
    ]
    column = arrow_files._column(pyarrow.chunked_array(pieces))
    assert column.rows() == ["CASES", "SCS40", "CASES", "SCS40", "SCS40"]
    assert column.texts == ("CASES", "SCS40")


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        ([], ()),
        ([None, None], ("",)),
        (["b", None, "a", "b"], ("b", "", "a")),
        ([Decimal("1.50"), Decimal("0.00")], ("1.50", "0.00")),
    ],
)
def test_texts_are_in_the_order_of_the_rows(values: list[object], texts: tuple[str, ...]) -> None:
    plain = pyarrow.chunked_array([pyarrow.array(values)])
    assert arrow_files._column(plain).texts == texts
    if values and not isinstance(values[0], Decimal) and plain.type != pyarrow.null():
        assert arrow_files._column(plain.dictionary_encode()).texts == texts

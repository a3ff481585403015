"""Parquet says what CSV says, typed; read back by another library than wrote it."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from decimal import Decimal
from itertools import chain
from pathlib import Path

import duckdb
import numpy as np
import polars
import pytest

from kpi_engine.model.outputs.tidy import TidyColumn, TidyKind, TidyTable
from kpi_engine.render.data.parquet import parquet_bytes, write_parquet, write_partitions
from tests.cli.calling import Caller
from tests.cli.project import SCORECARD, copy_sample


def column(kind: TidyKind, *texts: str) -> TidyColumn:
    distinct = tuple(dict.fromkeys(texts))
    return TidyColumn(kind, distinct, np.array([distinct.index(text) for text in texts], np.int32))


TABLE = TidyTable(
    {
        "area": column(TidyKind.TEXT, "Kent", "Dover", "Kent", ""),
        "value": column(TidyKind.NUMBER, "0.1", "1234567890123456.78", "", "-3"),
        "strict": column(TidyKind.FLAG, "true", "false", "", "true"),
    }
)


def test_types_and_values() -> None:
    found = polars.read_parquet(io.BytesIO(parquet_bytes(TABLE)))
    assert found["area"].to_list() == ["Kent", "Dover", "Kent", None]
    assert found["value"].to_list() == [*map(Decimal, ("0.10", "1234567890123456.78")), None, Decimal(-3)]
    assert found["strict"].to_list() == [True, False, None, True]


def test_numbers_of_many_digits_are_exact(tmp_path: Path) -> None:
    wide = TidyTable({"value": column(TidyKind.NUMBER, "9" * 30, "0.000000000001")})
    file = tmp_path / "wide.parquet"
    file.write_bytes(parquet_bytes(wide))
    from pyarrow import parquet

    assert parquet.read_table(file)["value"].to_pylist() == [Decimal("9" * 30), Decimal("1E-12")]


def test_tables_that_follow_one_another_have_one_type_of_decimals() -> None:
    values = [["1", "2.5", ""], ["0.125", "", ""], ["", "", ""], ["123456789012345678", "-0.5", "2.5"]]
    tables = [
        TidyTable(
            {"value": column(TidyKind.NUMBER, *each), "area": column(TidyKind.TEXT, *map(str, range(3)))}
        )
        for each in values
    ]
    whole = TidyTable(
        {
            "value": column(TidyKind.NUMBER, *chain.from_iterable(values)),
            "area": column(TidyKind.TEXT, *(str(number % 3) for number in range(12))),
        }
    )
    file = io.BytesIO()
    write_parquet(lambda: tables, file)
    found = polars.read_parquet(io.BytesIO(file.getvalue()))
    wanted = polars.read_parquet(io.BytesIO(parquet_bytes(whole)))
    assert found.equals(wanted)
    assert found.schema == wanted.schema


def test_no_rows() -> None:
    empty = TidyTable({"value": TidyColumn(TidyKind.NUMBER, (), np.zeros(0, np.int32))})
    assert polars.read_parquet(io.BytesIO(parquet_bytes(empty))).height == 0


def test_partitions(tmp_path: Path) -> None:
    write_partitions(TABLE, tmp_path / "parts", ["area"])
    assert {path.name for path in (tmp_path / "parts").iterdir()} >= {"area=Kent", "area=Dover"}
    parts = duckdb.read_parquet(f"{tmp_path}/parts/*/*.parquet", hive_partitioning=True)
    rows = parts.filter("area = 'Dover'").select("area, value").fetchall()
    assert rows == [("Dover", Decimal("1234567890123456.78"))]


@pytest.fixture
def kpi(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Caller:
    monkeypatch.chdir(copy_sample(tmp_path) / SCORECARD.parent)
    return Caller(monkeypatch, capsys)


def test_kpi_rate_writes_what_csv_has(kpi: Caller) -> None:
    answer = kpi("rate", "--output", "ratings.parquet")
    assert (answer.code, answer.out, answer.err.splitlines()[-1]) == (0, "", "Wrote ratings.parquet")
    kpi("rate", "--output", "ratings.csv")
    kpi("rate", "--output", "ratings.json")
    assert Path("ratings.json").read_text(encoding="utf-8").startswith("{")
    with Path("ratings.csv").open(encoding="utf-8") as file:
        wanted = list(csv.DictReader(file))
    found = polars.read_parquet("ratings.parquet").to_dicts()
    assert len(found) == len(wanted) > 1000
    for row, texts in zip(found, wanted, strict=True):
        for name, text in texts.items():
            value = row[name]
            if isinstance(value, Decimal):
                assert value == Decimal(text)
            else:
                assert ({True: "true", False: "false", None: ""}.get(value, value)) == text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--output", "ratings.txt"), "ratings.txt"),
        (("--output", "new", "--partition-by", "aria"), 'did you mean "area"?'),
        (("--output", "scorecard.yaml.d", "--partition-by", "area"), "is there already"),
        (("--output", "observations.csv"), "this file is an input"),
        (("--partition-by", "area"), "--partition-by needs a folder"),
        (("--output", "ratings.csv", "--json"), "leave --csv and --json out"),
    ],
)
def test_what_cannot_be_written(arguments: tuple[str, ...], message: str, kpi: Caller) -> None:
    Path("scorecard.yaml.d").mkdir()
    Path("scorecard.yaml.d/kept.txt").write_text("mine", encoding="utf-8")
    before = Path("observations.csv").read_bytes()
    answer = kpi("rate", *arguments)
    assert answer.code == 2
    assert message in " ".join(answer.err.split())
    assert Path("observations.csv").read_bytes() == before


def test_a_text_of_several_places_is_in_the_dictionary_once_and_a_text_of_no_row_is_in_no_file() -> None:
    texts = ("Kent", "", "Nobody may see this", "Kent", "Dover")
    places = np.array([3, 0, 4, 1, 3], np.int8)
    content = parquet_bytes(TidyTable({"area": TidyColumn(TidyKind.TEXT, texts, places)}))
    assert polars.read_parquet(io.BytesIO(content))["area"].to_list() == [
        "Kent",
        "Kent",
        "Dover",
        None,
        "Kent",
    ]
    assert b"Nobody may see this" not in content
    from pyarrow import parquet

    (chunk,) = parquet.read_table(io.BytesIO(content), read_dictionary=["area"])["area"].chunks
    assert chunk.dictionary.to_pylist() == ["Kent", "Dover"]


# No decimal of Arrow has more than 76 digits.
@pytest.mark.parametrize("digits", [1, 17, 18, 19, 37, 38, 39, 64])
@pytest.mark.parametrize("places", [0, 1, 12])
def test_decimals_have_room_for_every_number(digits: int, places: int) -> None:
    texts = [
        "9" * digits + ("." + "9" * places if places else ""),
        "-" + "9" * digits + ("." + "0" * places if places else ""),
        "0",
        "",
    ]
    from pyarrow import parquet

    content = parquet_bytes(TidyTable({"value": column(TidyKind.NUMBER, *texts)}))
    found = parquet.read_table(io.BytesIO(content))["value"].to_pylist()
    assert found == [Decimal(text) if text else None for text in texts]


def test_pandas_is_not_imported() -> None:
    code = """
import io, sys
import numpy as np
from kpi_engine.model.outputs.tidy import TidyColumn, TidyKind, TidyTable
from kpi_engine.render.data.parquet import write_parquet
columns = {kind.name: TidyColumn(kind, ("", "1.5"), np.array([0, 1, 1])) for kind in TidyKind}
write_parquet(lambda: [TidyTable(columns)], io.BytesIO())
assert "pandas" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603 — own code

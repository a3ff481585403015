"""A Parquet file is rated part after part as it is rated whole."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow
import pytest
from pyarrow import parquet

from kpi_engine.frames import rate
from kpi_engine.frames.large import parquet_shares, rate_parquet
from kpi_engine.frames.large.shares import Share
from kpi_engine.model.issue import InputError
from tests.frames.large.example import AREAS, MADE, figures

KEY = ["code", "area", "kind", "period"]


@pytest.fixture
def definitions(tmp_path: Path) -> Path:
    file = tmp_path / "made.yaml"
    file.write_text(MADE, encoding="utf-8")
    return file


def write(frame: pd.DataFrame, folder: Path, rows_in_a_group: int = 1000) -> Path:
    file = folder / "figures.parquet"
    parquet.write_table(pyarrow.table(frame), file, row_group_size=rows_in_a_group)
    return file


def plain(ratings: pd.DataFrame) -> pd.DataFrame:
    texts = {name: object for name in ratings.columns if ratings[name].dtype == "category"}
    ratings = ratings.astype(texts)
    ratings[list(texts)] = ratings[list(texts)].where(ratings[list(texts)].notna(), "")
    return ratings.sort_values(KEY).reset_index(drop=True)


@pytest.mark.parametrize("rows_at_once", [1, 7, 20, 1000])
@pytest.mark.parametrize("rows_in_a_group", [4, 1000])
@pytest.mark.parametrize("order", [["code"], ["period", "area"]])
def test_parts_are_rated_as_the_whole(
    definitions: Path, tmp_path: Path, rows_at_once: int, rows_in_a_group: int, order: list[str]
) -> None:
    frame = figures().sort_values(order, kind="stable")
    wanted = rate(frame, definitions, AREAS, "2024-06", "as_printed")
    target = tmp_path / "ratings.parquet"
    written = rate_parquet(
        write(frame, tmp_path, rows_in_a_group),
        target,
        definitions,
        AREAS,
        "2024-06",
        precision="as_printed",
        rows_at_once=rows_at_once,
    )
    found = pd.read_parquet(target)
    assert written == len(found) == len(wanted)
    pd.testing.assert_frame_equal(plain(found), plain(wanted))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["figures.parquet", "made.yaml", target.name]


@pytest.mark.parametrize("most_reading", [0, 1000])
def test_errors_of_all_parts_name_the_row_of_the_file(
    definitions: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most_reading: int
) -> None:
    monkeypatch.setattr(parquet_shares, "_MOST_READING", most_reading)
    frame = figures()
    frame.loc[3, "value"] = "many"
    frame.loc[5, "code"] = "ALOEN"
    frame.loc[20, "area"] = "Dovre"
    target = tmp_path / "ratings.parquet"
    target.write_bytes(b"old")
    with pytest.raises(InputError) as wrong:
        rate_parquet(write(frame, tmp_path, 5), target, definitions, AREAS, "2024-06", rows_at_once=1)
    told = sorted(str(issue) for issue in wrong.value.issues)
    assert [text.split(";")[0] for text in told] == [
        'observations:row:21: error: the area "Dovre" is not defined',
        'observations:row:4: error: the value "many" is not a number',
        'observations:row:6: error: the code "ALOEN" is not defined',
    ]
    assert target.read_bytes() == b"old"


def test_what_is_worth_telling_names_the_row_of_the_file(definitions: Path, tmp_path: Path) -> None:
    frame = figures()
    frame = pd.concat([frame, frame.tail(1)], ignore_index=True)
    with pytest.warns(UserWarning, match=rf"observations:row:{len(frame)}: warning: "):
        rate_parquet(
            write(frame, tmp_path, 5), tmp_path / "r.parquet", definitions, AREAS, "2024-06", rows_at_once=1
        )


def test_a_column_is_missing(definitions: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match='observations: error: the column "area" is missing'):
        rate_parquet(
            write(figures().drop(columns="area"), tmp_path), tmp_path / "r", definitions, AREAS, "2024-06"
        )


DAMAGED = "figures.parquet: error: the file is damaged, or not a Parquet file; write it again"


@pytest.mark.parametrize("damage", ["cut short", "text", "empty", "a page", "names"])
def test_a_damaged_file(
    damage: str, definitions: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    source = write(figures(), tmp_path)
    content = source.read_bytes()
    source.write_bytes(
        {
            "cut short": content[: len(content) // 2],
            "text": b"code,area,period,value\n",
            "empty": b"",
            "a page": content[:4] + bytes(40) + content[44:],
            "names": content[:-60] + b"\xff" * 40 + content[-20:],
        }[damage]
    )
    with pytest.raises(InputError) as raised:
        rate_parquet(source, tmp_path / "r.parquet", definitions, AREAS, "2024-06")
    assert list(map(str, raised.value.issues)) == [DAMAGED]
    assert not (tmp_path / "r.parquet").exists()


def test_a_file_that_is_not_there(definitions: Path, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        rate_parquet(tmp_path / "none.parquet", tmp_path / "r.parquet", definitions, AREAS, "2024-06")


def test_decimals_that_follow_from_figures_need_all_of_them(tmp_path: Path) -> None:
    file = tmp_path / "made.yaml"
    file.write_text(MADE.replace("unit: days, decimals: 1", "unit: days"), encoding="utf-8")
    source = write(figures(), tmp_path)
    with pytest.raises(InputError, match="ALONE has no decimals, and too many figures to be rated together"):
        rate_parquet(
            source, tmp_path / "r.parquet", file, AREAS, "2024-06", precision="as_printed", rows_at_once=1
        )
    assert rate_parquet(source, tmp_path / "r.parquet", file, AREAS, "2024-06", precision="as_printed") > 0


def test_a_file_without_rows(definitions: Path, tmp_path: Path) -> None:
    source = write(figures().head(0).astype({"value": "float64"}), tmp_path)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert rate_parquet(source, tmp_path / "r.parquet", definitions, AREAS, "2024-06") == 0
    assert len(pd.read_parquet(tmp_path / "r.parquet")) == 0


def test_numbers_that_are_floats(definitions: Path, tmp_path: Path) -> None:
    frame = figures().astype({"value": np.float64})
    rate_parquet(
        write(frame, tmp_path), tmp_path / "r.parquet", definitions, AREAS, "2024-06", rows_at_once=1
    )
    wanted = rate(frame, definitions, AREAS, "2024-06")
    pd.testing.assert_frame_equal(plain(pd.read_parquet(tmp_path / "r.parquet")), plain(wanted))


def test_rows_of_no_share_are_found_in_as_many_looks_however_many_shares(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looks = []
    is_in = parquet_shares._is_in
    monkeypatch.setattr(
        parquet_shares, "_is_in", lambda column, names: (looks.append(names), is_in(column, names))[1]
    )
    table = pyarrow.table({"code": ["A", "A", "B", "X"], "area": ["0", "?", "?", "0"]})
    parts = [
        Share(frozenset({"B"}), None),
        *(Share(frozenset({"A"}), frozenset({str(number)})) for number in range(40)),
    ]
    assert parquet_shares._taken(table, parts).to_pylist() == [True, False, True, False]
    assert len(looks) == 3

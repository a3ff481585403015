"""Ratings as CSV: exact numbers, safe texts, and what any CSV reader gets back."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_engine.model.outputs.tidy import TidyColumn, TidyKind, TidyTable
from kpi_engine.model.outputs.tidy_columns import TIDY_COLUMNS, kinds_of
from kpi_engine.render.data.csv import csv_blocks, render_csv


def table(**texts: Sequence[str]) -> TidyTable:
    """Columns with the given values; the others are empty."""
    count = max(map(len, texts.values()))
    return TidyTable(
        {
            name: TidyColumn(kind, tuple(texts.get(name, [""] * count)), np.arange(count, dtype=np.int32))
            for name, kind in kinds_of(TIDY_COLUMNS).items()
        }
    )


def read_back(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_header_and_a_line_a_row() -> None:
    text = render_csv(table(code=["SCS40", "SCS41"], value=["85.0", "-0.19"]))
    assert text.split("\n")[0] == ",".join(TIDY_COLUMNS)
    assert text.count("\n") == 3
    assert text.endswith("\n")
    assert "\r" not in text


def test_numbers_are_written_as_they_are() -> None:
    values = ["85.0", "-0.19", "", "23926", "100.00"]
    assert [row["value"] for row in read_back(render_csv(table(value=values)))] == values


@pytest.mark.parametrize("start", ["\uff1d", "\uff0b", "\uff0d", "\uff20", "=", "+", "-", "@", "\t", "\r"])
def test_a_text_never_starts_a_formula(start: str) -> None:
    written = read_back(render_csv(table(area=[f"{start}SUM(A1)"], value=["-1"])))[0]
    assert written["area"] == f"'{start}SUM(A1)"
    assert written["value"] == "-1"


def test_an_ordinary_text_is_not_marked() -> None:
    assert (
        read_back(render_csv(table(area=["Tonbridge & Malling = T&M"])))[0]["area"]
        == "Tonbridge & Malling = T&M"
    )


def test_a_text_stands_wherever_its_rows_are() -> None:
    column = TidyColumn(TidyKind.TEXT, ("Kent", "Swale"), np.array([1, 0, 1], np.int32))
    other = TidyColumn(TidyKind.TEXT, ("",), np.zeros(3, np.int32))
    text = render_csv(TidyTable({name: column if name == "area" else other for name in TIDY_COLUMNS}))
    assert [row["area"] for row in read_back(text)] == ["Swale", "Kent", "Swale"]


@given(st.lists(st.text(st.characters(exclude_categories=("Cs",))), min_size=1))
def test_any_text_comes_back_but_for_the_apostrophe(areas: list[str]) -> None:
    rows = read_back(render_csv(table(area=areas, code=["x"] * len(areas))))
    for row, area in zip(rows, areas, strict=True):
        assert row["area"] in (area, f"'{area}")
        assert row["area"][:1] not in tuple("=+-@\t\r")


def test_rows_come_in_blocks_whatever_tables_they_stand_in() -> None:
    values = list(map(str, range(10_000)))
    tables = [table(value=values[:1]), table(value=values[1:9_000]), table(value=values[9_000:])]
    blocks = list(csv_blocks(tables))
    assert "".join(blocks) == render_csv(table(value=values))
    assert max(block.count("\n") for block in blocks) <= 2_048


def test_many_rows_stay_in_their_order() -> None:
    positions = np.arange(70_000, dtype=np.int32)
    column = TidyColumn(TidyKind.NUMBER, tuple(map(str, range(70_000))), positions)
    rows = read_back(render_csv(TidyTable({"value": column})))
    assert [row["value"] for row in rows] == list(column.texts)

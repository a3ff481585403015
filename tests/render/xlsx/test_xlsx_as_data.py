"""The workbook of the sample loaded by pandas: filters and counts need no cleaning first."""

from __future__ import annotations

from io import BytesIO

import pandas as pd
import pytest
from openpyxl import load_workbook

from kpi_engine.loading import load_scorecard
from kpi_engine.model.outputs.document import CellKind, Document, Lack
from kpi_engine.pipeline import document_for, rate_loaded
from kpi_engine.render.xlsx import render_xlsx
from tests.sample_packs import KENT
from tests.workbooks import example_ratings

pytestmark = pytest.mark.filterwarnings("ignore:Sparkline Group extension")

RATINGS = {"RED", "AMBER", "GREEN"}
SHORTHAND = [lack.value for lack in Lack]


@pytest.fixture(scope="module")
def county() -> Document:
    return document_for(rate_loaded(load_scorecard(KENT)), "Kent")


@pytest.fixture(scope="module")
def content(county: Document) -> bytes:
    return render_xlsx(county, example_ratings())


def frame_of(content: bytes, sheet: str) -> pd.DataFrame:
    """A sheet's table, found as Power Query finds it: by its table object."""
    book = load_workbook(BytesIO(content))
    (table,) = book[sheet].tables.values()
    top = book[sheet][table.ref][0][0].row
    return pd.read_excel(
        BytesIO(content), sheet_name=sheet, header=top - 1, na_values=SHORTHAND, engine="openpyxl"
    )


def ratings_of(document: Document) -> list[str]:
    tables = (*document.sections, *document.volumes)
    cells = [cell for table in tables for row in table.rows for cell in row.cells]
    keys = [column.key for table in tables for _row in table.rows for column in table.columns]
    return [cell.rag.value for cell, key in zip(cells, keys, strict=True) if key == "rag" and cell.rag.value]


def test_a_filter_by_rating_finds_every_row_of_it(county: Document, content: bytes) -> None:
    every = frame_of(content, "All indicators")
    wanted = ratings_of(county)
    assert set(every["RAG"].dropna()) == RATINGS
    for rating in RATINGS:
        assert len(every[every["RAG"] == rating]) == wanted.count(rating) > 0


def test_figures_are_numbers_and_days_are_days(content: bytes) -> None:
    every = frame_of(content, "All indicators")
    assert every["Value"].dtype == every["Target"].dtype == "float64"
    assert every["Numerator"].dtype == every["Denominator"].dtype == "float64"
    assert str(every["Period ends"].dtype).startswith("datetime64")
    assert every["Period ends"].max() == pd.Timestamp("2024-08-31")
    by_area = every.groupby("Area")["Value"].count()
    assert by_area.sum() == every["Value"].notna().sum() > 30


def test_a_heat_map_can_be_counted(county: Document, content: bytes) -> None:
    heat_map = county.heat_maps[0]
    title = heat_map.title.replace(":", " –")
    frame = frame_of(content, title)
    for at, column in enumerate(heat_map.columns):
        if column.kind is CellKind.HEAT:
            reds = sum(row.cells[at].rag.value == "RED" for row in heat_map.rows)
            assert (frame[f"{column.title} RAG"] == "RED").sum() == reds
            assert frame[column.title].dtype == "float64"


def test_every_rating_of_every_sheet_is_one_word(content: bytes) -> None:
    book = load_workbook(BytesIO(content))
    seen = 0
    for sheet in book.worksheets:
        for table in sheet.tables.values():
            header, *rows = sheet[table.ref]
            for at, head in enumerate(header):
                if str(head.value).endswith("RAG"):
                    assert {row[at].value for row in rows} <= {*RATINGS, None}
                    seen += 1
    assert seen > 5

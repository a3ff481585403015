"""The OpenDocument workbook as other programs read it: calamine, odfpy through pandas, and LibreOffice."""

from __future__ import annotations

import csv
import dataclasses
import subprocess
from datetime import date
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZIP_STORED, ZipFile

import pandas as pd
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from kpi_engine.loading import load_scorecard
from kpi_engine.model.outputs.document import Document, Lack
from kpi_engine.pipeline import document_for, rate_loaded
from kpi_engine.render.ods import render_ods
from kpi_engine.render.xlsx import render_xlsx
from tests.example_document import example_document
from tests.hostile_document import HOSTILE_WORDS, with_words
from tests.sample_packs import KENT
from tests.workbooks import example_ratings, opened, shown

AS_SHOWN = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"
_PATIENCE = 180
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"

pytestmark = pytest.mark.filterwarnings("ignore:Sparkline Group extension")


@pytest.fixture(scope="module")
def county() -> Document:
    return document_for(rate_loaded(load_scorecard(KENT)), "Kent")


@pytest.fixture(scope="module")
def content(county: Document) -> bytes:
    return render_ods(county, example_ratings())


def parts_of(content: bytes) -> dict[str, ElementTree.Element]:
    with ZipFile(BytesIO(content)) as file:
        names = [name for name in file.namelist() if name.endswith(".xml")]
        return {name: ElementTree.fromstring(file.read(name)) for name in names}  # noqa: S314


def test_same_document_same_bytes(content: bytes, county: Document) -> None:
    assert render_ods(county, example_ratings()) == content
    later = dataclasses.replace(county, dated=date(2024, 10, 1))
    assert render_ods(later, example_ratings()) != content


def test_the_file_says_first_what_it_is(content: bytes) -> None:
    with ZipFile(BytesIO(content)) as file:
        first = file.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
        assert file.read(first) == b"application/vnd.oasis.opendocument.spreadsheet"
        assert {entry.date_time[:3] for entry in file.infolist()} == {(2024, 8, 31)}


def test_it_says_what_the_excel_workbook_says(county: Document, content: bytes) -> None:
    """Every cell of every sheet, but the sparklines."""
    other = opened(render_xlsx(county, example_ratings()))
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    assert book.sheet_names == other.sheetnames
    compared = 0
    for name in book.sheet_names:
        found = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for row, wanted in zip(found, rows_without_sparklines(other[name]), strict=True):
            values = [*row, *[""] * (len(wanted) - len(row))]
            for one, two in zip(values, wanted, strict=False):
                expected = "" if two is None else two
                assert one == (expected.date() if hasattr(expected, "date") else expected), (name, row)
                compared += two is not None
    assert compared > 2000


def rows_without_sparklines(sheet: Worksheet) -> list[list[object]]:
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    drawn = {at for row in rows for at, value in enumerate(row) if value == "Trend"}
    return [[value for at, value in enumerate(row) if at not in drawn] for row in rows]


def test_pandas_filters_and_counts_it(county: Document, content: bytes) -> None:
    every = pd.read_excel(
        BytesIO(content),
        sheet_name="All indicators",
        header=6,
        na_values=[lack.value for lack in Lack],
        engine="odf",
    )
    reds = sum(
        row.cells[at].rag.value == "RED"
        for table in county.sections
        for at, column in enumerate(table.columns)
        if column.key == "rag"
        for row in table.rows
    )
    assert (every["RAG"] == "RED").sum() == reds > 0
    assert every["Value"].dtype == "float64"
    assert str(every["Period ends"].dtype).startswith("datetime64")


def test_libreoffice_shows_what_excel_would(office: list[str], tmp_path: Path) -> None:
    document = example_document()
    (tmp_path / "book.ods").write_bytes(render_ods(document, example_ratings()))
    command = [
        *office,
        "--convert-to",
        AS_SHOWN,
        "--outdir",
        str(tmp_path / "made"),
        str(tmp_path / "book.ods"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE, check=False)  # noqa: S603
    assert done.returncode == 0, done.stderr
    made = {file.stem.partition("-")[2]: file for file in (tmp_path / "made").iterdir()}
    other = opened(render_xlsx(document, example_ratings()))
    assert made.keys() == {*other.sheetnames}
    compared = 0
    for name in (
        "Summary",
        "Floor standards missed",
        "Heat map – district",
        "Integrated … services – monthly",
    ):
        with made[name].open(encoding="utf-8", newline="") as lines:
            found = list(csv.reader(lines))
        sheet = other[name]
        drawn = {cell.column for row in sheet.iter_rows() for cell in row if cell.value == "Trend"}
        for row, cells in zip(found, sheet.iter_rows(), strict=True):
            wanted = ["" if cell.value is None else shown(cell) for cell in cells if cell.column not in drawn]
            assert row[: len(wanted)] == wanted
            compared += len(wanted)
    assert compared > 300


@pytest.mark.parametrize("words", HOSTILE_WORDS.values(), ids=HOSTILE_WORDS)
def test_hostile_words_are_words(words: str) -> None:
    parts = parts_of(render_ods(with_words(lambda _text: words), example_ratings()))
    body = parts["content.xml"]
    assert not [cell for cell in body.iter() if cell.get(f"{TABLE}formula") is not None]
    kinds = {cell.get(f"{OFFICE}value-type") for cell in body.iter(f"{TABLE}table-cell")}
    assert kinds <= {None, "string", "float", "boolean", "date"}


@pytest.mark.parametrize("words", ['=HYPERLINK("http://example.com","click")', "-2+3", "two  spaces", "a\nb"])
def test_words_are_read_as_written(words: str) -> None:
    content = render_ods(with_words(lambda _text: words), example_ratings())
    rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name("Key and guidance").to_python()
    assert rows[-1][1:3] == [words, words]


def test_tables_are_marked_titles_are_headings_and_pages_are_nine_points(content: bytes) -> None:
    parts = parts_of(content)
    body, styles = parts["content.xml"], parts["styles.xml"]
    tables = list(body.iter(f"{TABLE}table"))
    ranges = list(body.iter(f"{TABLE}database-range"))
    assert len(tables) == len(ranges)
    assert len({mark.get(f"{TABLE}name") for mark in ranges}) == len(ranges)
    for table in tables:
        first = next(table.iter(f"{TABLE}table-cell"))
        assert first.get(f"{TABLE}style-name") == "Heading_20_1"
    assert [found.get(f"{STYLE}display") for found in styles.iter(f"{STYLE}header")] == ["false", "false"]
    (scale,) = (
        scale
        for page in styles.iter(f"{STYLE}page-layout-properties")
        if (scale := page.get(f"{STYLE}scale-to")) is not None
    )
    assert 11 * int(scale.rstrip("%")) / 100 >= 9
    assert sum(table.get(f"{TABLE}style-name") == "ta2" for table in tables) > 5

"""The workbook in LibreOffice, a program that is not Excel: every cell of the sample reads as printed."""

from __future__ import annotations

import csv
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest

from kpi_engine.loading import load_scorecard
from kpi_engine.model.outputs.document import CellKind, Document, Table
from kpi_engine.pipeline import Rated, document_for, rate_loaded, tidy_for
from kpi_engine.render.shared.placement import heading
from kpi_engine.render.xlsx import render_xlsx
from tests.hostile_document import with_words
from tests.workbooks import example_ratings

SAMPLE = Path(__file__).parents[3] / "sample_data" / "kent_2024_08" / "scorecard.yaml"
# Comma, quotation mark, UTF-8, from line 1; cells as shown; every sheet in a file of its own.
AS_SHOWN = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"
_PATIENCE = 180


@pytest.fixture(scope="module")
def rated() -> Rated:
    return rate_loaded(load_scorecard(SAMPLE))


@pytest.fixture(scope="module")
def county(rated: Rated) -> Document:
    return document_for(rated, "Kent")


@pytest.fixture(scope="module")
def sheets(
    office: list[str], rated: Rated, county: Document, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[list[str]]]:
    """The rows of every sheet of the county's workbook as shown, by the name of its file."""
    content = render_xlsx(county, tidy_for(rated).of_areas({"Kent"}))
    made = converted(office, content, AS_SHOWN, tmp_path_factory.mktemp("county"))
    return {file.stem: rows_of(file) for file in made}


def converted(office: list[str], content: bytes, form: str, folder: Path) -> list[Path]:
    """The files that LibreOffice makes of a workbook."""
    book = folder / "book.xlsx"
    book.write_bytes(content)
    command = [*office, "--convert-to", form, "--outdir", str(folder / "made"), str(book)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE, check=False)  # noqa: S603
    assert done.returncode == 0, done.stderr
    made = sorted((folder / "made").iterdir())
    assert made, done.stdout + done.stderr
    return made


def test_every_figure_of_the_county_reads_as_printed(
    sheets: dict[str, list[list[str]]], county: Document
) -> None:
    by_title = {rows[0][0]: rows for rows in sheets.values()}
    compared = sum(figures_as_printed(table, by_title[table.caption]) for table in county.sections)
    assert compared > 500


def rows_of(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines))


def figures_as_printed(table: Table, rows: list[list[str]]) -> int:
    """Hold every number of a section to its text in the sheet; how many there are."""
    top = next(number for number, row in enumerate(rows) if row[0] == "Code")
    compared = 0
    for line, row in zip(table.rows, rows[top + 1 :], strict=True):
        found = dict(zip(rows[top], row, strict=True))
        for column, cell in zip(table.columns, line.cells, strict=True):
            if cell.number is None:
                continue
            assert found[heading(column, table)] == cell.text
            compared += 1
        rating = next(cell for cell in line.cells if cell.kind is CellKind.RAG)
        assert found["RAG"] == rating.rating_name
    return compared


def test_ratings_stay_numbers(sheets: dict[str, list[list[str]]], rated: Rated) -> None:
    table = tidy_for(rated).of_areas({"Kent"})
    rows = next(rows for name, rows in sheets.items() if name.endswith("-Ratings"))
    top = next(number for number, row in enumerate(rows) if row[0] == "code")
    values = table.columns["value"]
    wanted = [values.texts[at] for at in values.positions]
    found = [row[rows[top].index("value")].replace(",", "") for row in rows[top + 1 :]]
    assert [text and Decimal(text) for text in found] == [text and Decimal(text) for text in wanted]
    assert found == wanted


@pytest.mark.parametrize("words", ['=HYPERLINK("http://example.com","click")', "-2+3"])
def test_words_that_look_like_formulas_stay_words(office: list[str], words: str, tmp_path: Path) -> None:
    content = render_xlsx(with_words(lambda _text: words), example_ratings())
    made = converted(office, content, AS_SHOWN, tmp_path)
    key = next(rows for rows in map(rows_of, made) if rows[-1][0] == "Abbreviation")
    assert key[-1][1:3] == [words, words]


def test_it_becomes_a_printable_file(
    office: list[str], rated: Rated, county: Document, tmp_path: Path
) -> None:
    (printed,) = converted(office, render_xlsx(county, tidy_for(rated).of_areas({"Kent"})), "pdf", tmp_path)
    content = printed.read_bytes()
    assert content.startswith(b"%PDF-")
    assert content.count(b"/Type/Page/") > len(county.sections)

"""Rows of data are written as XlsxWriter writes them cell by cell, and a sheet holds no more than it can."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest

from kpi_engine.model.definitions.style.theme import STANDARD
from kpi_engine.model.outputs.tidy import TidyColumn, TidyKind, TidyTable
from kpi_engine.render.ods import render_ods
from kpi_engine.render.sheets import ratings_sheet
from kpi_engine.render.sheets.sheet_model import DataRows, SheetCell
from kpi_engine.render.xlsx import render_xlsx, sheet, workbook
from kpi_engine.render.xlsx.cell_formats import Styles, font_properties
from kpi_engine.render.xlsx.named_styles import BookWithStyles
from tests.example_document import example_document
from tests.workbooks import example_ratings, opened, row_by_row

pytestmark = pytest.mark.filterwarnings("ignore:Sparkline Group extension")

ROWS = 250


def ratings() -> TidyTable:
    """Columns of every kind: with one text, with none, with gaps, and texts that must be escaped."""
    chance = np.random.default_rng(5)

    def column(kind: TidyKind, *texts: str) -> TidyColumn:
        return TidyColumn(kind, texts, chance.integers(0, len(texts), ROWS).astype(np.uint8))

    return TidyTable(
        {
            "code": column(TidyKind.TEXT, "A1", "=1+1", "<b>&", "_x0041_", " two\nlines ", "Zoë"),
            "area": column(TidyKind.TEXT, "Kent"),
            "empty": column(TidyKind.NUMBER, ""),
            "value": column(TidyKind.NUMBER, "", "0", "-1.50", "12345678901234567.8", "0.1", "1234567"),
            "target": column(TidyKind.NUMBER, *(f"{number / 100:.2f}" for number in range(90)), ""),
            "rag": column(TidyKind.TEXT, "RED", "", "GREEN"),
            "strict": column(TidyKind.FLAG, "true", "false"),
        }
    )


def files_in(content: bytes) -> dict[str, bytes]:
    """The files of a workbook, by name."""
    with ZipFile(BytesIO(content)) as file:
        return {name: file.read(name) for name in file.namelist()}


def written(rows_of: Callable[[DataRows], object] | None) -> dict[str, bytes]:
    """The parts of a workbook of the ratings alone; ``rows_of`` makes their rows another kind of sequence."""
    (made,) = ratings_sheet.ratings_sheets(ratings(), "Ratings")
    table = made.table
    assert table is not None
    if rows_of is not None:
        object.__setattr__(table, "rows", rows_of(table.rows))
    object.__setattr__(made, "name", "Ratings")
    file = BytesIO()
    book = BookWithStyles(file, {"in_memory": True, "default_format_properties": font_properties(STANDARD)})
    sheet.write_sheet(book, Styles(book, STANDARD), made, None)
    book.close()
    return files_in(file.getvalue())


def plain(content: bytes, texts: Sequence[str]) -> str:
    """A sheet's XML without what is optional, with its texts in place of their numbers."""
    xml = re.sub(r' spans="[0-9:]+"', "", content.decode())
    return re.sub(r't="s"><v>(\d+)</v>', lambda found: f't="s"><v>{texts[int(found[1])]}</v>', xml)


def test_the_xml_is_what_xlsxwriter_makes_cell_by_cell() -> None:
    ours, cell_by_cell = written(None), written(row_by_row)
    texts = [
        re.findall(r"<si>(.*?)</si>", book["xl/sharedStrings.xml"].decode(), re.DOTALL)
        for book in (ours, cell_by_cell)
    ]
    name = "xl/worksheets/sheet1.xml"
    looks = "xl/styles.xml"
    # Looks have the numbers in which they come.
    assert sorted(re.findall("<xf .*?>", ours[looks].decode())) == sorted(
        re.findall("<xf .*?>", cell_by_cell[looks].decode())
    )
    found, wanted = (
        re.sub(r' s="\d+"', "", plain(book[name], known))
        for book, known in zip((ours, cell_by_cell), texts, strict=True)
    )
    assert found == wanted
    assert ours["xl/tables/table1.xml"] == cell_by_cell["xl/tables/table1.xml"]
    counts = [
        re.findall(r'<sst .*?(count="\d+" uniqueCount="\d+")', book["xl/sharedStrings.xml"].decode())
        for book in (ours, cell_by_cell)
    ]
    assert counts[0] == counts[1] != []


def test_every_cell_has_the_look_that_xlsxwriter_gives_it() -> None:
    document = example_document()
    book = opened(render_xlsx(document, ratings()))["Ratings"]
    (table,) = book.tables.values()
    top = book[table.ref][0][0].row
    assert book.max_row == top + ROWS
    rag = {book.cell(row, 6).value: book.cell(row, 6).fill.fgColor.rgb for row in range(top + 1, top + ROWS)}
    light = STANDARD.light
    assert rag["RED"].endswith(light.red.fill.lstrip("#").upper())
    assert rag["GREEN"].endswith(light.green.fill.lstrip("#").upper())
    formats = {book.cell(row, 4).value: book.cell(row, 4).number_format for row in range(top + 1, top + ROWS)}
    assert (formats[-1.5], formats[0]) == ("#,##0.00", "#,##0")


@pytest.mark.parametrize("most", [100, ROWS, ROWS + 1])
def test_a_sheet_holds_no_more_rows_than_it_can(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ratings_sheet, "_MOST_ROWS", most)
    book = opened(render_xlsx(example_document(), ratings()))
    names = [name for name in book.sheetnames if name.startswith("Ratings")]
    titles = [book[name]["A1"].value for name in names]
    if most >= ROWS:
        assert (names, titles) == (["Ratings"], ["Ratings of Kent as data"])
        return
    assert names == ["Ratings", "Ratings (2)", "Ratings (3)"]
    assert titles == [
        "Ratings of Kent as data, rows 1 to 100",
        "Ratings of Kent as data, rows 101 to 200",
        "Ratings of Kent as data, rows 201 to 250",
    ]
    codes = []
    for name in names:
        (table,) = book[name].tables.values()
        codes += [row[0].value for row in book[name][table.ref][1:]]
    whole = ratings().columns["code"]
    assert [code.strip() for code in codes] == [whole.texts[at].strip() for at in whole.positions.tolist()]


def test_a_large_workbook_has_the_same_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    small = files_in(render_xlsx(example_document(), example_ratings()))
    monkeypatch.setattr(workbook, "_FEWEST_FOR_FILES", 1)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    large = render_xlsx(example_document(), example_ratings())
    assert list(tmp_path.iterdir()) == []
    assert files_in(large) == small
    assert render_xlsx(example_document(), example_ratings()) == large


@pytest.mark.parametrize("render", [render_xlsx, render_ods])
def test_no_text_that_no_row_has_is_in_a_workbook(render: Callable[..., bytes]) -> None:
    table = ratings()
    hidden = TidyColumn(TidyKind.TEXT, ("shown", "Nobody may see this"), np.zeros(ROWS, np.uint8))
    content = render(example_document(), TidyTable({**table.columns, "made": hidden}))
    found = b"".join(files_in(content).values())
    assert b"shown" in found
    assert b"Nobody may see this" not in found


def test_a_day_is_no_data() -> None:
    with pytest.raises(TypeError, match="days are no data"):
        sheet._data_cell(
            None, Styles(BookWithStyles(BytesIO()), STANDARD), SheetCell(example_document().dated), 1
        )

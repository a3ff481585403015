"""A scorecard as PDF: the tags and properties that PDF/UA asks for, and always the same bytes."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest

from kpi_engine.loading import load_scorecard
from kpi_engine.model.outputs.document import CellKind, Chart, Document
from kpi_engine.pipeline import document_for, rate_loaded
from kpi_engine.render.pdf import render_pdf
from kpi_engine.render.pdf.content import content_of
from kpi_engine.render.shared.chart_on_paper import TEXT_SIZE
from kpi_engine.render.shared.paper import LARGE, SIZE
from kpi_engine.render.shared.trend_chart import WIDTH as CHART_WIDTH
from tests.example_document import example_document
from tests.pdf_files import children, elements, kind_of, opened, table_attributes
from tests.sample_packs import KENT


@pytest.fixture(scope="module")
def document() -> Document:
    return example_document()


@pytest.fixture(scope="module")
def content(document: Document) -> bytes:
    return render_pdf(document)


@pytest.fixture(scope="module")
def file(content: bytes) -> pikepdf.Pdf:
    return opened(content)


def tables_of(document: Document) -> list[tuple[str, int]]:
    """(title, number of rows) of the tables that have any, in the order of the file."""
    tables = (
        document.summary,
        *document.highlights,
        *document.heat_maps,
        *document.volumes,
        *document.sections,
        document.sources,
        document.definitions,
    )
    return [(table.title, len(table.rows)) for table in tables if table.rows]


def test_it_says_that_it_is_tagged_for_pdf_ua(file: pikepdf.Pdf) -> None:
    assert bool(file.Root.MarkInfo.Marked)
    with file.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"


def test_it_has_a_language_and_shows_its_title(file: pikepdf.Pdf, document: Document) -> None:
    assert str(file.Root.Lang) == "en-GB"
    assert bool(file.Root.ViewerPreferences.DisplayDocTitle)
    title = f"{document.title} – {document.area}, {document.as_at}"
    assert str(file.docinfo.Title) == title
    with file.open_metadata() as metadata:
        assert metadata["dc:title"] == title


def test_headings_go_down_one_level_at_a_time(file: pikepdf.Pdf) -> None:
    levels = [
        int(kind_of(heading)[1]) for heading in elements(file) if re.fullmatch("H[1-6]", kind_of(heading))
    ]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(level <= before + 1 for before, level in pairwise(levels))


def test_bookmarks_lead_to_every_section(file: pikepdf.Pdf, document: Document) -> None:
    def titles(items: list[pikepdf.OutlineItem]) -> list[str]:
        return [title for item in items for title in (item.title, *titles(list(item.children)))]

    with file.open_outline() as outline:
        found = titles(list(outline.root))
    for expected in ("Summary", document.area, document.sections[0].title, "Key", document.definitions.title):
        assert expected in found
    assert file.Root.PageMode == "/UseOutlines"


def test_every_table_has_a_header_row_and_all_its_rows(file: pikepdf.Pdf, document: Document) -> None:
    tables = elements(file, "Table")
    assert len(tables) == len(tables_of(document))
    for table, (title, rows) in zip(tables, tables_of(document), strict=True):
        head, body = children(table)
        assert [kind_of(head), kind_of(body)] == ["THead", "TBody"]
        (heads,) = children(head)
        assert {kind_of(cell) for cell in children(heads)} == {"TH"}
        assert {str(table_attributes(cell).Scope) for cell in children(heads)} == {"/Column"}
        # What has no room beside the name is a second line: a row of one cell.
        assert len([row for row in children(body) if len(children(row)) > 1]) == rows, title


def test_every_row_has_a_header_that_its_cells_name(file: pikepdf.Pdf) -> None:
    identifiers = set()
    for body in elements(file, "TBody"):
        header: pikepdf.Object = body
        for row in children(body):
            if len(children(row)) == 1:
                (line,) = children(row)
                assert [kind_of(line), int(table_attributes(line).ColSpan) > 1] == ["TD", True]
                assert str(header.ID) in [str(name) for name in table_attributes(line).Headers]
                continue
            header, *cells = children(row)
            assert kind_of(header) == "TH"
            assert str(table_attributes(header).Scope) == "/Row"
            identifiers.add(str(header.ID))
            for cell in cells:
                assert kind_of(cell) == "TD"
                assert str(header.ID) in [str(name) for name in table_attributes(cell).Headers]
    names = [str(name) for name in list(file.Root.StructTreeRoot.IDTree.Names)[::2]]
    assert identifiers <= set(names)
    assert names == sorted(names)


def test_every_picture_says_what_it_shows(file: pikepdf.Pdf, document: Document) -> None:
    words = [
        cell.words
        for table in (*document.volumes, *document.sections)
        for row in table.rows
        for cell in row.cells
        if cell.kind is CellKind.TREND and any(point.height is not None for point in cell.trend)
    ]
    alternatives = [str(figure.Alt) for figure in elements(file, "Figure")]
    assert len(alternatives) == len(words) > 0
    for alternative, said in zip(alternatives, words, strict=True):
        assert alternative.startswith("Trend of ")
        assert alternative.endswith(said)


def test_large_charts_say_every_figure_and_have_no_small_text(file: pikepdf.Pdf, document: Document) -> None:
    cell = next(
        cell
        for row in document.sections[0].rows
        for cell in row.cells
        if cell.kind is CellKind.TREND and cell.trend
    )
    pictures = len(elements(file, "Figure"))
    chart = Chart("SCS40", "Posts <filled> #strong[x]", "Kent", cell)
    for size in (SIZE, LARGE):
        drawn = opened(render_pdf(replace(document, charts=(chart,)), size=size))
        figures = elements(drawn, "Figure")
        alternative = str(figures[-1].Alt)
        assert alternative.startswith(f"Chart of SCS40, Kent: {cell.words}")
        assert "target" in alternative.lower()
        assert len(figures) == pictures + 1
        assert TEXT_SIZE * content_of(document, size=size)["chart_width"] / CHART_WIDTH * 72 / 25.4 >= size


def test_it_brings_its_fonts(file: pikepdf.Pdf) -> None:
    fonts = {
        str(font.BaseFont).split("+")[1]
        for page in file.pages
        for font in page.Resources.get("/Font", {}).values()
    }
    assert fonts == {"DejaVuSansCondensed", "DejaVuSansCondensed-Bold"}


def test_pages_are_a4_across(file: pikepdf.Pdf) -> None:
    for page in file.pages:
        assert [round(float(side) / 72 * 25.4) for side in page.MediaBox] == [0, 0, 297, 210]


def test_the_same_document_gives_the_same_bytes(content: bytes, document: Document) -> None:
    assert render_pdf(replace(document)) == content


def test_its_date_is_the_document_s(document: Document) -> None:
    dated = opened(render_pdf(replace(document, dated=date(2023, 2, 1))))
    assert str(dated.docinfo.CreationDate).startswith("D:20230201")


def test_no_text_is_smaller_than_nine_points_or_twelve_in_large_print(document: Document) -> None:
    for size in (SIZE, LARGE):
        sizes = sizes_of(opened(render_pdf(document, size=size)))
        assert min(sizes) >= size
        assert sizes[size] > sum(sizes.values()) / 2


def test_pages_have_labels_and_the_file_an_author(file: pikepdf.Pdf, document: Document) -> None:
    assert [file.pages[at].label for at in range(2)] == ["1", "2"]
    assert str(opened(render_pdf(replace(document, facts=()))).docinfo.Author) == "Kent"


def test_contents_and_summary_are_on_the_first_page(content: bytes, pdf_to_text: str, tmp_path: Path) -> None:
    first = pages_of(content, pdf_to_text, tmp_path)[0]
    assert "Contents" in first
    assert "Summary" in first
    assert "Total" in first


def test_no_page_is_nearly_empty_and_no_heading_is_last(pdf_to_text: str, tmp_path: Path) -> None:
    county = document_for(rate_loaded(load_scorecard(KENT)), "Kent")
    pages = pages_of(render_pdf(county), pdf_to_text, tmp_path)
    assert len(pages) <= 25
    titles = {table.title for table in (*county.sections, *county.heat_maps, *county.highlights)}
    for number, page in enumerate(pages[:-1]):
        lines = [line.strip() for line in page.splitlines() if line.strip()]
        assert len(lines) >= 12, number
        assert not titles & {*lines[-6:]}, number


def sizes_of(file: pikepdf.Pdf) -> Counter[float]:
    """How many bytes of text there are of each size, in points."""
    found: Counter[float] = Counter()
    for page in file.pages:
        size, scale = 0.0, 1.0
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name == "Tf":
                size = float(operands[1])
            elif name == "Tm":
                scale = abs(float(operands[3]))
            elif name in ("Tj", "TJ"):
                texts = operands[0] if name == "TJ" else [operands[0]]
                length = sum(len(bytes(part)) for part in texts if isinstance(part, pikepdf.String))
                found[round(size * scale, 1)] += length
    return found


def pages_of(content: bytes, pdf_to_text: str, folder: Path) -> list[str]:
    """The text of each page, as it is laid out."""
    (folder / "pack.pdf").write_bytes(content)
    command = [pdf_to_text, "-layout", str(folder / "pack.pdf"), "-"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)  # noqa: S603
    return done.stdout.rstrip("\f").split("\f")

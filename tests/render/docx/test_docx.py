"""A scorecard as a Word file: its structure for whoever hears it, and always the same bytes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from itertools import pairwise
from zipfile import ZipFile

import docx
import pytest

from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.definitions.style.theme import STANDARD
from kpi_engine.model.outputs.document import Cell, CellKind, Chart, Document
from kpi_engine.render.docx import render_docx
from tests.example_document import example_document
from tests.hostile_document import HOSTILE_WORDS, harmless, with_words
from tests.word_files import named, part, value, words


@pytest.fixture(scope="module")
def document() -> Document:
    return example_document()


@pytest.fixture(scope="module")
def content(document: Document) -> bytes:
    return render_docx(document)


def test_headings_go_down_one_level_at_a_time(content: bytes) -> None:
    styles = [paragraph.style.name for paragraph in docx.Document(BytesIO(content)).paragraphs]
    levels = [int(name.removeprefix("Heading ")) for name in styles if name.startswith("Heading ")]
    assert styles[0] == "Title"
    assert levels[0] == 1
    assert all(level <= before + 1 for before, level in pairwise(levels))


def test_the_contents_lead_to_every_section(content: bytes) -> None:
    body = part(content)
    marks = {value(mark, "name"): value(mark, "id") for mark in named(body, "bookmarkStart")}
    links = {value(link, "anchor"): words(link) for link in named(body, "hyperlink") if value(link, "anchor")}
    assert set(links) == set(marks)
    assert len(set(marks.values())) == len(marks)
    assert {"Summary", "Key", "Kent", "Indicator definitions"} <= set(links.values())


def test_every_table_repeats_its_header_row_and_merges_nothing(content: bytes, document: Document) -> None:
    tables = named(part(content), "tbl")
    shown = (
        document.summary,
        *document.highlights,
        *document.heat_maps,
        *document.volumes,
        *document.sections,
        document.sources,
        document.definitions,
    )
    assert len(tables) == sum(1 for table in shown if table.rows)
    for table in tables:
        head, *rows = named(table, "tr")
        assert named(head, "tblHeader")
        assert not [row for row in rows if named(row, "tblHeader")]
        assert all(named(row, "cantSplit") for row in (head, *rows))
        assert all(words(cell) for cell in named(head, "tc")), "an empty heading"
        assert {len(named(row, "tc")) for row in rows} == {len(named(head, "tc"))}
        assert not named(table, "gridSpan")
        assert not named(table, "vMerge")
        assert value(named(table, "tblCaption")[0])
        assert value(named(table, "tblDescription")[0])
        assert value(named(table, "tblLook")[0], "firstRow") == "1"
        assert value(named(table, "tblLook")[0], "firstColumn") == "1"


def trend_in(document: Document) -> Cell:
    cells = (cell for row in document.sections[0].rows for cell in row.cells)
    return next(cell for cell in cells if cell.kind is CellKind.TREND and cell.trend)


def test_large_charts_say_every_figure(document: Document) -> None:
    cell = trend_in(document)
    charts = (Chart("SCS40", "Posts <filled>", "Kent", cell), Chart("A1", "B", "Swale", cell))
    content = render_docx(replace(document, charts=charts))
    file = docx.Document(BytesIO(content))
    pictures = [shape._inline for shape in file.inline_shapes]
    assert [str(picture.docPr.get("descr")).split(":")[0] for picture in pictures] == [
        "Chart of SCS40, Kent",
        "Chart of A1, Swale",
    ]
    assert all(cell.words in str(picture.docPr.get("descr")) for picture in pictures)
    assert len({picture.docPr.id for picture in pictures}) == 2
    # Their text has 13 of the 500 pixels that a picture is wide: 9 points or more.
    assert all(picture.extent.cx.pt * 13 / 500 >= 9 for picture in pictures)
    assert "Charts of ratings that need action" in [paragraph.text for paragraph in file.paragraphs]
    assert render_docx(replace(document, charts=charts)) == content


@pytest.mark.parametrize(("size", "part_of_charts"), [(9.0, 1), (12.0, 0)])
def test_charts_and_key_are_in_two_columns_below_the_same_header(
    document: Document, size: float, part_of_charts: int
) -> None:
    """In large print a page has room for one chart across."""
    charts = (Chart("SCS40", "Posts", "Kent", trend_in(document)),)
    content = render_docx(replace(document, charts=charts), size=size)
    sections = docx.Document(BytesIO(content)).sections
    columns = [value(named(section._sectPr, "cols")[0], "num") for section in sections]
    assert columns == ["1", "2", ""]
    assert [section.header.is_linked_to_previous for section in sections] == [False, True, True]
    assert len({(section.page_width, section.left_margin) for section in sections}) == 1
    before, _, _after = ZipFile(BytesIO(content)).read("word/document.xml").partition(b"Posts, Kent")
    assert before.count(b"<w:sectPr") == part_of_charts


def test_a_single_chart_is_a_picture_too(document: Document) -> None:
    charts = (Chart("SCS40", "Posts", "Kent", trend_in(document)),)
    assert len(docx.Document(BytesIO(render_docx(replace(document, charts=charts)))).inline_shapes) == 1


def test_a_rating_is_shape_word_and_colour(content: bytes) -> None:
    cells = {words(cell).split("\n")[0]: cell for cell in named(part(content), "tc")}
    for rag in (Rag.RED, Rag.AMBER, Rag.GREEN):
        shading = named(cells[f"{rag.shape} {rag.value}"], "shd")[0]
        assert f"#{value(shading, 'fill')}" == STANDARD.paper.of(rag).fill


def test_every_figure_of_a_section_is_in_its_table(content: bytes, document: Document) -> None:
    section = document.sections[0]
    (table,) = [
        table
        for table in named(part(content), "tbl")
        if value(named(table, "tblDescription")[0]) == section.caption
    ]
    for row, shown in zip(section.rows, named(table, "tr")[1:], strict=True):
        told = words(shown)
        for cell, column in zip(row.cells, section.columns, strict=True):
            if column.kind.value == "number":
                assert cell.text in told
                assert cell.note in told


def test_the_language_is_british_english_everywhere(content: bytes) -> None:
    languages = named(part(content, "word/styles.xml"), "lang")
    assert {value(language) for language in languages} == {"en-GB"}
    assert docx.Document(BytesIO(content)).core_properties.language == "en-GB"


def test_the_properties_are_the_document_s(content: bytes, document: Document) -> None:
    properties = docx.Document(BytesIO(content)).core_properties
    assert properties.title == f"{document.title} – {document.area}, {document.as_at}"
    assert properties.created.date() == properties.modified.date() == document.dated
    assert not properties.comments
    assert not properties.last_modified_by


def test_nothing_in_the_file_tells_when_it_was_made(content: bytes, document: Document) -> None:
    assert render_docx(replace(document)) == content
    dates = {entry.date_time for entry in ZipFile(BytesIO(content)).infolist()}
    assert dates == {(*document.dated.timetuple()[:3], 0, 0, 0)}


def test_a_date_before_zip_files_is_not_asked_of_one(document: Document) -> None:
    early = ZipFile(BytesIO(render_docx(replace(document, dated=date(1975, 4, 1)))))
    assert {datetime(*entry.date_time) for entry in early.infolist()} == {datetime(1980, 1, 1)}


@pytest.mark.parametrize("hostile", HOSTILE_WORDS.values(), ids=HOSTILE_WORDS)
def test_hostile_words_change_no_element_and_are_shown(hostile: str) -> None:
    body = part(render_docx(with_words(lambda _: hostile)))
    plain = part(render_docx(with_words(lambda _: harmless(hostile))))
    assert [element.tag for element in body.iter()] == [element.tag for element in plain.iter()]
    assert hostile in words(body)


def test_characters_that_xml_does_not_allow_are_replaced() -> None:
    assert "a�b�" in words(part(render_docx(with_words(lambda _: "a\x00b\ud800"))))

"""No words of a user become a formula, markup or a broken file, whatever they are."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.workbook import Workbook

from kpi_engine.model.outputs.document import Document
from kpi_engine.render.xlsx import render_xlsx
from tests.effort import examples
from tests.hostile_document import HOSTILE_WORDS, with_words
from tests.workbooks import cells_of, example_ratings, opened, parts, table_rows

pytestmark = [
    pytest.mark.filterwarnings("ignore:Sparkline Group extension"),
    # XlsxWriter warns where it leaves something out.
    pytest.mark.filterwarnings("error::UserWarning:kpi_engine"),
    pytest.mark.filterwarnings("error::UserWarning:xlsxwriter"),
]

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
FORMULAS = {
    "equals": '=HYPERLINK("http://example.com","click")',
    "plus": "+1+cmd|' /C calc'!A0",
    "minus": "-2+3",
    "at": "@SUM(A1)",
    "tab": "\t=1+1",
    "array": "{=1+1}",
}
MARKS = {
    "rich text": "<r><t>bold</t></r>",
    "escape": "_x0041_ and _x000D_",
    "address": "https://example.com/?a=b#c",
    "header codes": '&G &[Picture] &D &P && &"Arial"&12',
    "sheet marks": "a[b]c:d*e?f/g\\h'i!j",
    "quoted": "'quoted'",
    "reserved": "History",
    "lines": "one\r\ntwo\rthree\nfour",
    "spaces": "  around  ",
    "emoji": "👩‍👩‍👧 " * 30,
    "number": "12",
    "cell": "A1",
}
ALL = {**HOSTILE_WORDS, **FORMULAS, **MARKS}


def workbook_of(words: str) -> tuple[bytes, Workbook]:
    content = render_xlsx(with_words(lambda _text: words), example_ratings())
    return content, opened(content)


def said_in(book: Workbook) -> str:
    """The words that somebody wrote, as the last row of the key shows them."""
    return str(table_rows(book["Key and guidance"])[-1]["Meaning"].value)


def is_sound(content: bytes, book: Workbook) -> None:
    formulas = [element for part in parts(content).values() for element in part.iter(f"{{{MAIN}}}f")]
    assert formulas == []
    names = [sheet.title for sheet in book.worksheets]
    assert len({name.lower() for name in names}) == len(names)
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
        assert not set(name) & set("[]:*?/\\")
        assert not name.startswith("'")
        assert not name.endswith("'")
        assert name.lower() != "history"
    for sheet in book.worksheets:
        assert {cell.data_type for cell in cells_of(sheet)} <= {"s", "n", "b", "d"}
        for table in sheet.tables.values():
            headings = [str(cell.value) for cell in sheet[table.ref][0]]
            assert headings == [column.name for column in table.tableColumns]
            assert len({heading.lower() for heading in headings}) == len(headings)
            assert all(0 < len(heading.encode("utf-16-le")) // 2 <= 255 for heading in headings)


@pytest.mark.parametrize("words", ALL.values(), ids=ALL)
def test_hostile_words_are_words(words: str) -> None:
    content, book = workbook_of(words)
    is_sound(content, book)
    expected = words.replace("\r\n", "\n").replace("\r", "\n")
    meaning = said_in(book)
    assert meaning.rstrip() == expected.rstrip()


# The readers refuse names of nothing but space.
@given(st.text(st.characters(codec=None), min_size=1, max_size=60).filter(str.strip))
@settings(max_examples=examples(40), deadline=None)
def test_any_words_make_a_sound_workbook(words: str) -> None:
    is_sound(*workbook_of(words))


def test_characters_that_xml_forbids_are_replaced() -> None:
    _content, book = workbook_of("a\x00b\x1bc\ud800d\ufffee\tf")
    meaning = said_in(book)
    assert meaning == "a\ufffdb\ufffdc\ufffdd\ufffde\tf"


@pytest.mark.parametrize("letter", ["a", "👩"])
def test_a_text_longer_than_a_cell_holds_is_cut_and_says_so(letter: str) -> None:
    _content, book = workbook_of(letter * 40_000)
    text = said_in(book)
    assert text.startswith(letter * 100)
    assert text.endswith(f"{letter} … (cut here: an Excel cell holds no more)")
    assert 32_765 <= len(text.encode("utf-16-le")) // 2 <= 32_767


def test_a_text_as_long_as_a_cell_holds_is_whole() -> None:
    _content, book = workbook_of("b" * 32_767)
    assert said_in(book) == "b" * 32_767


def test_words_of_ratings_are_words() -> None:
    document: Document = with_words(lambda text: text)
    ratings = example_ratings()
    area = dataclasses.replace(ratings.columns["area"], texts=("=1+1", "<r>x</r>"))
    changed = dataclasses.replace(ratings, columns={**ratings.columns, "area": area})
    rows = table_rows(opened(render_xlsx(document, changed))["Ratings"])
    assert [(row["area"].value, row["area"].data_type) for row in rows] == [("=1+1", "s"), ("<r>x</r> ", "s")]

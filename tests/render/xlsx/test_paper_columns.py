"""What of a sheet is printed on which page: whole words, facts beside their notes, no row alone."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from kpi_engine.loading import load_scorecard, with_commentary
from kpi_engine.pipeline import document_for, rate_loaded, tidy_for
from kpi_engine.render.sheets.book import book_of
from kpi_engine.render.sheets.measure import heading_lines, word_width
from kpi_engine.render.sheets.paper_columns import Wish, on_paper
from kpi_engine.render.sheets.paper_rows import Range, print_ranges, row_breaks
from kpi_engine.render.sheets.sheet_model import Head, Sheet, SheetCell, SheetTable
from tests.sample_packs import KENT, OTHERS
from tests.workbooks import row_by_row

CONTRACTS = next(place for place in OTHERS if place.parent.name == "early_help_contracts_2018")


def wish(width: float, least: float, beside: bool = False) -> Wish:
    return Wish(Head("heading", width), least, beside)


def table(rows: int, breaks: tuple[int, ...], lines: int = 2) -> SheetTable:
    heads = tuple(Head(f"Column {number}", 20) for number in range(12))
    cells = [[SheetCell("words")] * 12] * rows
    return SheetTable("t", "", heads, cells, [lines] * rows, names=2, breaks=breaks)


def test_columns_that_fit_are_as_wide_as_they_are_best() -> None:
    paper = on_paper([wish(30, 20), wish(40, 10)], 1)
    assert [head.width for head in paper.heads] == [30, 40]
    assert paper.breaks == ()


def test_texts_are_narrower_where_that_saves_a_page() -> None:
    paper = on_paper([wish(30, 20), wish(100, 60), wish(40, 40)], 1)
    assert paper.breaks == ()
    assert 140 < sum(head.width for head in paper.heads) <= 148
    assert paper.heads[2].width == 40
    assert 20 < paper.heads[0].width < 30


def test_a_wider_sheet_goes_on_and_each_page_gives_its_room_to_texts() -> None:
    paper = on_paper([wish(40, 30), *[wish(60, 30)] * 6], 1)
    assert paper.breaks == (4,)
    assert [head.width for head in paper.heads[:1]] == [40]
    assert len({head.width for head in paper.heads[1:]}) == 1
    assert 30 < paper.heads[1].width < 40


def test_what_is_beside_a_fact_is_on_its_page() -> None:
    paper = on_paper([wish(40, 40), wish(60, 60), wish(30, 30), wish(30, 30, beside=True), wish(9, 9)], 1)
    assert paper.breaks == (2,)


def test_further_ranges_begin_with_the_headings_and_have_no_line_above_to_cut() -> None:
    assert print_ranges(table(5, (4, 8)), 6) == (
        Range(0, 0, 11, 3),
        Range(6, 4, 11, 7),
        Range(6, 8, 11, 11),
    )
    assert print_ranges(table(5, ()), 6) == ()
    assert row_breaks(table(500, ()), 6) == []


@pytest.mark.parametrize("rows", [1, 12, 15, 16, 17, 18, 33, 34, 35])
def test_no_page_has_much_fewer_rows_than_another(rows: int) -> None:
    breaks = row_breaks(table(rows, (4, 8)), 6)
    edges = [7, *breaks, 7 + rows]
    pages = [after - before for before, after in pairwise(edges)]
    assert sum(pages) == rows
    assert max(pages) <= 20
    # The lines above the table take the room of some rows.
    assert max(pages) - min(pages) <= 5
    assert len(pages) == 1 or min(pages) >= 6


def test_a_row_higher_than_a_page_has_a_page_of_its_own() -> None:
    assert row_breaks(table(3, (4,), lines=60), 6) == [8, 9]


def test_headings_keep_off_the_buttons_and_take_a_line_more_only_for_that() -> None:
    def lines(head: Head, has_buttons: bool = True) -> int:
        return heading_lines([head], has_buttons=has_buttons)

    assert lines(Head("RAG", 12)) == 1
    assert lines(Head("Direction", 11)) == 2  # the button has no room beside the word
    assert lines(Head("Target", 10, number=True)) == 2  # it is where the word ends
    assert lines(Head("Target", 10, number=True), has_buttons=False) == 1


@pytest.mark.parametrize("scorecard", [KENT, CONTRACTS], ids=lambda path: path.parent.name)
def test_no_word_of_a_sample_is_broken_and_no_sheet_is_wider_than_it_must_be(scorecard: Path) -> None:
    for sheet in sheets_of(scorecard):
        assert sheet.table is not None
        for row in (
            sheet.table.heads,
            *([cell.value for cell in row] for row in row_by_row(sheet.table.rows)),
        ):
            for head, value in zip(sheet.table.heads, row, strict=True):
                words = value.title if isinstance(value, Head) else value
                if isinstance(words, str) and sheet.table.printed:
                    assert word_width(words) <= head.width + 0.01, (sheet.name, words)
        # A page across repeats the names: of the sample none needs more than six.
        assert len(sheet.table.breaks) < 6


def sheets_of(scorecard: Path) -> list[Sheet]:
    rated = rate_loaded(with_commentary(load_scorecard(scorecard)))
    area = rated.loaded.scorecard.area_names[0]
    book = book_of(document_for(rated, area), tidy_for(rated).of_areas({area}))
    return [sheet for sheet in book.sheets if sheet.table is not None]

"""Widths of columns on paper: they fill the page, and what matters has room."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kpi_engine.model.outputs.document import Cell, Table
from kpi_engine.render.shared.paper import WIDTH, breaks_a_word, breaks_a_word_of_a_reason, widths
from kpi_engine.render.shared.placement import placement_of
from tests.example_document import example_document

SECTION = example_document().sections[0]


def widths_of(table: Table) -> dict[str, float]:
    placement = placement_of(table)
    positions = (placement.name, *placement.columns)
    found = widths(table, positions)
    return {table.columns[at].key: width for at, width in zip(positions, found, strict=True)}


@pytest.mark.parametrize("name", ["summary", "sources", "definitions"])
def test_columns_fill_the_page(name: str) -> None:
    assert sum(widths_of(getattr(example_document(), name)).values()) == pytest.approx(WIDTH, abs=0.2)


def test_columns_of_a_section_fill_the_page() -> None:
    assert sum(widths_of(SECTION).values()) == pytest.approx(WIDTH, abs=0.2)


def test_a_longer_text_has_the_wider_column() -> None:
    wide = widths_of(example_document().definitions)
    assert wide["indicator"] > wide["definition"]


def test_a_heading_s_words_are_whole_where_there_is_room() -> None:
    columns = tuple(
        replace(column, title="Denominator of all") if column.key == "denominator" else column
        for column in SECTION.columns
    )
    assert widths_of(replace(SECTION, columns=columns))["denominator"] > 11 * 1.37


def test_no_word_of_a_text_runs_into_the_next_column() -> None:
    table = example_document().definitions
    at = len(table.columns) - 1
    rows = tuple(
        replace(row, cells=(*row.cells[:at], Cell("percentage points"), *row.cells[at + 1 :]))
        for row in table.rows
    )
    found = widths_of(replace(table, rows=rows))
    # Ten letters in 9 points.
    assert found[table.columns[at].key] > 10 * 1.2 * 9 / 7
    assert sum(found.values()) == pytest.approx(WIDTH, abs=0.2)


def test_however_many_columns_there_are_the_name_keeps_room() -> None:
    figure = next(at for at, column in enumerate(SECTION.columns) if column.key == "comparator:England")
    more = [replace(SECTION.columns[figure], key=f"comparator:{at}") for at in range(30)]
    crowded = replace(
        SECTION,
        columns=(*SECTION.columns, *more),
        rows=tuple(
            replace(row, cells=(*row.cells, *(row.cells[figure] for _ in more))) for row in SECTION.rows
        ),
    )
    found = widths_of(crowded)
    assert sum(found.values()) == pytest.approx(WIDTH, abs=0.3)
    assert found["indicator"] == pytest.approx(34 * 9 / 7, abs=0.1)


def with_note(key: str, note: str) -> Table:
    at = next(number for number, column in enumerate(SECTION.columns) if column.key == key)
    first, *others = SECTION.rows
    cells = (*first.cells[:at], replace(first.cells[at], note=note), *first.cells[at + 1 :])
    return replace(SECTION, rows=(replace(first, cells=cells), *others))


def test_a_long_reason_widens_its_column_but_does_not_take_the_page() -> None:
    usual = widths_of(SECTION)["rag"]
    assert widths_of(with_note("rag", "no target"))["rag"] == usual
    longer = widths_of(with_note("rag", "one quarter was lost to a fire " * 3))["rag"]
    longest = widths_of(with_note("rag", "one quarter was lost to a fire " * 30))["rag"]
    assert usual < longer < longest <= 34 * 9 / 7


def test_a_rank_stands_on_one_line() -> None:
    at = next(number for number, column in enumerate(SECTION.columns) if column.key == "denominator")
    first, *others = SECTION.rows
    rank = replace(first.cells[at], text="joint 3rd of 12")
    cells = (*first.cells[:at], rank, *first.cells[at + 1 :])
    found = widths_of(replace(SECTION, rows=(replace(first, cells=cells), *others)))
    assert found["denominator"] >= 15 * 1.2


def test_a_mark_below_a_figure_is_not_broken() -> None:
    usual = widths_of(SECTION)["denominator"]
    assert widths_of(with_note("denominator", "computed"))["denominator"] >= usual
    assert widths_of(with_note("denominator", "computed"))["denominator"] >= 8 * 1.3 + 1.8


def test_a_figure_of_wide_characters_has_room() -> None:
    words, figures = (widths_of(with_text("target", text))["target"] for text in ("a" * 9, "> 110.29%"))
    assert figures > words


def with_text(key: str, text: str) -> Table:
    at = next(number for number, column in enumerate(SECTION.columns) if column.key == key)
    first, *others = SECTION.rows
    cells = (*first.cells[:at], replace(first.cells[at], text=text), *first.cells[at + 1 :])
    return replace(SECTION, rows=(replace(first, cells=cells), *others))


def test_only_a_word_that_finds_no_room_is_hyphenated() -> None:
    assert breaks_a_word("Denominator", 15)
    assert not breaks_a_word("↑ Improved", 18)
    assert breaks_a_word_of_a_reason("not available", 14)
    assert not breaks_a_word_of_a_reason("not available", 17)

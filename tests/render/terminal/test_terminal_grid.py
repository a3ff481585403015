"""Text in columns: nothing is cut, nothing is wider than it may be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from kpi_engine.render.terminal.terminal_grid import (
    GridCell,
    grid_row,
    held_together,
    longest_word,
    paragraph,
    wrapped,
)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, []),
        ("not rated: no target", 10, ["not rated:", "no target"]),
        ("one  two\nthree", 20, ["one two three"]),
        ("Aug\xa02024 and", 8, ["Aug 2024", "and"]),
        ("incomprehensible", 6, ["incomp", "rehens", "ible"]),
        ("an incomprehensible", 6, ["an", "incomp", "rehens", "ible"]),
        ("\x1b[31mred\x07", 20, ["[31mred"]),
        ("日本語", 4, ["日本", "語"]),
        ("日", 1, ["日"]),
    ],
)
def test_text_is_wrapped_between_words(text: str, width: int, lines: list[str]) -> None:
    assert wrapped(text, width) == lines


@given(st.text(st.characters(categories=("L", "N", "P", "Zs"))), st.integers(2, 30))
def test_nothing_is_lost_and_nothing_is_too_wide(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(cell_len(line) <= width for line in lines)


@given(st.text(st.sampled_from("ab \xa0é日"), max_size=60), st.integers(2, 12))
def test_a_word_that_fits_on_a_line_is_never_broken(text: str, width: int) -> None:
    """What no-break spaces hold together is parted at them before any word is."""
    fitting = [word for word in text.split() if cell_len(word) <= width]
    printed = [word for line in wrapped(text, width) for word in line.split()]
    assert set(fitting) <= set(printed)


def test_a_floor_standard_missed_for_long_is_told_in_whole_words() -> None:
    told = held_together(
        "Missed for at least 12 months (RED when last rated, no new rating; last rated July)"
    )
    assert wrapped(told, 30) == [
        "Missed for at least 12 months",
        "(RED when last rated, no new",
        "rating; last rated July)",
    ]


def shown(*cells: GridCell, widths: tuple[int, ...]) -> str:
    return "".join(segment.text for segment in grid_row(cells, widths))


def test_cells_stand_in_their_columns() -> None:
    row = shown(GridCell("SCS40"), GridCell("72.1%", right=True), GridCell("RED"), widths=(8, 9, 5))
    assert row == "SCS40         72.1%  RED\n"


def test_a_long_cell_takes_more_lines_and_the_others_stay_empty() -> None:
    row = shown(
        GridCell("A"),
        GridCell("one two three"),
        GridCell("9", right=True),
        GridCell("x y"),
        widths=(2, 5, 3, 1),
    )
    assert row == "A   one      9  x\n    two         y\n    three\n"


def test_no_line_ends_in_spaces() -> None:
    assert shown(GridCell("A"), GridCell(""), widths=(5, 5)) == "A\n"


def test_an_empty_row_is_one_empty_line() -> None:
    assert shown(GridCell(""), GridCell(""), widths=(5, 5)) == "\n"


def test_a_paragraph_is_indented() -> None:
    assert "".join(part.text for part in paragraph("one two three", 9, indent=2)) == "  one two\n  three\n"


def test_words_held_together_count_as_one() -> None:
    assert longest_word("a bcd") == 3
    assert longest_word("") == 0
    assert wrapped(f"x {held_together('1 of 2')}", 6) == ["x", "1 of 2"]

"""The summary's lines in a terminal: what must be acted on, a line a row."""

from __future__ import annotations

from kpi_engine.model.outputs.document import (
    FLOOR_STANDARDS_MISSED,
    MASKING,
    MOVEMENTS,
    Cell,
    CellKind,
    Column,
    Row,
    Table,
)
from kpi_engine.render.terminal.terminal import highlight_lines


def row_of(*texts: str) -> Row:
    return Row(texts[0], "Kent", tuple(Cell(text) for text in texts))


MISSED = Table(
    FLOOR_STANDARDS_MISSED,
    "Floor standards missed",
    "Floor standards missed",
    (
        Column("code", "Code", CellKind.TEXT),
        Column("indicator", "Indicator", CellKind.TEXT),
        Column("area", "Area", CellKind.TEXT),
        Column("value", "Value", CellKind.NUMBER),
        Column("distance_to_floor", "Missed by", CellKind.NUMBER),
        Column("missed_periods", "Missed for", CellKind.NUMBER),
    ),
    (
        row_of("SCS40", "Posts", "Kent", "72.1%", "2.9", "2 months"),
        row_of("A1", "Other", "Kent", "not available", "", "1 month"),
    ),
    ("A note",),
)
MASKED = Table(
    MASKING,
    "Missed below, achieved here",
    "GREEN here",
    (
        Column("code", "Code", CellKind.TEXT),
        Column("rag", "RAG", CellKind.RAG),
        Column("missed_by", "Areas", CellKind.TEXT),
    ),
    (row_of("A1", "GREEN", "Dover 1.0%, Swale 2.0%"),),
)


def shown(*tables: Table, width: int = 80) -> str:
    return "".join(segment.text for segment in highlight_lines(tables, width))


def test_each_row_is_told_by_its_code() -> None:
    assert shown(MISSED) == (
        "\nFloor standards missed:\n"
        "SCS40  Kent · 72.1% · Missed by 2.9 · Missed for 2 months\n"
        "A1     Kent · not available · Missed for 1 month\n"
        "Note: A note\n"
    )


def test_names_may_be_parted_and_facts_may_not() -> None:
    assert shown(MASKED, width=24) == "\nGREEN here:\nA1  GREEN · Dover 1.0%,\n    Swale 2.0%\n"
    assert "Missed by 2.9 ·\n" in shown(MISSED, width=40)


def test_other_highlights_and_empty_ones_are_left_to_the_pages() -> None:
    movements = Table(MOVEMENTS, "Moved", "Moved", MASKED.columns, MASKED.rows)
    empty = Table(MASKING, "Missed", "Missed", MASKED.columns, (), empty="None.")
    assert shown(movements, empty) == ""

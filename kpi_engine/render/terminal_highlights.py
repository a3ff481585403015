"""What a summary must not leave out, in a line a row: floor standards missed, and misses behind a total.

The names stand in the tables below, and the other highlights on the pages that have room for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.segment import Segment

from kpi_engine.model.document import FLOOR_STANDARDS_MISSED, MASKING, Row, Table
from kpi_engine.render.terminal_grid import GAP, GridCell, grid_row, held_together, paragraph
from kpi_engine.render.terminal_table import BOLD

# The columns told, by table; those that speak for themselves are told without their title.
_TOLD = {
    FLOOR_STANDARDS_MISSED: ("area", "value", "distance_to_floor", "missed_periods"),
    MASKING: ("rag", "value", "how_many", "level", "missed_by"),
}
_UNTITLED = ("area", "value", "rag", "how_many", "level", "missed_by")


def highlight_lines(tables: Sequence[Table], width: int) -> Iterator[Segment]:
    """The tables that a terminal shows, where they have rows, each under its caption."""
    for table in tables:
        if table.rows and table.id in _TOLD:
            yield Segment.line()
            yield from _lines(table, width)


def _lines(table: Table, width: int) -> Iterator[Segment]:
    yield from paragraph(f"{table.caption}:", width, style=BOLD)
    code_width = max(cell_len(row.code) for row in table.rows)
    for row in table.rows:
        cells = (GridCell(row.code, BOLD), GridCell(_told(table, row)))
        yield from grid_row(cells, (code_width, max(width - code_width - GAP, 1)))
    for note in table.notes:
        yield from paragraph(f"Note: {note}", width)


def _told(table: Table, row: Row) -> str:
    """``72.1% · Missed by 2.9 percentage points · Missed in a row 2 months``; only names may be parted."""
    return " · ".join(
        held_together(cell.shown if column.key in _UNTITLED else f"{column.title} {cell.shown}")
        if column.key != "missed_by"
        else cell.shown
        for column, cell in zip(table.columns, row.cells, strict=True)
        if column.key in _TOLD[table.id] and cell.shown
    )

"""A scorecard in a terminal with one line an indicator: code, name, latest figure, rating, arrow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment

from kpi_engine.model.definitions.style.theme import Theme
from kpi_engine.model.outputs.document import Cell, CellKind, Document, Row, Table
from kpi_engine.render.terminal.terminal_grid import GAP, paragraph
from kpi_engine.render.terminal.terminal_table import BOLD, rag_styles

# The columns shown behind the name, by key. A table without a rating has no such column.
_SHOWN = ("latest", "rag", "direction_of_travel")
_NAMES = ("indicator", "area")
_NARROWEST_NAME = 8
_CUT = "…"
_MORE = "Reasons, standards and past periods: kpi report without --brief."


def brief_lines(document: Document, width: int, theme: Theme) -> Iterator[Segment]:
    """Every indicator of the page in a line; where the width is too small, lines are cut in the name."""
    for table in (*document.sections, *document.volumes):
        yield Segment.line()
        title = table.title if table.area in ("", document.area) else f"{table.area}: {table.title}"
        yield from paragraph(f"{title}, {table.period}" if table.period else title, width, style=BOLD)
        yield from _rows(table, width, theme)
    yield Segment.line()
    yield from paragraph(_total(document.summary), width, style=BOLD)
    yield from paragraph(_MORE, width)


def _total(summary: Table) -> str:
    """``Total: RED 15 · AMBER 23``."""
    counts = zip(summary.columns[1:], summary.rows[-1].cells[1:], strict=True)
    return "Total: " + " · ".join(f"{column.title} {cell.text}" for column, cell in counts if cell.text)


def _rows(table: Table, width: int, theme: Theme) -> Iterator[Segment]:
    rows = [_shown_of(table, row) for row in table.rows]
    if not rows:
        yield from paragraph(table.empty, width)
        return
    widths = [max(cell_len(cells[place].text) for _, cells in rows) for place in range(len(rows[0][1]))]
    code = max(cell_len(row.code) for row in table.rows)
    styles = rag_styles(theme)
    name = max(width - code - sum(widths) - GAP * (len(widths) + 1), _NARROWEST_NAME)
    for row, (title, cells) in zip(table.rows, rows, strict=True):
        yield Segment(row.code + " " * (code - cell_len(row.code) + GAP), BOLD)
        yield Segment(_cut(title, name))
        for place, (cell, size) in enumerate(zip(cells, widths, strict=True)):
            space = " " * (size - cell_len(cell.text))
            yield Segment(" " * GAP + (space if place == 0 else ""))
            yield Segment(cell.text, styles.get(cell.rag) if cell.kind is CellKind.RAG else None)
            yield Segment("" if place in (0, len(cells) - 1) else space)
        yield Segment.line()


def _shown_of(table: Table, row: Row) -> tuple[str, Sequence[Cell]]:
    """The indicator's name and the cells behind it."""
    cells = {column.key: cell for column, cell in zip(table.columns, row.cells, strict=True)}
    name = ", ".join(cells[key].text for key in _NAMES if key in cells)
    return name, [_told(key, cells.get(key, Cell())) for key in _SHOWN]


def _told(key: str, cell: Cell) -> Cell:
    """The latest figure with its note, which may say that it is of an earlier period; else the cell."""
    return replace(cell, text=cell.shown) if key == "latest" and cell.number is not None else cell


def _cut(text: str, width: int) -> str:
    """The text in exactly ``width`` terminal cells."""
    if cell_len(text) > width:
        text = set_cell_size(text, width - 1).rstrip() + _CUT
    return text + " " * (width - cell_len(text))

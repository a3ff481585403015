"""A scorecard in a terminal, or piped to a file: words beside every colour, nothing cut off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from enum import Enum
from itertools import groupby
from typing import TYPE_CHECKING, assert_never

from rich.cells import cell_len
from rich.segment import Segment, Segments

from kpi_engine.model.characters import spelled_out
from kpi_engine.model.definitions.style.theme import STANDARD, Theme
from kpi_engine.model.outputs.document import Cell, CellKind, Document, KeyEntry, Table
from kpi_engine.render.shared.trend_words import trend_in_short
from kpi_engine.render.terminal.terminal_brief import brief_lines
from kpi_engine.render.terminal.terminal_grid import paragraph, wrapped
from kpi_engine.render.terminal.terminal_table import BOLD, table_lines

if TYPE_CHECKING:
    from rich.console import Console


from kpi_engine.model.outputs.document import FLOOR_STANDARDS_MISSED, MASKING, Row
from kpi_engine.render.terminal.terminal_grid import GAP, GridCell, grid_row, held_together

# The columns shown, by table; columns that explain themselves are shown without their title.
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


# What an encoding without these marks shows in their place; the words beside them say the same.
_PLAIN_MARKS = str.maketrans(
    {
        "–": "-",
        "’": "'",
        "“": '"',
        "”": '"',
        "·": "|",
        "─": "-",
        "═": "=",
        "…": "...",
        "✓": "yes",
        "↑": "^",
        "↓": "v",
        "↔": "=",
        "⊕": "+",
        "≈": "~",
        "⊖": "-",
    }
)


class Detail(Enum):
    """How much of a scorecard is shown: its counts, a line an indicator, or all of it."""

    COUNTS = "counts"
    BRIEF = "brief"
    WHOLE = "whole"


def render_terminal(
    document: Document, console: Console, theme: Theme = STANDARD, *, detail: Detail = Detail.WHOLE
) -> None:
    """Print the scorecard at the console's width: counts first, then the sections, then the key.

    Definitions and sources are left to the HTML page: with them the figures would scroll away.
    """
    shown = document if _shows_marks(console) else _with_trends_in_words(document)
    print_segments(_made(shown, console.width, theme, detail), console)


def print_segments(segments: Iterable[Segment], console: Console) -> None:
    """Print lines as they are, in marks that the console's encoding has."""
    if not _shows_marks(console):
        segments = _in_encoding(segments, console.encoding)
    visible = (Segment(spelled_out(segment.text), segment.style, segment.control) for segment in segments)
    console.print(Segments(visible), crop=False, end="")


def _made(document: Document, width: int, theme: Theme, detail: Detail) -> Iterator[Segment]:
    match detail:
        case Detail.COUNTS:
            yield from _head(document, width, theme)
        case Detail.BRIEF:
            yield from _title(document, width)
            yield from brief_lines(document, width, theme)
        case Detail.WHOLE:
            yield from _page(document, width, theme)
        case _:
            assert_never(detail)


def _head(document: Document, width: int, theme: Theme) -> Iterator[Segment]:
    yield from _title(document, width)
    facts = (f"{label}: {text}" for label, text in document.facts)
    yield from paragraph(" · ".join(facts), width)
    for note in document.notes:
        yield from paragraph(f"Note: {note}", width)
    yield Segment.line()
    yield from table_lines(document.summary, width, theme)


def _title(document: Document, width: int) -> Iterator[Segment]:
    yield from heading(f"{document.title}: {document.area}, {document.as_at}", width, "═")


def _page(document: Document, width: int, theme: Theme) -> Iterator[Segment]:
    yield from _head(document, width, theme)
    yield from highlight_lines(document.highlights, width)
    for table in (*document.volumes, *document.sections):
        yield Segment.line()
        title = table.title if table.area in ("", document.area) else f"{table.area}: {table.title}"
        yield from heading(title, width, "═")
        yield from table_lines(table, width, theme)
        for note in table.notes:
            yield from paragraph(f"Note: {note}", width)
    yield from _key("Key", document.key, width)
    yield from _key("Abbreviations", document.abbreviations, width)


def heading(text: str, width: int, line: str) -> Iterator[Segment]:
    """A title, followed by a line to the end of the width where there is room."""
    *lines, last = wrapped(text, width)
    for full in lines:
        yield Segment(full, BOLD)
        yield Segment.line()
    rest = width - cell_len(last) - 1
    yield Segment(f"{last} {line * rest}" if rest > 0 else last, BOLD)
    yield Segment.line()


def _key(title: str, entries: Sequence[KeyEntry], width: int) -> Iterator[Segment]:
    """The entries of a key, group by group."""
    if not entries:
        return
    yield Segment.line()
    yield from heading(title, width, "─")
    for group, members in groupby(entries, key=lambda entry: entry.group):
        words = (f"{entry.term}: {entry.meaning}" for entry in members)
        yield from paragraph(f"{group} – {'; '.join(words)}" if group else "; ".join(words), width)


def _shows_marks(console: Console) -> bool:
    """Whether the console has arrows, lines, and the blocks that sparklines are drawn with."""
    return console.encoding.lower().startswith("utf")


def _with_trends_in_words(document: Document) -> Document:
    """The document with its sparklines as words: from the first figure to the last."""
    return replace(
        document,
        sections=tuple(map(_table_in_words, document.sections)),
        volumes=tuple(map(_table_in_words, document.volumes)),
    )


def _table_in_words(table: Table) -> Table:
    rows = (replace(row, cells=tuple(map(_cell_in_words, row.cells))) for row in table.rows)
    return replace(table, rows=tuple(rows))


def _cell_in_words(cell: Cell) -> Cell:
    return replace(cell, text=trend_in_short(cell.trend)) if cell.kind is CellKind.TREND else cell


def _in_encoding(segments: Iterable[Segment], encoding: str) -> Iterator[Segment]:
    for segment in segments:
        text = segment.text.translate(_PLAIN_MARKS).encode(encoding, "replace").decode(encoding)
        yield Segment(text, segment.style)

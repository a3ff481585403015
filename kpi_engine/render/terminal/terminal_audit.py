"""The report of an audit in a terminal, or piped to a file: each finding a paragraph and its cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.definitions.style.theme import STANDARD, Theme
from kpi_engine.model.outputs.audit_page import AuditPage, FindingBlock
from kpi_engine.model.outputs.document import Row, Table
from kpi_engine.render.terminal.terminal import heading, print_segments
from kpi_engine.render.terminal.terminal_grid import GAP, GridCell, grid_row, longest_word, paragraph
from kpi_engine.render.terminal.terminal_table import BOLD, rag_styles

if TYPE_CHECKING:
    from rich.console import Console

_Styles: TypeAlias = Mapping[Rag, Style]
_INDENT = 4
_ON_ONE_LINE = ("Where", "How sure", "For a reader", "Id")
# The cells of a finding in columns; why they contradict goes on a line of its own below each.
_SIDE_BY_SIDE = ("code", "area", "section", "period", "field", "printed", "computed")
_WIDEST = 26
_NARROWEST = 8
_MOST_ROWS = 20


def render_terminal_audit(page: AuditPage, console: Console, theme: Theme = STANDARD) -> None:
    """Print the report at the console's width. Of a long list of cells only the first are shown."""
    print_segments(_page(page, console.width, rag_styles(theme)), console)


def _page(page: AuditPage, width: int, styles: _Styles) -> Iterator[Segment]:
    yield from heading(f"Audit of {page.title}, {page.as_at}", width, "═")
    yield from paragraph(" · ".join(f"{label}: {words}" for label, words in page.facts), width)
    if not page.findings:
        yield from paragraph(page.overview.empty, width)
    for block in page.findings:
        yield from _block(block, width, styles)
    if page.notes:
        yield Segment.line()
        yield from heading("Notes: no errors, but worth knowing", width, "═")
    for block in page.notes:
        yield from _block(block, width, styles)
    yield Segment.line()
    yield from heading("Key", width, "─")
    for group, entries in groupby(page.key, key=lambda entry: entry.group):
        yield from paragraph(f"{group} –", width)
        for entry in entries:
            yield from paragraph(f"{entry.term}: {entry.meaning}", width, GAP)


def _block(block: FindingBlock, width: int, styles: _Styles) -> Iterator[Segment]:
    yield Segment.line()
    yield from paragraph(f"{block.number}. {block.headline}", width, style=BOLD)
    yield from paragraph(block.explanation, width, _INDENT)
    short = [
        f"id {words}" if label == "Id" else words
        for label, words in block.remarks
        if words and label in _ON_ONE_LINE
    ]
    yield from paragraph(" · ".join(short), width, _INDENT)
    for label, words in block.remarks:
        if label not in (*_ON_ONE_LINE, "Rule"):
            yield from paragraph(f"{label}: {words}", width, _INDENT)
    yield from _cells(block, width - _INDENT, styles)


def _cells(block: FindingBlock, width: int, styles: _Styles) -> Iterator[Segment]:
    table = block.table
    shown = [at for at, column in enumerate(table.columns) if column.key in _SIDE_BY_SIDE]
    widths = _widths(table, shown, width)
    margin = Segment(" " * _INDENT)
    yield from _indented(grid_row([GridCell(table.columns[at].title, BOLD) for at in shown], widths), margin)
    why = next((at for at, column in enumerate(table.columns) if column.key == "explanation"), None)
    repeated = _repeated(table.rows, why, block.explanation)
    for row in table.rows[:_MOST_ROWS]:
        cells = [GridCell(row.cells[at].shown, styles.get(row.cells[at].rag)) for at in shown]
        yield from _indented(grid_row(cells, widths), margin)
        if why is not None and not repeated:
            yield from paragraph(row.cells[why].text, width + _INDENT, 2 * _INDENT)
    if why is not None and repeated and table.rows[0].cells[why].text != block.explanation:
        yield from paragraph(f"Why: {table.rows[0].cells[why].text}", width + _INDENT, _INDENT)
    if len(table.rows) > _MOST_ROWS:
        more = len(table.rows) - _MOST_ROWS
        yield from paragraph(f"… and {more:,} more; `kpi audit --csv` lists every cell.", width, _INDENT)


def _repeated(rows: Sequence[Row], why: int | None, explanation: str) -> bool:
    """Whether every row gives the same reason, or the one that the finding gives."""
    reasons = {row.cells[why].text for row in rows} if why is not None else set()
    return len(reasons) == 1 or reasons == {explanation}


def _widths(table: Table, shown: Sequence[int], width: int) -> list[int]:
    """As wide as their texts, but no wider than the line allows.

    The widest column gives way first, as long as its words stay whole; only then are words broken.
    """
    texts = [
        [table.columns[at].title, *(row.cells[at].shown for row in table.rows[:_MOST_ROWS])] for at in shown
    ]
    words = [max(map(longest_word, of_column)) for of_column in texts]
    widths = [
        max(min(max(map(cell_len, of_column)), _WIDEST), word)
        for of_column, word in zip(texts, words, strict=True)
    ]
    while sum(widths) + GAP * len(widths) > width and max(widths) > _NARROWEST:
        wider = [at for at, word in enumerate(words) if widths[at] > word] or range(len(widths))
        widths[max(wider, key=widths.__getitem__)] -= 1
    return widths


def _indented(segments: Iterator[Segment], margin: Segment) -> Iterator[Segment]:
    """Each line of some segments after a margin."""
    starts = True
    for segment in segments:
        if starts:
            yield margin
        yield segment
        starts = segment.text.endswith("\n")

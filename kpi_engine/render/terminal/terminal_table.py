"""A table in a terminal: the columns that fit, and the rest in words under each row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.definitions.style.theme import STANDARD, Theme
from kpi_engine.model.outputs.document import PERIOD_KEY, Cell, CellKind, Column, Row, Table
from kpi_engine.render.terminal.terminal_details import details
from kpi_engine.render.terminal.terminal_grid import GAP, GridCell, grid_row, longest_word, paragraph

BOLD = Style(bold=True)
# The one column that takes the room that the others leave.
_NAME_KEYS = ("indicator", "section", "area")
_LEAST_NAME_WIDTH = 20
_GOOD_NAME_WIDTH = 36
# A longer cell wraps: reasons and notes should not widen their column.
_WIDEST = 10
_WIDEST_OF_DETAILS = 8
_WIDEST_OF_NAMES = 30
# A longer reason beside a rating or an arrow goes below the row.
_LONGEST_REASONS = {CellKind.RAG: 30, CellKind.DIRECTION: 18}
# What goes below the row first when even the main columns do not fit.
_FOLDED_FIRST = ("trend", "target", "direction_of_travel")
# Told below the row however wide the terminal is: in words they need no key.
_TOLD_IN_WORDS = ("polarity", "data_period", "qpr")


@dataclass(frozen=True, slots=True)
class _Plan:
    """Positions and widths of the columns shown side by side, and positions of the columns shown below."""

    side_by_side: tuple[int, ...]
    widths: tuple[int, ...]
    below: tuple[int, ...]


def rag_styles(theme: Theme) -> Mapping[Rag, Style]:
    """The ratings in the colours of a theme; the word is always there. RED differs in weight too."""
    return {
        rag: Style(color=colours.text, bgcolor=colours.fill, bold=rag is Rag.RED or None)
        for rag, colours in theme.light.of_each().items()
    }


def table_lines(table: Table, width: int, theme: Theme = STANDARD) -> Iterator[Segment]:
    """The heading row, and each row with what has no column of its own on the lines below it."""
    styles = rag_styles(theme)
    plan = _plan(table, width)
    shown = [table.columns[at] for at in plan.side_by_side]
    headings = [GridCell(_heading(table, column), BOLD, _right(column)) for column in shown]
    yield from grid_row(headings, plan.widths)
    yield Segment("─" * width)
    yield Segment.line()
    for row in table.rows:
        if row.total:
            yield Segment("─" * width)
            yield Segment.line()
        cells = [_grid_cell(row, table.columns[at], row.cells[at], styles) for at in plan.side_by_side]
        yield from grid_row(cells, plan.widths)
        indent = plan.widths[0] + GAP if table.columns[plan.side_by_side[0]].key == "code" else GAP
        for reason in _long_reasons(table, row, plan.side_by_side):
            yield from paragraph(reason, width, indent)
        for detail in details(table, row, plan.below):
            yield from paragraph(detail, width, indent)


def _plan(table: Table, width: int) -> _Plan:
    """Fold main columns until the name has room; then unfold details, group by group, while it keeps room."""
    widths = [_column_width(table, at) for at in range(len(table.columns))]
    keys = [column.key for column in table.columns]
    shown = [at for at, column in enumerate(table.columns) if not column.detail]
    name = next(keys.index(key) for key in _NAME_KEYS if key in keys)
    for key in _FOLDED_FIRST:
        if _room(shown, name, widths, width) < _least_room(table, name) and key in keys:
            shown.remove(keys.index(key))
    if all(at in shown for at, column in enumerate(table.columns) if not column.detail):
        for group in _foldable_groups(table):
            if _room([*shown, *group], name, widths, width) < _GOOD_NAME_WIDTH:
                break
            shown = sorted([*shown, *group])
    _narrow_other_names(table, shown, name, widths, width)
    widths[name] = max(_room(shown, name, widths, width), longest_word(table.columns[name].title))
    below = tuple(at for at, key in enumerate(keys) if at not in shown and key != _latest_period_key(table))
    return _Plan(tuple(shown), tuple(widths[at] for at in shown), below)


def _narrow_other_names(table: Table, shown: Sequence[int], name: int, widths: list[int], width: int) -> None:
    """Where the name has no room, the other names beside it give way, as far as their words allow."""
    for at in shown:
        lacking = _least_room(table, name) - _room(shown, name, widths, width)
        if lacking > 0 and at != name and table.columns[at].key in _NAME_KEYS:
            widths[at] = max(_widest_word(table, at), widths[at] - lacking)


def _least_room(table: Table, name: int) -> int:
    """What the names need: other columns give way before a word of a name is broken."""
    return max(_LEAST_NAME_WIDTH, min(_widest_word(table, name), _WIDEST_OF_NAMES))


def _room(shown: Sequence[int], name: int, widths: Sequence[int], width: int) -> int:
    """What is left for the name beside the other columns."""
    return width - sum(widths[at] + GAP for at in shown if at != name)


def _foldable_groups(table: Table) -> Iterator[list[int]]:
    """Detail columns that are shown together or not at all: the trend first, then as the table has them."""
    groups: dict[str, list[int]] = {}
    for at, column in enumerate(table.columns):
        told_below = column.sentence or column.key in (*_TOLD_IN_WORDS, _latest_period_key(table))
        if column.detail and not told_below:
            groups.setdefault(column.group or column.key, []).append(at)
    yield from sorted(
        groups.values(), key=lambda group: not table.columns[group[0]].key.startswith(PERIOD_KEY)
    )


def _latest_period_key(table: Table) -> str:
    """The trend's last period, which the column of the latest figure shows already."""
    periods = [column.key for column in table.columns if column.key.startswith(PERIOD_KEY)]
    return periods[-1] if periods else ""


def _column_width(table: Table, at: int) -> int:
    column = table.columns[at]
    texts = [_told_beside(row.cells[at]) for row in table.rows]
    words = _widest_word(table, at)
    widest = _WIDEST_OF_DETAILS if column.detail else _WIDEST
    if column.kind is CellKind.TEXT:
        widest = _WIDEST_OF_NAMES
    return max(words, min(max(map(cell_len, texts), default=0), widest), 1)


def _texts(table: Table, at: int) -> list[str]:
    """The heading of a column, and the texts of its cells."""
    return [_heading(table, table.columns[at]), *(_told_beside(row.cells[at]) for row in table.rows)]


def _widest_word(table: Table, at: int) -> int:
    return max(map(longest_word, _texts(table, at)))


def _told_beside(cell: Cell) -> str:
    """The text shown in the column; a long reason is shortened to what it is the reason for."""
    return cell.text if _has_long_reason(cell) else cell.shown


def _has_long_reason(cell: Cell) -> bool:
    longest = _LONGEST_REASONS.get(cell.kind)
    return longest is not None and len(cell.note) > longest


def _long_reasons(table: Table, row: Row, side_by_side: Sequence[int]) -> Iterator[str]:
    """The long reasons of a row's cells, each as a line.

    Yields:
        Texts such as ``RAG RED: overridden to AMBER: one quarter was lost to a fire (J. Smith, 2018-03-01)``.
    """
    for at in side_by_side:
        if _has_long_reason(row.cells[at]):
            yield f"{table.columns[at].title} {row.cells[at].shown}"


def _heading(table: Table, column: Column) -> str:
    return table.period if column.key == "latest" and table.period else column.title


def _right(column: Column) -> bool:
    return column.kind is CellKind.NUMBER


def _grid_cell(row: Row, column: Column, cell: Cell, styles: Mapping[Rag, Style]) -> GridCell:
    # A count of nothing is not coloured: the eye should find what there is.
    style = None if cell.number == 0 else styles.get(cell.rag)
    if style is None and (row.total or (row.code and column.key in ("code", "indicator", "latest"))):
        style = BOLD
    return GridCell(_told_beside(cell), style, _right(column))

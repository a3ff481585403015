"""The columns of a table as HTML: its header cells, and how the cells below them start.

What a reader looks for is first: value, rating, arrow. What the figure is made of, last year and comparators
follow as details, which a narrow screen puts into a second line below the row; there each has its label.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from kpi_engine.model.outputs.document import CellKind, Column, Row, Table
from kpi_engine.render.html.cells import content, quiet_rating, unbroken
from kpi_engine.render.shared.markup import text
from kpi_engine.render.shared.placement import STANDARDS, Placement, heading, past_columns, placement_of

# The order of the columns that come first, in groups that one place on the page follows from.
_FIRST = ("area", "latest", "value", "rag", "direction_of_travel", "number_direction", "change", "rag_before")
_STANDARDS = (*STANDARDS, "distance_to_floor", "movement")
# Columns that share a cell, by their first: the parts of a figure, and last year's outturn.
_TOGETHER = {
    "numerator": ("numerator", "denominator"),
    "outturn": ("outturn", "outturn_rag", "outturn_target"),
}


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell beside the name, of one column or of several that belong together.

    ``opening`` is how it starts, open for classes; ``label`` is said before its content where the header row
    is not beside it.
    """

    columns: tuple[int, ...]
    head: str
    opening: str
    label: str


@dataclass(frozen=True, slots=True)
class Layout:
    """Where columns go: the name's header cell, and the cells beside it in their order."""

    placement: Placement
    name_head: str
    slots: tuple[Slot, ...]


def layout_of(table: Table, kind: str) -> Layout:
    """The layout of a table of a class ``kind``: only tables of figures are put in another order."""
    placement = placement_of(table)
    name = text(table.columns[placement.name].title)
    ordered = kind in ("scorecard", "highlight")
    columns = _in_order(table, placement.columns) if ordered else list(placement.columns)
    groups = _together(table, columns) if ordered else [(at,) for at in columns]
    past = past_columns(table)
    slots = tuple(_slot(table, group, past, has_details=ordered) for group in groups)
    return Layout(placement, f'<th scope="col">{name}</th>', slots)


def inside(slot: Slot, table: Table, row: Row) -> str:
    """What a slot of a row holds, without its label; not for trends."""
    if len(slot.columns) == 1 and table.columns[slot.columns[0]].key != "outturn_rag":
        return content(row.cells[slot.columns[0]])
    cells = {table.columns[at].key: row.cells[at] for at in slot.columns}
    if "numerator" in cells:
        return " / ".join(filter(None, map(content, cells.values())))
    return _last_year(table, slot, row)


def _last_year(table: Table, slot: Slot, row: Row) -> str:
    """Last year's outturn with its rating and its target, quieter than this year's."""
    parts = []
    for at in slot.columns:
        cell, key = row.cells[at], table.columns[at].key
        if key == "outturn_rag":
            parts.append(quiet_rating(cell))
        elif key == "outturn_target" and cell.text:
            parts.append(f'<small class="remark">target {content(cell)}</small>')
        else:
            parts.append(content(cell))
    return " ".join(filter(None, parts))


def _in_order(table: Table, columns: Sequence[int]) -> list[int]:
    """Value, rating, arrow, what they are judged by, the trend; then the sentences, then the details."""
    past = past_columns(table)

    def rank(at: int) -> int:
        column = table.columns[at]
        if column.key in _FIRST:
            return _FIRST.index(column.key)
        if column.key in _STANDARDS:
            return 20 + _STANDARDS.index(column.key)
        if column.kind is CellKind.TREND:
            return 40
        if column.key in past:
            return 41
        return 42 if column.sentence else 43

    return sorted(columns, key=rank)


def _together(table: Table, columns: Sequence[int]) -> list[tuple[int, ...]]:
    """The columns of each cell."""
    keys = {key: first for first, group in _TOGETHER.items() for key in group}
    return [
        tuple(sorted(group, key=lambda at: _place_in_group(table.columns[at].key)))
        for _first, group in groupby(columns, key=lambda at: keys.get(table.columns[at].key, str(at)))
    ]


def _place_in_group(key: str) -> int:
    return next((group.index(key) for group in _TOGETHER.values() if key in group), 0)


def _slot(table: Table, columns: tuple[int, ...], past: frozenset[str], *, has_details: bool) -> Slot:
    first = table.columns[columns[0]]
    title = _title(table, columns)
    is_detail = has_details and not _is_first(first, past) and first.key not in _STANDARDS
    classes = _classes(first, is_past=first.key in past, is_detail=is_detail)
    seen = unbroken(title)
    is_labelled = not (has_details and _is_first(first, past))
    return Slot(
        columns,
        f'<th scope="col" class="{classes}">{seen}</th>',
        f'<td class="{classes}',
        _label(first, table, title) if is_labelled else "",
    )


def _label(first: Column, table: Table, title: str) -> str:
    return f"<i>{text(heading(first, table) if first.key == 'outturn' else title)}</i> "


def _is_first(column: Column, past: frozenset[str]) -> bool:
    """Whether a column is known without its label: a value, a rating, an arrow, a trend."""
    return column.key in _FIRST or column.kind is CellKind.TREND or column.key in past


def _classes(column: Column, *, is_past: bool, is_detail: bool) -> str:
    parts = [str(column.kind.value)]
    parts += ["value"] if column.key in ("latest", "value") and column.kind is CellKind.NUMBER else []
    parts += ["sentence", column.key] if column.sentence else []
    parts += ["past"] if is_past else []
    parts += ["more"] if is_detail else []
    return " ".join(parts)


def _title(table: Table, columns: tuple[int, ...]) -> str:
    """The heading; of columns that share a cell ``2022-23 outturn, RAG, target``."""
    titles = [heading(table.columns[at], table) for at in columns]
    if len(titles) == 1:
        return titles[0]
    if table.columns[columns[0]].key == "numerator":
        return " / ".join((titles[0], *(title.lower() for title in titles[1:])))
    year = titles[0].rpartition(" ")[0]
    return ", ".join((titles[0], *(title.removeprefix(f"{year} ") for title in titles[1:])))

"""The columns of a table as HTML: its header cells, and how the cells below them start.

On a screen the earlier figures, which the trend chart shows too, are left to paper and very wide windows.
"""

from __future__ import annotations

from dataclasses import dataclass

from kpi_engine.model.outputs.document import Column, Table
from kpi_engine.render.html.cells import unbroken
from kpi_engine.render.shared.markup import text
from kpi_engine.render.shared.placement import Placement, heading, past_columns, placement_of


@dataclass(frozen=True, slots=True)
class Layout:
    """Where columns go; ``heads`` are the header cells of the name and of the columns beside it,
    ``openings`` how each cell beside the name starts, open for classes.
    """

    placement: Placement
    heads: tuple[str, ...]
    openings: tuple[str, ...]


def _classes(column: Column, is_past: bool) -> str:
    kind = str(column.kind.value)
    if column.sentence:
        return f"{kind} sentence {column.key}"
    return f"{kind} past" if is_past else kind


def layout_of(table: Table) -> Layout:
    """The layout of a table."""
    placement = placement_of(table)
    past = past_columns(table)
    marks = [
        (
            heading(column, table),
            _classes(column, column.key in past),
        )
        for column in (table.columns[at] for at in (placement.name, *placement.columns))
    ]
    return Layout(
        placement,
        tuple(
            f'<th role="columnheader" scope="col" class="{classes}">{unbroken(title)}</th>'
            for title, classes in marks
        ),
        # The label heads the value where a row is shown as a card, without its header row.
        tuple(f'<td role="cell" data-label="{text(title)}" class="{classes}' for title, classes in marks[1:]),
    )

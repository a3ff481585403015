"""Where each column of a table goes on a page: into the row's name, under it, or into a column of its own.

A table of a pack has more columns than a screen has room for, so:

- the code stands before the name, in one header cell for the row;
- text columns marked as detail (polarity, data period, QPR) are a line under the name;
- the earlier figures, which the trend chart shows too, are columns on paper and on very wide screens only.
"""

from __future__ import annotations

from dataclasses import dataclass

from kpi_engine.model.document import CellKind, Column, Row, Table
from kpi_engine.render.markup import text


@dataclass(frozen=True, slots=True)
class Layout:
    """Positions of a table's columns by their place on the page.

    ``name`` names the row, ``particulars`` go under it, ``columns`` stand beside it. ``heads`` are the
    header cells of name and columns, ``openings`` how each cell of ``columns`` starts, open for classes.
    """

    name: int
    particulars: tuple[int, ...]
    columns: tuple[int, ...]
    heads: tuple[str, ...]
    openings: tuple[str, ...]


def layout_of(table: Table) -> Layout:
    """The layout of a table."""
    name = 1 if table.columns[0].key == "code" else 0
    past = past_columns(table)
    beside: list[int] = []
    particulars: list[int] = []
    for at, column in enumerate(table.columns[name + 1 :], name + 1):
        if column.detail and column.kind is CellKind.TEXT:
            particulars.append(at)
        elif column.key not in past or column.title != table.period:  # the latest has a column of its own
            beside.append(at)
    columns = [table.columns[name], *(table.columns[at] for at in beside)]
    marks = [
        (
            text(_title(column, table)),
            f"{column.kind.value} past" if column.key in past else column.kind.value,
        )
        for column in columns
    ]
    return Layout(
        name,
        tuple(particulars),
        tuple(beside),
        tuple(
            f'<th role="columnheader" scope="col" class="{classes}">{title}</th>' for title, classes in marks
        ),
        # The label heads the value where a row is shown as a card, without its header row.
        tuple(f'<td role="cell" data-label="{title}" class="{classes}' for title, classes in marks[1:]),
    )


def past_columns(table: Table) -> frozenset[str]:
    """The keys of the columns of figures that the table's trend shows too."""
    groups = {column.group for column in table.columns if column.kind is CellKind.TREND and column.group}
    return frozenset(
        column.key for column in table.columns if column.kind is CellKind.NUMBER and column.group in groups
    )


def row_name(row: Row, table: Table) -> str:
    """The code and the name of a row, in plain text."""
    name = row.cells[1 if table.columns[0].key == "code" else 0].text
    return f"{row.code} {name}" if row.code and row.code != name else name


def _title(column: Column, table: Table) -> str:
    return f"{column.title} ({table.period})" if column.key == "latest" and table.period else column.title

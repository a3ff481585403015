"""Where each column of a table goes on a page: into the row's name, under it, or into a column of its own.

A table of a pack has more columns than a page has room for, so:

- the code is before the name, in one header cell for the row;
- text columns marked as detail (polarity, data period, QPR) are a line under the name;
- the latest figure, which has a column of its own, is not repeated among the earlier figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kpi_engine.model.outputs.document import Cell, CellKind, Column, Document, Row, Table


@dataclass(frozen=True, slots=True)
class Placement:
    """Positions of a table's columns by their place on the page.

    ``name`` names the row, ``particulars`` go under it, ``columns`` are beside it. ``shared`` are the
    particulars that are the same in all rows, which a caption can say once.
    """

    name: int
    particulars: tuple[int, ...]
    columns: tuple[int, ...]
    shared: tuple[int, ...] = ()


def placement_of(table: Table) -> Placement:
    """Where the columns of a table go."""
    name = _name_position(table)
    past = past_columns(table)
    beside: list[int] = []
    particulars: list[int] = []
    for at, column in enumerate(table.columns[name + 1 :], name + 1):
        if _is_particular(column):
            particulars.append(at)
        elif column.key not in past or column.title != table.period:
            beside.append(at)
    return Placement(name, tuple(particulars), tuple(beside), tuple(_shared(table, particulars)))


def _is_particular(column: Column) -> bool:
    """Whether a column goes into the line under a row's name."""
    return column.detail and column.kind is CellKind.TEXT and not column.sentence


def _shared(table: Table, particulars: Sequence[int]) -> Iterator[int]:
    """The particulars that all rows share, where there are several rows."""
    if len(table.rows) > 1:
        for at in particulars:
            if table.rows[0].cells[at].text and len({row.cells[at].text for row in table.rows}) == 1:
                yield at


# What a figure is held against: the target, and where the ratings begin.
STANDARDS = ("target", "blue_from", "amber_green_from", "floor_standard", "amber_red_from")
# What a reader of paper looks for first, after the name; the area is part of the name.
_FIRST = (
    *("area", "latest", "when", "rag", "direction_of_travel"),
    *STANDARDS,
    *("trend", "verdict"),
)


def paper_order(table: Table, placement: Placement) -> tuple[int, ...]:
    """The columns beside the name on paper: of a section, the latest figure and its rating first."""
    keys = [column.key for column in table.columns]
    if "latest" not in keys:
        return placement.columns
    first = [keys.index(key) for key in _FIRST if key in keys and keys.index(key) in placement.columns]
    return (*first, *(at for at in placement.columns if at not in first))


def looked_for_first(table: Table, ordered: Sequence[int]) -> int:
    """How many of the columns, in the order of paper, are about the latest figures; else all of them."""
    keys = [table.columns[at].key for at in ordered]
    return sum(key in _FIRST for key in keys) if "latest" in keys else len(keys)


def second_line(table: Table, row: Row, positions: Sequence[int]) -> list[tuple[str, str]]:
    """What is in the columns that have no room beside the name.

    Returns:
        Pairs of a heading and a text; none for an empty cell.
    """
    return [
        (heading(table.columns[at], table), row.cells[at].shown) for at in positions if row.cells[at].shown
    ]


def past_columns(table: Table) -> frozenset[str]:
    """The keys of the columns of figures that the table's trend shows too."""
    groups = {column.group for column in table.columns if column.kind is CellKind.TREND and column.group}
    return frozenset(
        column.key for column in table.columns if column.kind is CellKind.NUMBER and column.group in groups
    )


def row_name(row: Row, table: Table) -> str:
    """The code and the name of a row, in plain text, and its area where the table's rows are of several."""
    name = row.cells[_name_position(table)].text
    words = f"{row.code} {name}" if row.code and row.code != name else name
    of_several = table.section and not table.area and row.area not in ("", name)
    return f"{words}, {row.area}" if of_several else words


def heading(column: Column, table: Table) -> str:
    """The heading of a column; the latest figure's heading says of which period the figure is."""
    return f"{column.title} ({table.period})" if column.key == "latest" and table.period else column.title


def title_in(part: str, table: Table, area: str) -> str:
    """The heading of a table in a part of a document about ``area``, without what the part's heading says.

    A table of another area has that in its heading.
    """
    title = table.title.removeprefix(f"{part}: ")
    return title if table.area in ("", area) else f"{title}, {table.area}"


def shared_words(table: Table, placement: Placement) -> str:
    """What can be said once of all rows, in the words that would be under each row's name."""
    return "; ".join(_particular(table.columns[at], table.rows[0].cells[at]) for at in placement.shared)


def own_words(table: Table, placement: Placement, row: Row) -> str:
    """The words under a row's name, without what all rows share."""
    return "; ".join(
        _particular(table.columns[at], row.cells[at])
        for at in placement.particulars
        if at not in placement.shared and row.cells[at].text
    )


def particular_words(table: Table, placement: Placement, row: Row) -> str:
    """The words under a row's name.

    Returns:
        Words such as ``H: highest is best; MS: monthly snapshot``; empty if there are none.
    """
    found = [
        _particular(table.columns[at], row.cells[at]) for at in placement.particulars if row.cells[at].text
    ]
    return "; ".join(found)


def _particular(column: Column, cell: Cell) -> str:
    """A letter with its meaning, or a tick with its heading.

    Returns:
        Words such as ``H: highest is best`` or ``QPR: yes``.
    """
    term = cell.text if cell.text.isalnum() else column.title
    return f"{term}: {cell.words}" if cell.words != term else term


def _name_position(table: Table) -> int:
    return 1 if table.columns[0].key == "code" else 0


def heading_meanings(document: Document, *, are_all_columns: bool = True) -> list[tuple[str, str]]:
    """Headings with their meaning; a heading that means a different period in each table says so there.

    ``are_all_columns``: whether what is put under a row's name has a column too.
    """
    meanings: dict[str, set[str]] = {}
    for table in (*document.highlights, *document.heat_maps, *document.volumes, *document.sections):
        if not table.rows:
            continue
        past = past_columns(table)
        for column in table.columns:
            is_shown = are_all_columns or not _is_particular(column)
            if column.explanation and is_shown and column.key not in past:
                meanings.setdefault(column.title, set()).add(column.explanation)
    return [(title, found.pop()) for title, found in meanings.items() if len(found) == 1]

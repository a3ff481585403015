"""How wide the columns of a table are on A4 across the page: millimetres, or a share of what is left."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_engine.model.document import Cell, CellKind, Table
from kpi_engine.render.placement import Placement, heading

# Of one column of each kind, in millimetres: what its usual contents need.
_MILLIMETRES = {
    CellKind.NUMBER: 10.5,
    CellKind.RAG: 15.5,
    CellKind.DIRECTION: 16.0,
    CellKind.TREND: 18.0,
    CellKind.HEAT: 17.0,
}
# Of a letter of a heading, in bold, and of a figure.
_HEADING_LETTER = 1.37
_LETTER = 1.2
_INSET = 1.8
# A longer word of a heading is hyphenated.
_LONGEST_HEADING_WORD = 8
# Tables of few columns have room: no word is hyphenated, figures are on one line up to this length.
_FEW_COLUMNS = 12
_LEAST_OF_FEW = 14.0
_LONGEST_LINE = 24
# Shares of text columns: by the length of what is in them, between these.
_LEAST_SHARE, _MOST_SHARE = 10, 90


def widths(table: Table, placement: Placement) -> list[dict[str, float]]:
    """The width of the name's column and of those beside it: ``{"mm": 12.5}`` or ``{"share": 24}``."""
    positions = (placement.name, *placement.columns)
    few = len(positions) <= _FEW_COLUMNS
    return [
        {"share": _share(table, at)}
        if table.columns[at].kind is CellKind.TEXT
        else {"mm": round(_millimetres(table, at, few), 2)}
        for at in positions
    ]


def _millimetres(table: Table, at: int, few: bool) -> float:
    """What a column of figures needs: for its kind, the words of its heading, and its figures."""
    column = table.columns[at]
    words = heading(column, table).split()
    longest_word = max(map(len, words), default=0) * _HEADING_LETTER + _INSET
    if not few:
        return max(
            _MILLIMETRES[column.kind], min(longest_word, _LONGEST_HEADING_WORD * _HEADING_LETTER + _INSET)
        )
    figures = [max(len(cell.text), len(cell.note)) for cell in _figures(table, at)]
    longest_line = min(max(figures, default=0), _LONGEST_LINE) * _LETTER + _INSET
    return max(_MILLIMETRES[column.kind], _LEAST_OF_FEW, longest_word, longest_line)


def _figures(table: Table, at: int) -> list[Cell]:
    return [row.cells[at] for row in table.rows if row.cells[at].number is not None]


def _share(table: Table, at: int) -> int:
    lengths: Sequence[int] = [len(row.cells[at].shown) for row in table.rows] or [0]
    return min(max(sum(lengths) // len(lengths), _LEAST_SHARE), _MOST_SHARE)

"""How wide the columns of a table are on paper, A4 across. Only millimetres are computed."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_engine.model.document import Cell, CellKind, Table
from kpi_engine.render.placement import heading

PAGE = (297, 210)
MARGIN = 10
WIDTH = PAGE[0] - 2 * MARGIN
# Of one column of each kind: what its usual contents need.
_USUAL = {
    CellKind.NUMBER: 10.5,
    CellKind.RAG: 15.5,
    CellKind.DIRECTION: 16.0,
    CellKind.TREND: 18.0,
    CellKind.HEAT: 17.0,
}
# Of a letter of a heading, in bold of 6.5 points, and of a figure of 7 points.
_HEADING_LETTER = 1.37
_LETTER = 1.2
_INSET = 1.8
# A longer word of a heading is hyphenated.
_LONGEST_HEADING_WORD = 8
# Tables of few columns have room: no word is hyphenated, figures are on one line up to this length.
_FEW_COLUMNS = 12
_LEAST_OF_FEW = 14.0
_LONGEST_LINE = 24
# Shares of what is left, of columns of text: by the length of what is in them, between these.
_LEAST_SHARE, _MOST_SHARE = 10, 90
# What columns of text must have together, whatever the others need.
_LEAST_LEFT = 34.0


def widths(table: Table, positions: Sequence[int]) -> list[float]:
    """Millimetres of the columns at some positions, which together are as wide as the page."""
    few = len(positions) <= _FEW_COLUMNS
    texts = [table.columns[at].kind is CellKind.TEXT for at in positions]
    parts = [
        float(_share(table, at)) if text else _need(table, at, few)
        for at, text in zip(positions, texts, strict=True)
    ]
    needed = sum(part for part, text in zip(parts, texts, strict=True) if not text)
    shares = sum(part for part, text in zip(parts, texts, strict=True) if text)
    left = max(WIDTH - needed, _LEAST_LEFT)
    squeeze = (WIDTH - left) / needed if needed else 1.0
    return [
        round(part * (left / shares if text else squeeze), 2) for part, text in zip(parts, texts, strict=True)
    ]


def _need(table: Table, at: int, few: bool) -> float:
    """What a column of figures needs: for its kind, the words of its heading, and its figures."""
    column = table.columns[at]
    words = heading(column, table).split()
    longest_word = max(map(len, words), default=0)
    if not few:
        longest_word = min(longest_word, _LONGEST_HEADING_WORD)
        return max(_USUAL[column.kind], longest_word * _HEADING_LETTER + _INSET)
    figures = [max(len(cell.text), len(cell.note)) for cell in _figures(table, at)]
    longest_line = min(max(figures, default=0), _LONGEST_LINE)
    return max(
        _USUAL[column.kind],
        _LEAST_OF_FEW,
        longest_word * _HEADING_LETTER + _INSET,
        longest_line * _LETTER + _INSET,
    )


def _figures(table: Table, at: int) -> list[Cell]:
    return [row.cells[at] for row in table.rows if row.cells[at].number is not None]


def _share(table: Table, at: int) -> int:
    lengths = [len(row.cells[at].shown) for row in table.rows] or [0]
    return min(max(sum(lengths) // len(lengths), _LEAST_SHARE), _MOST_SHARE)

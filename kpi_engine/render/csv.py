"""Tidy ratings as CSV: UTF-8 text, ``\\n``, quoted as RFC 4180 says.

A number is written as it is, also a negative one. A text that a spreadsheet would take for a formula (it
starts with ``=``, ``+``, ``-``, ``@``, a tab or a carriage return: a user's word for an area, say) gets an
apostrophe in front, so that it is shown and not run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kpi_engine.model.tidy import TidyKind, TidyTable
from kpi_engine.render.tidy_rows import tidy_rows

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_QUOTED_MARKS = frozenset(',"\n\r')


def render_csv(table: TidyTable) -> str:
    """A header row and one row a rating."""
    return "".join(csv_blocks([table]))


def csv_blocks(tables: Iterable[TidyTable]) -> Iterator[str]:
    """A header row, then the rows of tables of the same columns, at least one table: text in blocks."""
    for position, table in enumerate(tables):
        if position == 0:
            yield f"{','.join(table.columns)}\n"
        for rows in tidy_rows(table, _written):
            yield "\n".join([*map(",".join, rows), ""])


def _written(_name: str, text: str, kind: TidyKind) -> str:
    return _quoted(_harmless(text) if kind is TidyKind.TEXT else text)


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _quoted(text: str) -> str:
    if _QUOTED_MARKS.isdisjoint(text):
        return text
    return '"' + text.replace('"', '""') + '"'

"""Tidy ratings as CSV: UTF-8 text, ``\\n``, quoted as RFC 4180 says.

A number is written as it is, also a negative number. A text that a spreadsheet would take for a formula (it
starts with ``=``, ``+``, ``-``, ``@``, a wide form of these, a tab or a carriage return) gets an
apostrophe in front, so that it is shown and not run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain

import numpy as np

from kpi_engine.model.arrays.blocks import one_ahead
from kpi_engine.model.outputs.tidy import TidyKind, TidyTable
from kpi_engine.render.data.fast_csv import FEWEST_ROWS, Column, LongLines

# Rows at a time: enough to make them fast, and few enough that they take a megabyte as text.
_BLOCK = 2_048


def tidy_rows(
    table: TidyTable, write: Callable[[str, str, TidyKind], str]
) -> Iterator[Iterator[tuple[str, ...]]]:
    """Each row's values as ``write(name, text, kind)`` gives them, a block of rows at a time.

    ``write`` is asked once a distinct text. A table without rows has no blocks.
    """
    columns = [
        (np.array([write(name, text, column.kind) for text in column.texts], dtype=object), column.positions)
        for name, column in table.columns.items()
    ]
    for start in range(0, len(table), _BLOCK):
        yield zip(
            *(texts[positions[start : start + _BLOCK]].tolist() for texts, positions in columns), strict=True
        )


# Some spreadsheets take the wide forms of these signs for the signs themselves.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_QUOTED_MARKS = frozenset(',"\n\r')


def render_csv(table: TidyTable) -> str:
    """A header row and one row a rating."""
    return "".join(csv_blocks([table]))


def csv_blocks(tables: Iterable[TidyTable]) -> Iterator[str]:
    """A header row, then the rows of tables of the same columns, at least one table: text in blocks."""
    return (str(block, "utf-8", "surrogatepass") for block in encoded_blocks(tables))


def encoded_blocks(tables: Iterable[TidyTable], many: bool = False) -> Iterator[bytes | memoryview]:
    """``csv_blocks`` in UTF-8. Of ``many`` long tables, one is made while another's lines are joined."""
    blocks = _blocks_of(tables)
    return chain.from_iterable(one_ahead(blocks) if many else blocks)


def _blocks_of(tables: Iterable[TidyTable]) -> Iterator[Iterable[bytes | memoryview]]:
    """The lines of each table, which are joined when they are asked for."""
    long_lines = LongLines()
    for position, table in enumerate(tables):
        if position == 0:
            yield [f"{','.join(table.columns)}\n".encode()]
        # What is left over behind long tables is short, but its fields are known.
        if long_lines.has_begun or len(table) >= FEWEST_ROWS:
            columns = table.columns.values()
            yield long_lines.of([Column(each.texts, each.positions, _WRITE[each.kind]) for each in columns])
        else:
            rows = tidy_rows(table, _written)
            yield ("\n".join([*map(",".join, each), ""]).encode("utf-8", "surrogatepass") for each in rows)


def _written(_name: str, text: str, kind: TidyKind) -> str:
    return _WRITE[kind](text)


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _quoted(text: str) -> str:
    if _QUOTED_MARKS.isdisjoint(text):
        return text
    return '"' + text.replace('"', '""') + '"'


def _written_text(text: str) -> str:
    return _quoted(_harmless(text))


# Plain decimals and true or false have nothing to quote.
_WRITE: Mapping[TidyKind, Callable[[str], str]] = {
    TidyKind.TEXT: _written_text,
    TidyKind.NUMBER: str,
    TidyKind.FLAG: str,
}

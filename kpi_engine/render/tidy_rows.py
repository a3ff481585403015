"""The rows of a tidy table, each distinct text written once."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from kpi_engine.model.tidy import TidyKind, TidyTable

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

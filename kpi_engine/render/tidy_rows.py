"""The rows of a tidy table, each distinct text written once."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from kpi_engine.model.tidy import TidyKind, TidyTable

# Rows at a time: a million rows of 24 columns as Python lists would take 200 MB beside the result.
_BLOCK = 32_768


def tidy_rows(table: TidyTable, write: Callable[[str, str, TidyKind], str]) -> Iterator[tuple[str, ...]]:
    """Each row's values as ``write(name, text, kind)`` gives them; it is asked once a distinct text."""
    columns = [
        (np.array([write(name, text, column.kind) for text in column.texts], dtype=object), column.positions)
        for name, column in table.columns.items()
    ]
    for start in range(0, len(table), _BLOCK):
        yield from zip(
            *(texts[positions[start : start + _BLOCK]].tolist() for texts, positions in columns), strict=True
        )

"""Columns as distinct texts, and which of them each row holds."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from kpi_engine.model.arrays.observation import ExactColumn, exact_decimal

Positions = NDArray[np.integer[Any]]


def texts_of_numbers(column: ExactColumn) -> tuple[list[str], Positions]:
    """Numbers with their exact decimals; empty where there is none."""
    if not column.present.any():
        return [""], np.zeros(len(column), dtype=np.int32)
    mantissas, which = distinct_keys(column.mantissa)
    # A decimals position beyond any real position means that there is no number.
    absent = int(column.decimals.max()) + 1
    decimals = np.where(column.present, column.decimals, absent)
    keys, positions = distinct_keys(which.astype(np.int64) * (absent + 1) + decimals)
    texts = [
        ""
        if key % (absent + 1) == absent
        else f"{exact_decimal(mantissas[key // (absent + 1)], key % (absent + 1)):f}"
        for key in keys
    ]
    return texts, positions


def distinct_keys(keys: Positions) -> tuple[list[int], Positions]:
    """The distinct integers, ascending, and for each key its position among them.

    Keys in a narrow range are looked up in a table rather than sorted: several times faster. Positions are
    of 32 bits: a table has two dozen columns of them.
    """
    if not len(keys):
        return [], np.zeros(0, dtype=np.int32)
    lowest, highest = int(keys.min()), int(keys.max())
    if highest - lowest > 4 * len(keys) + 1024:
        distinct, positions = np.unique(keys, return_inverse=True)
        return distinct.tolist(), positions.astype(np.int32)
    offsets = keys.astype(np.int64) - lowest
    occurs = np.zeros(highest - lowest + 1, dtype=np.bool_)
    occurs[offsets] = True
    ranks = np.cumsum(occurs, dtype=np.int32) - 1
    return (np.flatnonzero(occurs) + lowest).tolist(), ranks[offsets]

"""Columns as distinct texts, and which of them each row holds."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from kpi_engine.model.arrays.observation import ExactColumn, decimal_text

# Mantissas below it have room for their decimals beside them in 64 bits.
_LARGE = 1 << 55
Positions = NDArray[np.integer[Any]]


def texts_of_numbers(column: ExactColumn) -> tuple[list[str], Positions]:
    """Numbers with their exact decimals; empty where there is none."""
    if not column.present.any():
        return [""], np.zeros(len(column), dtype=np.int32)
    # A decimals position beyond any real position means that there is no number.
    absent = int(column.decimals.max()) + 1
    decimals = np.where(column.present, column.decimals, np.int8(absent))
    if max(int(column.mantissa.max()), -int(column.mantissa.min())) < _LARGE:
        keys, positions = distinct_keys(column.mantissa * (absent + 1) + decimals)
        numbers = [divmod(key, absent + 1) for key in keys]
    else:
        mantissas, which = distinct_keys(column.mantissa)
        keys, positions = distinct_keys(which.astype(np.int64) * (absent + 1) + decimals)
        numbers = [(mantissas[key // (absent + 1)], key % (absent + 1)) for key in keys]
    return [
        "" if places == absent else decimal_text(mantissa, places) for mantissa, places in numbers
    ], positions


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

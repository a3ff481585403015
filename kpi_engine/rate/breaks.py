"""Breaks in series: figures on either side of one are not compared.

Rule: docs/rating-rules.md, "What the direction of travel compares with".
"""

from __future__ import annotations

import numpy as np

from kpi_engine.model.arrays.lookup import is_any
from kpi_engine.model.arrays.observation import IntArray, Observations
from kpi_engine.model.definitions.figure_marks import FigureMark

NEVER = np.iinfo(np.int64).min


def latest_breaks(rows: Observations) -> IntArray | None:
    """For each row, the latest period of its series, up to its own, that is marked as a break, else NEVER.

    Returns:
        None where no row is marked so.
    """
    marked = (
        np.flatnonzero(rows.marks & FigureMark.BREAK.bit) if is_any(rows.marks) else np.zeros(0, np.int64)
    )
    if not len(marked):
        return None
    series = rows.code.astype(np.int64) * max(1, len(rows.areas)) + rows.area
    first = int(rows.period.min())
    span = int(rows.period.max()) - first + 1
    key = series * span + (rows.period - first)
    breaks = np.sort(key[marked])
    place = np.searchsorted(breaks, key, side="right") - 1
    nearest = breaks[np.maximum(place, 0)]
    found = (place >= 0) & (nearest // span == series)
    return np.where(found, nearest % span + first, NEVER)

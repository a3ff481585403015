"""Whether a series has ended. Rule: docs/rating-rules.md, "Adding up the areas"."""

from __future__ import annotations

import numpy as np

from kpi_engine.model.arrays.observation import BoolArray, IndexArray, IntArray, Observations
from kpi_engine.model.definitions.judgement import Missing


def ended_by(rows: Observations, area: IndexArray, period: IntArray) -> BoolArray:
    """Whether the last row of each area up to each period, shape (n,), is marked as closed.

    ``rows`` are of one indicator, no area and period twice; ``area`` are positions in their labels.
    """
    if not len(rows):
        return np.zeros(len(area), np.bool_)
    first = int(rows.period.min())
    span = int(rows.period.max()) - first + 1
    key = rows.area.astype(np.int64) * span + (rows.period - first)
    order = np.argsort(key)
    # Before the first row of an area comes the last one of another.
    sought = area.astype(np.int64) * span + np.clip(period - first, -1, span - 1)
    place = np.searchsorted(key[order], sought, side="right") - 1
    row = order[np.maximum(place, 0)]
    ended: BoolArray = (place >= 0) & (rows.area[row] == area) & (rows.missing[row] == Missing.CLOSED.code)
    return ended

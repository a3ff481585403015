"""What the other figures of each figure's series are: how many, of which sizes and signs."""

from __future__ import annotations

import numpy as np

from kpi_engine.model.arrays.observation import BoolArray, FloatArray, IntArray
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.frozen import frozen


@frozen
class Others:
    """The other figures of each row's series that are not 0: how many, and the range of their sizes.

    ``zeros``, ``positive`` and ``negative`` are how many the series has, this row included.
    """

    count: FloatArray
    lowest: FloatArray
    highest: FloatArray
    zeros: FloatArray
    positive: FloatArray
    negative: FloatArray


def others_of(ratings: Ratings, values: FloatArray) -> Others:
    """The other figures of n rows; ``values`` are the displayed values, NaN where a row has no value."""
    rows = ratings.observations
    series = rows.code.astype(np.int64) * max(len(rows.areas), 1) + rows.area
    size = max(len(rows.codes) * len(rows.areas), 1)
    there = ratings.displayed.present

    def counted(chosen: BoolArray) -> FloatArray:
        counts: FloatArray = np.bincount(series[chosen & there], minlength=size).astype(np.float64)[series]
        return counts

    some = there & (values != 0)
    lowest, highest = _ranges(series, np.abs(values), some)
    return Others(
        count=counted(values != 0) - some,
        lowest=lowest,
        highest=highest,
        zeros=counted(values == 0),
        positive=counted(values > 0),
        negative=counted(values < 0),
    )


def _ranges(series: IntArray, sizes: FloatArray, some: BoolArray) -> tuple[FloatArray, FloatArray]:
    """The smallest and the largest size among some other figures of each row's series."""
    chosen = np.flatnonzero(some)
    order = chosen[np.lexsort((sizes[chosen], series[chosen]))]
    lowest, highest = np.full(len(series), np.inf), np.zeros(len(series))
    if not len(order):
        return lowest, highest
    starts = np.flatnonzero(np.diff(series[order], prepend=-1))
    ends = np.append(starts[1:], len(order)) - 1
    for ranked, inwards, found in ((starts, 1, lowest), (ends, -1, highest)):
        edge = order[ranked]
        of_series = dict(zip(series[edge].tolist(), sizes[edge].tolist(), strict=True))
        found[:] = [of_series.get(one, default) for one, default in zip(series.tolist(), found, strict=True)]
        several = starts != ends
        found[edge[several]] = sizes[order[ranked[several] + inwards]]
        found[edge[~several]] = np.inf if inwards == 1 else 0
    return lowest, highest

"""Figures of areas added up to those of the areas above. Rule: docs/rating-rules.md, "Adding up the areas".

Every area of the level counts once in each area that it lies in, however many ways lead there.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from kpi_engine.derive.ended import CLOSED, rows_closed
from kpi_engine.derive.figures import Computed, Figures, places_of
from kpi_engine.derive.sums import addends_of, totals
from kpi_engine.model.area import Area, areas_below
from kpi_engine.model.frozen import frozen
from kpi_engine.model.observation import IndexArray, IntArray, Observations
from kpi_engine.model.series import NO_ROW


@frozen
class Parts:
    """Which areas add up to which: those of ``above[i]`` are ``below[start[i]:start[i + 1]]``; as labels."""

    above: IndexArray
    below: IndexArray
    start: IntArray

    @property
    def count(self) -> IntArray:
        """How many areas add up to each."""
        counts: IntArray = np.diff(self.start)
        return counts


def parts_of(level: str, labels: Sequence[str], areas: Sequence[Area]) -> Parts:
    """The areas of a level that lie in each area. ``labels`` have the name of every area."""
    position = {name: place for place, name in enumerate(labels)}
    above, below, start = [], [], [0]
    for area in areas:
        parts = [one.name for one in areas_below(areas, area.name) if one.level == level]
        if parts and area.level != level:
            above.append(position[area.name])
            below += [position[name] for name in parts]
            start.append(len(below))
    return Parts(np.array(above, np.int32), np.array(below, np.int32), np.array(start, np.int64))


def added_up(figures: Figures, parts: Parts, unusable: Collection[str]) -> Computed:
    """The totals of the ``parts``, in each period in which one of an area's parts has a figure.

    Figures of ``unusable`` areas count as missing.
    """
    rows = figures.rows
    which, period = _totals_wanted(rows, parts)
    count = parts.count[which]
    end = np.cumsum(count)
    start = end - count
    # Every part of the first total, then of the second, and so on.
    part = np.arange(int(count.sum())) + np.repeat(parts.start[which] - start, count)
    area = parts.below[part]
    place = places_of(rows.area, rows.period).find(area, np.repeat(period, count))
    bad = np.array([name in unusable for name in rows.areas], np.bool_)
    place = np.where(bad[area], NO_ROW, place)
    found = totals(addends_of(figures).at(place), start, end)
    closed = np.concatenate([[0], np.cumsum(rows_closed(rows)[place] & (place != NO_ROW))])
    ended = closed[end] - closed[start] == count
    return Computed(
        area=parts.above[which],
        period=period,
        value=found.value,
        numerator=found.numerator,
        denominator=found.denominator,
        missing=np.where(ended, CLOSED, found.missing).astype(np.int8),
    )


def _totals_wanted(rows: Observations, parts: Parts) -> tuple[IntArray, IntArray]:
    """Positions in ``parts.above`` and periods, each pair once, in which one of the parts has a figure."""
    if not len(rows) or not len(parts.above):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    first = int(rows.period.min())
    span = int(rows.period.max()) - first + 1
    order = np.argsort(parts.below, kind="stable")
    ordered, owner = parts.below[order], np.repeat(np.arange(len(parts.above)), parts.count)[order]
    begin, end = (np.searchsorted(ordered, rows.area, side) for side in ("left", "right"))
    times = (end - begin).astype(np.int64)
    runs = np.cumsum(times) - times
    at = np.arange(int(times.sum())) + np.repeat(begin - runs, times)
    keys = np.unique(owner[at] * span + np.repeat(rows.period - first, times))
    return keys // span, keys % span + first

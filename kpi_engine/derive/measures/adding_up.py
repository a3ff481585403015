"""Figures of areas added up to figures of the areas above. Rule: docs/rating-rules.md, "Adding up the areas".

Every area of the level counts once in each area that it lies in, however many ways lead there.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kpi_engine.derive.ended import CLOSED
from kpi_engine.derive.figures import Computed, Figures, places_of
from kpi_engine.derive.measures.sums import addends_of, running_count, totals
from kpi_engine.model.arrays.observation import IndexArray, IntArray, Observations
from kpi_engine.model.definitions.area import Area, areas_below
from kpi_engine.model.figures.periods.ended import ended_by
from kpi_engine.model.frozen import frozen


@frozen
class Addition:
    """Which areas add up to which: the areas ``below[start[i]:start[i + 1]]`` to ``above[i]``, as labels."""

    above: IndexArray
    below: IndexArray
    start: IntArray

    @property
    def count(self) -> IntArray:
        """How many areas add up to each."""
        counts: IntArray = np.diff(self.start)
        return counts


def addition_of(level: str, labels: Sequence[str], areas: Sequence[Area]) -> Addition:
    """The areas of a level, added up to each that they lie in. ``labels`` have the name of every area."""
    position = {name: place for place, name in enumerate(labels)}
    above, below, start = [], [], [0]
    for area in areas:
        inside = [one.name for one in areas_below(areas, area.name) if one.level == level]
        if inside and area.level != level:
            above.append(position[area.name])
            below += [position[name] for name in inside]
            start.append(len(below))
    return Addition(np.array(above, np.int32), np.array(below, np.int32), np.array(start, np.int64))


def added_up(figures: Figures, addition: Addition) -> Computed:
    """The total of each area, in each period in which one of the areas added up has a figure.

    An area that has ended by then is no part of the total.
    """
    rows = figures.rows
    parts = parts_of_totals(rows, addition)
    counts = ~ended_by(rows, parts.area, parts.when)
    start, end = (running_count(counts)[edge] for edge in (parts.start, parts.end))
    place = places_of(rows.area, rows.period).find(parts.area[counts], parts.when[counts])
    found = totals(addends_of(figures).at(place), start, end)
    return Computed(
        area=parts.above,
        period=parts.period,
        value=found.value,
        numerator=found.numerator,
        denominator=found.denominator,
        missing=np.where(start == end, CLOSED, found.missing).astype(np.int8),
        parts_rounded_to=found.step,
        marks=found.marks,
    )


@frozen
class PartsOfTotals:
    """The places that totals are made of: total i is made of the places from ``start[i]`` to ``end[i]``.

    A total is of the area ``above`` (a label) in a ``period``; its parts are of the areas ``area``, ``when``.
    """

    above: IndexArray
    period: IntArray
    area: IndexArray
    when: IntArray
    start: IntArray
    end: IntArray


def parts_of_totals(rows: Observations, addition: Addition) -> PartsOfTotals:
    """The parts of every total that is wanted, in the order of the totals."""
    which, period = _totals_wanted(rows, addition)
    count = addition.count[which]
    end = np.cumsum(count)
    start = end - count
    place_below = np.arange(int(count.sum())) + np.repeat(addition.start[which] - start, count)
    area, when = addition.below[place_below], np.repeat(period, count)
    return PartsOfTotals(addition.above[which], period, area, when, start, end)


def _totals_wanted(rows: Observations, addition: Addition) -> tuple[IntArray, IntArray]:
    """Positions in ``addition.above`` and periods, each pair once, in which one of the parts has a figure."""
    if not len(rows) or not len(addition.above):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    first = int(rows.period.min())
    span = int(rows.period.max()) - first + 1
    order = np.argsort(addition.below, kind="stable")
    ordered, owner = addition.below[order], np.repeat(np.arange(len(addition.above)), addition.count)[order]
    begin, end = (np.searchsorted(ordered, rows.area, side) for side in ("left", "right"))
    times = (end - begin).astype(np.int64)
    runs = np.cumsum(times) - times
    at = np.arange(int(times.sum())) + np.repeat(begin - runs, times)
    keys = np.unique(owner[at] * span + np.repeat(rows.period - first, times))
    return keys // span, keys % span + first

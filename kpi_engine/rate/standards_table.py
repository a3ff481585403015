"""Standards as arrays: every interval on an integer grid that holds both it and the displayed value.

A place of the table is one case at one number of displayed decimals. The margin of a value to an interval
is ``min(value − low, high − value)``: not negative exactly where the value is inside. So one formula serves
RED, AMBER and GREEN and the distances, whichever way is better; and as another one serves the direction of
travel: the nearer to the aim, the better, which may lie beyond all numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from kpi_engine.model.arrays.exact import LIMIT, AnyIntArray
from kpi_engine.model.arrays.lookup import by_row, collapsed
from kpi_engine.model.arrays.observation import BoolArray, IntArray, SmallArray
from kpi_engine.model.definitions.judgement import FURTHER_RATINGS, Rag
from kpi_engine.model.definitions.methods.intervals import BEYOND_ALL, Exact, Interval, Standards
from kpi_engine.model.frozen import frozen

# In int64 what is beyond all numbers is cut to 2 ** 62, which is beyond 3 × LIMIT, and no number up to that
# can be subtracted from it with an overflow.
_FAR = 1 << 62
HAS_TARGET, HAS_AMBER, HAS_AIM = 1, 2, 4
LACKING_SHIFT = 3


@frozen
class Ends:
    """Low and high ends of an interval at each place: cut at ± 2 ** 62 in int64, and in Python integers."""

    low: IntArray
    high: IntArray
    exact_low: Sequence[int]
    exact_high: Sequence[int]

    def take(self, places: IntArray) -> Ends:
        """The ends of these places, in their order."""
        return Ends(
            self.low.take(places),
            self.high.take(places),
            [self.exact_low[place] for place in places.tolist()],
            [self.exact_high[place] for place in places.tolist()],
        )

    def margin(self, value: IntArray, place: IntArray) -> IntArray:
        """Margins of values in grid units (within ± 3 × LIMIT), at places that are not far."""
        above: IntArray = value - self.low.take(place, mode="clip")
        below = self.high.take(place, mode="clip")
        below -= value
        return np.minimum(above, below, out=above)

    def margin_slowly(self, value: AnyIntArray, place: IntArray) -> AnyIntArray:
        """As ``margin``, in Python integers of any size."""
        places = place.tolist()
        above = value - np.array([self.exact_low[place] for place in places], object)
        below = np.array([self.exact_high[place] for place in places], object) - value
        margin: AnyIntArray = np.minimum(above, below)
        return margin


@frozen
class Points:
    """A point at each place: cut at ± 2 ** 62 in int64, and in Python integers."""

    point: IntArray
    exact: Sequence[int]

    def take(self, places: IntArray) -> Points:
        """The points of these places, in their order."""
        return Points(self.point.take(places), [self.exact[place] for place in places.tolist()])

    def gain(self, now: IntArray, then: IntArray, place: IntArray) -> SmallArray:
        """1 where ``now`` is nearer than ``then``, −1 where further away; numbers as for margins."""
        return _nearer(now, then, self.point.take(place, mode="clip"))

    def gain_slowly(self, now: AnyIntArray, then: AnyIntArray, place: IntArray) -> SmallArray:
        """As ``gain``, in Python integers of any size."""
        points = [self.exact[position] for position in place.tolist()]
        return _nearer(now, then, np.array(points, object))


def _nearer(now: AnyIntArray, then: AnyIntArray, point: AnyIntArray) -> SmallArray:
    before, after = np.abs(then - point), np.abs(now - point)
    nearer: SmallArray = (after < before).astype(np.int8) - (after > before).astype(np.int8)
    return nearer


@frozen
class StandardsTable:
    """Arrays by place.

    - ``decimals`` of the grid (collapsed); ``finer``: how many more decimals the grid has than the displayed
      values.
    - ``green`` and ``amber``: ends of the intervals; an interval that there is not holds no number.
    - ``target``: ends that the distance to the target is to; the object ``green`` where it is so everywhere.
    - ``aim``: what a better performance is nearer to; where there is nothing, any point.
    - ``traits``: HAS_TARGET, HAS_AMBER and HAS_AIM, whichever there are, and above them, shifted, the
      NotRated position for a value that is not GREEN (RATED: it has a rating). One number: every row looks
      it up.
    - ``further``: ends of the intervals of ratings beside RED, AMBER and GREEN, if any has such.
    - ``far``: some end or point is beyond ± LIMIT, so that rows of the place need Python integers.
    """

    decimals: SmallArray
    finer: IntArray
    green: Ends
    amber: Ends
    target: Ends
    aim: Points
    traits: SmallArray
    far: BoolArray
    further: Mapping[Rag, Ends]

    def take(self, places: IntArray) -> StandardsTable:
        """The table of these places, in their order."""
        green = self.green.take(places)
        return StandardsTable(
            decimals=collapsed(by_row(self.decimals, places)),
            finer=self.finer.take(places),
            green=green,
            amber=self.amber.take(places),
            target=green if self.target is self.green else self.target.take(places),
            aim=self.aim.take(places),
            traits=self.traits.take(places),
            far=self.far.take(places),
            further={rag: ends.take(places) for rag, ends in self.further.items()},
        )

    def is_displayed_grid(self) -> bool:
        """Whether displayed values (within ± LIMIT) are on the grid as they are, everywhere."""
        return self.has_displayed_decimals() and not self.far.any()

    def has_displayed_decimals(self) -> bool:
        """Whether the grid has as many decimals as the displayed values, everywhere."""
        return not self.finer.any()

    def safe(self, value: IntArray, finer: IntArray, place: IntArray) -> BoolArray:
        """Where int64 is enough for the margins of ``value × 10 ** finer``."""
        size = np.abs(value.astype(np.float64)) * 10.0**finer
        safe: BoolArray = (size <= LIMIT) & ~self.far.take(place)
        return safe


def standards_table(
    standards: Sequence[Standards], displayed_decimals: Sequence[int], steps: int = 1
) -> StandardsTable:
    """The table; both sequences have one entry a place. The grid has ``steps`` units to its last decimal.

    With a single step it is for displayed values, else for unrounded values. Definitions repeat their
    standards from year to year: what is the same is made once.
    """
    number: dict[tuple[Standards, int], int] = {}
    places = [
        number.setdefault(pair, len(number)) for pair in zip(standards, displayed_decimals, strict=True)
    ]
    table = _table_of([pair[0] for pair in number], [pair[1] for pair in number], steps)
    return table.take(np.array(places, np.int64))


def _table_of(
    standards: Sequence[Standards], displayed_decimals: Sequence[int], steps: int
) -> StandardsTable:
    """One place for each of the standards."""
    grids = [
        _Grid(_decimals_of_grid(entry, shown, steps), shown, steps)
        for entry, shown in zip(standards, displayed_decimals, strict=True)
    ]
    green = _ends([entry.green for entry in standards], grids)
    amber = _ends([entry.amber for entry in standards], grids)
    aim = _points([entry.aim for entry in standards], grids)
    target = green
    if any(entry.target != entry.green for entry in standards):
        target = _ends([entry.target for entry in standards], grids)
    further = {
        rag: _ends([entry.of_further(rag) for entry in standards], grids)
        for rag in FURTHER_RATINGS
        if any(entry.of_further(rag) is not None for entry in standards)
    }
    decimals = [grid.decimals for grid in grids]
    return StandardsTable(
        decimals=collapsed(np.array(decimals, np.int8)),
        finer=np.array(decimals, np.int64) - np.array(displayed_decimals, np.int64),
        green=green,
        amber=amber,
        target=target,
        aim=aim,
        traits=np.array([_traits(entry) for entry in standards], np.int8),
        far=_far(
            *(green.exact_low, green.exact_high, amber.exact_low, amber.exact_high),
            *(target.exact_low, target.exact_high, aim.exact),
            *(end for ends in further.values() for end in (ends.exact_low, ends.exact_high)),
        ),
        further=further,
    )


class _Grid(NamedTuple):
    """The integers that a place counts in: ``steps`` units to the last of its decimals."""

    decimals: int
    displayed: int
    steps: int


def _decimals_of_grid(standards: Standards, displayed: int, steps: int) -> int:
    """As many as hold displayed values, and every end that is not moved to one of these, exactly."""
    kept = (
        interval.decimals
        for interval in standards.intervals
        if interval is not None and not (interval.by_displayed and steps == 1)
    )
    return max(displayed, 0 if standards.aim is None else standards.aim.decimals, *kept)


def _traits(standards: Standards) -> int:
    traits = standards.lacking.code << LACKING_SHIFT
    for trait, interval in (
        (HAS_TARGET, standards.target),
        (HAS_AMBER, standards.amber),
        (HAS_AIM, standards.aim),
    ):
        traits += trait if interval is not None else 0
    return traits


def _ends(intervals: Sequence[Interval | None], grids: Sequence[_Grid]) -> Ends:
    low, high = [], []
    for interval, grid in zip(intervals, grids, strict=True):
        if interval is None:
            low.append(BEYOND_ALL)
            high.append(-BEYOND_ALL)
        else:
            low.append(-BEYOND_ALL if interval.low is None else -_outermost(interval.low, interval, grid, -1))
            high.append(BEYOND_ALL if interval.high is None else _outermost(interval.high, interval, grid, 1))
    return Ends(_cut(low), _cut(high), low, high)


def _points(exact: Sequence[Exact | None], grids: Sequence[_Grid]) -> Points:
    points = [
        0 if one is None else one.digits * 10 ** (grid.decimals - one.decimals) * grid.steps
        for one, grid in zip(exact, grids, strict=True)
    ]
    return Points(_cut(points), points)


def _outermost(end: Exact, interval: Interval, grid: _Grid, side: int) -> int:
    """The last number of the grid inside an interval, going up (``side`` 1) or down (−1) and so turned round.

    One before the end itself where that is open.
    """
    digits = side * end.digits
    if interval.by_displayed and grid.steps == 1:
        dividend = digits * 10**grid.displayed - interval.open
        last: int = dividend // 10**end.decimals * 10 ** (grid.decimals - grid.displayed)
        return last
    on_grid: int = digits * 10 ** (grid.decimals - end.decimals) * grid.steps
    return on_grid - interval.open


def _cut(ends: Sequence[int]) -> IntArray:
    return np.array([_FAR if end > _FAR else -_FAR if end < -_FAR else end for end in ends], np.int64)


def _far(*ends: Sequence[int]) -> BoolArray:
    """Where one that is not beyond all numbers is beyond ± LIMIT."""
    far = [any(LIMIT < abs(end) < BEYOND_ALL for end in place) for place in zip(*ends, strict=True)]
    return np.array(far, np.bool_)

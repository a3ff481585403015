"""Standards as arrays: every interval on an integer grid that holds both it and the displayed value.

A place of the table is one case at one number of displayed decimals. The margin of a value to an interval
is ``min(value − low, high − value)``: not negative exactly where the value is inside, and the greater, the
better the performance. So one formula serves RED, AMBER and GREEN, the distances, and the direction of
travel, whichever way is better.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from kpi_engine.model.exact import LIMIT, AnyIntArray
from kpi_engine.model.frozen import frozen
from kpi_engine.model.lookup import by_row, collapsed
from kpi_engine.model.observation import BoolArray, IntArray, SmallArray
from kpi_engine.rate.intervals import Exact, Interval, Standards

# An open end: beyond any number of a definition or a file. In int64 it is cut to 2 ** 62, which is beyond
# 3 × LIMIT, and no number up to that can be subtracted from it with an overflow.
_OPEN_END = 10**400
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

    def gain(self, now: IntArray, then: IntArray, place: IntArray) -> SmallArray:
        """Sign (−1, 0, 1) of the margin of ``now`` less that of ``then``; as for ``margin``."""
        low, high = self.low.take(place, mode="clip"), self.high.take(place, mode="clip")
        after = np.minimum(now - low, high - now)
        np.subtract(then, low, out=low)
        np.subtract(high, then, out=high)
        return _sign(after, np.minimum(low, high, out=low))

    def gain_slowly(self, now: AnyIntArray, then: AnyIntArray, place: IntArray) -> SmallArray:
        """As ``gain``, in Python integers of any size."""
        return _sign(self.margin_slowly(now, place), self.margin_slowly(then, place))

    def margin_slowly(self, value: AnyIntArray, place: IntArray) -> AnyIntArray:
        """As ``margin``, in Python integers of any size."""
        places = place.tolist()
        above = value - np.array([self.exact_low[place] for place in places], object)
        below = np.array([self.exact_high[place] for place in places], object) - value
        margin: AnyIntArray = np.minimum(above, below)
        return margin


@frozen
class StandardsTable:
    """Arrays by place.

    - ``decimals`` of the grid (collapsed); ``finer``: how many more those are than the displayed ones.
    - ``green`` and ``amber``: ends of the intervals; one that there is not holds no number.
    - ``target``: ends that the distance to the target is to; the object ``green`` where it is so everywhere.
    - ``aim``: ends of what a better performance is further inside of.
    - ``traits``: HAS_TARGET, HAS_AMBER and HAS_AIM, whichever there are, and above them, shifted, the
      NotRated position for a value that is not GREEN (RATED: it has a rating). One number: every row looks
      it up.
    - ``far``: some end is beyond ± LIMIT, so that rows of the place need Python integers.
    """

    decimals: SmallArray
    finer: IntArray
    green: Ends
    amber: Ends
    target: Ends
    aim: Ends
    traits: SmallArray
    far: BoolArray

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
        )

    def is_displayed_grid(self) -> bool:
        """Whether displayed values (within ± LIMIT) stand on the grid as they are, everywhere."""
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

    With one step it is for displayed values, else for unrounded ones. Definitions repeat their standards from
    year to year: what is the same is made once.
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
    aim = _ends([entry.aim for entry in standards], grids)
    target = green
    if any(entry.target != entry.green for entry in standards):
        target = _ends([entry.target for entry in standards], grids)
    decimals = [grid.decimals for grid in grids]
    return StandardsTable(
        decimals=collapsed(np.array(decimals, np.int8)),
        finer=np.array(decimals, np.int64) - np.array(displayed_decimals, np.int64),
        green=green,
        amber=amber,
        target=target,
        aim=aim,
        traits=np.array([_traits(entry) for entry in standards], np.int8),
        far=_far(green) | _far(amber) | _far(target) | _far(aim),
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
    return max(displayed, *kept, 0)


def _sign(after: AnyIntArray, before: AnyIntArray) -> SmallArray:
    sign: SmallArray = (after > before).astype(np.int8) - (after < before).astype(np.int8)
    return sign


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
            low.append(_OPEN_END)
            high.append(-_OPEN_END)
        else:
            low.append(-_OPEN_END if interval.low is None else -_outermost(interval.low, interval, grid, -1))
            high.append(_OPEN_END if interval.high is None else _outermost(interval.high, interval, grid, 1))
    return Ends(_cut(low), _cut(high), low, high)


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


def _far(ends: Ends) -> BoolArray:
    """Where an end that is not open is beyond ± LIMIT."""
    far = [
        LIMIT < abs(low) < _OPEN_END or LIMIT < abs(high) < _OPEN_END
        for low, high in zip(ends.exact_low, ends.exact_high, strict=True)
    ]
    return np.array(far, np.bool_)

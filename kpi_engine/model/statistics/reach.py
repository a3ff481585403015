"""The values that meet a standard, as a row's rating sees them."""

from __future__ import annotations

from fractions import Fraction

from kpi_engine.model.arrays.observation import IndexArray
from kpi_engine.model.frozen import frozen


@frozen
class Reach:
    """The values from ``low`` to ``high`` (None where there is no end on that side).

    ``open`` says that the ends do not belong to them.
    """

    low: Fraction | None
    high: Fraction | None
    open: bool = False

    def holds(self, value: Fraction) -> bool:
        """Whether a value is one of them."""
        if self.low is not None and (value < self.low or (self.open and value == self.low)):
            return False
        return self.high is None or not (value > self.high or (self.open and value == self.high))

    def misses(self, low: Fraction, high: Fraction) -> bool:
        """Whether none of the values from ``low`` to ``high`` is one of them."""
        below = self.low is not None and (high < self.low or (self.open and high == self.low))
        return below or (self.high is not None and (low > self.high or (self.open and low == self.high)))


@frozen
class RowReach:
    """What n rows are rated by, ``green[place[row]]`` and ``amber[place[row]]``; None if nothing."""

    place: IndexArray
    green: tuple[Reach | None, ...]
    amber: tuple[Reach | None, ...]

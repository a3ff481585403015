"""Targets that move: the figure of another indicator or area, and a path from a baseline to a later target.

Rules: docs/rating-rules.md, "A target that is another figure" and "A path to a later target".
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from kpi_engine.model.arrays.rounding import rounded_half_up
from kpi_engine.model.definitions.made_from.measure import Member
from kpi_engine.model.frozen import frozen


@frozen
class FigureTarget:
    """Which figure the target is: a figure of the indicator ``of`` in ``area``, or in the row's own area.

    With a ``comparator`` it is the comparator's value of the indicator.
    """

    of: Member
    area: str = ""
    comparator: str = ""

    def words(self, year: str = "") -> str:
        """``the figure of X``, ``the figure of X in Kent``, ``England's figure of X (2022-23)``."""
        when = f" ({year})" if year else ""
        if self.comparator:
            return f"{self.comparator}'s figure of {self.of.code}{when}"
        place = f" in {self.area}" if self.area else ""
        return f"the figure of {self.of.code}{place}{when}"

    def note(self, year: str = "") -> str:
        """What a page says beside the target: ``England 2022-23``, ``Kent``, ``X``."""
        return " ".join(filter(None, (self.comparator or self.area or self.of.code, year)))


@frozen
class TargetPath:
    """A straight way from the ``baseline`` in the period ``first`` to the ``target`` in the period ``last``.

    Both are ordinals of the indicator's frequency; ``first_label`` and ``last_label`` are their labels.
    """

    first: int
    first_label: str
    baseline: Decimal
    last: int
    last_label: str
    target: Decimal

    def at(self, period: int) -> Fraction:
        """Where the way is in a period, exactly, as far along as periods have passed; later, its end."""
        passed = Fraction(min(period, self.last) - self.first, self.last - self.first)
        return Fraction(self.baseline) + passed * (Fraction(self.target) - Fraction(self.baseline))

    def progress(self, value: Decimal) -> Decimal:
        """The share of the way that a value has come, in whole percent, half up; negative if it went back."""
        way = Fraction(self.target) - Fraction(self.baseline)
        return rounded_half_up(100 * (Fraction(value) - Fraction(self.baseline)) / way, 0)

    def way_words(self, value: Decimal | None) -> str:
        """How far a value has come, such as ``52% of the way``; empty without a value."""
        if value is None:
            return ""
        progress = self.progress(value)
        return "further away than at the start" if progress < 0 else f"{progress:f}% of the way"

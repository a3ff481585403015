"""The parts of a scorecard that take time to make and that not every format shows."""

from __future__ import annotations

from enum import Enum


class Part(Enum):
    """A part that is made only where a format asks for it."""

    MOVEMENTS = "biggest movements"
    HEAT_MAPS = "heat maps"
    FACTORS = "counts by two factors"
    COMMENTARY = "commentary"
    ORDERS = "other orders of the rows"
    CHARTS = "large charts"


EVERY_PART = frozenset(Part)
# What a terminal shows is short: the tables themselves, and what must be acted on.
NO_EXTRA_PARTS: frozenset[Part] = frozenset()

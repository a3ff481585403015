"""Statistical neighbours: the bodies most like one's own, whose figures are averaged to compare with."""

from __future__ import annotations

from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import Location


@frozen
class Neighbours:
    """Bodies to be averaged.

    ``names`` are as comparators have them; ``locations``, parallel, are their places.
    """

    title: str
    names: tuple[str, ...]
    locations: tuple[Location, ...]

    @property
    def average_title(self) -> str:
        """``Statistical neighbours (average of 10)``."""
        return f"{self.title} (average of {len(self.names)})"

"""How a section is laid out, and what a column of it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kpi_engine.assemble.line import Line
from kpi_engine.model.document import Cell, Column
from kpi_engine.model.frozen import frozen
from kpi_engine.model.period import Frequency


@frozen
class Layout:
    """What a section's columns depend on besides its lines.

    ``periods`` are the ordinals of the trend, oldest first; the last one is the latest.
    ``outturn_year`` is the start year of the outturns shown; None: there are none. ``several_areas``: the
    rows are of several areas, and say of which.
    """

    frequency: Frequency
    periods: Sequence[int]
    outturn_year: int | None
    small_cohort: int | None
    several_areas: bool = False

    @property
    def latest(self) -> int:
        """The latest period."""
        return self.periods[-1]


ColumnOfCells = tuple[Column, Callable[[Line], Cell]]

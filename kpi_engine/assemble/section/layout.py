"""How a section is laid out, and what a column of it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from kpi_engine.assemble.section.line import Line
from kpi_engine.model.definitions.period import Frequency
from kpi_engine.model.definitions.scorecard import NO_STATISTICS, StatisticsAsked
from kpi_engine.model.frozen import frozen
from kpi_engine.model.outputs.document import Cell, Column


@frozen
class Layout:
    """What a section's columns depend on besides its lines.

    ``periods`` are the ordinals of the trend, oldest first; the last one is the latest.
    ``outturn_year`` is the start year of the outturns shown; None: there are none. ``several_areas``: the
    rows are of several areas, and say of which. ``statistics`` are those that the scorecard asks for.
    """

    frequency: Frequency
    periods: Sequence[int]
    outturn_year: int | None
    small_cohort: int | None
    several_areas: bool = False
    statistics: StatisticsAsked = NO_STATISTICS

    @property
    def latest(self) -> int:
        """The latest period."""
        return self.periods[-1]

    def of(self, lines: Sequence[Line]) -> Layout:
        """The same for some of the lines: years end with the newest that one of them has a figure of."""
        if self.frequency is not Frequency.ANNUAL:
            return self
        newest = max(line.latest for line in lines)
        return replace(self, periods=range(newest - len(self.periods) + 1, newest + 1))

    def has_earlier(self, lines: Sequence[Line]) -> bool:
        """Whether the latest figure of some line is of an earlier period than the layout's, and says so."""
        return any(line.latest != self.latest for line in lines)


ColumnOfCells = tuple[Column, Callable[[Line], Cell]]

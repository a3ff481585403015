"""How a section is laid out, and what a column of it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from kpi_engine.assemble.section.line import Line
from kpi_engine.model.calendars.calendar import Calendar
from kpi_engine.model.definitions.scorecard import NO_STATISTICS, StatisticsAsked
from kpi_engine.model.frozen import frozen
from kpi_engine.model.outputs.document import Cell, Column


@frozen
class Layout:
    """What a section's columns depend on besides its lines.

    ``calendar`` is the calendar of all lines, as far as it shows; None where lines have several calendars,
    and each line has a trend of its own. ``periods`` are the ordinals of the trend, oldest first; the last is
    the latest. With ``own_latest`` each line shows its own latest period. ``outturn_year`` is the year of the
    outturns shown; it is empty where outturns are of several years, and each says its year, and None without
    outturns. With ``several_areas`` the rows are of several areas, and each names its area. ``statistics``
    are the statistics that the scorecard asks for.
    """

    calendar: Calendar | None
    periods: Sequence[int]
    own_latest: bool
    outturn_year: str | None
    small_cohort: int | None
    several_areas: bool = False
    statistics: StatisticsAsked = NO_STATISTICS

    @property
    def latest(self) -> int | None:
        """The latest period; None where lines have several calendars."""
        return None if self.calendar is None else self.periods[-1]

    def periods_of(self, line: Line) -> Sequence[int]:
        """The periods of a line's trend."""
        if self.calendar is not None:
            return self.periods
        return range(line.latest - len(self.periods) + 1, line.latest + 1)

    def of(self, lines: Sequence[Line]) -> Layout:
        """The same for some of the lines: their own latest periods end with the newest of them."""
        calendar = calendar_of_all(lines)
        if not self.own_latest or calendar is None:
            return replace(self, calendar=calendar)
        newest = max(line.latest for line in lines)
        return replace(self, calendar=calendar, periods=range(newest - len(self.periods) + 1, newest + 1))

    def has_earlier(self, lines: Sequence[Line]) -> bool:
        """Whether the latest figure of some line is of an earlier period than the layout's, and says so."""
        return any(line.latest != self.latest for line in lines)


def calendar_of_all(lines: Sequence[Line]) -> Calendar | None:
    """The calendar that names the periods of all lines.

    Returns:
        The calendar; None if the lines have several.
    """
    calendars = {line.indicator.calendar.naming for line in lines}
    return calendars.pop() if len(calendars) == 1 else None


ColumnOfCells = tuple[Column, Callable[[Line], Cell]]

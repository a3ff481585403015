"""A scorecard as at a month that its figures do not nearly reach."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kpi_engine.model.calendars.period_text import period_label
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.scorecard import Scorecard
from kpi_engine.model.figures.periods.behind import awaited, months_behind, months_of_a_period, nearest
from kpi_engine.model.issue import Issue, Location, warning

# One period is not over yet, the figures of another are on their way.
_MOST_PERIODS_BEHIND = 2


def figures_long_before(
    scorecard: Scorecard, newest: Mapping[str, int], indicators: Sequence[Indicator]
) -> Iterator[Issue]:
    """One warning where every indicator of every section ends long before the as-at month.

    ``newest`` is what ``newest_periods`` finds. What comes when it comes, such as inspections, is never
    awaited; nor is what a section ends earlier.
    """
    as_at = scorecard.as_at
    behind = months_behind(awaited(scorecard.sections, indicators), newest, as_at)
    if not behind or any(months <= _longest_wait(indicator) for months, indicator in behind):
        return
    last = nearest(behind)
    yield warning(
        Location(scorecard.file),
        f"the scorecard is as at {as_at.words}, and its newest figures are of "
        f"{period_label(last.calendar, newest[last.code])} ({last.code})",
        "name the month of the newest figures as as_at, or supply the figures since",
    )


def _longest_wait(indicator: Indicator) -> int:
    return _MOST_PERIODS_BEHIND * months_of_a_period(indicator.calendar)

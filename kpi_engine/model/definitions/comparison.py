"""What a figure is compared with for its direction of travel.

Rule: docs/rating-rules.md, "Direction of travel".
"""

from __future__ import annotations

from enum import Enum

from kpi_engine.model.calendars.calendar import Calendar
from kpi_engine.model.calendars.period_text import period_words
from kpi_engine.model.frozen import frozen, on_record


class ComparisonKind(Enum):
    """What the direction of travel compares with."""

    PREVIOUS = "previous"
    SAME_PERIOD_LAST_YEAR = "same_period_last_year"
    PERIODS_BACK = "periods_back"
    PREVIOUS_OBSERVATION = "previous_observation"
    SINCE = "since"


@frozen
class Comparison:
    """The comparison of an indicator; ``periods_back`` counts only for PERIODS_BACK.

    ``since`` is the fixed period, an ordinal, that SINCE compares every later one with; ``since_label`` is
    the text of the definition.
    """

    kind: ComparisonKind = on_record("kind")
    periods_back: int = on_record("periods_back", default=1)
    since: int = on_record("since", default=0)
    since_label: str = on_record("since_label", default="")

    @property
    def is_of_any_age(self) -> bool:
        """Whether each figure must say when the one was that it is compared with."""
        return self.kind in (ComparisonKind.PREVIOUS_OBSERVATION, ComparisonKind.SINCE)

    def lag(self, calendar: Calendar) -> int | None:
        """How many periods back; None where that is not the same for all periods.

        The previous one of pooled years is the last that has no year in common with a period.
        """
        if self.kind is ComparisonKind.PREVIOUS:
            return calendar.overlap + 1
        if self.kind is ComparisonKind.SAME_PERIOD_LAST_YEAR:
            return calendar.periods_per_year
        if self.kind is ComparisonKind.PERIODS_BACK:
            return self.periods_back
        return None

    def words(self, calendar: Calendar) -> str:
        """What is compared with: ``the previous month``, ``the same term of the previous year``."""
        lag, name = self.lag(calendar), calendar.period_name
        if self.kind is ComparisonKind.SINCE:
            return f"{period_words(calendar, self.since)}, whichever {name} it is now"
        if lag is None:
            return "the previous observation, whenever that was"
        if self.kind is ComparisonKind.PREVIOUS and calendar.overlap:
            return f"the last {name} that does not overlap with it"
        overlapping = ", which overlaps with it" if lag <= calendar.overlap else ""
        if lag == 1:
            years = f" with a figure, {calendar.every} years before" if calendar.every > 1 else ""
            return f"the previous {name}{years}{overlapping}"
        if self.kind is ComparisonKind.SAME_PERIOD_LAST_YEAR:
            return (
                f"the {name} 52 weeks before" if calendar.in_days else f"the same {name} of the previous year"
            )
        return f"{lag} {name}s back{overlapping}"

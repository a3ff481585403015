"""What a figure is compared with for its direction of travel.

Rule: docs/rating-rules.md, "Direction of travel".
"""

from __future__ import annotations

from enum import Enum

from kpi_engine.model.definitions.period import Frequency, period_words
from kpi_engine.model.frozen import frozen


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

    kind: ComparisonKind
    periods_back: int = 1
    since: int = 0
    since_label: str = ""

    @property
    def is_of_any_age(self) -> bool:
        """Whether each figure must say when the one was that it is compared with."""
        return self.kind in (ComparisonKind.PREVIOUS_OBSERVATION, ComparisonKind.SINCE)

    def lag(self, frequency: Frequency) -> int | None:
        """How many periods back; None where that is not the same for all periods."""
        if self.kind is ComparisonKind.PREVIOUS:
            return 1
        if self.kind is ComparisonKind.SAME_PERIOD_LAST_YEAR:
            return frequency.periods_per_year
        if self.kind is ComparisonKind.PERIODS_BACK:
            return self.periods_back
        return None

    def words(self, frequency: Frequency) -> str:
        """What is compared with: ``the previous month``, ``the same term of the previous year``."""
        lag, name = self.lag(frequency), frequency.period_name
        if self.kind is ComparisonKind.SINCE:
            return f"{period_words(frequency, self.since)}, whichever {name} it is now"
        if lag is None:
            return "the previous observation, whenever that was"
        if lag == 1:
            return f"the previous {name}"
        if self.kind is ComparisonKind.SAME_PERIOD_LAST_YEAR:
            return f"the same {name} of the previous year"
        return f"{lag} {name}s back"

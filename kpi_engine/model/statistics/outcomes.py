"""What the statistics say of a figure, and why they say nothing. "No limits" is a value with a reason.

Members are stored in arrays as their position (``code``); position 0 of ``NoStatistic``: nothing to explain.
Rules and words: docs/statistics.md.
"""

from __future__ import annotations

from enum import Enum


class Outcome(Enum):
    """An enum whose members know their position (``code``), the small integer that arrays hold."""

    code: int

    def __init__(self, *_: object) -> None:
        self.code = len(type(self).__members__)


class NoStatistic(Outcome):
    """Why something is not said of a figure."""

    TOLD = ""
    NO_VALUE = "no_value"
    TOO_FEW = "too_few"
    OVERLAPPING = "overlapping"
    CUMULATIVE = "cumulative"
    REPEATED = "repeated"
    SEASONAL = "seasonal"
    RARE = "rare"
    GAPS = "gaps"
    NO_VARIATION = "no_variation"
    TRIAL_LIMITS = "trial_limits"
    CHANGING = "changing"
    NO_TARGET = "no_target"
    NOT_JUDGED = "not_judged"
    NOT_WHOLE = "not_whole"
    ABOVE_ALL = "above_all"
    NO_DENOMINATOR = "no_denominator"
    NO_SPREAD = "no_spread"
    NO_ROOM = "no_room"
    TOO_FEW_CASES = "too_few_cases"
    SAME_CASES = "same_cases"
    NOT_CONSECUTIVE = "not_consecutive"
    ALL_OR_NONE = "all_or_none"
    TOO_FEW_AREAS = "too_few_areas"
    SUPPRESSED = "suppressed"
    NO_YEAR_TARGET = "no_year_target"
    YEAR_OVER = "year_over"
    NO_MONTHLY_FIGURES = "no_monthly_figures"
    BASE_IS_TARGET = "base_is_target"
    NO_PREVIOUS = "no_previous"
    NOT_ANNUAL = "not_annual"
    NOT_ASKED = "not_asked"
    PARTS_ROUNDED = "parts_rounded"
    BREAK = "break_in_series"


class Variation(Outcome):
    """Whether a point of a process chart is unusual; position 0 if there is no chart."""

    NONE = ""
    USUAL = "usual variation"
    GOOD = "unusually good"
    BAD = "unusually bad"
    HIGH = "unusually high"
    LOW = "unusually low"
    MIXED = "mixed"


class Assurance(Outcome):
    """Whether a stable process will meet its target; position 0 if not said."""

    NONE = ""
    WILL_MEET = "will meet"
    HIT_OR_MISS = "hit or miss"
    WILL_MISS = "will miss"
    ALWAYS_MEETS = "no variation, meets the target"
    ALWAYS_MISSES = "no variation, misses the target"


class Differs(Outcome):
    """Whether a figure differs from another number by more than chance; position 0 if not said."""

    NONE = ""
    NO = "no"
    YES = "yes"


class IntervalMethod(Outcome):
    """How an interval is made; position 0 if there is no interval."""

    NONE = ""
    WILSON = "wilson"
    BYAR = "byar"
    EXACT = "exact poisson"

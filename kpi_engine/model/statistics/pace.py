"""How far a figure is on its way to a year's target, or to one some years off."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction

from kpi_engine.model.frozen import frozen
from kpi_engine.model.statistics.outcomes import NoStatistic


class RunRate(Enum):
    """What a year's target asks of the periods that are left."""

    REACHED = "reached"
    PASSED = "passed"
    WITHIN_REACH = "within what has been done"
    BEYOND = "more than any period so far"
    YEAR_OVER = "the year is over"


class PaceCategory(Enum):
    """How progress towards an ambition compares with the time gone."""

    ON_PACE = "on pace"
    TOO_SLOW = "too slow"
    FAR_TOO_SLOW = "far too slow"
    BACKWARDS = "going backwards"
    ACHIEVED = "achieved"
    LOST = "achieved before, lost since"


@frozen
class RunRateFacts:
    """What a year's target asks of the rest of the year, in the value's unit; None where not said.

    ``shares`` are what each period left must bring, where the definition lists shares. ``at_this_rate`` is
    the year's figure if the rest is like the year so far, ``like_last_year`` if it is like last year's same
    periods.
    """

    state: RunRate
    target: Fraction
    so_far: Fraction
    left: int
    needed: int | None
    best: Fraction | None
    at_this_rate: int | None
    like_last_year: Fraction | None
    likely: tuple[Fraction, Fraction] | None
    shares: tuple[Fraction, ...] = ()


@frozen
class NextMonthFacts:
    """What the month to come must bring to a rolling year, or ``why_none``.

    ``needed`` cases (at most so many, where lowest is best) ``of`` as many as in the month that drops out,
    named by ``leaving``, which had ``left`` cases; None: no such number meets the target. ``of`` is None for
    a count. ``rest`` is what the eleven other months hold.
    """

    why_none: NoStatistic
    needed: int | None
    of: int | None
    leaving: str
    left: int | None
    rest: int | None


@frozen
class PaceFacts:
    """Progress towards an ambition at a row: its ``pace``, or ``why_none``."""

    pace: Pace | None
    why_none: NoStatistic
    target: Fraction | None
    by_label: str


@frozen
class Pace:
    """Progress made and due, as parts of the way from the base to the target.

    ``made`` is None if the base had achieved the target already.
    """

    made: Fraction | None
    due: Fraction
    category: PaceCategory

    @property
    def ratio(self) -> Fraction | None:
        """Progress made beside that due; None where none was due or it means nothing."""
        return None if self.made is None or not self.due else self.made / self.due

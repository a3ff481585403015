"""Measures made from others: what an indicator's figures are computed from.

Rules: docs/rating-rules.md, "Figures made from others".
"""

from __future__ import annotations

from enum import Enum

from kpi_engine.model.calendars.calendar import Calendar
from kpi_engine.model.definitions.judgement import Coded, Rag
from kpi_engine.model.frozen import frozen, on_record
from kpi_engine.model.issue import Location
from kpi_engine.model.wording import joined


class Origin(Coded):
    """Where a figure comes from. Position 0: a source supplied it; the others are computed from such."""

    SUPPLIED = "supplied"
    MADE = "made from other indicators"
    ADDED_UP = "added up from areas below"
    OVERALL = "made from ratings"


@frozen
class Member:
    """An indicator that another names, and where it does."""

    code: str = on_record("code")
    location: Location


@frozen
class Ratio:
    """``per × numerator / denominator``, each a figure of an indicator, or the target of one (``of_target``).

    A denominator of a lower frequency is the one of the period that holds the row's.
    """

    numerator: Member = on_record("numerator")
    denominator: Member = on_record("denominator")
    of_target: bool = on_record("of_target", default=False)

    @property
    def members(self) -> tuple[Member, ...]:
        """The indicators whose figures it is made of."""
        return (self.numerator,) if self.of_target else (self.numerator, self.denominator)

    @property
    def words(self) -> str:
        """``made from CEH51N ÷ CEH50``."""
        target = "the target of " if self.of_target else ""
        return f"made from {self.numerator.code} ÷ {target}{self.denominator.code}"


@frozen
class Difference:
    """The displayed value of one indicator less the value of another: the gap between two groups."""

    first: Member = on_record("first")
    second: Member = on_record("second")

    @property
    def members(self) -> tuple[Member, ...]:
        """See Ratio."""
        return self.first, self.second

    @property
    def words(self) -> str:
        """``made from KS2-ALL − KS2-FSM``."""
        return f"made from {self.first.code} − {self.second.code}"


@frozen
class Product:
    """The displayed values of several indicators multiplied: likelihood × impact."""

    members: tuple[Member, ...] = on_record("members")

    @property
    def words(self) -> str:
        """``made from LIKELIHOOD × IMPACT``."""
        return f"made from {' × '.join(member.code for member in self.members)}"


@frozen
class ShareOfArea:
    """``per ×`` a figure of an area over the figure of the area of a level in which it lies."""

    of: Member = on_record("of")
    level: str = on_record("level")

    @property
    def members(self) -> tuple[Member, ...]:
        """See Ratio."""
        return (self.of,)

    @property
    def words(self) -> str:
        """``made from CEH01 ÷ CEH01 of the county``."""
        return f"made from {self.of.code} ÷ {self.of.code} of the {self.level}"


@frozen
class AreasRated:
    """How many areas of a level, below an area, have one of some ratings."""

    of: Member = on_record("of")
    ratings: tuple[Rag, ...] = on_record("ratings")
    level: str = on_record("level")

    @property
    def members(self) -> tuple[Member, ...]:
        """See Ratio."""
        return (self.of,)

    @property
    def words(self) -> str:
        """``count of areas (district) where CEH01 is RED or AMBER``."""
        names = joined([rag.value for rag in self.ratings], "or")
        return f"count of areas ({self.level}) where {self.of.code} is {names}"


class Absent(Enum):
    """What it means that there is no row: where something is counted and nothing happened, none."""

    ZERO = "zero"


@frozen
class Sum:
    """Several indicators added up: their numerators and denominators, or their counts.

    ``absent_is_zero``: where one has no row at all, it counts as 0; a row without a value never does.
    """

    members: tuple[Member, ...] = on_record("members")
    absent_is_zero: bool = on_record("absent_is_zero", default=False)

    @property
    def words(self) -> str:
        """``made from A + B + C``."""
        return f"made from {' + '.join(member.code for member in self.members)}"


class Covers(Enum):
    """Which periods a window covers: up to its own period, or all that lie in its own period."""

    ROLLING_12_MONTHS = "rolling_12_months"
    ROLLING = "rolling"
    YEAR_TO_DATE = "year_to_date"
    WEEK = "week"
    FOUR_WEEKS = "four_weeks"
    MONTH = "month"
    TWO_MONTHS = "two_months"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    TERM = "term"
    YEAR = "year"

    @property
    def is_rolling(self) -> bool:
        """Whether a window loses a period for each that it gains."""
        return self in (Covers.ROLLING_12_MONTHS, Covers.ROLLING)


@frozen
class Window:
    """The periods of another indicator added up: their numerators and denominators, or their counts.

    ``periods`` is how many periods a ROLLING window has (None: it is no such window). ``mean``: the figure is
    the mean of the values, in place of their sum. ``parts`` are the periods that are added up (None: months).
    """

    of: Member = on_record("of")
    covers: Covers = on_record("covers")
    periods: int | None = on_record("periods", default=None)
    mean: bool = on_record("mean", default=False)
    parts: Calendar | None = None

    @property
    def members(self) -> tuple[Member, ...]:
        """See Ratio."""
        return (self.of,)


Measure = Ratio | Difference | Product | ShareOfArea | AreasRated | Sum | Window

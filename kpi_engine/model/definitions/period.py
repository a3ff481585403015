"""Frequencies, years and periods.

A period is an integer within its frequency, so that "the previous period" is a subtraction:

=========  ==================================  ===========================  ==================
frequency  ordinal                             label                        year it belongs to
=========  ==================================  ===========================  ==================
monthly    12 × calendar year + month − 1      ``2024-08``                  financial/academic
quarterly  4 × financial year + quarter − 1    ``2024-25 Q1`` (April–June)  financial
termly     3 × academic year + term            ``2023-24 Summer``           academic
annual     the year it starts in               ``2023-24``                  financial/academic
=========  ==================================  ===========================  ==================

Source of the year and term boundaries: docs/rating-rules.md, "Years, quarters and terms".
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

TERMS = ("Autumn", "Spring", "Summer")
MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# The first month of each term, as (years after the academic year starts, month).
_TERM_MONTHS = ((0, 9), (1, 1), (1, 5))


class Frequency(Enum):
    """How often an indicator has a new figure."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    TERMLY = "termly"
    ANNUAL = "annual"

    @property
    def periods_per_year(self) -> int:
        """12, 4, 3 or 1."""
        return _PERIODS_PER_YEAR[self]

    @property
    def period_name(self) -> str:
        """What one of its periods is called: month, quarter, term or year."""
        return _PERIOD_NAMES[self]


_PERIODS_PER_YEAR = {
    Frequency.MONTHLY: 12,
    Frequency.QUARTERLY: 4,
    Frequency.TERMLY: 3,
    Frequency.ANNUAL: 1,
}
_PERIOD_NAMES = {
    Frequency.MONTHLY: "month",
    Frequency.QUARTERLY: "quarter",
    Frequency.TERMLY: "term",
    Frequency.ANNUAL: "year",
}


class YearKind(Enum):
    """Which twelve months a year label such as ``2023-24`` means."""

    FINANCIAL = "financial"
    ACADEMIC = "academic"

    @property
    def first_month(self) -> int:
        """Calendar month (1 to 12) that the year starts in."""
        return 4 if self is YearKind.FINANCIAL else 9


class CalendarMonth(Enum):
    """A month of any year; ``number`` is 1 to 12."""

    JANUARY = "january"
    FEBRUARY = "february"
    MARCH = "march"
    APRIL = "april"
    MAY = "may"
    JUNE = "june"
    JULY = "july"
    AUGUST = "august"
    SEPTEMBER = "september"
    OCTOBER = "october"
    NOVEMBER = "november"
    DECEMBER = "december"

    @property
    def number(self) -> int:
        """1 for January, 12 for December."""
        return list(CalendarMonth).index(self) + 1

    @property
    def words(self) -> str:
        """``December``."""
        return self.value.capitalize()


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month; the as-at of a scorecard is one."""

    year: int
    month: int

    @property
    def ordinal(self) -> int:
        """Months since year 0; also the monthly period ordinal."""
        return self.year * 12 + self.month - 1

    @property
    def label(self) -> str:
        """``2024-08``."""
        return f"{self.year:04d}-{self.month:02d}"

    @property
    def words(self) -> str:
        """``Aug 2024``."""
        return f"{MONTH_NAMES[self.month - 1]} {self.year}"


def day_words(day: str) -> str:
    """``30 Sep 2024`` of ``2024-09-30``; nothing of nothing."""
    if not day:
        return ""
    year, month, number = map(int, day.split("-"))
    return f"{number} {Month(year, month).words}"


def month_of(ordinal: int) -> Month:
    """The month with this monthly ordinal."""
    return Month(ordinal // 12, ordinal % 12 + 1)


def year_label(start_year: int) -> str:
    """``2023`` → ``2023-24``."""
    return f"{start_year}-{(start_year + 1) % 100:02d}"


def period_label(frequency: Frequency, ordinal: int) -> str:
    """The canonical label of a period: the one written to every output."""
    if frequency is Frequency.MONTHLY:
        return month_of(ordinal).label
    if frequency is Frequency.QUARTERLY:
        return f"{year_label(ordinal // 4)} Q{ordinal % 4 + 1}"
    if frequency is Frequency.TERMLY:
        return f"{year_label(ordinal // 3)} {TERMS[ordinal % 3]}"
    return year_label(ordinal)


def period_words(frequency: Frequency, ordinal: int) -> str:
    """The label a committee member reads: ``Aug 2024``, ``Q1 2024-25``, ``Summer 2023-24``, ``2023-24``."""
    if frequency is Frequency.MONTHLY:
        return month_of(ordinal).words
    if frequency is Frequency.QUARTERLY:
        return f"Q{ordinal % 4 + 1} {year_label(ordinal // 4)}"
    if frequency is Frequency.TERMLY:
        return f"{TERMS[ordinal % 3]} {year_label(ordinal // 3)}"
    return year_label(ordinal)


def first_month(frequency: Frequency, ordinal: int, year: YearKind) -> int:
    """Monthly ordinal of the first month of a period."""
    if frequency is Frequency.MONTHLY:
        return ordinal
    if frequency is Frequency.QUARTERLY:
        return ordinal // 4 * 12 + 3 + ordinal % 4 * 3
    if frequency is Frequency.TERMLY:
        years, month = _TERM_MONTHS[ordinal % 3]
        return (ordinal // 3 + years) * 12 + month - 1
    return ordinal * 12 + year.first_month - 1


def first_period_of_year(frequency: Frequency, start_year: int, year: YearKind) -> int:
    """Ordinal of the first period of a year; the year's last one is ``periods_per_year - 1`` later."""
    if frequency is Frequency.MONTHLY:
        return start_year * 12 + year.first_month - 1
    return start_year * frequency.periods_per_year


def year_of(frequency: Frequency, ordinal: int, year: YearKind) -> int:
    """The start year of the year that a period belongs to."""
    if frequency is Frequency.MONTHLY:
        return (ordinal - (year.first_month - 1)) // 12
    return ordinal // frequency.periods_per_year


class MonthGrid(NamedTuple):
    """Where periods lie: period ``p`` has so many ``months`` and begins in month ``p × months + start``."""

    months: int
    start: int


def month_grid(frequency: Frequency, year: YearKind) -> MonthGrid:
    """Where the periods of a frequency lie."""
    return MonthGrid(12 // frequency.periods_per_year, first_month(frequency, 0, year))


def nests(inner: MonthGrid, outer: MonthGrid) -> bool:
    """Whether every period of a month grid lies within one of another."""
    return outer.months % inner.months == 0 and (outer.start - inner.start) % inner.months == 0


def latest_period(frequency: Frequency, as_at: Month, year: YearKind) -> int:
    """Ordinal of the last period that has begun by the end of ``as_at``; a later one is in the future."""
    if frequency is Frequency.MONTHLY:
        return as_at.ordinal
    if frequency is Frequency.QUARTERLY:
        return (as_at.ordinal - 3) // 3
    candidate = (as_at.year + 1) * frequency.periods_per_year + frequency.periods_per_year - 1
    while first_month(frequency, candidate, year) > as_at.ordinal:
        candidate -= 1
    return candidate

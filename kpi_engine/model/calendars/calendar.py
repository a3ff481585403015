"""The calendar of an indicator: its periods, how they are numbered, and the year each belongs to.

A period is an integer, so that "the previous period" is a subtraction:

=============  =================================  ============================  =======================
frequency      ordinal                            label                         by calendar years
=============  =================================  ============================  =======================
daily          days since 31 December of year 0   ``2024-08-05``
weekly         weeks since the first such week    ``2024-W32``
four-weekly    the same, of four weeks            ``4 weeks to 2024-08-25``
monthly        12 × calendar year + month − 1     ``2024-08``
bimonthly      6 × year + place − 1               ``2024-04 to 2024-05``
quarterly      4 × year + quarter − 1             ``2024-25 Q1``                ``2024 Q1``
half-yearly    2 × year + half − 1                ``2024-25 H1``                ``2024 H1``
termly         3 × year + term                    ``2023-24 Summer``
annual         the year it starts in              ``2023-24``                   ``2024``
=============  =================================  ============================  =======================

The year is the kind of year that the indicator goes by, numbered by the calendar year it starts in. Years
pooled in a figure have the ordinal of the last year; figures of every n years are numbered without gaps.

Sources: docs/rating-rules.md, "Years, quarters and terms"; weeks: ISO 8601.
"""

from __future__ import annotations

from typing import NamedTuple

from kpi_engine.model.calendars.days import Ordinals, first_day_of_month, month_of_day
from kpi_engine.model.calendars.period import Frequency, Month, Weeks, YearKind
from kpi_engine.model.frozen import frozen, on_record

# For weeks and days, the same period of the year before is on the same day of the week.
_DAYS_OF_52_WEEKS = 364


class PeriodGrid(NamedTuple):
    """Where periods lie: period ``p`` begins with unit ``p × length + start``, a month or a day."""

    in_days: bool
    length: int
    start: int


@frozen
class CalendarDetails:
    """What a frequency and a year leave open.

    ``every`` and ``pooled`` are for annual figures: how many years lie between two figures, and how many
    years a figure covers. ``counted_from`` is the remainder, divided by ``every``, of a year that has a
    figure; for four-weekly periods it is the remainder of a first day, divided by 28. ``weeks`` is for weekly
    figures.
    """

    every: int = on_record("every", default=1)
    pooled: int = on_record("pooled", default=1)
    counted_from: int = on_record("counted_from", default=0)
    weeks: Weeks = on_record("weeks", default=Weeks.ISO)


_NO_DETAILS = CalendarDetails()


@frozen
class Calendar:
    """The periods of a frequency, by a kind of year."""

    frequency: Frequency
    year: YearKind = YearKind.FINANCIAL
    details: CalendarDetails = _NO_DETAILS

    @property
    def every(self) -> int:
        """How many years lie between two annual figures."""
        return self.details.every

    @property
    def pooled(self) -> int:
        """How many years one annual figure covers."""
        return self.details.pooled

    @property
    def weeks(self) -> Weeks:
        """How weeks begin and are named."""
        return self.details.weeks

    @property
    def grid(self) -> PeriodGrid:
        """Where its periods lie."""
        frequency = self.frequency
        if frequency is Frequency.DAILY:
            return PeriodGrid(True, 1, 0)
        if frequency is Frequency.WEEKLY:
            return PeriodGrid(True, 7, self.weeks.first_weekday + 1)
        if frequency is Frequency.FOUR_WEEKLY:
            return PeriodGrid(True, 28, self.details.counted_from)
        if frequency is Frequency.MONTHLY:
            return PeriodGrid(False, 1, 0)
        return PeriodGrid(
            False, frequency.months * self.every, 12 * self.details.counted_from + self.year.first_month - 1
        )

    @property
    def periods_per_year(self) -> int:
        """12, 4, 3 or 1; for days and weeks, how many fit in 52 weeks."""
        if self.frequency.days:
            return _DAYS_OF_52_WEEKS // self.frequency.days
        return max(1, 12 // (self.frequency.months * self.every))

    @property
    def period_name(self) -> str:
        """What one of its periods is called: month, quarter, term, year or, of pooled years, period."""
        return self.frequency.period_name if self.pooled == 1 else f"{self.pooled}-year period"

    @property
    def is_annual(self) -> bool:
        """Whether a figure is of a year, or of several."""
        return self.frequency is Frequency.ANNUAL

    @property
    def in_days(self) -> bool:
        """Whether its periods are days or weeks, else months."""
        return self.frequency.days > 0

    @property
    def overlap(self) -> int:
        """How many periods before a period have months in common with it: 0 unless years are pooled."""
        return (self.pooled - 1) // self.every

    @property
    def yearly(self) -> Calendar:
        """The calendar of whole years of the same kind, which is the calendar of outturns."""
        return Calendar(Frequency.ANNUAL, self.year)

    @property
    def naming(self) -> Calendar:
        """The same for all whose periods have the same labels: 2023-24 does not say from which month."""
        says_which = self.year.is_calendar or self.frequency not in _SAY_NO_YEAR
        year = self.year if says_which and self.frequency not in _NAMED_BY_DATES else YearKind.FINANCIAL
        return Calendar(self.frequency, year, self.details)

    @property
    def words(self) -> str:
        """``monthly``, ``annual by the academic year``, ``every 2 years by the financial year``."""
        if not self.is_annual:
            return self.frequency.words
        how_often = self.frequency.words if self.every == 1 else f"every {self.every} years"
        pooled = "" if self.pooled == 1 else f", {self.pooled} years together,"
        return f"{how_often}{pooled} by the {self.year.words}"

    def first_month(self, period: Ordinals) -> Ordinals:
        """The first month of a period, as months are counted (Month.ordinal)."""
        grid = self.grid
        begins = period * grid.length + grid.start
        return month_of_day(begins) if grid.in_days else begins - 12 * (self.pooled - 1)

    def last_month(self, period: Ordinals) -> Ordinals:
        """The last month of a period."""
        grid = self.grid
        ends = (period + 1) * grid.length + grid.start - 1
        if grid.in_days:
            return month_of_day(ends)
        return ends - 12 * (self.every - 1)

    def first_day(self, period: int) -> int:
        """The first day of a period, as days.py counts them."""
        grid = self.grid
        return (
            period * grid.length + grid.start
            if grid.in_days
            else first_day_of_month(self.first_month(period))
        )

    def last_day(self, period: int) -> int:
        """The last day of a period."""
        grid = self.grid
        if grid.in_days:
            return (period + 1) * grid.length + grid.start - 1
        return first_day_of_month(self.last_month(period) + 1) - 1

    def month_of(self, period: Ordinals) -> Ordinals:
        """The month that a period belongs to, its first month; for pooled years, that month of the last year.

        A week belongs to the month that most of its days are in, as it does to a year by ISO 8601.
        """
        grid = self.grid
        if grid.in_days:
            return month_of_day(period * grid.length + grid.start + grid.length // 2)
        return period * grid.length + grid.start

    def first_in_month(self, month: Ordinals) -> Ordinals:
        """The first period that belongs to a month or a later month."""
        grid = self.grid
        if grid.in_days:
            return -((grid.start + grid.length // 2 - first_day_of_month(month)) // grid.length)
        return -((grid.start - month) // grid.length)

    def year_of(self, period: Ordinals) -> Ordinals:
        """The start year of the year that a period belongs to."""
        return (self.month_of(period) - (self.year.first_month - 1)) // 12

    def first_of_year(self, start_year: Ordinals) -> Ordinals:
        """The first period of a year, or of the next one that has any."""
        return self.first_in_month(start_year * 12 + self.year.first_month - 1)

    def last_of_year(self, start_year: Ordinals) -> Ordinals:
        """The last period of a year, or of the last one before that has any."""
        return self.first_of_year(start_year + 1) - 1

    def latest(self, as_at: Month) -> int:
        """The last period that has begun by the end of ``as_at``; a later one is in the future."""
        return self.latest_begun_by(as_at.last_day)

    def latest_begun_by(self, day: int) -> int:
        """The last period that has begun by a day; pooled years begin when the last of these years begins."""
        grid = self.grid
        return ((day if grid.in_days else month_of_day(day)) - grid.start) // grid.length


# Labels that are the same whichever year they are of, and labels that do not say when their year starts.
_NAMED_BY_DATES = frozenset({Frequency.DAILY, Frequency.FOUR_WEEKLY, Frequency.MONTHLY})
_SAY_NO_YEAR = frozenset({Frequency.TERMLY, Frequency.ANNUAL})


def same_periods(one: Calendar, other: Calendar) -> bool:
    """Whether the periods of two calendars are the same and have the same numbers."""
    return (one.grid, one.pooled) == (other.grid, other.pooled)


def nests(inner: Calendar, outer: Calendar) -> bool:
    """Whether every period of a calendar lies within a period of another; days and weeks lie within months.

    A week that is in two months belongs to one of them: see ``Calendar.month_of``.
    """
    if max(inner.pooled, outer.pooled, inner.every, outer.every) > 1:
        return same_periods(inner, outer)
    grid, holding = inner.grid, outer.grid
    if grid.in_days != holding.in_days:
        return grid.in_days
    return holding.length % grid.length == 0 and (holding.start - grid.start) % grid.length == 0


def holding_period(inner: Calendar, period: Ordinals, outer: Calendar) -> Ordinals:
    """The period of another calendar, never of a higher frequency, that holds one of this calendar."""
    grid, holding = inner.grid, outer.grid
    if grid.in_days and holding.in_days:
        return (period * grid.length + grid.start - holding.start) // holding.length
    return (inner.month_of(period) - holding.start) // holding.length

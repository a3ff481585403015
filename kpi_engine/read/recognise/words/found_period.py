"""A period as headings name it: the part of the calendar, and what is said of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from enum import Enum

from kpi_engine.model.frozen import frozen

TERM_NAMES = ("autumn", "spring", "summer")


class Part(Enum):
    """What a period is: its frequency, or a date whose frequency the dates beside it say."""

    DAY = "daily"
    WEEK = "weekly"
    FOUR_WEEKS = "four_weekly"
    MONTH = "monthly"
    QUARTER = "quarterly"
    HALF = "half_yearly"
    TERM = "termly"
    YEAR = "annual"
    DATE = "date"
    SPAN = "some months"


# The parts that are no period yet: the headings beside them must say what they are.
UNREAD = (Part.DATE, Part.SPAN)


@frozen
class YearName:
    """A year: ``first`` is the year it starts in, ``is_calendar`` whether it is named by one number.

    ``first_month`` is the month (1 to 12) that it begins with, 0 where its name alone says which year it is.
    """

    first: int
    is_calendar: bool
    first_month: int = 0

    @property
    def label(self) -> str:
        """``2024-25``, or ``2024`` of a calendar year."""
        return str(self.first) if self.is_calendar else f"{self.first}-{(self.first + 1) % 100:02d}"


@frozen
class FoundPeriod:
    """A period as a heading names it.

    ``number`` counts within the year from 1 (a month by the calendar: 4 is April), 0 for a whole year.
    ``year`` is None where another heading says it. ``day`` is the day of a date. ``is_week_end`` says that
    the day is the week's last. ``covers`` is the data period where the heading says it: R12M or YTD. ``span``
    are the first and the last month, counted from year 0, where the heading names both. ``pooled`` is how
    many years are one figure; ``year`` is then the last.
    """

    part: Part
    number: int = 0
    year: YearName | None = None
    day: date | None = None
    is_week_end: bool = False
    covers: str = ""
    span: tuple[int, int] | None = None
    pooled: int = 1

    @property
    def kind(self) -> tuple[Part, str, int]:
        """What periods of one measure have in common: part of a year, data period, years together."""
        return self.part, self.covers, self.pooled

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left to be said by another heading."""
        return self.year is not None or self.day is not None or self.span is not None

    @property
    def order(self) -> tuple[int, int]:
        """Earlier periods of one frequency come first."""
        if self.day is not None:
            return self.day.toordinal(), 0
        return (self.year.first if self.year is not None else 0), self.number

    @property
    def label(self) -> str:
        """The period as a data file has it: ``2024-08``, ``2024-25 Q1``, ``2024 H1``, ``2025-01-06``."""
        if self.day is not None or self.year is None:
            return "" if self.day is None else self._label_of_day(self.day)
        if self.pooled > 1:
            return self._label_of_years(self.year)
        if self.part is Part.TERM:
            return f"{self.year.label} {TERM_NAMES[self.number - 1].capitalize()}"
        parts = {
            Part.MONTH: f"{self.year.first}-{self.number:02d}",
            Part.QUARTER: f"{self.year.label} Q{self.number}",
            Part.HALF: f"{self.year.label} H{self.number}",
            Part.WEEK: f"{self.year.label}-W{self.number:02d}",
        }
        return parts.get(self.part, self.year.label)

    def _label_of_years(self, last: YearName) -> str:
        """``2019-21`` of calendar years, ``2019-20 to 2021-22`` of others."""
        first = replace(last, first=last.first - self.pooled + 1)
        return (
            f"{first.label}-{last.first % 100:02d}" if last.is_calendar else f"{first.label} to {last.label}"
        )

    def _label_of_day(self, day: date) -> str:
        if self.part is Part.WEEK:
            return f"{'w/e' if self.is_week_end else 'w/c'} {day.isoformat()}"
        return f"4 weeks to {day.isoformat()}" if self.part is Part.FOUR_WEEKS else day.isoformat()

    @property
    def last_month(self) -> tuple[int, int]:
        """Year and month of its end, by the financial year where its year is named by two numbers."""
        if self.day is not None:
            return self.day.year, self.day.month
        if self.year is None:
            return 0, 0
        first, start = self.year.first, self.year.first_month or (1 if self.year.is_calendar else 4)
        if self.part is Part.MONTH:
            return first, self.number
        if self.part is Part.TERM:
            return (first, 12) if self.number == 1 else (first + 1, 4 if self.number == 2 else 8)
        months = {Part.QUARTER: 3, Part.HALF: 6}.get(self.part, 12) * (self.number or 1)
        end = first * 12 + start - 1 + months - 1
        return end // 12, end % 12 + 1

    def within(self, year: YearName) -> FoundPeriod:
        """The period with the year of another heading; a month of it may lie in the next calendar year."""
        if self.part is Part.TERM:
            return in_its_year(self.part, self.number, year)
        if self.part is Part.MONTH:
            shift = not year.is_calendar and self.number < 4
            return replace(self, year=YearName(year.first + shift, is_calendar=True))
        return replace(self, year=year)


def in_its_year(part: Part, number: int, year: YearName) -> FoundPeriod:
    """A part of a year. A term beside one number is held in that year: spring 2024 is of 2023-24."""
    if part is Part.TERM and year.is_calendar:
        year = YearName(year.first - (number > 1), is_calendar=False)
    return FoundPeriod(part, number, year)

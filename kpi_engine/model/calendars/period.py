"""Frequencies, years, weeks and months: the words of the calendar. What is made of them: calendar.py."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache

from kpi_engine.model.calendars.days import first_day_of_month
from kpi_engine.model.frozen import ordered

MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Frequency(Enum):
    """How often an indicator has a new figure."""

    DAILY = "daily"
    WEEKLY = "weekly"
    FOUR_WEEKLY = "four_weekly"
    MONTHLY = "monthly"
    BIMONTHLY = "bimonthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    TERMLY = "termly"
    ANNUAL = "annual"

    @property
    def words(self) -> str:
        """``half-yearly``."""
        return self.value.replace("_", "-")

    @property
    def period_name(self) -> str:
        """What one of its periods is called: month, quarter, term or year."""
        return _PERIOD_NAMES[self]

    @property
    def months(self) -> int:
        """How many months one of its periods has; 0 where it is counted in days."""
        return _MONTHS.get(self, 0)

    @property
    def days(self) -> int:
        """How many days one of its periods has; 0 where it is counted in months."""
        return _DAYS.get(self, 0)


_MONTHS = {
    Frequency.MONTHLY: 1,
    Frequency.BIMONTHLY: 2,
    Frequency.QUARTERLY: 3,
    Frequency.TERMLY: 4,
    Frequency.HALF_YEARLY: 6,
    Frequency.ANNUAL: 12,
}
_DAYS = {Frequency.DAILY: 1, Frequency.WEEKLY: 7, Frequency.FOUR_WEEKLY: 28}
_PERIOD_NAMES = {
    Frequency.DAILY: "day",
    Frequency.WEEKLY: "week",
    Frequency.FOUR_WEEKLY: "four-week period",
    Frequency.MONTHLY: "month",
    Frequency.BIMONTHLY: "two-month period",
    Frequency.QUARTERLY: "quarter",
    Frequency.HALF_YEARLY: "half-year",
    Frequency.TERMLY: "term",
    Frequency.ANNUAL: "year",
}


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


MONTHS_IN_FULL = tuple(month.words for month in CalendarMonth)


class YearKind(Enum):
    """Which twelve months a year is: a name that the field has for them, or the month they start in."""

    FINANCIAL = "financial"
    ACADEMIC = "academic"
    CALENDAR = "calendar"
    FROM_FEBRUARY = "february"
    FROM_MARCH = "march"
    FROM_MAY = "may"
    FROM_JUNE = "june"
    FROM_JULY = "july"
    FROM_AUGUST = "august"
    FROM_OCTOBER = "october"
    FROM_NOVEMBER = "november"
    FROM_DECEMBER = "december"

    @property
    def first_month(self) -> int:
        """Calendar month (1 to 12) that the year starts in."""
        return _FIRST_MONTHS.get(self) or CalendarMonth(self.value).number

    @property
    def is_calendar(self) -> bool:
        """Whether it is the calendar year, which is named by one number."""
        return self is YearKind.CALENDAR

    @property
    def words(self) -> str:
        """``financial year``, ``year from July``."""
        return f"{self.value} year" if self in _FIRST_MONTHS else f"year from {self.value.capitalize()}"

    def label(self, start_year: int) -> str:
        """How a year that starts in ``start_year`` is written: ``2023-24``, or ``2023`` by calendar years."""
        return str(start_year) if self.is_calendar else year_label(start_year)


_FIRST_MONTHS = {YearKind.FINANCIAL: 4, YearKind.ACADEMIC: 9, YearKind.CALENDAR: 1}


class Weeks(Enum):
    """On which day weeks begin and how they are named: by ISO 8601, or by their first or last day."""

    ISO = "iso"
    ENDING_MONDAY = "ending_monday"
    ENDING_TUESDAY = "ending_tuesday"
    ENDING_WEDNESDAY = "ending_wednesday"
    ENDING_THURSDAY = "ending_thursday"
    ENDING_FRIDAY = "ending_friday"
    ENDING_SATURDAY = "ending_saturday"
    ENDING_SUNDAY = "ending_sunday"
    BEGINNING_MONDAY = "beginning_monday"
    BEGINNING_TUESDAY = "beginning_tuesday"
    BEGINNING_WEDNESDAY = "beginning_wednesday"
    BEGINNING_THURSDAY = "beginning_thursday"
    BEGINNING_FRIDAY = "beginning_friday"
    BEGINNING_SATURDAY = "beginning_saturday"
    BEGINNING_SUNDAY = "beginning_sunday"

    @property
    def named_by_last_day(self) -> bool:
        """Whether a week is named by its last day."""
        return self.value.startswith("ending_")

    @property
    def named_by_first_day(self) -> bool:
        """Whether a week is named by its first day."""
        return self.value.startswith("beginning_")

    @property
    def first_weekday(self) -> int:
        """The day that a week begins on: 0 for Monday, 6 for Sunday."""
        if self is Weeks.ISO:
            return 0
        day = WEEKDAYS.index(self.value.split("_")[1].capitalize())
        return (day + 1) % 7 if self.named_by_last_day else day


WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@ordered
class Month:
    """A calendar month, such as the as-at of a scorecard."""

    year: int
    month: int

    @property
    def ordinal(self) -> int:
        """Months since year 0; also the monthly period ordinal."""
        return self.year * 12 + self.month - 1

    @property
    def last_day(self) -> int:
        """Its last day, as days.py counts them."""
        return first_day_of_month(self.ordinal + 1) - 1

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


@lru_cache(maxsize=1024)  # a page names few months, many times
def month_of(ordinal: int) -> Month:
    """The month with this monthly ordinal."""
    return Month(ordinal // 12, ordinal % 12 + 1)


def year_label(start_year: int) -> str:
    """``2023`` → ``2023-24``."""
    return f"{start_year}-{(start_year + 1) % 100:02d}"

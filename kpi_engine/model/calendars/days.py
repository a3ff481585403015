"""Days as whole numbers, and the months that they are in: arithmetic, also of whole columns.

A day is counted as ``datetime.date.toordinal`` does: 1 is 1 January of year 1, a Monday. A month is counted
from January of year 0. Years of the calendar count back beyond its beginning (proleptic Gregorian).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from kpi_engine.model.arrays.observation import IntArray

# One ordinal, or many.
Ordinals = TypeVar("Ordinals", int, "IntArray")

_FIRST_OF_MARCH_0 = -305
_DAYS_OF_400_YEARS = 146097
_DAYS_OF_100_YEARS = 36524
_DAYS_OF_4_YEARS = 1461


def first_day_of_month(month: Ordinals) -> Ordinals:
    """The first day of a month. Years are counted from March, so that a leap day is the last of its year."""
    year, place = (month - 2) // 12, (month - 2) % 12
    into_year = (place * 153 + 2) // 5
    first: Ordinals = year * 365 + year // 4 - year // 100 + year // 400 + into_year + _FIRST_OF_MARCH_0
    return first


def month_of_day(day: Ordinals) -> Ordinals:
    """The month that a day is in."""
    since = day - _FIRST_OF_MARCH_0
    eras, into = since // _DAYS_OF_400_YEARS, since % _DAYS_OF_400_YEARS
    leap_days = into // (_DAYS_OF_4_YEARS - 1) - into // _DAYS_OF_100_YEARS + into // (_DAYS_OF_400_YEARS - 1)
    years = (into - leap_days) // 365
    into_year = into - years * 365 - years // 4 + years // 100
    month: Ordinals = (eras * 400 + years) * 12 + (into_year * 5 + 2) // 153 + 2
    return month


def day_label(day: int) -> str:
    """``2025-01-05``."""
    return date.fromordinal(day).isoformat()


def weekday_of(day: int) -> int:
    """0 for a Monday, 6 for a Sunday."""
    return (day - 1) % 7

"""Periods once more, from what their labels mean, with dates and step by step."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from kpi_engine.model.calendars.calendar import Calendar
from kpi_engine.model.calendars.period import Frequency
from kpi_engine.model.calendars.period_text import period_label

_PARTS = {"Q": 3, "H": 6}
_TERMS = ("Autumn", "Spring", "Summer")


def days_of(calendar: Calendar, period: int) -> tuple[date, date]:
    """The first and the last day of a period."""
    label = period_label(calendar, period)
    if calendar.frequency is Frequency.DAILY:
        return date.fromisoformat(label), date.fromisoformat(label)
    if calendar.in_days:
        return _weeks(label)
    if calendar.frequency is Frequency.MONTHLY:
        return _months(label, label)
    if calendar.frequency is Frequency.BIMONTHLY:
        return _months(*label.split(" to "))
    years, _, part = label.partition(" ")
    if calendar.is_annual:
        return _years(label.split(" to "), calendar)
    start = int(years[:4]) * 12 + calendar.year.first_month - 1
    months = 4 if part in _TERMS else _PARTS[part[0]]
    number = _TERMS.index(part) if part in _TERMS else int(part[1]) - 1
    first = start + number * months
    return _first_day(first), _last_day(first + months - 1)


def year_of(calendar: Calendar, period: int) -> int:
    """The start year of the year it belongs to: that of its middle day, of several years that of the last."""
    first, last = days_of(calendar, period)
    if calendar.is_annual and calendar.pooled > 1:
        first = _first_day(_month(last) - 11)
    day = first + (last - first + timedelta(1)) // 2 if calendar.in_days else first
    return day.year if day.month >= calendar.year.first_month else day.year - 1


def last_period_of_year(calendar: Calendar, start_year: int) -> int:
    """The last period that belongs to a year or an earlier one."""
    period = calendar.first_of_year(start_year + 2)
    while year_of(calendar, period) > start_year:
        period -= 1
    return period


def _weeks(label: str) -> tuple[date, date]:
    before, _, day = label.rpartition(" ")
    if not before:
        first = date.fromisocalendar(int(label[:4]), int(label[6:]), 1)
        return first, first + timedelta(6)
    named = date.fromisoformat(day)
    if before == "w/c":
        return named, named + timedelta(6)
    return named - timedelta(6 if before == "w/e" else 27), named


def _years(labels: list[str], calendar: Calendar) -> tuple[date, date]:
    first, last = int(labels[0][:4]), int(labels[-1][:4])
    if len(labels) == 1 and calendar.pooled > 1:
        last = first + calendar.pooled - 1
    january = calendar.year.first_month - 1
    return _first_day(first * 12 + january), _last_day(last * 12 + january + 11)


def _months(first: str, last: str) -> tuple[date, date]:
    year, month = map(int, last.split("-"))
    return date.fromisoformat(f"{first}-01"), _last_day(year * 12 + month - 1)


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _first_day(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def _last_day(month: int) -> date:
    year, number = month // 12, month % 12 + 1
    return date(year, number, monthrange(year, number)[1])

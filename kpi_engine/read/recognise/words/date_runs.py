"""Dates in a run of headings: how far they are apart says what period each date means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from kpi_engine.read.recognise.words.found_period import FoundPeriod, Part, YearName
from kpi_engine.read.recognise.words.spans import period_of_span

_STEPS = {1: Part.DAY, 7: Part.WEEK, 28: Part.FOUR_WEEKS}


_MONTH_STEPS = {1: Part.MONTH, 3: Part.QUARTER, 6: Part.HALF, 12: Part.YEAR}
# Dates of each year that begin or end a calendar, financial or academic year; others may be of any day.
_YEARS_BEGIN = (1, 4, 9)
_MONTHS = {part: months for months, part in _MONTH_STEPS.items()}


def with_dates_read(periods: Sequence[FoundPeriod], is_week_end: bool = False) -> list[FoundPeriod]:
    """The same with the frequency of dates: days apart say it, or months of which all are firsts or lasts.

    Dates whose distances fit no frequency stay dates, and so do dates that begin or end no such period.
    """
    days = sorted({period.day for period in periods if period.part in (Part.DATE, Part.WEEK) and period.day})
    part = _part_of_days(days)
    if part is None:
        return list(periods)
    return [
        _with_part(period, part, is_week_end) if period.part is Part.DATE else period for period in periods
    ]


def _part_of_days(days: Sequence[date]) -> Part | None:
    if len(days) < 2:
        return None
    months = [day.year * 12 + day.month for day in days]
    firsts = all(day.day == 1 for day in days)
    lasts = all(
        day.day >= 28 and day.replace(day=28).month != date.fromordinal(day.toordinal() + 1).month
        for day in days
    )
    if firsts or lasts:
        step = min(after - before for before, after in pairwise(months))
        return _MONTH_STEPS.get(step)
    gaps = [(after - before).days for before, after in pairwise(days)]
    return next(
        (part for step, part in reversed(_STEPS.items()) if all(gap % step == 0 for gap in gaps)), None
    )


def _with_part(period: FoundPeriod, part: Part, is_week_end: bool) -> FoundPeriod:
    day = period.day
    if day is None or part in (Part.DAY, Part.WEEK, Part.FOUR_WEEKS):
        return replace(period, part=part, is_week_end=is_week_end)
    month = day.year * 12 + day.month - 1
    if part is Part.MONTH:
        return FoundPeriod(Part.MONTH, day.month, YearName(day.year, is_calendar=True))
    first = month if day.day == 1 else month - _MONTHS[part] + 1
    found = period_of_span(first, first + _MONTHS[part] - 1)
    is_read = part is not Part.YEAR or first % 12 + 1 in _YEARS_BEGIN
    return replace(found, span=None) if found.part is part and is_read else period

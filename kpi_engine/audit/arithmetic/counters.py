"""Year-to-date counts that fall inside their year, or do not start again in its first month.

Rule: docs/strict-check.md, "Counts of the year to date".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from kpi_engine.model.arrays.observation import BoolArray, ExactColumn, IntArray, Observations
from kpi_engine.model.calendars.period import month_of
from kpi_engine.model.calendars.period_text import period_label
from kpi_engine.model.definitions.indicator import DataPeriod, Indicator
from kpi_engine.model.definitions.made_from.measure import Origin
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.figures.series import NO_ROW, index_series
from kpi_engine.model.words.number_text import PERCENT, count_text

_VALUE = "value"
# A count that falls below half of what it was has started again; by less, it was corrected or mistyped.
_A_NEW_START = 2


@dataclass(frozen=True, slots=True)
class CounterBreak:
    """Two neighbouring figures of a count, ``before`` and ``row``, that no count of one year can have.

    ``number`` is which number of theirs: value, numerator or denominator. ``late_for`` is the period that it
    should have started again in, where it starts again at ``row`` instead. Otherwise it falls, or, where
    ``row`` is of the first period of its year, does not start again.
    """

    ratings: Ratings
    row: int
    before: int
    number: str
    late_for: int | None = None

    @property
    def figure(self) -> Figure:
        """The later of the two."""
        return Figure(self.ratings, self.row)

    @property
    def what(self) -> str:
        """``CEH63 for Kent, a count of the year to date, falls inside its year, which begins in Apr: …``."""
        indicator = self.figure.indicator
        counted = "" if self.number == _VALUE else f"the {self.number} of "
        subject = f"{counted}{indicator.code} for {self.figure.area}, a count of the year to date,"
        then, now = (f"{self.count(row)} in {self.period(row)}" for row in (self.before, self.row))
        begins = month_of(indicator.own_year_starts_in - 1).words.split()[0]
        if self.late_for is not None:
            return (
                f"{subject} starts again in {self.period(self.row)} ({then}, {now}), and not in "
                f"{period_label(indicator.calendar, self.late_for)}, when its year begins"
            )
        if _is_first_of_year(indicator, self.figure.period):
            return f"{subject} does not start again when its year begins: {then}, {now}"
        return f"{subject} falls inside its year, which begins in {begins}: {then}, {now}"

    def count(self, row: int) -> str:
        """The number of a row."""
        number = _column(self.ratings.observations, self.number).at(row)
        return "none" if number is None else count_text(number)

    def period(self, row: int) -> str:
        """The label of the period of a row."""
        return period_label(self.figure.indicator.calendar, int(self.ratings.observations.period[row]))


def counter_breaks(ratings: Ratings, wanted: BoolArray) -> Iterator[CounterBreak]:
    """Every break at a ``wanted`` row of n, of figures supplied: value, numerator and denominator in turn."""
    rows = ratings.observations
    to_date = np.array([one.data_period is DataPeriod.YTD for one in ratings.indicators], np.bool_)
    counted = to_date[rows.code]
    wanted = wanted & counted & (rows.origin == Origin.SUPPLIED.code)
    if not wanted.any():
        return
    is_percent = np.array([one.unit == PERCENT for one in ratings.indicators], np.bool_)[rows.code]
    is_count = ~is_percent & ~rows.has_both_parts()
    yield from _breaks_of(ratings, _VALUE, rows.value.present & counted & is_count, wanted)
    yield from _breaks_of(ratings, "numerator", rows.numerator.present & counted, wanted)
    yield from _breaks_of(ratings, "denominator", rows.denominator.present & counted, wanted)


def _breaks_of(ratings: Ratings, number: str, there: BoolArray, wanted: BoolArray) -> Iterator[CounterBreak]:
    """The breaks of one number; a count that starts again late is reported once, where it does."""
    rows, column = ratings.observations, _column(ratings.observations, number)
    year, first = own_years(rows, ratings.indicators)
    before = index_series(rows, ratings.indicators).previous_present(there)
    then = np.maximum(before, 0)
    # Near enough in floats for what is only looked at once more.
    counts = column.mantissa / 10.0**column.decimals
    known = wanted & there & (before != NO_ROW)
    falls = known & (counts < counts[then]) & (year == year[then])
    stays = known & (counts >= counts[then]) & (counts[then] > 0) & first
    stays &= rows.period == rows.period[then] + 1
    late = {_series_and_year(rows, row, year): row for row in np.flatnonzero(stays).tolist()}
    told = []
    for row in np.flatnonzero(falls).tolist():
        starts_again = counts[row] * _A_NEW_START < counts[then[row]]
        should = late.pop(_series_and_year(rows, row, year), None) if starts_again else None
        since = None if should is None else int(rows.period[should])
        told.append(CounterBreak(ratings, row, int(before[row]), number, since))
    told += [CounterBreak(ratings, row, int(before[row]), number) for row in late.values()]
    yield from sorted(told, key=lambda one: one.row)


def _series_and_year(rows: Observations, row: int, year: IntArray) -> tuple[int, int, int]:
    return int(rows.code[row]), int(rows.area[row]), int(year[row])


def own_years(rows: Observations, indicators: tuple[Indicator, ...]) -> tuple[IntArray, BoolArray]:
    """The number of each row's own year, and whether its period is the first of it."""
    year, first = np.zeros(len(rows), np.int64), np.zeros(len(rows), np.bool_)
    calendars = [(one.calendar, one.own_year_starts_in - 1) for one in indicators]
    for calendar, january in dict.fromkeys(calendars):
        codes = np.array([other == (calendar, january) for other in calendars], np.bool_)
        of_calendar = np.flatnonzero(codes[rows.code])
        period = rows.period[of_calendar]
        own = (calendar.month_of(period) - january) // 12
        year[of_calendar] = own
        first[of_calendar] = period == calendar.first_in_month(own * 12 + january)
    return year, first


def _is_first_of_year(indicator: Indicator, period: int) -> bool:
    return indicator.place_in_year(period) == 0


def _column(rows: Observations, number: str) -> ExactColumn:
    return {"numerator": rows.numerator, "denominator": rows.denominator, _VALUE: rows.value}[number]

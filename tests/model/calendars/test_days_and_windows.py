"""Periods counted in days: the months they are in, and the windows that add them up."""

from __future__ import annotations

from kpi_engine.model.calendars.calendar import Calendar
from kpi_engine.model.calendars.period import Frequency, month_of
from kpi_engine.model.definitions.made_from.measure import Covers, Member, Window
from kpi_engine.model.definitions.window import periods_covered
from kpi_engine.model.issue import Location
from tests.rate.making import an_indicator

WEEKLY = Calendar(Frequency.WEEKLY)


def window(covers: Covers) -> Window:
    return Window(Member("A1", Location("test")), covers)


def test_a_period_of_days_ends_in_a_month() -> None:
    period = WEEKLY.grid.start // 7 + 100_000
    begins, ends = WEEKLY.first_month(period), WEEKLY.last_month(period)
    assert 0 <= ends - begins <= 1
    assert month_of(ends).label >= month_of(begins).label


def test_a_week_adds_up_seven_days_and_four_weeks_add_up_four() -> None:
    week, day = an_indicator(frequency=Frequency.WEEKLY), an_indicator(frequency=Frequency.DAILY)
    first, last = periods_covered(week, window(Covers.WEEK), 2_000, day)
    assert last - first == 6
    four = an_indicator(frequency=Frequency.FOUR_WEEKLY)
    first, last = periods_covered(four, window(Covers.FOUR_WEEKS), 500, week)
    assert last - first == 3

"""Which period a section shows of each indicator."""

from __future__ import annotations

import pytest

from kpi_engine.model.calendars.period import Frequency, Month
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Missing
from kpi_engine.model.figures.periods.shown_periods import newest_periods, shown_periods
from tests.assemble.making import AUGUST, figure, indicator, section
from tests.rate.columns import observations_of

ON_TIME, LATE = indicator("A"), indicator("B", lag=2)
QUARTERLY = indicator("Q", frequency=Frequency.QUARTERLY)
AS_AT = Month(2024, 8)


def shown(
    *figures: tuple[str, int], known: tuple[Indicator, ...] = (ON_TIME, LATE), **changes: object
) -> dict[str, int]:
    rows = observations_of([figure("1", period, code=code) for code, period in figures])
    by_code = {one.code: one for one in known}
    listed = section(*by_code, **changes)
    newest = newest_periods(rows, [by_code[code] for code in rows.codes], AS_AT, listed.last_period)
    return dict(shown_periods(listed, by_code, newest, AS_AT).by_code)


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (AUGUST, AUGUST),
        (AUGUST - 1, AUGUST - 1),
        (AUGUST - 2, AUGUST - 2),
        # Older than it may be: it is missing in the period that it should be there for.
        (AUGUST - 3, AUGUST - 2),
    ],
)
def test_what_comes_late_shows_its_own_latest_period(last: int, expected: int) -> None:
    assert shown(("A", AUGUST), ("B", last)) == {"A": AUGUST, "B": expected}


def test_without_any_lag_there_is_one_latest_period() -> None:
    assert shown(("A", AUGUST - 1), ("B", AUGUST)) == {"A": AUGUST, "B": AUGUST}


def test_own_latest_periods_are_of_any_age() -> None:
    figures = ("A", AUGUST), ("B", AUGUST - 9)
    assert shown(*figures, own_latest=True) == {"A": AUGUST, "B": AUGUST - 9}


def test_what_has_no_figure_at_all_is_missing_in_the_latest_period() -> None:
    assert shown(("A", AUGUST - 1)) == {"A": AUGUST - 1, "B": AUGUST - 1}
    assert shown(known=(ON_TIME,)) == {"A": AUGUST}


def test_each_calendar_has_its_own_latest_period() -> None:
    quarter = QUARTERLY.calendar.latest(AS_AT)
    figures = ("A", AUGUST), ("Q", quarter - 1)
    expected = {"A": AUGUST, "Q": quarter - 1}
    assert shown(*figures, known=(ON_TIME, QUARTERLY), frequency=None) == expected
    assert shown(known=(ON_TIME, QUARTERLY), frequency=None) == {"A": AUGUST, "Q": quarter}


def test_a_last_period_ends_them() -> None:
    figures = [("A", AUGUST), ("A", AUGUST - 1), ("B", AUGUST - 3)]
    assert shown(*figures, last_period=AUGUST - 1) == {"A": AUGUST - 1, "B": AUGUST - 3}


def test_later_than_the_as_at_month_is_left_out() -> None:
    assert shown(("A", AUGUST + 1), ("A", AUGUST)) == {"A": AUGUST, "B": AUGUST}


def test_what_is_to_be_supplied_has_not_come_yet() -> None:
    rows = observations_of(
        [
            figure("1", AUGUST, code="A"),
            figure("1", AUGUST - 1, code="B"),
            figure(None, AUGUST, code="B", missing=Missing.BLANK),
        ]
    )
    newest = newest_periods(rows, [ON_TIME, LATE], AS_AT)
    assert newest == {"A": AUGUST, "B": AUGUST - 1}

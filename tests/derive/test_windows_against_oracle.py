"""Windows of every calendar in every calendar: the fast way and the plain way compute the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_engine.derive.measures.derive import derive
from kpi_engine.model.arrays.exact import LIMIT
from kpi_engine.model.calendars.calendar import Calendar, CalendarDetails
from kpi_engine.model.calendars.period import CalendarMonth, Frequency, YearKind
from kpi_engine.model.definitions.indicator import DataPeriod, Indicator
from kpi_engine.model.definitions.judgement import Missing
from kpi_engine.model.definitions.made_from.measure import Covers, Window
from kpi_engine.validate.windows import WHOLE_PERIODS, windows_that_do_not_fit
from tests.calendars import calendars
from tests.derive.making import a_count, columns_of, computed, figure, member
from tests.derive.strategies import NUMBERS
from tests.oracle.columns import plain_observations
from tests.oracle.making import make_plainly
from tests.oracle.records import PlainObservation
from tests.rate.making import an_indicator
from tests.rate.strategies import AREAS

# More than a window of days in a quarter holds, twice.
_MOST_ROWS = 200
_SO_FAR = {
    Covers.ROLLING_12_MONTHS: DataPeriod.R12M,
    Covers.ROLLING: DataPeriod.P,
    Covers.YEAR_TO_DATE: DataPeriod.YTD,
}


@st.composite
def pairs(draw: st.DrawFn) -> list[Indicator]:
    """A window and what it adds up, as definitions may have them."""
    covers = draw(st.sampled_from(Covers))
    parts = draw(calendars())
    if covers is Covers.YEAR and draw(st.booleans()):
        parts = Calendar(Frequency.ANNUAL, draw(st.sampled_from([YearKind.FINANCIAL, YearKind.CALENDAR])))
    percent = draw(st.booleans())
    kind: dict[str, Any] = {"unit": "percent", "per": 100} if percent else {"unit": "cases", "per": 1}
    added_up = an_indicator(code="A", decimals=draw(st.integers(0, 2)), **by(parts), **kind)
    periods = draw(st.integers(2, 14)) if covers is Covers.ROLLING else None
    made_from = Window(member("A"), covers, periods, mean=draw(st.booleans()))
    if covers in WHOLE_PERIODS:
        frequency, data_period = WHOLE_PERIODS[covers]
        year = parts.year
        parts = draw(calendars(frequency))
        parts = replace(parts, year=year) if frequency is Frequency.ANNUAL else parts
    else:
        data_period = _SO_FAR[covers]
    starts = draw(st.one_of(st.none(), st.sampled_from(CalendarMonth)))
    window = an_indicator(
        code="W",
        made_from=made_from,
        data_period=data_period,
        year_to_date_from=starts,
        decimals=draw(st.integers(0, 2)),
        **by(parts),
        **kind,
    )
    return [window, added_up]


def by(calendar: Calendar) -> dict[str, Any]:
    return {
        "frequency": calendar.frequency,
        "year": calendar.year,
        "calendar_details": calendar.details,
    }


def fits(pair: list[Indicator]) -> bool:
    """Whether definitions may have such a window."""
    return not list(windows_that_do_not_fit(pair[0], {indicator.code: indicator for indicator in pair}))


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[Indicator], list[PlainObservation]]:
    """A window, and figures of a time in which few are missing."""
    pair = draw(pairs().filter(fits))
    first = pair[1].calendar.first_of_year(2022) + draw(st.integers(0, 14))
    size = draw(st.integers(1, 40))
    if pair[1].calendar.in_days:
        size = draw(st.integers(1, _MOST_ROWS))
    numbers = draw(st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS), min_size=1, max_size=4))
    has_parts = draw(st.sampled_from([True, False, None]))
    places = st.integers(0, size - 1)
    gaps = draw(st.one_of(st.just(set()), st.sets(places, max_size=3)))
    marked = draw(st.one_of(st.just({}), st.dictionaries(places, st.sampled_from(Missing), max_size=2)))
    rows = []
    for step in range(size):
        value, numerator, denominator = numbers[step % len(numbers)]
        shown = has_parts if has_parts is not None else step % 2 == 0
        row = PlainObservation(
            "A",
            "North",
            first + step,
            None if shown else value,
            numerator if shown else None,
            denominator if shown else None,
            missing=marked.get(step, Missing.PRESENT),
        )
        if step not in gaps:
            rows.append(row)
    return pair, rows


@given(cases())
def test_both_compute_the_same(case: tuple[list[Indicator], list[PlainObservation]]) -> None:
    pair, rows = case
    found = derive(columns_of(rows, pair, AREAS), pair, AREAS).observations
    assert set(plain_observations(found)) == set(make_plainly(rows, pair, AREAS))


@pytest.mark.parametrize("every", [1, 2, 3])
@pytest.mark.parametrize("size", [1, 2, 12, 13, 30])
def test_a_year_of_every_few(every: int, size: int) -> None:
    """Months between two figures, that begin in each month of three years."""
    yearly = Calendar(Frequency.ANNUAL, YearKind.FINANCIAL, CalendarDetails(every))
    added_up = an_indicator(code="A", unit="cases", per=1)
    window = an_indicator(
        code="W",
        made_from=Window(member("A"), Covers.YEAR),
        data_period=DataPeriod.A,
        **{"unit": "cases", "per": 1, **by(yearly)},
    )
    pair = [replace(window, decimals=0), replace(added_up, decimals=0)]
    assert fits(pair)
    for start in range(36):
        first = added_up.calendar.first_of_year(2022) + start
        rows = [
            PlainObservation("A", "North", first + step, Decimal(step), None, None) for step in range(size)
        ]
        found = derive(columns_of(rows, pair, AREAS), pair, AREAS).observations
        assert set(plain_observations(found)) == set(make_plainly(rows, pair, AREAS))


@pytest.mark.parametrize(
    ("months", "decimals", "mean"),
    [
        (("5",), 1, "5.0"),
        (("1", "2"), 1, "1.5"),
        (("1", "1.05"), 1, "1.0"),  # 1.025
        (("1", "1.1"), 1, "1.1"),  # 1.05
        (("-1", "-1.1"), 1, "-1.1"),
        (("5", ""), 1, Missing.INCOMPLETE_WINDOW),
        ((str(LIMIT),), 0, str(LIMIT)),
        ((str(-LIMIT),), 0, str(-LIMIT)),
        ((str(LIMIT),), 1, Missing.TOO_LARGE),
        ((str(-LIMIT),), 1, Missing.TOO_LARGE),
        ((str(LIMIT // 10),), 1, str(LIMIT // 10)),
    ],
)
def test_the_mean_of_the_year_so_far(months: Sequence[str], decimals: int, mean: str | Missing) -> None:
    load = a_count("A", unit="cases a worker", decimals=0)
    so_far = replace(
        load, code="W", decimals=decimals, made_from=Window(member("A"), Covers.YEAR_TO_DATE, mean=True)
    )
    rows = [figure(load, f"2024-0{month}", number) for month, number in enumerate(months, 4)]
    last = computed(rows, [so_far, load])[-1]
    found = last.missing if last.value is None else last.value
    assert found == (mean if isinstance(mean, Missing) else Decimal(mean))

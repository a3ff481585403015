"""Windows whose periods do not fit, beyond the definitions of tests/errors."""

from __future__ import annotations

import pytest

from kpi_engine.model.calendars.calendar import CalendarDetails
from kpi_engine.model.calendars.period import Frequency, YearKind
from kpi_engine.model.definitions.indicator import DataPeriod
from kpi_engine.model.definitions.made_from.measure import Covers, Window
from kpi_engine.validate.windows import windows_that_do_not_fit
from tests.derive.making import a_count, member


@pytest.mark.parametrize(
    ("every", "pooled", "whole", "fits"),
    [(1, 1, 4, True), (2, 1, 4, False), (3, 1, 6, False), (1, 2, 4, False)],
)
def test_years_make_up_several_years_where_none_is_left_out(
    every: int, pooled: int, whole: int, fits: bool
) -> None:
    years = a_count(
        "A",
        frequency=Frequency.ANNUAL,
        calendar_details=CalendarDetails(every, pooled),
        data_period=DataPeriod.A,
    )
    pooled_years = a_count(
        "W",
        frequency=Frequency.ANNUAL,
        calendar_details=CalendarDetails(1, whole),
        data_period=DataPeriod.A,
        made_from=Window(member("A"), Covers.YEAR),
    )
    assert (not list(windows_that_do_not_fit(pooled_years, {"A": years, "W": pooled_years}))) is fits


@pytest.mark.parametrize(
    ("parts", "year", "pooled", "fits"),
    [
        (Frequency.QUARTERLY, YearKind.ACADEMIC, 1, True),
        (Frequency.QUARTERLY, YearKind.FINANCIAL, 2, True),
        (Frequency.QUARTERLY, YearKind.CALENDAR, 1, True),
        (Frequency.TERMLY, YearKind.ACADEMIC, 1, True),
    ],
)
def test_quarters_and_terms_make_up_years(parts: Frequency, year: YearKind, pooled: int, fits: bool) -> None:
    added_up = a_count("A", frequency=parts, year=year)
    whole = a_count(
        "W",
        frequency=Frequency.ANNUAL,
        year=year,
        calendar_details=CalendarDetails(pooled=pooled),
        data_period=DataPeriod.A,
        made_from=Window(member("A"), Covers.YEAR),
    )
    assert (not list(windows_that_do_not_fit(whole, {"A": added_up, "W": whole}))) is fits

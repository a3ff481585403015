"""What is in force, what is compared, and the words of a definition."""

from __future__ import annotations

import pytest
from hypothesis import given

from kpi_engine.model.calendars.calendar import Calendar, CalendarDetails
from kpi_engine.model.calendars.period import CalendarMonth, Frequency, YearKind
from kpi_engine.model.definitions.comparison import Comparison, ComparisonKind
from kpi_engine.model.definitions.figure_marks import FigureMark
from kpi_engine.model.definitions.indicator import DataPeriod, Indicator, PolarityInForce
from kpi_engine.model.definitions.judgement import DirectionOfTravel, Missing, NotRated, Polarity, Rag
from tests.oracle.in_force import polarity_in_force, threshold_in_force
from tests.rate.making import NOWHERE, a_threshold, an_indicator
from tests.rate.strategies import AREAS, PERIODS, indicators

ENUMS = [Polarity, Rag, NotRated, DirectionOfTravel, Missing]


@given(indicator=indicators(), period=PERIODS)
def test_what_is_in_force_is_what_the_plain_rules_say(indicator: Indicator, period: int) -> None:
    assert indicator.polarity_in(period).polarity is polarity_in_force(indicator, period)
    for area in AREAS:
        found = indicator.threshold_in(period, area.name, area.level)
        assert found is threshold_in_force(indicator, area.name, area.level, period)


def test_the_first_polarity_holds_before_its_date() -> None:
    dated = PolarityInForce(10, "", Polarity.LOWEST, NOWHERE)
    later = PolarityInForce(20, "", Polarity.HIGHEST, NOWHERE)
    indicator = an_indicator(polarities=(dated, later))
    assert [indicator.polarity_in(period) for period in (5, 10, 19, 20)] == [dated, dated, dated, later]


def test_a_threshold_of_an_area_that_has_ended_hides_nothing() -> None:
    general, own = a_threshold("1"), a_threshold("2", first=5, last=6, areas=("North",))
    indicator = an_indicator(thresholds=(general, own))
    assert [indicator.threshold_in(period, "North", "district") for period in (4, 5, 6, 7)] == [
        general,
        own,
        own,
        general,
    ]


POOLED = Calendar(Frequency.ANNUAL, YearKind.CALENDAR, CalendarDetails(pooled=3))
EVERY_TWO = Calendar(Frequency.ANNUAL, details=CalendarDetails(every=2))
PREVIOUS = Comparison(ComparisonKind.PREVIOUS)
LAST_YEAR = Comparison(ComparisonKind.SAME_PERIOD_LAST_YEAR)


@pytest.mark.parametrize(
    ("comparison", "calendar", "lag", "words"),
    [
        (PREVIOUS, Calendar(Frequency.MONTHLY), 1, "the previous month"),
        (LAST_YEAR, Calendar(Frequency.TERMLY), 3, "the same term of the previous year"),
        (LAST_YEAR, Calendar(Frequency.WEEKLY), 52, "the week 52 weeks before"),
        (LAST_YEAR, Calendar(Frequency.DAILY), 364, "the day 52 weeks before"),
        (LAST_YEAR, Calendar(Frequency.BIMONTHLY), 6, "the same two-month period of the previous year"),
        (Comparison(ComparisonKind.PERIODS_BACK, 2), Calendar(Frequency.QUARTERLY), 2, "2 quarters back"),
        (PREVIOUS, EVERY_TWO, 1, "the previous year with a figure, 2 years before"),
        (PREVIOUS, POOLED, 3, "the last 3-year period that does not overlap with it"),
        (LAST_YEAR, POOLED, 1, "the previous 3-year period, which overlaps with it"),
        (Comparison(ComparisonKind.PERIODS_BACK, 3), POOLED, 3, "3 3-year periods back"),
        (
            *(Comparison(ComparisonKind.PREVIOUS_OBSERVATION), Calendar(Frequency.ANNUAL), None),
            "the previous observation, whenever that was",
        ),
    ],
)
def test_what_a_comparison_is_with(
    comparison: Comparison, calendar: Calendar, lag: int | None, words: str
) -> None:
    assert comparison.lag(calendar) == lag
    assert comparison.words(calendar) == words


@pytest.mark.parametrize("enum", ENUMS)
def test_members_know_their_position(enum: type[Polarity]) -> None:
    assert [member.code for member in enum] == list(range(len(enum)))


def test_the_letters_and_colours_have_words() -> None:
    assert all(period.words for period in DataPeriod)
    assert all(polarity.words for polarity in Polarity)
    assert all(rag.words for rag in Rag)
    assert len({rag.shape for rag in Rag}) == len(Rag)
    assert len({mark.meaning for mark in FigureMark}) == len(FigureMark)
    assert [direction.arrow for direction in DirectionOfTravel] == ["", "↑", "↓", "↔"]
    assert [mark.not_rated for mark in Missing][:2] == [NotRated.RATED, NotRated.BLANK]


@pytest.mark.parametrize(
    ("frequency", "year", "starts_in", "periods", "places"),
    [
        (Frequency.MONTHLY, YearKind.FINANCIAL, None, (24291, 24292, 24302), (0, 1, 11)),
        (Frequency.MONTHLY, YearKind.ACADEMIC, None, (24296, 24295), (0, 11)),
        (Frequency.MONTHLY, YearKind.FINANCIAL, CalendarMonth.DECEMBER, (24299, 24300, 24298), (0, 1, 11)),
        (Frequency.QUARTERLY, YearKind.FINANCIAL, None, (8096, 8097, 8099), (0, 1, 3)),
        (Frequency.QUARTERLY, YearKind.FINANCIAL, CalendarMonth.JANUARY, (8096, 8098, 8099), (1, 3, 0)),
        (Frequency.TERMLY, YearKind.ACADEMIC, None, (6072, 6073, 6074), (0, 1, 2)),
        (Frequency.TERMLY, YearKind.ACADEMIC, CalendarMonth.MAY, (6072, 6073, 6074), (1, 2, 0)),
        (Frequency.ANNUAL, YearKind.ACADEMIC, None, (2023, 2024), (0, 0)),
    ],
)
def test_where_a_period_lies_in_the_year_of_its_own(
    frequency: Frequency,
    year: YearKind,
    starts_in: CalendarMonth | None,
    periods: tuple[int, ...],
    places: tuple[int, ...],
) -> None:
    indicator = an_indicator(frequency=frequency, year=year, year_to_date_from=starts_in)
    assert tuple(indicator.place_in_year(period) for period in periods) == places

"""A scorecard whose month lies far beyond its newest figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from kpi_engine.model.calendars.period import Frequency, Month
from kpi_engine.model.definitions.comparison import Comparison, ComparisonKind
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.figures.periods.shown_periods import newest_periods
from kpi_engine.validate.data.newest_figures import figures_long_before
from tests.assemble.making import AUGUST, figure, indicator, scorecard, section
from tests.oracle.records import PlainObservation
from tests.rate.columns import observations_of

YEARLY = indicator("B", frequency=Frequency.ANNUAL)
MONTHLY = indicator("A")
INSPECTED = replace(indicator("C"), comparison=Comparison(ComparisonKind.PREVIOUS_OBSERVATION))
ENDED = section("A", last_period=AUGUST)


def told(
    figures: Sequence[PlainObservation], indicators: Sequence[Indicator], as_at: Month, *sections: object
) -> list[str]:
    layout = scorecard(*(sections or [section(*(each.code for each in indicators))]), as_at=as_at)  # type: ignore[arg-type]
    rows = replace(observations_of(figures), codes=tuple(each.code for each in indicators))
    return [
        issue.what
        for issue in figures_long_before(layout, newest_periods(rows, indicators, as_at), indicators)
    ]


@pytest.mark.parametrize(
    ("as_at", "is_told"),
    [(Month(2024, 8), False), (Month(2024, 10), False), (Month(2024, 11), True), (Month(2042, 8), True)],
)
def test_months_may_be_two_months_late(as_at: Month, is_told: bool) -> None:
    assert bool(told([figure("80", code="A")], [MONTHLY], as_at)) is is_told


@pytest.mark.parametrize(("as_at", "is_told"), [(Month(2027, 3), False), (Month(2027, 4), True)])
def test_years_may_be_two_years_late(as_at: Month, is_told: bool) -> None:
    assert bool(told([figure("80", 2024, code="B")], [YEARLY], as_at)) is is_told


def test_the_newest_figure_is_named() -> None:
    figures = [figure("80", code="A"), figure("80", 2020, code="B")]
    assert told(figures, [MONTHLY, YEARLY], Month(2025, 8)) == [
        "the scorecard is as at Aug 2025, and its newest figures are of 2024-08 (A)"
    ]


def test_one_indicator_in_time_is_enough() -> None:
    figures = [figure("80", AUGUST - 30, code="A"), figure("80", 2023, code="B")]
    assert told(figures, [MONTHLY, YEARLY], Month(2024, 8)) == []


@pytest.mark.parametrize(
    ("figures", "indicators", "sections"),
    [
        ([], [MONTHLY], []),
        ([figure("80", code="C")], [INSPECTED], []),
        ([figure("80", code="A")], [MONTHLY], [ENDED]),
        ([figure("80", code="A")], [MONTHLY], [section("Z")]),
    ],
    ids=["no figures", "comes when it comes", "ended on purpose", "not shown"],
)
def test_what_is_not_awaited_is_not_told(
    figures: list[PlainObservation], indicators: list[Indicator], sections: list[object]
) -> None:
    assert told(figures, indicators, Month(2042, 8), *sections) == []

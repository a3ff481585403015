"""Arrows that can only ever say one thing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kpi_engine.audit.lint.lint import lint
from kpi_engine.model.calendars.period import Frequency
from kpi_engine.model.definitions.comparison import Comparison, ComparisonKind
from kpi_engine.model.definitions.indicator import DataPeriod, Indicator
from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.model.definitions.made_from.measure import Covers, Difference, Member, Window
from kpi_engine.model.issue import Issue
from kpi_engine.rate.kernel import rate_observations
from tests.assemble.making import AREAS, HERE, section
from tests.audit.lint.test_lint import columns, series
from tests.audit.printed import measured
from tests.oracle.records import PlainObservation
from tests.validate.figures import AUGUST, figure

PREVIOUS = Comparison(ComparisonKind.PREVIOUS)
GROWS = series("40", "60", "90", "130")


def count(polarity: Polarity = Polarity.HIGHEST, **fields: object) -> Indicator:
    """A monthly count of the year to date, compared with the month before."""
    facts = {"data_period": DataPeriod.YTD, "unit": "cases", "per": 1, "decimals": 0, "comparison": PREVIOUS}
    return replace(measured(polarity, code="A"), **{**facts, **fields})  # type: ignore[arg-type]


def found(indicator: Indicator, *figures: PlainObservation, code: str = "A") -> list[Issue]:
    """What is told of the comparison."""
    ratings = rate_observations(columns(*figures), [indicator], AREAS)
    return [issue for issue in lint(ratings, [section(code)], AREAS) if "compared with" in issue.what]


@pytest.mark.parametrize(
    ("polarity", "never"), [(Polarity.HIGHEST, "worsened"), (Polarity.LOWEST, "improved")]
)
def test_a_count_of_the_year_to_date_beside_the_month_before(polarity: Polarity, never: str) -> None:
    (issue,) = found(count(polarity), *GROWS, *series("1", "2", area="Swale"))
    assert issue.what == (
        "A counts the year to date and is compared with the previous month, which it cannot be below in the "
        f"same year, so that its direction of travel never says {never}"
    )
    assert issue.remedy == 'write "compare: same_period_last_year" in its definition'
    assert issue.location == count().location


def test_one_of_quarters_and_one_added_up_from_months() -> None:
    quarters = [figure(value, period=4 * 2024 + place) for place, value in enumerate(("5", "9"))]
    assert found(count(frequency=Frequency.QUARTERLY), *quarters)
    window = Window(Member("B", HERE), Covers.YEAR_TO_DATE)
    assert found(count(made_from=window), *GROWS)


@pytest.mark.parametrize(
    "indicator",
    [
        count(comparison=Comparison(ComparisonKind.SAME_PERIOD_LAST_YEAR)),
        count(comparison=Comparison(ComparisonKind.PERIODS_BACK, 3)),
        count(data_period=DataPeriod.MS),
        count(unit="percent", per=100),
        count(unit="per 10,000", per=10_000),
        count(Polarity.NONE),
        count(Polarity.TARGET),
        count(made_from=Difference(Member("B", HERE), Member("C", HERE))),
    ],
)
def test_what_can_go_either_way_or_is_not_judged(indicator: Indicator) -> None:
    assert found(indicator, *GROWS) == []


def test_an_average_of_the_year_to_date_may_fall() -> None:
    parts = [figure("", "80", "10", period=AUGUST - 1), figure("", "90", "20")]
    assert found(count(), *parts) == []


def test_what_falls_is_told_as_that_first() -> None:
    assert found(count(), *series("40", "60", "50")) == []


def test_what_no_section_shows_is_left_alone() -> None:
    assert found(count(), *GROWS, code="B") == []

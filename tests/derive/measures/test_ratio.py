"""Rule: docs/rating-rules.md, "Ratios"."""

from __future__ import annotations

from decimal import Decimal

from kpi_engine.derive.measures.derive import derive
from kpi_engine.model.calendars.period import Frequency, YearKind
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.judgement import DirectionOfTravel, Missing
from kpi_engine.model.definitions.made_from.measure import Ratio, ShareOfArea
from kpi_engine.rate.kernel import rate_observations
from tests.derive.making import AREAS, a_count, columns_of, computed, figure, member
from tests.oracle.columns import plain_observations, plain_ratings
from tests.rate.making import a_threshold, an_indicator

OPEN_ACCESS, REACHED = a_count("CEH50"), a_count("CEH51N")
REACHED_SHARE = an_indicator(code="CEH51", made_from=Ratio(member("CEH51N"), member("CEH50")))
ALL = (REACHED_SHARE, OPEN_ACCESS, REACHED)


def parts(rows: list) -> list[tuple[object, ...]]:
    return [(row.numerator, row.denominator, row.missing) for row in rows]


def test_a_ratio_has_the_two_figures_for_its_parts() -> None:
    rows = computed([figure(REACHED, "2018-02", "436"), figure(OPEN_ACCESS, "2018-02", "662")], ALL)
    assert [(row.code, row.area) for row in rows] == [("CEH51", "Dover")]
    assert parts(rows) == [(Decimal(436), Decimal(662), Missing.PRESENT)]


def test_without_one_of_them_there_is_none() -> None:
    rows = computed([figure(REACHED, "2018-02", "436"), figure(OPEN_ACCESS, "2018-01", "627")], ALL)
    assert parts(rows) == [(None, None, Missing.PARTS_MISSING)] * 2


def test_a_population_by_year_divides_the_months_of_its_year() -> None:
    population = a_count("POP", frequency=Frequency.ANNUAL, year=YearKind.FINANCIAL)
    cases = a_count("CASES")
    rate = an_indicator(
        code="RATE", per=10000, unit="per 10,000", made_from=Ratio(member("CASES"), member("POP"))
    )
    given = [
        figure(population, "2017-18", "30000"),
        figure(population, "2018-19", "31000"),
        *(figure(cases, month, "15") for month in ("2018-03", "2018-04", "2019-04")),
    ]
    assert parts(computed(given, (rate, cases, population))) == [
        (Decimal(15), Decimal(30000), Missing.PRESENT),
        (Decimal(15), Decimal(31000), Missing.PRESENT),
        (None, None, Missing.PARTS_MISSING),
    ]


def test_a_target_divides() -> None:
    qualified = a_count(
        "CEH52", thresholds=(a_threshold("366", first=2018 * 12), a_threshold("300", last=24000))
    )
    share = an_indicator(code="CEH52P", made_from=Ratio(member("CEH52"), member("CEH52"), of_target=True))
    given = [figure(qualified, "2017-12", "220"), figure(qualified, "2018-01", "236")]
    assert parts(computed(given, (share, qualified))) == [
        (None, None, Missing.PARTS_MISSING),
        (Decimal(236), Decimal(366), Missing.PRESENT),
    ]


def test_a_ratio_of_the_same_figures_again_is_not_carried_forward() -> None:
    """Of a population by year, the denominator is the same all year, and a small count often is."""
    months = ("2018-02", "2018-03")
    given = [figure(REACHED, month, "3") for month in months]
    given += [figure(OPEN_ACCESS, month, "9") for month in months]
    made = derive(columns_of(given, ALL), ALL, AREAS).observations
    rated = plain_ratings(rate_observations(made, ALL, AREAS))
    assert [(row.direction, row.carried_forward) for row in rated[-2:]] == [
        (DirectionOfTravel.NONE, False),
        (DirectionOfTravel.SAME, False),
    ]
    supplied = [figure(REACHED_SHARE, month, "33.3", "3/9") for month in months]
    rated = plain_ratings(rate_observations(columns_of(supplied, ALL), ALL, AREAS))
    assert [row.carried_forward for row in rated] == [False, True]


def test_a_share_is_of_the_one_area_above_wherever_that_is_listed() -> None:
    """An area in two areas has none, whichever of all has a figure."""
    areas = (
        *(Area("East", "county", ()), Area("West", "county", ())),
        *(Area("North", "district", ("West",)), Area("Middle", "district", ("East", "West"))),
        Area("South", "district", ("East",)),
    )
    share = an_indicator(code="SHARE", made_from=ShareOfArea(member("CEH50"), "county"))
    numbers = {"North": "1", "Middle": "2", "East": "10", "South": "4", "West": "20"}
    rows = [figure(OPEN_ACCESS, "2018-02", number, area=area) for area, number in numbers.items()]
    # Each area has each place among all once: no place may be taken for a sign that there is no such area.
    for given in (rows[first:] + rows[:first] for first in range(len(rows))):
        found = derive(
            columns_of(given, (share, OPEN_ACCESS), areas), (share, OPEN_ACCESS), areas
        ).observations
        made = {row.area: row for row in plain_observations(found) if row.code == "SHARE"}
        assert {area: (row.numerator, row.denominator) for area, row in made.items()} == {
            "North": (Decimal(1), Decimal(20)),
            "Middle": (None, None),
            "South": (Decimal(4), Decimal(10)),
        }

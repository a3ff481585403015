"""Rule: docs/rating-rules.md, "Ratios"."""

from __future__ import annotations

from decimal import Decimal

from kpi_engine.model.judgement import Missing
from kpi_engine.model.measure import Ratio
from kpi_engine.model.period import Frequency, YearKind
from tests.derive.making import a_count, computed, figure, member
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

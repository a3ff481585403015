"""Differences, sums and windows by hand. Rules: docs/rating-rules.md, "Figures made from others"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from kpi_engine.derive.doubts.disagreements import disagreements
from kpi_engine.derive.measures.derive import derive
from kpi_engine.model.calendars.calendar import Calendar
from kpi_engine.model.calendars.period import CalendarMonth, Frequency, YearKind
from kpi_engine.model.calendars.period_text import period_label
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Missing
from kpi_engine.model.definitions.made_from.measure import Covers, Difference, Product, Ratio, Sum, Window
from tests.derive.making import AREAS, a_count, columns_of, computed, figure, member
from tests.oracle.records import PlainObservation
from tests.rate.making import an_indicator

CASES = a_count("CEH01")
PLANS = an_indicator(code="PLANS")
# Project Salus, from February 2017 to February 2018.
ALLOCATED = (109, 49, 26, 51, 28, 52, 67, 65, 57, 78, 35, 71, 48)


def window(covers: Covers, of: Indicator = CASES, **fields: object) -> Indicator:
    return an_indicator(
        **{
            "code": "WINDOW",
            "unit": of.unit,
            "per": of.per,
            "made_from": Window(member(of.code), covers),
            **fields,
        }
    )


def months(numbers: Sequence[int], start: str = "2017-02") -> list[PlainObservation]:
    first = figure(CASES, start).period
    return [
        figure(CASES, period_label(Calendar(Frequency.MONTHLY), first + step), str(number))
        for step, number in enumerate(numbers)
    ]


def values(rows: Sequence[PlainObservation], indicator: Indicator) -> dict[str, object]:
    """By period, the value or the reason why there is none."""
    return {
        period_label(indicator.calendar, row.period): row.missing if row.missing.code else row.value
        for row in rows
        if row.code == indicator.code
    }


def test_a_rolling_year_has_its_figure_once_twelve_months_are_there() -> None:
    rolling = window(Covers.ROLLING_12_MONTHS)
    found = values(computed(months(ALLOCATED), (rolling, CASES)), rolling)
    assert len(found) == 13
    assert found["2017-12"] is Missing.INCOMPLETE_WINDOW
    assert found["2018-01"] == sum(ALLOCATED[:12])
    assert found["2018-02"] == sum(ALLOCATED[1:])


@pytest.mark.parametrize(
    ("starts", "year", "complete_from", "january"),
    [
        (CalendarMonth.DECEMBER, YearKind.FINANCIAL, "2017-12", 35 + 71),
        (None, YearKind.FINANCIAL, "2017-04", sum(ALLOCATED[2:12])),
        (None, YearKind.ACADEMIC, "2017-09", sum(ALLOCATED[7:12])),
    ],
    ids=["contract year", "financial year", "academic year"],
)
def test_a_year_to_date_starts_again_in_its_month(
    starts: CalendarMonth | None, year: YearKind, complete_from: str, january: int
) -> None:
    to_date = window(Covers.YEAR_TO_DATE, year_to_date_from=starts, year=year)
    found = values(computed(months(ALLOCATED), (to_date, CASES)), to_date)
    reasons = [period for period, value in found.items() if value is Missing.INCOMPLETE_WINDOW]
    assert max(reasons) < complete_from
    assert len(reasons) == list(found).index(complete_from)
    assert found["2018-01"] == january


@pytest.mark.parametrize(
    ("covers", "frequency", "year", "expected"),
    [
        (
            Covers.QUARTER, Frequency.QUARTERLY, YearKind.FINANCIAL,
            {"2016-17 Q4": None, "2017-18 Q1": 105, "2017-18 Q2": 184, "2017-18 Q3": 170, "2017-18 Q4": None},
        ),
        (
            Covers.TERM, Frequency.TERMLY, YearKind.ACADEMIC,
            {"2016-17 Spring": None, "2016-17 Summer": 198, "2017-18 Autumn": 235, "2017-18 Spring": None},
        ),
        (Covers.YEAR, Frequency.ANNUAL, YearKind.FINANCIAL, {"2016-17": None, "2017-18": None}),
    ],
)  # fmt: skip
def test_quarters_terms_and_years(
    covers: Covers, frequency: Frequency, year: YearKind, expected: dict[str, int | None]
) -> None:
    longer = window(covers, frequency=frequency, year=year)
    found = values(computed(months(ALLOCATED), (longer, CASES)), longer)
    assert found == {
        period: Missing.INCOMPLETE_WINDOW if total is None else Decimal(total)
        for period, total in expected.items()
    }


def test_a_window_of_percentages_adds_up_their_parts() -> None:
    quarter = window(Covers.QUARTER, PLANS, frequency=Frequency.QUARTERLY)
    given = [
        figure(PLANS, "2024-04", parts="1/2"),
        figure(PLANS, "2024-05", parts="30/40"),
        figure(PLANS, "2024-06", parts="0/0", missing=Missing.NOT_AVAILABLE),
    ]
    (row,) = computed(given, (quarter, PLANS))
    assert (row.numerator, row.denominator, row.value) == (31, 42, None)


def test_percentages_without_parts_have_no_sum() -> None:
    quarter = window(Covers.QUARTER, PLANS, frequency=Frequency.QUARTERLY)
    given = [figure(PLANS, f"2024-0{month}", "50.0") for month in (4, 5, 6)]
    assert [row.missing for row in computed(given, (quarter, PLANS))] == [Missing.NOT_A_COUNT]


@pytest.mark.parametrize(
    ("changes", "is_count"),
    [
        ({"unit": "cases", "decimals": 0}, True),
        ({"unit": "£", "decimals": 0}, True),
        ({"unit": "cases a worker", "decimals": 0}, False),
        ({"unit": "cases", "decimals": 1}, False),
        ({"unit": "Days", "decimals": 0}, False),
        ({"unit": "working days", "decimals": 0}, False),
        ({"unit": "percentage points", "decimals": 0}, False),
        ({"unit": "score", "decimals": 0}, False),
        ({"unit": "risk", "decimals": 0, "possible_values": (Decimal(1), Decimal(2))}, False),
        ({"unit": "bed days", "decimals": 0, "count": True}, True),
        ({"unit": "staff", "decimals": 1, "count": True}, True),
        ({"unit": "cases", "decimals": 0, "count": False}, False),
        ({"unit": "cases", "decimals": 0, "per": 1000}, False),
        ({"unit": "cases", "decimals": 0, "made_from": Difference(member("A"), member("B"))}, False),
    ],
)
def test_only_counts_are_added_up_without_parts(changes: dict[str, Any], is_count: bool) -> None:
    cases = replace(a_count("CEH01"), **changes)
    assert cases.is_count is is_count
    if cases.made_from is None:
        quarter = window(Covers.QUARTER, cases, frequency=Frequency.QUARTERLY)
        given = [figure(cases, f"2024-0{month}", "2") for month in (4, 5, 6)]
        expected = Decimal(6) if is_count else Missing.NOT_A_COUNT
        assert values(computed(given, (quarter, cases)), quarter) == {"2024-25 Q1": expected}


def test_no_row_means_none_where_the_definition_says_so() -> None:
    other = a_count("CEH02")
    both = (member("CEH01"), member("CEH02"))
    total = replace(a_count("TOTAL"), made_from=Sum(both, absent_is_zero=True))
    given = [
        *(figure(CASES, f"2024-0{month}", "5") for month in (4, 5, 6)),
        figure(other, "2024-05", missing=Missing.CONFIDENTIAL),
        figure(other, "2024-06", "2"),
        figure(other, "2024-07", parts="1/2"),
    ]
    found = values(computed(given, (total, CASES, other)), total)
    assert (found["2024-04"], found["2024-05"], found["2024-06"]) == (
        Decimal(5),
        Missing.PARTS_MISSING,
        Decimal(7),
    )
    (row,) = [one for one in computed(given, (total, CASES, other)) if one.numerator is not None]
    assert (row.numerator, row.denominator) == (Decimal(1), Decimal(2))


def test_none_is_added_to_a_number_with_decimals() -> None:
    hours, other = (a_count(code, decimals=1, count=True) for code in ("CEH01", "CEH02"))
    both = (member("CEH01"), member("CEH02"))
    total = replace(hours, code="TOTAL", made_from=Sum(both, absent_is_zero=True))
    rows = [figure(hours, "2024-04", "5.5"), figure(other, "2024-05", "0.25")]
    found = values(computed(rows, (total, hours, other)), total)
    assert found == {"2024-04": Decimal("5.5"), "2024-05": Decimal("0.25")}


def test_many_decimals_of_one_sum_leave_another_as_it_is() -> None:
    """At 16 decimals 500 + 500 would not fit 64 bits."""
    other = a_count("CEH02")
    total = a_count("TOTAL", made_from=Sum((member("CEH01"), member("CEH02"))))
    rows = [
        *(figure(one, "2024-07", "500") for one in (CASES, other)),
        *(figure(one, "2024-08", "0.0000000000000001") for one in (CASES, other)),
    ]
    found = values(computed(rows, (total, CASES, other)), total)
    assert found == {"2024-07": Decimal(1000), "2024-08": Decimal("0.0000000000000002")}


def test_each_sum_has_the_steps_of_its_own_parts() -> None:
    one, other = (replace(PLANS, code=code) for code in ("ONE", "OTHER"))
    total = replace(PLANS, code="TOTAL", made_from=Sum((member("ONE"), member("OTHER"))))
    steps = {"2024-07": (5, 0), "2024-08": (0, 0), "2024-09": (5, 10)}
    rows = [
        figure(each, month, parts="10/20", parts_rounded_to=step)
        for month, both in steps.items()
        for each, step in zip((one, other), both, strict=True)
    ]
    definitions = (total, one, other)
    made = derive(columns_of(rows, definitions), definitions, AREAS).observations
    assert made.parts_rounded_to[made.code == 0].tolist() == [5, 0, 15]


def test_averages_with_their_parts_are_added_up() -> None:
    load = replace(a_count("LOAD"), unit="cases a worker", decimals=1)
    other = replace(load, code="OTHER")
    total = replace(load, code="TOTAL", made_from=Sum((member("LOAD"), member("OTHER"))))
    given = [figure(one, "2024-07", parts="28/2") for one in (load, other)]
    (row,) = computed(given, (total, load, other))
    assert (row.numerator, row.denominator) == (Decimal(56), Decimal(4))


def test_a_suppressed_month_leaves_the_window_incomplete() -> None:
    quarter = window(Covers.QUARTER, frequency=Frequency.QUARTERLY)
    rows = months((1, 2, 3), "2024-04")
    rows[1] = figure(CASES, "2024-05", missing=Missing.SUPPRESSED)
    assert values(computed(rows, (quarter, CASES)), quarter) == {"2024-25 Q1": Missing.INCOMPLETE_WINDOW}


def test_a_difference_is_that_of_the_displayed_values() -> None:
    everyone, supported = an_indicator(code="ALL"), an_indicator(code="FSM")
    gap = an_indicator(code="GAP", made_from=Difference(member("ALL"), member("FSM")))
    given = [figure(everyone, "2024-08", parts="1/3"), figure(supported, "2024-08", parts="1/6")]
    assert [row.value for row in computed(given, (gap, everyone, supported))] == [Decimal("16.6")]


def test_a_sum_needs_every_figure() -> None:
    other = a_count("CEH02")
    total = a_count("TOTAL", made_from=Sum((member("CEH01"), member("CEH02"))))
    given = [figure(CASES, "2024-07", "10.50"), figure(other, "2024-07", "2"), figure(CASES, "2024-08", "4")]
    found = values(computed(given, (total, CASES, other)), total)
    assert found == {"2024-07": Decimal("12.5"), "2024-08": Missing.PARTS_MISSING}


def test_sums_that_no_column_can_hold_say_so() -> None:
    other = a_count("CEH02")
    total = a_count("TOTAL", made_from=Sum((member("CEH01"), member("CEH02"))))
    given = [
        *(figure(one, "2024-07", str(10**18)) for one in (CASES, other)),
        *(figure(one, "2024-08", "0.000000000000000001") for one in (CASES, other)),
    ]
    found = values(computed(given, (total, CASES, other)), total)
    assert found == {"2024-07": Missing.TOO_LARGE, "2024-08": Decimal("0.000000000000000002")}


def test_what_is_supplied_stands_and_what_is_to_be_supplied_is_filled() -> None:
    quarter = window(Covers.QUARTER, frequency=Frequency.QUARTERLY)
    marks = {"2024-25 Q1": "9", "2024-25 Q2": ""}
    given = [*months((1, 2, 3, 4, 5, 6, 7, 8, 9), "2024-04")]
    given += [figure(quarter, period, value) for period, value in marks.items()]
    given += [figure(quarter, "2024-25 Q3", missing=Missing.CONFIDENTIAL)]
    assert values(computed(given, (quarter, CASES)), quarter) == {"2024-25 Q2": Decimal(15)}


def test_a_supplied_figure_that_would_be_computed_as_another_is_told() -> None:
    quarter = window(Covers.QUARTER, frequency=Frequency.QUARTERLY, decimals=0)
    given = [*months((1, 2, 3, 4, 5, 6), "2024-04")]
    given += [figure(quarter, "2024-25 Q1", "6.4"), figure(quarter, "2024-25 Q2", "16")]
    definitions = (quarter, CASES)
    derived = derive(columns_of(given, definitions), definitions, AREAS)
    assert list(map(str, disagreements(derived.observations, derived.recomputed, definitions))) == [
        "test:row 8: warning: WINDOW for Dover in 2024-25 Q2 is supplied as 16, but computed it is 15 "
        "(sum of 3 months of CEH01); it is rated as supplied; correct it, or the figures that it is computed "
        "from"
    ]


def test_nothing_is_done_where_nothing_is_made_of_others() -> None:
    observations = columns_of(months(ALLOCATED), (CASES,))
    assert derive(observations, (CASES,), AREAS).observations is observations


def test_a_window_ends_with_its_last_month() -> None:
    given = [figure(CASES, f"2018-{month:02d}", "5") for month in range(1, 6)]
    closed = [figure(CASES, f"2018-{month:02d}", missing=Missing.CLOSED) for month in (6, 7)]
    quarter = a_count("Q", frequency=Frequency.QUARTERLY, made_from=Window(member("CEH01"), Covers.QUARTER))
    reasons = [row.missing for row in computed([*given, *closed], (quarter, CASES))]
    # The second quarter ends in June; the third has not come to its last month.
    assert reasons == [Missing.PRESENT, Missing.CLOSED, Missing.INCOMPLETE_WINDOW]


def test_a_ratio_by_a_population_ends_with_its_numerator() -> None:
    population = a_count("POP", frequency=Frequency.ANNUAL, year=YearKind.FINANCIAL)
    rate = an_indicator(code="RATE", per=10000, made_from=Ratio(member("CEH01"), member("POP")))
    given = [figure(population, "2018-19", "30000"), figure(CASES, "2018-06", missing=Missing.CLOSED)]
    assert [row.missing for row in computed(given, (rate, CASES, population))] == [Missing.CLOSED]


def test_a_sum_ends_with_all_that_it_adds_up() -> None:
    other = a_count("OTHER")
    both = a_count("BOTH", made_from=Sum((member("CEH01"), member("OTHER"))))
    closed = [figure(one, "2018-06", missing=Missing.CLOSED) for one in (CASES, other)]
    (ended,) = computed(closed, (both, CASES, other))
    (going_on,) = computed([closed[0], figure(other, "2018-06", "3")], (both, CASES, other))
    assert (ended.missing, going_on.missing) == (Missing.CLOSED, Missing.PARTS_MISSING)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("1000000000", "1000000000", Decimal(10) ** 18),
        ("1000000000", "1000000001", Missing.TOO_LARGE),
        ("-1000000000", "1000000000", -(Decimal(10) ** 18)),
        ("-1000000000", "1000000001", Missing.TOO_LARGE),
    ],
)
def test_a_product_has_18_digits_at_most(first: str, second: str, expected: Decimal | Missing) -> None:
    factors = [a_count("A"), a_count("B")]
    product = a_count("P", made_from=Product((member("A"), member("B"))))
    rows = [figure(one, "2018-02", value) for one, value in zip(factors, (first, second), strict=True)]
    (made,) = computed(rows, [product, *factors])
    assert (made.missing if made.value is None else made.value) == expected

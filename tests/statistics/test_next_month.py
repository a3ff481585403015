"""What the month to come must bring to a rolling year, since the month that drops out is known."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_engine.assemble.statistics.next_month_words import next_month_words
from kpi_engine.model.calendars.period import Month
from kpi_engine.model.definitions.indicator import DataPeriod, Indicator
from kpi_engine.model.definitions.judgement import Polarity, RateOn
from kpi_engine.model.definitions.made_from.measure import Covers, Member, Window
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.statistics.outcomes import NoStatistic
from kpi_engine.model.statistics.pace import NextMonthFacts
from kpi_engine.statistics.formulas.next_month import Standard, needed_of
from tests.rate.making import a_threshold
from tests.statistics.making import indicator, with_statistics

MAY = Month(2024, 5).ordinal


def monthly(**fields: Any) -> Indicator:
    return indicator(code="MONTH", **fields)


def rolling(**fields: Any) -> Indicator:
    window = Window(of=Member("MONTH", None), covers=Covers.ROLLING_12_MONTHS)
    return indicator(**{"code": "YEAR", "data_period": DataPeriod.R12M, "made_from": window, **fields})


def of_year(
    months: list[str], year: str, defined: Indicator | None = None, **fields: Any
) -> NextMonthFacts | None:
    ratings, row = rated(months, year, **fields)
    assert ratings.statistics is not None
    return (ratings.statistics.next_months or {}).get(row)


def rated(
    months: list[str], year: str, defined: Indicator | None = None, **fields: Any
) -> tuple[Ratings, int]:
    series = {("MONTH", "Kent"): months, ("YEAR", "Kent"): [year]}
    ratings = with_statistics(series, [monthly(), rolling(**fields)], last=MAY)
    row = next(row for row in range(len(ratings)) if Figure(ratings, row).indicator.code == "YEAR")
    return ratings, row


# June 2023 (9 of 20) drops out of the year to May 2024; target 70 %, 164 of 240 now.
MONTHS = ["45%9/20", *(["70%14/20"] * 10), "75%15/20"]
YEAR = "68%164/240"
TARGET = {"thresholds": (a_threshold("70", "60"),)}


def test_what_keeps_or_brings_the_target() -> None:
    facts = of_year(MONTHS, YEAR, **TARGET)
    # (164 − 9 + n) of 240 displays 70 from 69.5 %, 167 cases, on.
    assert facts == NextMonthFacts(NoStatistic.TOLD, 12, 20, "2023-06", 9, 155)
    ratings, row = rated(MONTHS, YEAR, **TARGET)
    words = "Next month needs 12 of 20: 9 of 20 in Jun 2023 drops out."
    assert next_month_words(Figure(ratings, row)) == words


@pytest.mark.parametrize(
    ("changes", "needed", "words"),
    [
        ({"thresholds": (a_threshold("73", "60"),)}, 19, "Next month needs 19 of 20: "),
        (
            {"thresholds": (a_threshold("75", "60"),)},
            None,
            "No figure of next month alone meets the target: ",
        ),
        ({"thresholds": (a_threshold("60", "50"),)}, 0, "Next month meets the target with any figure: "),
        (
            {"thresholds": (a_threshold("70", "80"),), "polarity": Polarity.LOWEST},
            14,
            "Next month can have at most 14 of 20: ",
        ),
        (
            {"thresholds": (a_threshold("80", "90"),), "polarity": Polarity.LOWEST},
            20,
            "Next month meets the target with any figure: ",
        ),
        (
            {"thresholds": (a_threshold("70", "60"),), "rate_on": RateOn.RAW},
            13,
            "Next month needs 13 of 20: ",
        ),
        ({"thresholds": (a_threshold("70", "60"),), "decimals": 1}, 13, "Next month needs 13 of 20: "),
    ],
)
def test_each_target(changes: dict[str, Any], needed: int | None, words: str) -> None:
    facts = of_year(MONTHS, YEAR, **changes)
    assert facts is not None
    assert facts.needed == needed
    ratings, row = rated(MONTHS, YEAR, **changes)
    assert next_month_words(Figure(ratings, row)) == f"{words}9 of 20 in Jun 2023 drops out."


def test_a_count_of_a_year() -> None:
    count = {"unit": "number", "per": 1, "thresholds": (a_threshold("130", "100"),)}
    series = {("MONTH", "Kent"): ["9", *(["10"] * 11)], ("YEAR", "Kent"): ["119"]}
    ratings = with_statistics(series, [monthly(**count), rolling(**count)], last=MAY)
    assert ratings.statistics is not None
    (facts,) = (ratings.statistics.next_months or {}).values()
    assert facts == NextMonthFacts(NoStatistic.TOLD, 20, None, "2023-06", 9, 110)


@pytest.mark.parametrize(
    ("months", "year", "changes"),
    [
        (["", *MONTHS[1:]], YEAR, {}),  # the month that drops out is not there
        (["45", *MONTHS[1:]], YEAR, {}),  # it has no parts
        (MONTHS, "68", {}),  # the year has none
        (MONTHS, YEAR, {"made_from": None}),  # nothing says which months they are
    ],
)
def test_without_monthly_figures(months: list[str], year: str, changes: dict[str, Any]) -> None:
    facts = of_year(months, year, **changes)
    assert facts is not None
    assert facts.why_none is NoStatistic.NO_MONTHLY_FIGURES
    ratings, row = rated(months, year, **changes)
    assert next_month_words(Figure(ratings, row)) == ""


@pytest.mark.parametrize(
    "changes",
    [
        {"polarity": Polarity.NONE, "thresholds": ()},
        {"thresholds": ()},
        {"data_period": DataPeriod.MS, "made_from": None},
    ],
)
def test_where_nothing_is_asked(changes: dict[str, Any]) -> None:
    assert of_year(MONTHS, YEAR, **changes) is None


@given(
    rest=st.integers(0, 300),
    others=st.integers(0, 60),
    denominator=st.integers(1, 40),
    target=st.integers(0, 1000),
    highest=st.booleans(),
    strict=st.booleans(),
)
def test_it_is_the_first_number_that_meets_the_target(
    rest: int, others: int, denominator: int, target: int, *, highest: bool, strict: bool
) -> None:
    standard = Standard(Fraction(target, 10), highest, strict, 1)
    among = rest + others + denominator
    meets = [n for n in range(denominator + 1) if standard.is_met(Fraction(100 * (rest + n), among))]
    expected = (min(meets) if highest else max(meets)) if meets else None
    assert needed_of(standard, 100, (rest, rest + others), denominator) == expected

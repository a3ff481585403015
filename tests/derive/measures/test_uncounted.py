"""Figures that are not added up, since what they are made from is no count: one warning an indicator."""

from __future__ import annotations

import pytest

from kpi_engine.derive.measures.uncounted import not_added_up
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Missing
from tests.derive.making import columns_of, figure
from tests.rate.making import an_indicator

RATES = (
    "percentages and rates cannot be added up without numerators and denominators; supply the numerators and "
    "denominators, or the figures themselves"
)
REMEDY = 'supply numerators and denominators, or write "count: true" where it may be added up'
COUNTS = {1: f"1 figure of A is not made; {REMEDY}", 2: f"2 figures of A are not made; {REMEDY}"}


@pytest.mark.parametrize(
    ("unit", "per", "count", "expected"),
    [
        ("percent", 100, 1, f"1 figure of A is not made: {RATES}"),
        ("percent", 1, 2, f"2 figures of A are not made: {RATES}"),
        ("cases", 1000, 1, f"1 figure of A is not made: {RATES}"),
        ("cases", 2, 1, f"1 figure of A is not made: {RATES}"),
        (
            *("cases", 1, 2),
            f"A is in cases, and nothing says that it is a count, so that {COUNTS[2]}",
        ),
        (
            *("", 1, 1),
            f"A has no unit, and nothing says that it is a count, so that {COUNTS[1]}",
        ),
    ],
)
def test_why_and_how_many(unit: str, per: int, count: int, expected: str) -> None:
    sound, one = an_indicator(code="B"), an_indicator(code="A", unit=unit, per=per)
    definitions: tuple[Indicator, ...] = (sound, one)
    months = [f"2018-0{at + 1}" for at in range(count)]
    rows = [figure(one, month, missing=Missing.NOT_A_COUNT) for month in months]
    found = not_added_up(columns_of([figure(sound, "2018-01", "5"), *rows], definitions), definitions)
    assert [f"{issue.what}; {issue.remedy}" for issue in found] == [expected]

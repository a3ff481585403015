"""Rates whose unit names another number than the one that they are made with."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.made_from.measure import Ratio
from kpi_engine.validate.data.rates import rates_by_another_number
from tests.derive.making import member
from tests.read.vocabulary import indicator
from tests.validate.figures import columns, figure

PARTS = figure("", "45", "10000")


def told(of: Indicator, *, parts: bool = True) -> list[tuple[str, str]]:
    rows = columns(PARTS if parts else figure("4.5"))
    return [(issue.what, issue.remedy) for issue in rates_by_another_number(rows, [of])]


@pytest.mark.parametrize(
    ("unit", "per", "made", "write"),
    [
        ("per 1,000", 1, "10 of 10,000 are 0.001", 1000),
        ("births per 1000 women", 100, "10 of 10,000 are 0.1", 1000),
        ("Per 100,000 population", 10_000, "10 of 1,000,000 are 0.1", 100_000),
    ],
)
def test_a_rate_by_another_number_than_its_unit_is_told(unit: str, per: int, made: str, write: int) -> None:
    ((what, remedy),) = told(indicator("A", unit=unit, per=per))
    assert made in what
    assert remedy == f'write "per: {write}" in the definition, or correct the unit'


@pytest.mark.parametrize(
    ("unit", "per"),
    [("per 1,000", 1000), ("cases per worker", 1), ("£ per 1.5 people", 1), ("per 24 hours", 1)],
)
def test_other_units_are_left_alone(unit: str, per: int) -> None:
    assert told(indicator("A", unit=unit, per=per)) == []


def test_a_rate_that_is_supplied_is_not_made() -> None:
    rate = indicator("A", unit="per 1,000", per=1)
    assert told(rate, parts=False) == []
    made = replace(rate, made_from=Ratio(member("B"), member("C")))
    assert len(told(made, parts=False)) == 1


def test_each_indicator_is_looked_at_whatever_comes_before_it() -> None:
    rows = columns(replace(PARTS, code="B"), PARTS)
    both = [indicator("B", unit="cases", per=1), indicator("A", unit="per 1,000", per=1)]
    assert [issue.what.split()[3] for issue in rates_by_another_number(rows, both)] == ["A"]

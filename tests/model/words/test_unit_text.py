"""Units beside numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_engine.model.words.number_text import (
    difference_with_unit,
    standard_text,
    standard_with_unit,
    value_text,
    value_with_unit,
    with_sign,
)
from tests.rate.making import an_indicator

TEXTS = [
    ("percent", "45.3", "45.3%"),
    ("£", "1188", "£1,188"),
    ("£", "-1188.5", "-£1,188.5"),
    ("£m", "1.4", "£1.4m"),
    ("£ million", "1.4", "£1.4m"),
    ("£000", "512", "£512k"),
    ("£000s", "512", "£512k"),
    ("£bn", "2", "£2bn"),
    ("€ per resident", "12.50", "€12.50 per resident"),
    ("1:n", "17.9", "1:17.9"),
    ("minutes:seconds", "141", "2:21"),
    ("minutes:seconds", "77.9", "1:17.9"),
    ("minutes:seconds", "-3661.05", "-61:01.05"),
    ("hours:minutes", "90", "1:30"),
]
WORDS = [
    ("days", "12.5", "12.5 days"),
    ("days", "1", "1 day"),
    ("days", "-1", "-1 day"),
    ("days", "1.0", "1.0 days"),
    ("days", "0", "0 days"),
    ("young people", "1", "1 young person"),
    ("families per worker", "1", "1 family per worker"),
    ("business", "1", "1 business"),
    ("per 1,000", "4.2", "4.2 per 1,000"),
    ("rate per 10,000", "4.2", "4.2 per 10,000"),
    ("cases", "1234567", "1,234,567 cases"),
]
SILENT = ["number", "Number", "count", "score", "grade", "rating", "index", "value"]


def of_unit(unit: str, decimals: int = 0) -> object:
    return an_indicator(unit=unit, per=1, decimals=decimals)


@pytest.mark.parametrize(("unit", "number", "text"), TEXTS)
def test_signs_stand_beside_every_number(unit: str, number: str, text: str) -> None:
    assert value_text(Decimal(number), of_unit(unit)) == text
    assert value_with_unit(Decimal(number), of_unit(unit)) == text


@pytest.mark.parametrize(("unit", "number", "text"), WORDS)
def test_words_stand_where_the_unit_is_asked_for(unit: str, number: str, text: str) -> None:
    assert value_with_unit(Decimal(number), of_unit(unit)) == text
    assert value_text(Decimal(number), of_unit(unit)) == f"{Decimal(number):,f}"


@pytest.mark.parametrize("unit", SILENT)
def test_what_says_no_more_than_number_is_not_written(unit: str) -> None:
    assert value_with_unit(Decimal(1204), of_unit(unit)) == "1,204"


def test_standards_have_the_decimals_of_the_values() -> None:
    assert standard_text(Decimal("1.4"), of_unit("£m", 2)) == "£1.40m"
    assert with_sign("25.0443…", of_unit("percent")) == "25.0443…%"
    assert with_sign("25.0443…", of_unit("days")) == "25.0443…"


@given(st.integers(0, 10**6), st.integers(0, 2))
def test_a_clock_shows_the_whole_number(seconds: int, places: int) -> None:
    number = Decimal(seconds).scaleb(-places)
    minutes, _, rest = value_text(number, of_unit("minutes:seconds")).replace(",", "").partition(":")
    assert int(minutes) * 60 + Decimal(rest) == number
    assert len(rest.partition(".")[0]) == 2


@pytest.mark.parametrize(
    ("unit", "standard", "difference"),
    [
        ("days", "28.0 days", "28 days"),
        ("per 1,000", "28.0 per 1,000", "28 per 1,000"),
        ("percent", "28.0%", "28 percentage points"),
        ("£m", "£28.0m", "£28m"),
        ("score", "28.0", "28"),
    ],
)
def test_standards_and_distances_have_their_unit_as_values_have(
    unit: str, standard: str, difference: str
) -> None:
    assert standard_with_unit(Decimal(28), of_unit(unit, 1)) == standard
    assert difference_with_unit(Decimal(28), of_unit(unit, 1)) == difference

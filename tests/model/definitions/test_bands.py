"""Bands in words, and the percent of target that they rate."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kpi_engine.model.definitions.judgement import Polarity, Rag
from kpi_engine.model.definitions.methods.floor_and_target import FloorAndTarget
from kpi_engine.model.definitions.methods.method import strict_sign
from kpi_engine.model.words.number_text import target_text
from kpi_engine.model.words.rule_wording import percent_text, wording_of
from tests.band_rules import bands_rule, contract
from tests.rate.making import an_indicator

PEOPLE = an_indicator(unit="people", per=1, decimals=0)


def test_percent_of_target_is_said_once() -> None:
    assert (
        contract("1874").all_words(wording_of(PEOPLE))
        == "GREEN 65% of target or more · AMBER 50% to below 65% · RED below 50%"
    )
    assert contract("1874").band_words(contract("1874").red, wording_of(PEOPLE)) == "below 50% of target"


@pytest.mark.parametrize(
    ("green", "amber", "red", "text"),
    [
        ("..6", "8..15", "16..", "GREEN 6 or less · AMBER 8 to 15 · RED 16 or more"),
        (">64", ">49..64", "..49", "GREEN above 64 · AMBER above 49 to 64 · RED 49 or less"),
        ("..2", "3..3", "4..", "GREEN 2 or less · AMBER 3 · RED 4 or more"),
        ("1200..", None, "<1200", "GREEN 1,200 or more · RED below 1,200"),
        (">5..<9", "3..5", "..<3", "GREEN above 5 to below 9 · AMBER 3 to 5 · RED below 3"),
    ],
)
def test_each_kind_of_end_in_words(green: str, amber: str | None, red: str, text: str) -> None:
    assert bands_rule(green, amber, red).all_words(wording_of(PEOPLE)) == text


def test_edges_have_the_decimals_and_the_sign_of_the_unit() -> None:
    assert (
        bands_rule("85..", None, "<85").all_words(wording_of(an_indicator()))
        == "GREEN 85.0% or more · RED below 85.0%"
    )


@pytest.mark.parametrize(
    ("value", "percent"),
    [("662", "35.3"), ("1218", "65.0"), ("0", "0.0"), ("-10", "-0.5"), ("3748", "200.0")],
)
def test_percent_of_target_is_rounded_half_up(value: str, percent: str) -> None:
    assert str(contract("1874").percent_of_target(Decimal(value))) == percent


def test_bands_of_the_value_have_no_percent() -> None:
    assert bands_rule("..6", None, ">6", target="4").percent_of_target(Decimal(3)) is None
    assert percent_text(Decimal("1200.5")) == "1,200.5% of target"


def test_a_band_by_its_rating() -> None:
    rule = contract("100", "65..", None, "<65")
    assert (rule.band_of(Rag.GREEN), rule.band_of(Rag.AMBER), rule.band_of(Rag.RED)) == (
        rule.green,
        None,
        rule.red,
    )
    assert rule.band_of(Rag.NONE) is None
    assert rule.worst_but_red is rule.green
    assert rule.bands_name == "contracts"
    assert FloorAndTarget(None, None).bands_name == ""


@pytest.mark.parametrize(
    ("polarity", "strict", "text"),
    [
        (Polarity.HIGHEST, True, "> 133 people"),
        (Polarity.LOWEST, True, "< 133 people"),
        (Polarity.HIGHEST, False, "133 people"),
    ],
)
def test_a_strict_target_has_a_sign(polarity: Polarity, strict: bool, text: str) -> None:
    assert target_text(FloorAndTarget(Decimal(133), None, strict), polarity, PEOPLE) == text


def test_without_a_target_there_is_no_text() -> None:
    assert target_text(bands_rule("..6", None, ">6"), Polarity.LOWEST, PEOPLE) == ""
    assert strict_sign(bands_rule("..6", None, ">6"), Polarity.LOWEST) == ""


@pytest.mark.parametrize(
    ("percent", "rag"),
    [("65", Rag.GREEN), ("200", Rag.GREEN), ("64.9", Rag.AMBER), ("50", Rag.AMBER), ("49.9", Rag.RED)],
)
def test_the_rating_of_a_number(percent: str, rag: Rag) -> None:
    assert contract("1874").rag_of(Decimal(percent)) is rag


@pytest.mark.parametrize(
    ("score", "rag"), [("6", Rag.GREEN), ("7", Rag.AMBER), ("15", Rag.AMBER), ("15.5", Rag.RED)]
)
def test_the_rating_of_a_number_where_lowest_is_best(score: str, rag: Rag) -> None:
    assert bands_rule("..6", "7..15", "16..").rag_of(Decimal(score)) is rag
    assert bands_rule("<7", None, "7..").rag_of(Decimal(7)) is Rag.RED

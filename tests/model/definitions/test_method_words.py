"""Every word that a rating method has for readers, method by method."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from kpi_engine.model.definitions.judgement import Polarity, Rag
from kpi_engine.model.definitions.methods.floor_and_target import FloorAndTarget
from kpi_engine.model.definitions.methods.met_or_missed import MetOrMissed
from kpi_engine.model.definitions.methods.method_words import Judged
from kpi_engine.model.definitions.methods.target_range import TargetRange
from kpi_engine.model.definitions.methods.tolerance import Tolerance
from kpi_engine.model.definitions.scale import RED_AMBER_GREEN
from kpi_engine.model.words.rule_wording import wording_of
from tests.band_rules import bands_rule
from tests.rate.making import an_indicator

WORDING = wording_of(an_indicator())
H, L, T = Polarity.HIGHEST, Polarity.LOWEST, Polarity.TARGET
FLOOR = FloorAndTarget(Decimal("85.0"), Decimal("75.0"))
MET = MetOrMissed(Decimal("85.0"))
FIVE = Tolerance(Decimal("85.0"), Decimal(5), is_percent=True)
RANGE = TargetRange(Decimal("20.0"), (Decimal("17.5"), Decimal("22.5")), (Decimal("12.5"), Decimal("27.5")))
BLUE = ((Rag.BLUE, Decimal("90.0")),)


def judged(rag: Rag, polarity: Polarity = H) -> Judged:
    return Judged(rag, polarity, Decimal("80.0"), Fraction(80))


def sentences(rule: object) -> list[str]:
    return list(rule.sentences(WORDING, H, "", ""))  # type: ignore[attr-defined]


def test_floor_and_target() -> None:
    assert FLOOR.target_words(WORDING, H) == "85.0% or more is GREEN"
    assert FLOOR.target_words(WORDING, T) == "85.0%, to be kept close to"
    nothing = FloorAndTarget(None, None)
    assert nothing.target_words(WORDING, H) == "no target"
    assert sentences(nothing) == []
    assert nothing.floor_text(WORDING, H) is None
    assert nothing.in_force_words(WORDING, T, "") == "no target, no range around it"
    assert (FLOOR.percent_of_target(Decimal(80)), FLOOR.rag_of_percent(Decimal(80))) == (None, None)
    assert list(FLOOR.percents()) == []
    assert FLOOR.percent_decimals == 0
    blue = replace(FLOOR, further=BLUE)
    assert blue.why_words(judged(Rag.BLUE), WORDING) == "at or above 90.0%, where BLUE begins"


def test_met_or_missed() -> None:
    assert MET.width is None
    assert MET.floor_text(WORDING, H) is None
    assert MET.target_words(WORDING, H) == "85.0% or more is GREEN, anything else RED"
    assert sentences(MET) == ["The target is 85.0%, met or missed."]
    assert list(MET.short_words(WORDING)) == ["met or missed"]
    assert MET.floor_name(WORDING, several=False) == "the target 85.0%"
    assert MET.floor_name(WORDING, several=True) == "the targets"
    strict = replace(MET, strict=True)
    assert strict.why_words(judged(Rag.RED), WORDING).startswith("not above the target")
    assert strict.why_words(judged(Rag.GREEN, L), WORDING).startswith("below the target")
    blue = replace(MET, further=BLUE)
    assert blue.why_words(judged(Rag.BLUE), WORDING) == "at or above 90.0%, where BLUE begins"


def test_tolerance() -> None:
    assert FIVE.target_words(WORDING, H) == "85.0% or more is GREEN"
    assert sentences(FIVE) == ["The target is 85.0%, with a tolerance of 5% of the target (80.75%)."]
    assert list(FIVE.short_words(WORDING)) == ["tolerance 5% of the target (80.75%)"]
    assert FIVE.floor_name(WORDING, several=False) == "the target 85.0% by more than its tolerance"
    assert list(FIVE.all_numbers()) == [Fraction(85), Fraction("80.75")]
    assert FIVE.floor_text(WORDING, H) is not None
    strict = replace(FIVE, strict=True)
    assert strict.why_words(judged(Rag.AMBER), WORDING).startswith("not above the target")
    lowest = replace(strict, lowest_is_best=True)
    assert lowest.why_words(judged(Rag.GREEN, L), WORDING).startswith("below the target")
    blue = replace(FIVE, further=BLUE)
    assert blue.why_words(judged(Rag.BLUE), WORDING) == "at or above 90.0%, where BLUE begins"


def test_target_range() -> None:
    pointless = replace(RANGE, target=None)
    assert next(name for name, _ in pointless.numbers()) == "end of the green range"
    assert sentences(pointless)[0].startswith("The target is ")
    assert sentences(replace(RANGE, amber=None)) == ["The target is 20.0%, achieved from 17.5% to 22.5%."]
    assert len(list(RANGE.short_words(WORDING))) == 2
    assert len(list(replace(RANGE, amber=None).short_words(WORDING))) == 1
    assert RANGE.floor_name(WORDING, several=False) == "the amber range"


@pytest.mark.parametrize("target", ["60", None])
def test_bands(target: str | None) -> None:
    rule = bands_rule("80..", "70..<80", "<70", target)
    numbers = list(rule.all_numbers())
    assert (Fraction(60) in numbers) == (target is not None)
    told = list(rule.sentences(WORDING, H, "", "35.3% of target"))
    assert len(told) == (2 if target else 1)
    assert told[-1].startswith("Bands: ")
    assert list(rule.percents()) == []
    assert [name for name, _ in rule.numbers()] == (["target"] if target else [])


def test_a_scale_without_its_own_meaning_has_the_usual_one() -> None:
    assert RED_AMBER_GREEN.meaning(Rag.GREEN, "target achieved") == "target achieved"

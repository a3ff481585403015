"""Rows that are rated by bands, and strict targets: what a reader of the page is told."""

from __future__ import annotations

from decimal import Decimal

from kpi_engine.model.document import FLOOR_STANDARDS_MISSED, MOVEMENTS, Document
from kpi_engine.model.indicator import FloorAndTarget, FloorBasis, Indicator, RateOn
from kpi_engine.model.judgement import Polarity, Rag
from tests.assemble.making import cell, document, highlight, indicator, months, scorecard, section, threshold
from tests.band_rules import bands_rule, contract

COUNT = {"unit": "people", "per": 1, "decimals": 0}


def by_percent(**changes: object) -> Indicator:
    return indicator(thresholds=[threshold(rule=contract("1874"))], **{**COUNT, **changes})


def by_score(target: str | None = "15", basis: FloorBasis = FloorBasis.STATED) -> Indicator:
    rule = bands_rule("..6", "8..15", "16..", target)
    return indicator(polarity=Polarity.LOWEST, thresholds=[threshold(rule=rule, floor_basis=basis)], **COUNT)


def strict() -> Indicator:
    return indicator(
        thresholds=[threshold(rule=FloorAndTarget(Decimal(133), Decimal(100), strict=True))], **COUNT
    )


def meanings(shown: Document, group: str) -> dict[str, str]:
    return {entry.term: entry.meaning for entry in shown.key if entry.group == group}


def test_the_percent_of_target_stands_beside_the_rating() -> None:
    rag = cell(document(months("662"), [by_percent()]).sections[0], "rag")
    assert (rag.text, rag.note, rag.rag) == ("RED", "35.3% of target", Rag.RED)
    assert rag.words == "RED: below 50% of target; 35.3% of target"


def test_rated_before_rounding_is_said_too() -> None:
    rag = cell(document(months("662"), [by_percent(rate_on=RateOn.RAW)]).sections[0], "rag")
    assert rag.words.startswith("RED: below 50% of target; 35.3% of target; ")
    assert rag.note.startswith("35.3% of target; ")


def test_a_band_of_the_value_is_said_in_words() -> None:
    rag = cell(document(months("10"), [by_score()]).sections[0], "rag")
    assert (rag.text, rag.note, rag.words) == ("AMBER", "", "AMBER: 8 to 15")


def test_the_target_beside_bands_says_what_is_which_colour() -> None:
    target = cell(document(months("10"), [by_score()]).sections[0], "target")
    assert (target.text, target.number) == ("15", Decimal(15))
    assert target.words == "15; GREEN 6 or less · AMBER 8 to 15 · RED 16 or more"


def test_a_strict_target_has_its_sign_and_is_said_in_words() -> None:
    target = cell(document(months("133"), [strict()]).sections[0], "target")
    assert (target.text, target.words, target.number) == ("> 133", "above 133 is GREEN", Decimal(133))
    assert cell(document(months("133"), [strict()]).sections[0], "rag").rag is Rag.AMBER


def test_a_missed_band_is_a_missed_floor_standard() -> None:
    missed = highlight(document(months("20"), [by_score(basis=FloorBasis.ASSUMED)]), FLOOR_STANDARDS_MISSED)
    floor, distance = (cell(missed, key) for key in ("floor_standard", "distance_to_floor"))
    assert (floor.text, floor.words) == ("RED 16 or more", "RED 16 or more (assumed)")
    assert distance.text == "5"


def test_a_movement_is_counted_in_widths_of_amber() -> None:
    # 65 less 50 percent of 1,874 are 281.1.
    table = highlight(document(months("1000", "1281.1"), [by_percent(decimals=1)]), MOVEMENTS)
    assert cell(table, "movement").number == Decimal("1.0")


def test_without_an_amber_band_there_is_no_scale() -> None:
    known = indicator(thresholds=[threshold(rule=contract("100", "65..", None, "<65"))], **COUNT)
    assert highlight(document(months("10", "20"), [known]), MOVEMENTS).rows == ()


def test_the_key_spells_out_each_set_of_bands_once() -> None:
    known = [by_percent(), by_percent(code="B"), indicator("C")]
    figures = [one for code in ("SCS40", "B", "C") for one in months("90", code=code)]
    shown = document(figures, known, scorecard(section("SCS40", "B", "C")))
    assert meanings(shown, "Bands") == {
        "contracts": "GREEN 65% of target or more · AMBER 50% to below 65% · RED below 50%"
    }
    assert meanings(shown, "Rating")["GREEN"] == "target achieved or, where bands rate, in the GREEN band"


def test_where_bands_alone_rate_the_key_speaks_of_no_target() -> None:
    shown = document(months("662"), [by_percent()])
    assert meanings(shown, "Rating")["AMBER"] == "in the AMBER band"
    assert meanings(shown, "Rating")["RED"] == "in the RED band, which must result in management action"


def test_the_key_explains_the_sign_of_a_strict_target() -> None:
    mark = "> or < before a target"
    assert meanings(document(months("133"), [strict()]), "Marks")[mark]
    assert mark not in meanings(document(months("133"), [by_score()]), "Marks")

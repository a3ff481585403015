"""Rows that are rated by bands, and strict targets: what a reader of the page is told."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Polarity, Rag, RateOn
from kpi_engine.model.definitions.methods.floor_and_target import FloorAndTarget
from kpi_engine.model.definitions.threshold import FloorBasis
from kpi_engine.model.outputs.document import FLOOR_STANDARDS_MISSED, MOVEMENTS, Document, Table
from tests.assemble.making import (
    cell,
    document,
    figure,
    highlight,
    indicator,
    months,
    scorecard,
    section,
    threshold,
)
from tests.band_rules import bands_rule, contract

COUNT = {"unit": "people", "per": 1, "decimals": 0}


def by_percent(target: str = "1874", **changes: object) -> Indicator:
    return indicator(thresholds=[threshold(rule=contract(target))], **{**COUNT, **changes})


def by_score(
    target: str | None = "15", basis: FloorBasis = FloorBasis.STATED, code: str = "SCS40"
) -> Indicator:
    rule = bands_rule("..6", "8..15", "16..", target)
    thresholds = [threshold(rule=rule, floor_basis=basis)]
    return indicator(code, polarity=Polarity.LOWEST, thresholds=thresholds, **COUNT)


def strict() -> Indicator:
    return indicator(
        thresholds=[threshold(rule=FloorAndTarget(Decimal(133), Decimal(100), strict=True))], **COUNT
    )


def meanings(shown: Document, group: str) -> dict[str, str]:
    return {entry.term: entry.meaning for entry in shown.key if entry.group == group}


def column_titles(table: Table) -> dict[str, str]:
    return {column.key: column.title for column in table.columns}


def test_the_percent_of_target_stands_beside_the_rating() -> None:
    rag = cell(document(months("662"), [by_percent()]).sections[0], "rag")
    assert (rag.text, rag.note, rag.rag) == ("RED", "35.3% of target", Rag.RED)
    assert rag.words == "RED: below 50% of target; 35.3% of target"


def test_rated_before_rounding_is_said_too() -> None:
    rag = cell(document(months("662"), [by_percent(rate_on=RateOn.RAW)]).sections[0], "rag")
    assert rag.words == "RED: below 50% of target; 35.3255…% of target; rated before rounding"
    assert rag.note == "35.3255…% of target; rated before rounding"


def test_a_percent_that_needs_no_rounding_is_told_as_it_is() -> None:
    rag = cell(document(months("937"), [by_percent(rate_on=RateOn.RAW)]).sections[0], "rag")
    assert rag.note == "50.0% of target; rated before rounding"


def test_the_percent_is_that_of_the_value_before_it_is_rounded() -> None:
    one = replace(figure("65", parts=("6496", "100")), as_printed=False)
    rag = cell(document([one], [by_percent("100", rate_on=RateOn.RAW)]).sections[0], "rag")
    assert (rag.text, rag.note) == ("AMBER", "64.96% of target; rated before rounding")


def test_a_band_of_the_value_is_said_in_words() -> None:
    rag = cell(document(months("10"), [by_score()]).sections[0], "rag")
    assert (rag.text, rag.note, rag.words) == ("AMBER", "", "AMBER: 8 to 15")


def test_the_target_beside_bands_says_what_is_which_colour() -> None:
    target = cell(document(months("10"), [by_score()]).sections[0], "target")
    assert (target.text, target.number) == ("15 people", Decimal(15))
    assert target.words == "15; GREEN 6 or less · AMBER 8 to 15 · RED 16 or more"


def test_a_strict_target_has_its_sign_and_is_said_in_words() -> None:
    target = cell(document(months("133"), [strict()]).sections[0], "target")
    assert (target.text, target.words, target.number) == (
        "> 133 people",
        "above 133 people is GREEN",
        Decimal(133),
    )
    assert cell(document(months("133"), [strict()]).sections[0], "rag").rag is Rag.AMBER


def test_a_red_band_stands_where_a_missed_floor_standard_does_and_is_called_so() -> None:
    missed = highlight(document(months("20"), [by_score(basis=FloorBasis.ASSUMED)]), FLOOR_STANDARDS_MISSED)
    floor, distance = (cell(missed, key) for key in ("floor_standard", "distance_to_floor"))
    assert (floor.text, floor.words) == ("16 or more", "16 or more is RED (assumed)")
    assert distance.text == "5 people"
    assert "loor" not in f"{missed.title}{missed.caption}{[column.title for column in missed.columns]}"
    assert [column.title for column in missed.columns][-5:] == [
        "RED band",
        "To leave RED",
        "Direction of travel",
        "RED in a row",
        "RED since",
    ]


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
    assert meanings(shown, "Rating")["GREEN"] == "target achieved; where bands rate, in the GREEN band"


def test_where_bands_alone_rate_the_key_speaks_of_no_target() -> None:
    shown = document(months("662"), [by_percent()])
    assert meanings(shown, "Rating")["AMBER"] == "in the AMBER band"
    assert meanings(shown, "Rating")["RED"] == "in the RED band"
    assert [column.explanation for column in shown.summary.columns[1:4]] == [
        "In the RED band",
        "In the AMBER band",
        "In the GREEN band",
    ]
    assert column_titles(shown.sections[0])["floor_standard"] == "RED band"


def test_where_bands_and_floor_standards_rate_the_headings_say_both() -> None:
    figures = [*months("20", code="A"), *months("70.0", code="B")]
    shown = document(figures, [by_score(code="A"), indicator("B")], scorecard(section("A", "B")))
    both = "Floor standard not achieved, or in the RED band"
    assert shown.summary.columns[1].explanation == both
    assert column_titles(shown.sections[0])["floor_standard"] == "Floor standard or RED band"
    assert highlight(shown, FLOOR_STANDARDS_MISSED).title == "What is RED"
    assert highlight(shown, MOVEMENTS).columns


def test_what_is_red_by_a_floor_standard_alone_is_called_a_missed_one() -> None:
    figures = [*months("9", code="A"), *months("70.0", code="B")]
    shown = document(figures, [by_score(code="A"), indicator("B")], scorecard(section("A", "B")))
    assert highlight(shown, FLOOR_STANDARDS_MISSED).title == "Floor standards missed"


def test_the_key_speaks_of_unstated_bands_as_bands() -> None:
    assumed = document(months("20"), [by_score(basis=FloorBasis.ASSUMED)])
    assert meanings(assumed, "Marks")["assumed"] == ("no bands have been published; these are our assumption")


def test_the_key_explains_the_sign_of_a_strict_target() -> None:
    mark = "> or < before a target"
    assert meanings(document(months("133"), [strict()]), "Marks")[mark]
    assert mark not in meanings(document(months("133"), [by_score()]), "Marks")

"""An overall rating that is the worst of others: the rating and whose it is, and never its points."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from kpi_engine.assemble.tidy.table import tidy_table
from kpi_engine.model.calendars.period import Month
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import DirectionOfTravel, Rag
from kpi_engine.model.definitions.made_from.overall import Overall, OverallMember, OverallMethod
from kpi_engine.model.definitions.made_from.points import Points
from kpi_engine.model.definitions.methods.rules import RatingRule
from kpi_engine.model.figures.commentary import Commentary
from kpi_engine.model.figures.worst import Worst, worst_among
from kpi_engine.model.outputs.document import FLOOR_STANDARDS_MISSED, MOVEMENTS, Document
from tests.assemble.making import (
    AREAS,
    AUGUST,
    HERE,
    cell,
    document,
    figure,
    highlight,
    indicator,
    months,
    rated,
    scorecard,
    section,
    texts,
    threshold,
)
from tests.band_rules import bands_rule

POINTS = bands_rule("2..", "1..<2", "<1")


def worst(rule: RatingRule = POINTS, points: tuple[str, str, str] = ("2", "1", "0")) -> Indicator:
    """The worst of A and B."""
    members = tuple(OverallMember(code, Decimal(1), HERE) for code in ("A", "B"))
    green, amber, red = map(Decimal, points)
    of = Overall(OverallMethod.WORST, members, 0, None, Points(green, amber, red), None)
    return indicator("ALL", unit="points", per=1, decimals=0, overall=of, thresholds=[threshold(rule=rule)])


def page(*indicators: Indicator, area: str = "Kent", **changes: Any) -> Document:
    """A: AMBER in July, RED in August. B: GREEN in July, RED in August, as in the area below."""
    figures = [
        *months("80.0", "70.0", code="A"),
        *months("90.0", "60.0", code="B"),
        *(figure(value, code=code, area="Swale") for code, value in (("A", "90.0"), ("B", "80.0"))),
        *(figure(value, code=code, area="Dover") for code, value in (("A", "90.0"), ("B", "90.0"))),
    ]
    known = [*(indicators or (worst(),)), indicator("A"), indicator("B")]
    return document(figures, known, scorecard(section("ALL")), area=area, **changes)


def test_the_value_is_the_rating_with_the_names_of_those_that_have_it() -> None:
    shown = cell(page(area="Swale").sections[0], "latest")
    assert (shown.text, shown.note, shown.number) == ("AMBER", "B Name of B", None)
    assert shown.words == "AMBER (B Name of B)"
    assert cell(page().sections[0], "latest").shown == "RED (both its indicators)"
    assert cell(page(area="Dover").sections[0], "latest").shown == "GREEN (both its indicators)"


def test_the_standards_and_the_arrow_are_told_in_ratings() -> None:
    table = page().sections[0]
    assert cell(table, "floor_standard").text == "where RED is the worst"
    assert cell(table, "rag").words == "RED: where RED is the worst"
    direction = cell(table, "direction_of_travel")
    assert direction.direction is DirectionOfTravel.WORSENED
    assert direction.words == "worsened compared with Jul 2024 (AMBER)"


def test_a_target_and_a_floor_standard_in_points_are_ratings_too() -> None:
    table = page(worst(threshold(0, "1.5", "1").rule)).sections[0]
    assert (cell(table, "target").text, cell(table, "floor_standard").text) == ("GREEN", "AMBER")
    assert cell(table, "target").number is None


def test_the_trend_draws_the_ratings_and_no_standards() -> None:
    points = cell(page().sections[0], "trend").trend
    assert [point.text for point in points] == ["no figure supplied", "AMBER", "RED"]
    assert [point.height for point in points] == [None, 1.0, 0.0]
    assert {point.edges for point in points} == {()}
    assert {point.target_text for point in points} == {""}


def test_what_is_missed_has_no_distance_and_what_has_moved_no_size() -> None:
    missed = highlight(page(), FLOOR_STANDARDS_MISSED)
    assert texts(missed, "code", "value", "distance_to_floor") == [["ALL", "RED (both its indicators)", ""]]
    moved = highlight(page(), MOVEMENTS)
    assert (moved.rows, moved.notes) == ((), ())


def test_the_key_spells_the_bands_in_ratings_and_does_not_call_it_computed() -> None:
    entries = {entry.term: entry.meaning for entry in page().key}
    assert entries["scores"] == (
        "GREEN where GREEN is the worst · AMBER where AMBER is the worst · RED where RED is the worst"
    )
    assert "computed" not in entries


def test_a_lenient_band_says_which_ratings_lie_in_it() -> None:
    shown = page(worst(bands_rule("1..", None, "<1"))).sections[0]
    assert cell(shown, "rag").words == "RED: where RED is the worst"
    entries = {entry.term: entry.meaning for entry in page(worst(bands_rule("1..", None, "<1"))).key}
    assert entries["scores"] == "GREEN where GREEN or AMBER is the worst · RED where RED is the worst"
    never = {entry.term: entry.meaning for entry in page(worst(bands_rule("3..", None, "<3"))).key}
    assert never["scores"].startswith("GREEN never · RED where GREEN or AMBER or RED is the worst")


def test_a_heat_map_names_the_codes_beside_the_rating() -> None:
    shown = page()
    (heat_map,) = [table for table in shown.heat_maps if "district" in table.title]
    (row,) = [row for row in heat_map.rows if row.code == "ALL"]
    told = {column.title: one for column, one in zip(heat_map.columns, row.cells, strict=True)}
    assert (told["Swale"].text, told["Swale"].rag) == ("B", Rag.AMBER)
    assert told["Dover"].text == "A, B"


def test_the_ratings_name_it_in_columns_of_their_own() -> None:
    figures = [*months("80.0", "70.0", code="A"), *months("90.0", "80.0", code="B"), figure(None, AUGUST - 2)]
    ratings = rated(figures, [worst(), indicator("A"), indicator("B"), indicator()])
    columns = tidy_table(ratings, rated([], [], outturns=True), AREAS).columns
    rows = [
        {name: column.texts[column.positions[row]] for name, column in columns.items()}
        for row in range(len(ratings))
    ]
    told = {row["period"]: row for row in rows if row["code"] == "ALL"}
    assert (told["2024-08"]["worst_rating"], told["2024-08"]["worst_members"]) == ("RED", "A")
    assert (told["2024-07"]["worst_rating"], told["2024-07"]["worst_members"]) == ("AMBER", "A")
    for number in ("value", "previous_value", "distance_to_target", "distance_to_floor", "target"):
        assert told["2024-08"][number] == ""
    assert {row["worst_rating"] for row in rows if row["code"] != "ALL"} == {""}
    assert next(row for row in rows if row["code"] == "A" and row["period"] == "2024-08")["value"] == "70.0"


def test_ratings_without_a_worst_one_have_no_such_columns() -> None:
    ratings = rated(months("80.0"), [indicator()])
    assert "worst_rating" not in tidy_table(ratings, rated([], [], outturns=True), AREAS).columns


@pytest.mark.parametrize(("points", "july"), [(("2", "1", "0"), "AMBER"), (("2", "0", "0"), "AMBER or RED")])
def test_ratings_of_as_many_points_are_both_named_where_only_the_points_are_known(
    points: tuple[str, str, str], july: str
) -> None:
    direction = cell(page(worst(points=points)).sections[0], "direction_of_travel")
    assert direction.words.endswith(f"compared with Jul 2024 ({july})")


def test_a_supplied_number_that_no_rating_has_stays_a_number() -> None:
    known = [worst(), indicator("A"), indicator("B")]
    for value, shown in (("1.5", "1.5"), ("1", "AMBER")):
        table = document([figure(value, code="ALL")], known, scorecard(section("ALL"))).sections[0]
        assert cell(table, "latest").shown == shown


def test_many_members_are_named_in_part() -> None:
    members = tuple(indicator(code) for code in "ABCD")
    assert Worst(Rag.RED, members, 5).words == "A Name of A, B Name of B and 2 more"
    assert Worst(Rag.RED, members[:2], 5).words == "A Name of A and B Name of B"
    assert Worst(Rag.RED, members[:1], 1).words == "A Name of A"
    assert worst_among([], members) is None
    assert worst_among([("A", Rag.RED), ("B", Rag.NONE)], members) is None


def test_commentary_stands_beside_whose_rating_it_is() -> None:
    comment = Commentary("ALL", "Kent", Month(2024, 8), "It is so.", "A. Officer", "2024-09-12", HERE)
    (group,) = page(commentary=[comment]).commentary
    assert group.comments[0].sentence == (
        "In Aug 2024 it was RED (both its indicators), worse than AMBER in Jul 2024. "
        "Bands: GREEN where GREEN is the worst · AMBER where AMBER is the worst · RED where RED is the worst."
    )

"""Heat maps: areas of a level side by side, on the page of the area that they all lie in."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from kpi_engine.assemble.page.document import assemble_document, make_pack
from kpi_engine.assemble.section.parts import EVERY_PART, NO_EXTRA_PARTS
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.judgement import Missing, Polarity, Rag
from kpi_engine.model.outputs.document import CellKind, Document, Table
from tests.assemble.making import (
    AUGUST,
    HERE,
    cell,
    document,
    figure,
    indicator,
    months,
    rated,
    scorecard,
    section,
)
from tests.oracle.records import PlainObservation

DISTRICTS = ("Swale", "Dover")


def both(code: str = "SCS40", *values: str) -> list[PlainObservation]:
    return [
        figure(value, area=area, code=code)
        for area, value in zip(DISTRICTS, values or ("90.0", "70.0"), strict=True)
    ]


def headings(table: Table) -> list[str]:
    return [column.title for column in table.columns]


def page_of_many(count: int, without_value: str = "", why: Missing = Missing.NOT_AVAILABLE) -> Document:
    areas = (Area("Kent", "county", ()), *(Area(f"S{n}", "school", ("Kent",)) for n in range(count)))
    figures = [
        figure(None, area=area.name, missing=why)
        if area.name == without_value
        else figure("90.0", area=area.name)
        for area in areas
    ]
    known = [indicator()]
    pack = make_pack(
        scorecard(),
        rated(figures, known, areas=areas),
        rated([], known, outturns=True, areas=areas),
        indicators=known,
        areas=areas,
        comparators=(),
    )
    return assemble_document(pack, "Kent")


def test_areas_of_a_level_stand_beside_the_area_they_lie_in() -> None:
    (table,) = document([figure("80.0"), *both()]).heat_maps
    assert table.title == "Heat map: district"
    assert headings(table) == ["Code", "Indicator", "Period", "Kent", "Swale", "Dover"]
    assert [part.shown for part in table.rows[0].cells] == [
        "SCS40",
        "Name of SCS40",
        "Aug 2024",
        "80.0% AMBER",
        "90.0% GREEN",
        "70.0% RED",
    ]
    assert {column.kind for column in table.columns[3:]} == {CellKind.HEAT}
    swale = cell(table, "area:Swale")
    assert (swale.rag, str(swale.number)) == (Rag.GREEN, "90.0")
    assert swale.words == "90.0%, GREEN: target achieved"


def test_each_level_has_a_map_those_nearer_first() -> None:
    teams = [figure("70.0", area="Swale EHU"), figure("70.0", area="Coast EHU")]
    shown = document([*teams, *both()])
    assert [(table.id, table.title) for table in shown.heat_maps] == [
        ("heat-map-1", "Heat map: district"),
        ("heat-map-2", "Heat map: team"),
    ]


def test_only_the_area_at_the_top_has_maps_and_only_where_a_format_shows_them() -> None:
    teams = [figure("70.0", area="Swale EHU"), figure("70.0", area="Coast EHU")]
    assert document([*both(), *teams], area="Swale").heat_maps == ()
    assert document(both(), parts=NO_EXTRA_PARTS).heat_maps == ()
    assert document(both(), parts=EVERY_PART).heat_maps != ()


def test_a_row_needs_values_of_two_areas() -> None:
    figures = [
        *both(),
        figure("70.0", area="Swale", code="ONE"),
        *(figure(None, area=area, code="NONE") for area in DISTRICTS),
    ]
    codes = ("SCS40", "ONE", "NONE")
    (table,) = document(figures, [indicator(code) for code in codes], scorecard(section(*codes))).heat_maps
    assert [row.code for row in table.rows] == ["SCS40"]
    assert document([figure("70.0", area="Swale")]).heat_maps == ()


def test_areas_that_share_no_indicator_stand_in_maps_of_their_own() -> None:
    codes = ("A", "B", "C")
    areas = [Area("Kent", "county", ()), *(Area(name, "team", ("Kent",)) for name in "UVWXYZ")]
    # U and W share A; X and V share B; Y has both: one map of five. Z shares nothing.
    having = {"U": "A", "V": "B", "W": "A", "X": "B", "Y": "AB", "Z": "C"}
    assert _groups(areas, codes, having) == [["U", "V", "W", "X", "Y"]]
    del having["Y"]
    assert _groups(areas, codes, having) == [["U", "W"], ["V", "X"]]


def _groups(areas: Sequence[Area], codes: Collection[str], having: dict[str, str]) -> list[list[str]]:
    known = [indicator(code) for code in codes]
    figures = [figure("70.0", area=area, code=code) for area, own in having.items() for code in own]
    pack = make_pack(
        scorecard(section(*codes)),
        rated([*figures, figure("1.0", code="A")], known, areas=areas),
        rated([], known, outturns=True, areas=areas),
        indicators=known,
        areas=areas,
        comparators=(),
    )
    shown = assemble_document(pack, "Kent")
    numbers = [table.title.partition(", ")[2] for table in shown.heat_maps]
    assert numbers == ([""] if len(numbers) == 1 else [f"{at} of 2" for at in (1, 2)])
    return [headings(table)[4:] for table in shown.heat_maps]


def test_marks_and_reasons_stand_beside_the_value() -> None:
    figures = [
        figure("90.0", AUGUST - 1, area="Swale", parts=("9", "10")),
        figure("90.0", area="Swale", parts=("9", "10"), carried_forward=True),
        figure("70.0", area="Dover"),
        *both("FREE", "3.0", "4.0"),
    ]
    known = [indicator(), indicator("FREE", thresholds=[])]
    (table,) = document(figures, known, scorecard(section("SCS40", "FREE"), small_cohort=20)).heat_maps
    swale = cell(table, "area:Swale")
    assert (swale.note, swale.small_cohort, swale.stale) == ("carried forward, small cohort", True, True)
    assert swale.words == "90.0%, GREEN: target achieved, carried forward, small cohort"
    free = cell(table, "area:Swale", 1)
    assert (free.note, free.words) == ("not rated", "3.0%, not rated: no target")


def test_an_area_without_a_figure_or_a_value_says_why() -> None:
    figures = [
        *both(),
        figure("80.0", area="Swale", code="TWO"),
        figure("80.0", area="Dover", code="TWO"),
        figure(None, code="TWO"),
    ]
    layout = scorecard(section("SCS40", "TWO"))
    (table,) = document(figures, [indicator(), indicator("TWO")], layout).heat_maps
    assert cell(table, "area:Kent").shown == "no figure supplied"
    assert cell(table, "area:Kent", 1).shown == "not available"


def test_more_areas_than_a_sheet_has_room_for_stand_in_several_maps() -> None:
    maps = page_of_many(25).heat_maps
    assert [table.title for table in maps] == [f"Heat map: school, {number} of 3" for number in (1, 2, 3)]
    assert [headings(table)[3] for table in maps] == ["Kent"] * 3
    assert [name for table in maps for name in headings(table)[4:]] == [f"S{n}" for n in range(25)]
    assert max(len(headings(table)) for table in maps) == 13
    assert all(len(table.rows) == 1 for table in maps)


def test_an_area_without_any_value_is_not_passed_over() -> None:
    (table,) = page_of_many(3, without_value="S1").heat_maps
    assert headings(table)[3:] == ["Kent", "S0", "S1", "S2"]
    assert cell(table, "area:S1").shown == "not available"


def test_the_figures_of_a_row_are_of_one_period() -> None:
    # Teams have the indicator in a section that ends a month earlier than the county's.
    old = section("SCS40", identity="old", levels=("district",), last_period=AUGUST - 1)
    new = section("SCS40", identity="new", levels=("county",))
    figures = [*months("80.0", "81.0")]
    for area in DISTRICTS:
        figures += months("70.0", "71.0", area=area)
    (table,) = document(figures, layout=scorecard(old, new)).heat_maps
    assert cell(table, "period").text == "Jul 2024"
    assert cell(table, "area:Kent").shown == ""


def test_context_has_no_rating_and_no_row() -> None:
    context = indicator(polarity=Polarity.NONE, thresholds=[])
    assert document(both(), [context]).heat_maps == ()


def test_a_figure_that_is_wrong_says_so_in_its_place() -> None:
    (table,) = page_of_many(3, "S1", Missing.UNUSABLE).heat_maps
    assert headings(table)[3:] == ["Kent", "S0", "S1", "S2"]
    assert cell(table, "area:S1").text == "an error in the data"


def test_so_many_areas_are_no_map() -> None:
    (table,) = page_of_many(41).heat_maps
    assert (table.rows, table.empty) == (
        (),
        "41 areas are too many to show side by side; the file of ratings has them all.",
    )
    assert sum(len(headings(table)[4:]) for table in page_of_many(40).heat_maps) == 40


def test_areas_stand_in_the_order_of_the_scorecard_and_then_of_the_file() -> None:
    def order(*named: str) -> list[str]:
        layout = scorecard(area_names=named, area_locations=(HERE,) * len(named))
        (table,) = document([figure("80.0"), *both()], layout=layout).heat_maps
        return [heading for heading in headings(table) if heading in DISTRICTS]

    assert order("Kent", "Dover", "Swale") == ["Dover", "Swale"]
    assert order("Kent", "Swale", "Dover") == ["Swale", "Dover"]
    assert order("Kent") == ["Swale", "Dover"]
    assert order("Kent", "Dover") == ["Dover", "Swale"]

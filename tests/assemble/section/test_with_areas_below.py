"""A section that shows the areas below in its table, and figures that come when they come."""

from __future__ import annotations

from typing import Any

from kpi_engine.model.definitions.comparison import Comparison, ComparisonKind
from kpi_engine.model.definitions.judgement import Missing
from kpi_engine.model.outputs.document import Document
from kpi_engine.render.shared.placement import row_name
from tests.assemble.making import (
    AUGUST,
    comparator,
    document,
    figure,
    highlight,
    indicator,
    keys,
    scorecard,
    section,
    texts,
)

FIGURES = [figure("80.0"), figure("90.0", area="Swale"), figure("70.0", area="Coast EHU")]
TOGETHER = scorecard(section("SCS40", with_areas_below=True))
INSPECTED = indicator(
    "GRADE", thresholds=[], unit="grade", per=1, decimals=0,
    comparison=Comparison(ComparisonKind.PREVIOUS_OBSERVATION),
)  # fmt: skip


def page(**changes: Any) -> Document:
    return document(FIGURES, None, TOGETHER, **changes)


def test_one_table_shows_every_area_below_once() -> None:
    (table,) = page().sections
    assert texts(table, "area", "latest", "rag") == [
        ["Kent", "80.0%", "AMBER"],
        ["Swale", "90.0%", "GREEN"],
        ["Coast EHU", "70.0%", "RED"],
    ]
    assert table.area == ""
    assert [row.area for row in table.rows] == ["Kent", "Swale", "Coast EHU"]


def test_each_area_stands_beside_its_own_comparators() -> None:
    given = [
        comparator("Neighbour", "91", area="Swale"),
        comparator("Neighbour", "70", area="Coast EHU"),
        comparator("England", "80"),
        comparator("England", "60", area="Coast EHU"),
    ]
    (table,) = page(comparators=given).sections
    assert texts(table, "area", "comparator:Neighbour", "comparator:England") == [
        ["Kent", "", "80% (latest ≈\xa0similar)"],
        ["Swale", "91% (latest ⊖\xa0worse)", "80% (latest ⊕\xa0better)"],
        ["Coast EHU", "70% (latest ≈\xa0similar)", "60% (latest ⊕\xa0better)"],
    ]


def test_of_one_indicator_the_area_names_the_row_and_of_several_it_stands_beside() -> None:
    assert keys(page().sections[0])[:2] == ["code", "area"]
    two = [indicator(), indicator("EH1")]
    layout = scorecard(section("SCS40", "EH1", with_areas_below=True))
    (table,) = document([*FIGURES, figure("1.0", code="EH1")], two, layout).sections
    assert keys(table)[:3] == ["code", "indicator", "area"]
    assert [(row.code, row.area) for row in table.rows] == [
        ("SCS40", "Kent"), ("EH1", "Kent"), ("SCS40", "Swale"), ("EH1", "Swale"), ("SCS40", "Coast EHU"),
        ("EH1", "Coast EHU"),
    ]  # fmt: skip


def test_an_area_stands_in_the_table_of_the_page_and_not_once_more_below_it() -> None:
    (table,) = page(area="Swale").sections
    assert [row.area for row in table.rows] == ["Swale", "Coast EHU"]
    (alone,) = page(area="Coast EHU").sections
    assert "area" not in keys(alone)
    assert alone.area == "Coast EHU"


def test_there_is_no_heat_map_of_what_stands_side_by_side_already() -> None:
    assert page().heat_maps == ()


def test_counts_and_missed_floors_know_the_areas() -> None:
    shown = page()
    assert texts(shown.summary, "section", "red", "amber", "green")[-1] == ["Total", "1", "1", "1"]
    assert texts(highlight(shown, "floor-standards-missed"), "area") == [["Coast EHU"]]


def test_figures_that_come_when_they_come_have_dates_and_no_trend() -> None:
    inspections = [
        figure("3", AUGUST - 40, "Swale", "GRADE"),
        figure("2", AUGUST - 3, "Swale", "GRADE"),
        figure("2", AUGUST, "Dover", "GRADE", is_new=True),
    ]
    layout = scorecard(section("GRADE", with_areas_below=True))
    (table,) = document(inspections, [INSPECTED], layout).sections
    assert texts(table, "area", "latest", "when", "previous_value", "direction_of_travel") == [
        ["Swale", "2", "May 2024", "3 (Apr 2021)", "↓ worsened: since Apr 2021"],
        ["Dover", "2", "Aug 2024", "", "no arrow: new: nothing to compare with yet"],
    ]
    assert not any(key.startswith(("period:", "trend")) for key in keys(table))
    assert table.caption.endswith("latest figures up to Aug 2024")


def test_what_is_closed_misses_no_floor() -> None:
    shown = document([figure("70.0", AUGUST - 1), figure(None, missing=Missing.CLOSED)])
    assert highlight(shown, "floor-standards-missed").rows == ()


def test_where_areas_name_the_rows_the_caption_names_the_indicator() -> None:
    (table,) = page().sections
    assert table.caption == ("Title of ics: Name of SCS40, Kent and areas below, latest figures Aug 2024")


def test_a_trend_chart_names_its_area_where_rows_are_of_several() -> None:
    two = [indicator(), indicator("EH1")]
    layout = scorecard(section("SCS40", "EH1", with_areas_below=True))
    (table,) = document([*FIGURES, figure("1.0", code="EH1")], two, layout).sections
    assert [row_name(row, table) for row in table.rows] == [
        "SCS40 Name of SCS40, Kent",
        "EH1 Name of EH1, Kent",
        "SCS40 Name of SCS40, Swale",
        "EH1 Name of EH1, Swale",
        "SCS40 Name of SCS40, Coast EHU",
        "EH1 Name of EH1, Coast EHU",
    ]
    (one,) = page().sections
    assert row_name(one.rows[0], one) == "SCS40 Kent"

"""Which sections, rows and periods the scorecard of an area shows."""

from __future__ import annotations

import pytest

from kpi_engine.model.calendars.period import Frequency, Month, YearKind
from kpi_engine.model.definitions.area import areas_shown
from kpi_engine.model.outputs.document import Document
from tests.assemble.making import (
    AREAS,
    AUGUST,
    cell,
    document,
    figure,
    indicator,
    months,
    scorecard,
    section,
    texts,
)


def rows(shown: Document) -> list[tuple[str, str, list[str]]]:
    return [(table.section, table.area, [row.code for row in table.rows]) for table in shown.sections]


def test_a_section_shows_what_it_promises_in_the_packs_order_with_figures_or_without() -> None:
    codes = ("SCS42", "SCS40", "SCS41")
    figures = [*months("1.0", code="SCS40"), *months("1.0", code="SCS42")]
    shown = document(figures, [indicator(code) for code in codes], scorecard(section(*codes)))
    assert rows(shown) == [("ics", "Kent", ["SCS42", "SCS40", "SCS41"])]
    row = shown.sections[0].rows[2]
    assert cell(shown.sections[0], "latest", row).text == "no figure supplied"
    assert cell(shown.sections[0], "rag", row).shown == "not rated: no figure supplied"
    assert texts(shown.summary, "not_rated")[-1] == ["1"]


def test_a_section_without_figures_is_shown_as_missing() -> None:
    layout = scorecard(section("SCS41", identity="empty"), section("SCS40"))
    shown = document(months("1.0"), [indicator(), indicator("SCS41")], layout)
    assert rows(shown) == [("empty", "Kent", ["SCS41"]), ("ics", "Kent", ["SCS40"])]
    assert shown.sections[0].period == "Aug 2024"


def test_a_section_that_promises_an_area_nothing_is_left_out() -> None:
    layout = scorecard(section("SCS41", identity="empty", levels=("district",)), section("SCS40"))
    shown = document(months("1.0"), [indicator(), indicator("SCS41")], layout)
    assert rows(shown) == [("ics", "Kent", ["SCS40"])]


def test_an_indicator_listed_twice_is_shown_once() -> None:
    assert rows(document(months("1.0"), layout=scorecard(section("SCS40", "SCS40")))) == [
        ("ics", "Kent", ["SCS40"])
    ]


def test_an_indicator_is_shown_for_its_levels_only() -> None:
    figures = [figure("1.0"), figure("1.0", area="Swale")]
    layout = scorecard(section("SCS40", levels=("district",)))
    assert rows(document(figures, layout=layout)) == []
    assert rows(document(figures, layout=layout, area="Swale")) == [("ics", "Swale", ["SCS40"])]


EVERYWHERE = [figure("1.0", area=area.name) for area in AREAS]


@pytest.mark.parametrize(
    ("area", "shown"),
    [
        ("Kent", ["Kent"]),
        ("Swale", ["Swale", "Swale EHU", "Coast EHU"]),
        ("Dover", ["Dover", "Coast EHU"]),
        ("Coast EHU", ["Coast EHU"]),
    ],
)
def test_a_district_shows_its_teams_and_the_county_only_itself(area: str, shown: list[str]) -> None:
    assert [table.area for table in document(EVERYWHERE, area=area).sections] == shown
    assert [place.name for place in areas_shown(AREAS, area)] == shown


def test_every_table_has_its_own_id() -> None:
    layout = scorecard(
        section("SCS40"), section("SCS40", identity="ICS"), section("SCS40", identity="summary")
    )
    identities = [table.id for table in document(EVERYWHERE, layout=layout, area="Dover").sections]
    assert identities == [
        "ics",
        "ics-2",
        "summary-2",
        "coast-ehu-ics",
        "coast-ehu-ics-2",
        "coast-ehu-summary",
    ]


def test_the_latest_period_is_that_of_any_area() -> None:
    figures = [*months("1.0", last=AUGUST - 1), *months("2.0", area="Swale")]
    assert document(figures).sections[0].period == "Aug 2024"


def test_the_latest_period_is_not_after_the_as_at_month() -> None:
    layout = scorecard(as_at=Month(2024, 7))
    assert document(months("1.0", "2.0"), layout=layout).sections[0].period == "Jul 2024"


def test_a_section_can_end_earlier() -> None:
    layout = scorecard(section("SCS40", last_period=AUGUST - 1))
    shown = document(
        [*months("1.0", "2.0"), figure("3.0", code="SCS41")], [indicator(), indicator("SCS41")], layout
    )
    assert shown.sections[0].period == "Jul 2024"
    assert rows(shown) == [("ics", "Kent", ["SCS40"])]


def test_a_year_that_has_not_begun_is_not_shown() -> None:
    layout = scorecard(section("SCS40", frequency=Frequency.ANNUAL))
    figures = months("1.0", "2.0", last=2024)
    for year, latest in ((YearKind.FINANCIAL, "2024-25"), (YearKind.ACADEMIC, "2023-24")):
        annual = indicator(frequency=Frequency.ANNUAL, year=year)
        assert document(figures, [annual], layout).sections[0].period == latest


def test_what_has_figures_after_the_latest_period_alone_is_missing() -> None:
    layout = scorecard(section("SCS40", "SCS41"), as_at=Month(2024, 7))
    figures = [*months("1.0", "2.0"), figure("3.0", code="SCS41")]
    shown = document(figures, [indicator(), indicator("SCS41")], layout)
    assert rows(shown) == [("ics", "Kent", ["SCS40", "SCS41"])]
    assert texts(shown.sections[0], "latest") == [["1.0%"], ["no figure supplied"]]


def test_an_area_without_any_figures_has_no_sections() -> None:
    assert document(months("1.0"), area="Dover").sections == ()


def test_where_there_are_no_figures_at_all_all_of_a_page_is_missing() -> None:
    assert rows(document([])) == [("ics", "Kent", ["SCS40"])]
    assert document([], area="Dover").sections == ()

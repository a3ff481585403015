"""The counts at the top of a page."""

from __future__ import annotations

from decimal import Decimal

from kpi_engine.model.definitions.judgement import DirectionOfTravel, Rag
from kpi_engine.model.outputs.document import Document
from tests.assemble.making import AUGUST, document, figure, indicator, keys, months, scorecard, section

COUNTED = ["red", "amber", "green", "not_rated", "improved", "worsened", "same", "no_arrow"]


def counts(shown: Document) -> dict[str, list[int]]:
    return {row.cells[0].text: [int(cell.text) for cell in row.cells[1:]] for row in shown.summary.rows}


def test_ratings_and_arrows_are_counted_by_section() -> None:
    codes = ("A", "B", "C", "D", "E")
    figures = [
        *months("60.0", "70.0", code="A"),
        *months("81.0", "80.0", code="B"),
        *months("90.0", "90.0", code="C"),
        *months("90.0", None, code="D"),
        figure("90.0", AUGUST - 1, code="E"),
    ]
    shown = document(figures, [indicator(code) for code in codes], scorecard(section(*codes)))
    assert keys(shown.summary) == ["section", *COUNTED]
    assert counts(shown) == {"Title of ics": [1, 1, 1, 2, 1, 1, 1, 2], "Total": [1, 1, 1, 2, 1, 1, 1, 2]}


def test_an_indicator_of_two_sections_counts_in_each_and_once_in_all() -> None:
    shown = document(months("90.0"), layout=scorecard(section("SCS40"), section("SCS40", identity="other")))
    assert [numbers[2] for numbers in counts(shown).values()] == [1, 1, 1]
    assert counts(shown)["Total"] == [0, 0, 1, 0, 0, 0, 0, 1]
    assert shown.notes == (
        "An indicator in several sections counts once in each total, by its newest figure.",
    )


def test_a_total_counts_the_newest_figure() -> None:
    layout = scorecard(section("SCS40", identity="then", last_period=AUGUST - 1), section("SCS40"))
    shown = document(months("60.0", "90.0"), layout=layout)
    assert counts(shown)["Total"][:4] == [0, 0, 1, 0]


def test_each_team_has_one_row_and_the_district_a_total_of_its_sections() -> None:
    figures = [figure("60.0", area=area) for area in ("Swale", "Swale EHU", "Coast EHU")]
    layout = scorecard(section("SCS40"), section("SCS40", identity="other", levels=("district",)))
    shown = document(figures, layout=layout, area="Swale")
    assert {name: numbers[0] for name, numbers in counts(shown).items()} == {
        "Title of ics": 1,
        "Title of other": 1,
        "Total for Swale": 1,
        "Swale EHU": 1,
        "Coast EHU": 1,
        "Total": 3,
    }
    assert [row.total for row in shown.summary.rows] == [False, False, True, False, False, True]


def test_a_team_names_itself_where_its_district_shows_nothing() -> None:
    shown = document([figure("60.0", area="Swale EHU")], area="Swale")
    assert [row.cells[0].text for row in shown.summary.rows] == ["Swale EHU", "Total"]


def test_sections_of_several_areas_count_figures_not_indicators() -> None:
    shown = document(
        [figure("60.0"), figure("60.0", area="Swale")],
        layout=scorecard(section("SCS40", with_areas_below=True)),
    )
    assert shown.summary.caption.startswith("How many figures are RED")


def test_each_count_says_what_it_counts() -> None:
    cells = document(months("90.0")).summary.rows[-1].cells[1:]
    assert [cell.rag for cell in cells[:4]] == [Rag.RED, Rag.AMBER, Rag.GREEN, Rag.NONE]
    assert [cell.direction for cell in cells[4:]] == [
        DirectionOfTravel.IMPROVED,
        DirectionOfTravel.WORSENED,
        DirectionOfTravel.SAME,
        DirectionOfTravel.NONE,
    ]
    assert [cell.number for cell in cells] == [Decimal(cell.text) for cell in cells]


def test_nothing_to_show_is_a_total_of_nothing() -> None:
    assert counts(document([], area="Dover")) == {"Total": [0] * len(COUNTED)}

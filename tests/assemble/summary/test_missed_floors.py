"""Floor standards missed: which rows, by how much, and for how long as far as the data tells."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kpi_engine.model.definitions.judgement import Missing, Polarity, Rag, RateOn
from kpi_engine.model.definitions.scale import RED_AMBER_GREEN, Scale
from kpi_engine.model.outputs.document import FLOOR_STANDARDS_MISSED, Table
from tests.assemble.making import (
    AUGUST,
    cell,
    document,
    figure,
    highlight,
    indicator,
    keys,
    months,
    scorecard,
    section,
    target_range,
    texts,
    threshold,
)
from tests.oracle.records import PlainObservation

RUN = ("missed_periods", "missed_since")


def missed(figures: list[PlainObservation], *indicators: object, **changes: object) -> Table:
    shown = document(figures, list(indicators) or None, **changes)  # type: ignore[arg-type]
    return highlight(shown, FLOOR_STANDARDS_MISSED)


def test_a_row_says_by_how_much_and_since_when() -> None:
    table = missed(
        [*months("80.0", "74.9", "70.0"), *months("85.0", code="SCS41")],
        indicator(),
        indicator("SCS41"),
        layout=scorecard(section("SCS40", "SCS41")),
    )
    assert [row.code for row in table.rows] == ["SCS40"]
    assert texts(table, "period", "value", "floor_standard", "distance_to_floor", *RUN) == [
        ["Aug 2024", "70.0%", "75.0%", "5.0 percentage points", "2 months", "Jul 2024"]
    ]


def test_a_miss_that_rounding_hides_says_so() -> None:
    one = replace(figure("75.0", parts=("7499", "10000")), as_printed=False)
    table = missed([one], indicator(rate_on=RateOn.RAW))
    assert texts(table, "value", "distance_to_floor") == [
        ["75.0%", "0.0 percentage points (rated before rounding)"]
    ]


@pytest.mark.parametrize(
    ("values", "run"),
    [
        pytest.param(("80.0", "74.9"), "1 month", id="the first month"),
        pytest.param(("74.0", "74.9"), "at least 2 months", id="every month that there is"),
        pytest.param(("80.0", "74.0", None, "73.0"), "2 months", id="a gap neither ends nor lengthens a run"),
        pytest.param(("74.0", "80.0", "73.0"), "1 month", id="an earlier run has ended"),
    ],
)
def test_how_long_a_floor_has_been_missed(values: tuple[str | None, ...], run: str) -> None:
    assert texts(missed(months(*values)), "missed_periods") == [[run]]


def test_the_caption_counts_what_is_red_now_as_the_counts_do() -> None:
    known = [indicator(code) for code in ("SCS40", "SCS41")]
    layout = scorecard(section("SCS40", "SCS41"))
    table = missed([*months("70.0"), *months("70.0", last=AUGUST - 1, code="SCS41")], *known, layout=layout)
    assert table.caption == (
        "Floor standards missed (RED): 1 in the latest period, each of which must result in management "
        "action, and 1 when last rated"
    )
    assert len(table.rows) == 2


def test_a_floor_missed_stays_missed_while_no_figure_comes() -> None:
    table = missed(months("80.0", "70.0", None))
    assert texts(table, "value", "distance_to_floor", *RUN) == [
        ["not available", "", "1 month (RED when last rated, no new rating; last rated Jul 2024)", "Jul 2024"]
    ]


def test_a_figure_that_never_missed_is_not_missed_for_want_of_a_new_one() -> None:
    assert missed(months("80.0", "80.0", None)).rows == ()


@pytest.mark.parametrize("latest", ["90.0", None])
def test_that_a_standard_has_ended_is_told_of_the_first_month_without_one(latest: str | None) -> None:
    ended = indicator("A1", thresholds=[threshold(last=AUGUST - 1)])
    figures = [*months("80.0", "70.0", latest, code="A1"), *months("90.0")]
    layout = scorecard(section("A1", "SCS40"))
    assert texts(missed(figures, ended, indicator(), layout=layout), "code", "distance_to_floor", *RUN) == [
        ["A1", "", "1 month (RED when last rated, no standard in force; last rated Jul 2024)", "Jul 2024"]
    ]


def test_without_a_floor_standard_in_force_none_is_missed() -> None:
    ended = indicator("A1", thresholds=[threshold(last=AUGUST - 2)])
    figures = [*months("70.0", None, None, code="A1"), *months("90.0")]
    assert missed(figures, ended, indicator(), layout=scorecard(section("A1", "SCS40"))).rows == ()


def test_a_range_is_missed_beyond_its_amber_edge() -> None:
    near = indicator(polarity=Polarity.TARGET, thresholds=[target_range()])
    table = missed(months("20.0", "30.5"), near)
    assert texts(table, "floor_standard", "distance_to_floor") == [
        ["AMBER 12.5% to 27.5% (inferred)", "3.0 percentage points"]
    ]


def test_the_cohort_is_marked_where_it_is_small() -> None:
    table = missed([figure("50.0", parts=("2", "4"))], layout=scorecard(small_cohort=10))
    assert cell(table, "cohort").small_cohort
    assert cell(table, "cohort").shown == "4 (small cohort)"


def test_the_area_is_named_where_the_page_has_several() -> None:
    figures = [*months("70.0", area="Swale"), *months("60.0", area="Swale EHU")]
    table = missed(figures, area="Swale")
    assert texts(table, "area", "value") == [["Swale", "70.0%"], ["Swale EHU", "60.0%"]]
    assert "area" not in keys(missed(months("70.0")))


def test_an_indicator_in_two_sections_is_told_once_by_its_newest_figure() -> None:
    earlier = section("SCS40", identity="earlier", last_period=AUGUST - 1)
    table = missed(months("80.0", "60.0", "70.0"), layout=scorecard(earlier, section("SCS40")))
    assert texts(table, "period", "value") == [["Aug 2024", "70.0%"]]
    assert table.notes == ("An indicator in several sections is listed once, with its latest figure",)
    assert missed(months("70.0")).notes == ()


def test_where_no_floor_is_missed_the_page_says_so() -> None:
    table = missed(months("80.0"))
    assert (table.rows, table.empty) == ((), "No floor standard is missed.")


def test_a_figure_marked_as_to_be_supplied_says_so() -> None:
    table = missed([*months("70.0", last=AUGUST - 1), figure(None, missing=Missing.BLANK)])
    assert texts(table, "value") == [["to be supplied"]]


AMBER_TOO = Scale(
    tuple(replace(rating, needs_action=rating.rag is not Rag.GREEN) for rating in RED_AMBER_GREEN.ratings)
)


def test_a_scale_that_asks_for_action_by_other_ratings_names_them() -> None:
    own = indicator(scale=AMBER_TOO)
    table = missed(months("90.0", "80.0", "70.0"), own)
    assert (table.title, table.caption) == (
        "Ratings that need action",
        "Ratings that must result in management action",
    )
    assert texts(table, "value", *RUN) == [["70.0%", "2 months", "Jul 2024"]]
    assert "distance_to_floor" not in keys(table)
    assert missed(months("90.0"), own).empty == "No rating needs action."


def test_a_rating_that_needed_action_and_is_awaited_says_so() -> None:
    table = missed(months("90.0", "80.0", None), indicator(scale=AMBER_TOO))
    assert cell(table, "missed_periods").note.startswith("AMBER when last rated, no new rating")

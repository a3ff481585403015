"""Masking: a figure that meets its floor standard while areas below do not."""

from __future__ import annotations

from dataclasses import replace

from kpi_engine.model.definitions.judgement import Missing, Polarity, RateOn
from kpi_engine.model.outputs.document import MASKING, Document
from tests.assemble.making import (
    AREAS,
    AUGUST,
    document,
    figure,
    highlight,
    indicator,
    months,
    scorecard,
    section,
    texts,
)

SHOWN = ("rag", "value", "level", "how_many", "missed_by")


def masked(shown: Document) -> list[list[str]]:
    return texts(highlight(shown, MASKING), *SHOWN)


def test_districts_and_teams_that_miss_the_floor_are_named_by_level() -> None:
    figures = [
        figure("90.0"),
        figure("70.0", area="Swale", parts=("7", "10")),
        figure("80.0", area="Dover"),
        figure("60.0", area="Coast EHU", parts=("3", "5")),
        figure("50.0", area="Swale EHU"),
    ]
    assert masked(document(figures, layout=scorecard(small_cohort=10))) == [
        ["GREEN", "90.0%", "district", "1 of 2", "Swale 70.0%"],
        ["GREEN", "90.0%", "team", "2 of 2", "Swale EHU 50.0%, Coast EHU 60.0% (small cohort)"],
    ]


def test_each_area_in_the_list_can_be_found_by_itself() -> None:
    figures = [figure("90.0"), figure("70.0", area="Swale"), figure("71.0", area="Dover")]
    (row,) = highlight(document(figures), MASKING).rows
    cell = row.cells[-1]
    assert cell.areas == (("Swale", "Swale 70.0%"), ("Dover", "Dover 71.0%"))
    assert cell.text == ", ".join(shown for _area, shown in cell.areas)


def test_a_figure_that_is_red_before_rounding_only_says_so() -> None:
    raw = indicator(rate_on=RateOn.RAW)
    below = replace(figure("75.0", area="Swale", parts=("7499", "10000")), as_printed=False)
    told = masked(document([figure("90.0"), below], [raw]))
    assert told[0][-1] == "Swale 75.0% (rated before rounding)"


def test_an_amber_figure_masks_too_and_a_red_one_hides_nothing() -> None:
    below = figure("70.0", area="Swale")
    assert masked(document([figure("80.0"), below]))[0][0] == "AMBER"
    assert masked(document([figure("74.0"), below])) == []


def test_only_figures_of_the_same_period_are_compared() -> None:
    figures = [*months("90.0", "90.0"), figure("70.0", AUGUST - 1, area="Swale")]
    assert masked(document(figures)) == []


def test_an_area_without_a_rating_is_not_counted() -> None:
    figures = [figure("90.0"), figure("70.0", area="Swale"), figure(None, area="Dover")]
    assert masked(document(figures))[0][3] == "1 of 1"


def test_a_district_is_compared_with_its_teams() -> None:
    figures = [figure("90.0", area="Swale"), figure("70.0", area="Coast EHU"), figure("60.0", area="Dover")]
    assert masked(document(figures, area="Swale")) == [
        ["GREEN", "90.0%", "team", "1 of 1", "Coast EHU 70.0%"]
    ]


def test_an_area_without_areas_below_has_nothing_to_hide() -> None:
    shown = document([figure("90.0", area="Swale EHU")], area="Swale EHU")
    assert MASKING not in [table.id for table in shown.highlights]


def test_a_figure_that_is_wrong_is_not_counted_and_named() -> None:
    wrong = figure(None, area="Dover", missing=Missing.UNUSABLE)
    shown = document([figure("90.0"), figure("70.0", area="Swale"), wrong])
    assert masked(shown) == [["GREEN", "90.0%", "district", "1 of 1", "Swale 70.0%"]]
    assert highlight(shown, MASKING).notes == ("Not counted, since the data has an error: SCS40 of Dover",)


def test_the_areas_are_named_in_their_own_order_whatever_the_order_of_the_figures() -> None:
    figures = [figure("90.0"), *(figure("70.0", area=area.name) for area in AREAS[1:3])]
    assert masked(document(figures)) == masked(document(figures[::-1]))


def test_lowest_is_best_is_masked_alike() -> None:
    low = indicator(polarity=Polarity.LOWEST)
    shown = document([figure("70.0"), figure("99.0", area="Swale")], [low], scorecard(section("SCS40")))
    assert [row[4] for row in masked(shown)] == ["Swale 99.0%"]

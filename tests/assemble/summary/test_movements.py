"""The biggest movements, measured by the distance between floor standard and target."""

from __future__ import annotations

from decimal import Decimal

from kpi_engine.assemble.section.parts import NO_EXTRA_PARTS
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.model.definitions.methods.met_or_missed import MetOrMissed
from kpi_engine.model.definitions.methods.target_range import TargetRange
from kpi_engine.model.outputs.document import MOVEMENTS, Table
from tests.assemble.making import (
    AUGUST,
    cell,
    document,
    figure,
    highlight,
    indicator,
    months,
    scorecard,
    section,
    target_range,
    texts,
    threshold,
)
from tests.oracle.records import PlainObservation


def moved(figures: list[PlainObservation], *indicators: Indicator) -> Table:
    known = list(indicators) or [indicator()]
    layout = scorecard(section(*(one.code for one in known)), small_cohort=10)
    return highlight(document(figures, known, layout), MOVEMENTS)


def test_a_movement_is_counted_in_distances_between_floor_and_target() -> None:
    table = moved(months("70.0", "82.5"))
    assert texts(table, "direction_of_travel", "movement", "value", "previous_value", "change") == [
        [
            "↑ improved",
            "1.3 times the floor-to-target gap",
            "82.5%",
            "70.0% (Jul 2024)",
            "+12.5 percentage points",
        ]
    ]
    assert cell(table, "movement").words == "1.3 times the distance between floor standard and target"


def test_worsened_stands_before_improved_and_each_from_the_largest() -> None:
    codes = {"A1": "71.0", "A2": "75.0", "A3": "60.0", "A4": "69.0"}
    figures = [part for code, value in codes.items() for part in months("70.0", value, code=code)]
    table = moved(figures, *(indicator(code) for code in codes))
    assert [row.code for row in table.rows] == ["A3", "A4", "A2", "A1"]


def test_at_most_five_each_way() -> None:
    codes = [f"A{number}" for number in range(7)]
    figures = [part for code in codes for part in months("70.0", "71.0", code=code)]
    table = moved(figures, *(indicator(code) for code in codes))
    assert [row.code for row in table.rows] == codes[:5]


def test_a_fall_is_an_improvement_where_lowest_is_best() -> None:
    low = indicator(polarity=Polarity.LOWEST, thresholds=[threshold(target="10", floor="20")])
    table = moved(months("18.0", "13.0"), low)
    assert texts(table, "direction_of_travel", "movement", "change") == [
        ["↑ improved", "0.5 times the floor-to-target gap", "-5.0 percentage points"]
    ]


def test_around_a_target_counts_how_much_nearer_the_figure_is() -> None:
    near = indicator(polarity=Polarity.TARGET, thresholds=[target_range()])
    table = moved(months("23.0", "18.5"), near)
    # 3.0 away, then 1.5: the AMBER range reaches 7.5 to each side.
    assert texts(table, "direction_of_travel", "movement") == [
        ["↑ improved", "0.2 times the floor-to-target gap"]
    ]


def test_a_tiny_movement_is_not_nothing() -> None:
    assert texts(moved(months("70.0", "70.1")), "movement") == [
        ["less than 0.1 times the floor-to-target gap"]
    ]


def test_what_has_no_scale_is_counted_not_shown() -> None:
    unmeasured = {
        "A1": threshold(floor=None),
        "A2": threshold(target=None, floor=None),
        "A3": threshold(target="75", floor="75"),
    }
    figures = [part for code in unmeasured for part in months("70.0", "71.0", code=code)]
    table = moved(figures, *(indicator(code, thresholds=[rule]) for code, rule in unmeasured.items()))
    assert table.rows == ()
    assert table.empty == (
        "3 changes cannot be ranked: that takes a target and a floor standard that differ."
    )
    assert table.notes == ()
    one = moved(months("70.0", "71.0"), indicator(thresholds=[threshold(floor=None)]))
    assert one.empty == "1 change cannot be ranked: that takes a target and a floor standard that differ."
    beside = [*figures, *months("70.0", "75.0", code="A4")]
    some = moved(
        beside, *(indicator(code, thresholds=[rule]) for code, rule in unmeasured.items()), indicator("A4")
    )
    assert some.notes[1] == (
        "3 other changes cannot be ranked: that takes a target and a floor standard that differ"
    )


def test_where_targets_are_met_or_missed_the_reason_is_in_their_words() -> None:
    met = indicator(thresholds=[threshold(rule=MetOrMissed(Decimal(75)), floor_basis=None)])
    assert moved(months("70.0", "71.0"), met).empty == (
        "1 change cannot be ranked: a target that is met or missed does not say how far a change goes."
    )


def test_a_range_without_an_amber_one_has_no_scale() -> None:
    rule = TargetRange(Decimal("20.0"), (Decimal("17.5"), Decimal("22.5")), None)
    bare = indicator(polarity=Polarity.TARGET, thresholds=[threshold(rule=rule, floor_basis=None)])
    assert moved(months("23.0", "18.5"), bare).rows == ()


def test_what_has_not_changed_has_not_moved() -> None:
    table = moved([*months("70.0", "70.0"), *months("70.0", None, code="A1")], indicator(), indicator("A1"))
    assert table.rows == ()
    assert table.notes == ()
    assert table.empty == "No performance has changed."


def test_small_cohorts_are_marked() -> None:
    table = moved([figure("50.0", AUGUST - 1), figure("75.0", parts=("3", "4"))])
    assert cell(table, "cohort").small_cohort


def test_movements_are_made_only_where_a_format_shows_them() -> None:
    shown = document(months("70.0", "82.5"), parts=NO_EXTRA_PARTS)
    assert MOVEMENTS not in [table.id for table in shown.highlights]

"""The trend of a row: sparkline, chart points and words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kpi_engine.assemble.section.row.trend import axis_labels, sparkline
from kpi_engine.model.calendars.period import CalendarMonth
from kpi_engine.model.definitions.indicator import DataPeriod
from kpi_engine.model.definitions.judgement import Polarity, Rag
from tests.assemble.making import AUGUST, cell, document, figure, indicator, months, target_range, threshold
from tests.band_rules import bands_rule, contract


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["1", "2", "3", "4", "5", "6", "7", "8"], "▁▂▃▄▅▆▇█"),
        (["8", "1"], "█▁"),
        (["-0.19", "-0.12"], "▁█"),
        (["5", "5.0"], "▅▅"),
        (["0", None, "10"], "▁·█"),
        ([None, None], "··"),
        ([], ""),
    ],
)
def test_a_sparkline_has_a_block_a_value(values: list[str | None], expected: str) -> None:
    assert sparkline([None if value is None else Decimal(value) for value in values]) == expected


def test_points_lie_between_the_lowest_and_the_highest_line() -> None:
    points = cell(document(months("80.0", "90.0", "85.0")).sections[0], "trend").trend
    assert [point.height for point in points] == pytest.approx([1 / 3, 1.0, 2 / 3])
    assert [point.target_height for point in points] == pytest.approx([2 / 3] * 3)
    assert [point.floor_height for point in points] == pytest.approx([0.0] * 3)
    assert [point.target_text for point in points] == ["85.0%"] * 3
    assert [point.floor_text for point in points] == ["75.0%"] * 3


def test_a_point_is_rated_by_what_was_in_force_then() -> None:
    changing = indicator(thresholds=[threshold(0, "85"), threshold(AUGUST, "95")])
    points = cell(document(months("90.0", "90.0"), [changing]).sections[0], "trend").trend
    assert [(point.rag, point.target_text) for point in points] == [
        (Rag.NONE, "85.0%"),
        (Rag.GREEN, "85.0%"),
        (Rag.AMBER, "95.0%"),
    ]


def test_a_range_has_a_target_line_and_no_floor() -> None:
    near = indicator(polarity=Polarity.TARGET, thresholds=[target_range()])
    point = cell(document(months("20.9"), [near]).sections[0], "trend").trend[-1]
    assert (point.target_text, point.floor_text, point.floor_height) == ("20.0%", "", None)


def test_the_words_name_every_period_and_why_there_is_no_value() -> None:
    trend = cell(document([figure(None, AUGUST - 1), figure("82.0")]).sections[0], "trend")
    assert trend.words == "Jun 2024 no figure supplied, Jul 2024 not available, Aug 2024 82.0%"
    assert trend.text == "··▅"


def test_a_carried_forward_point_says_so() -> None:
    figures = [figure("80.0", AUGUST - 1), figure("80.0", carried_forward=True)]
    trend = cell(document(figures).sections[0], "trend")
    assert [point.text for point in trend.trend] == ["no figure supplied", "80.0%", "80.0%"]
    assert [point.note for point in trend.trend] == ["", "", "carried forward"]
    assert trend.words.endswith("Aug 2024 80.0% (carried forward)")


def test_bands_have_a_line_where_green_and_amber_begin() -> None:
    scored = indicator(
        polarity=Polarity.LOWEST,
        thresholds=[threshold(rule=bands_rule("..6", "8..15", "16.."))],
        unit="number",
        per=1,
        decimals=0,
    )
    points = cell(document(months("24", "6", "12"), [scored]).sections[0], "trend").trend
    assert [point.height for point in points] == pytest.approx([1.0, 0.0, 1 / 3])
    for point in points:
        assert [(edge.rag, edge.text, edge.bands) for edge in point.edges] == [
            (Rag.GREEN, "6 or less", "scores"),
            (Rag.AMBER, "8 to 15", "scores"),
        ]
        assert [edge.height for edge in point.edges] == pytest.approx([0.0, 0.5])


def test_bands_of_percent_of_target_come_down_to_a_value_in_each_period() -> None:
    thresholds = [
        threshold(0, rule=contract("1874")),
        threshold(AUGUST, rule=contract("2000", "80..", None, "<80")),
    ]
    counted = indicator(thresholds=thresholds, unit="number", per=1, decimals=0)
    points = cell(document(months("0", "2000"), [counted]).sections[0], "trend").trend
    assert [[edge.text for edge in point.edges] for point in points[1:]] == [
        ["1,218.1 (65% of target or more)", "937 (50% to below 65% of target)"],
        ["1,600 (80% of target or more)"],
    ]
    assert [edge.height for edge in points[1].edges] == pytest.approx([0.60905, 0.4685])
    assert [edge.height for edge in points[2].edges] == pytest.approx([0.8])


def test_without_bands_there_is_no_edge() -> None:
    assert cell(document(months("80.0")).sections[0], "trend").trend[-1].edges == ()


@pytest.mark.parametrize(
    ("drawn", "expected"),
    [
        (["14.3", "51.6", "45", "35"], ["20%", "40%"]),
        (["0", "98"], ["0%", "50%"]),
        (["23.1", "30"], ["25.0%", "30.0%"]),
        (["5.2", "5.2"], ["5.2%"]),
        ([None], []),
    ],
)
def test_an_axis_has_two_or_three_round_values(drawn: list[str | None], expected: list[str]) -> None:
    numbers = [None if number is None else Decimal(number) for number in drawn]
    labels = axis_labels(numbers, indicator())
    assert [label.text for label in labels] == expected
    assert all(0 <= label.height <= 1 for label in labels)
    assert [label.text for label in labels if label.is_zero] == (["0%"] if "0" in drawn else [])


def test_a_count_of_a_year_to_date_restarts_with_its_year() -> None:
    counted = indicator(data_period=DataPeriod.YTD)
    shown = cell(document(months("7", "8", "1", last=AUGUST), [counted]).sections[0], "trend")
    assert [point.restarts for point in shown.trend] == [False] * 3
    from_july = indicator(data_period=DataPeriod.YTD, year_to_date_from=CalendarMonth.JULY)
    shown = cell(document(months("7", "8", "1", last=AUGUST), [from_july]).sections[0], "trend")
    assert [point.period for point in shown.trend if point.restarts] == ["Jul 2024"]

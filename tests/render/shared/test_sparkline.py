"""The pictures of a trend: what is drawn where, and what is left out."""

from __future__ import annotations

import dataclasses
import re
from itertools import pairwise
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.outputs.document import AxisLabel, TrendEdge, TrendPoint
from kpi_engine.model.wording import NO_BREAK_SPACE
from kpi_engine.render.shared.svg import sparkline
from kpi_engine.render.shared.trend_chart import trend_chart


def points(
    heights: list[float | None], target: list[float | None] | None = None, rag: Rag = Rag.NONE
) -> list[TrendPoint]:
    """Points with these heights and targets, periods P1, P2, …"""
    targets = target or [None] * len(heights)
    return [
        TrendPoint(f"P{at}", f"{at}.0", height, target_height, rag=rag)
        for at, (height, target_height) in enumerate(zip(heights, targets, strict=True), 1)
    ]


def spark(trend: list[TrendPoint]) -> Element:
    return ElementTree.XML(sparkline(trend, "s", "Trend of X", "words"))


def chart(trend: list[TrendPoint]) -> Element:
    return ElementTree.XML(trend_chart(trend, "s", "Chart of X", "words"))


def line(picture: Element, kind: str) -> str | None:
    """The drawing of a line; None where there is none."""
    found = picture.find(f"path[@class='{kind}']")
    return None if found is None else found.get("d")


def test_the_highest_is_at_the_top_and_the_lowest_at_the_bottom() -> None:
    assert line(spark(points([0.0, 1.0, 0.5])), "value") == "M5.0 23.0 48.0 5.0 91.0 14.0"


def test_on_one_scale_a_trend_is_where_its_heights_are() -> None:
    low, high = points([0.0, 0.1], [0.9, 0.9]), points([0.9, 1.0], [0.9, 0.9])
    assert line(spark(low), "value") == line(spark(high), "value") == "M5.0 23.0 91.0 5.0"
    on_scale = [
        ElementTree.XML(sparkline(each, "s", "Trend", "words", on_scale=True)) for each in (low, high)
    ]
    assert [line(each, "value") for each in on_scale] == ["M5.0 23.0 91.0 21.2", "M5.0 6.8 91.0 5.0"]
    assert [line(each, "target") for each in on_scale] == ["M0.0 6.8H96.0"] * 2


def test_a_gap_breaks_the_line_and_a_lone_point_draws_none() -> None:
    assert line(spark(points([0.0, 1.0, None, 0.5, None, 0.0, 0.0])), "value") == (
        "M5.0 23.0 19.3 5.0M76.7 23.0 91.0 23.0"
    )
    assert line(spark(points([0.0, None, 0.5])), "value") is None


def test_a_value_between_two_gaps_is_a_dot() -> None:
    """Half-yearly and biennial figures have nothing else."""
    picture = spark(points([0.0, None, 0.5, None, 1.0]))
    dots = [
        (dot.get("class"), dot.get("cx"), dot.get("cy"), dot.get("r")) for dot in picture.findall("circle")
    ]
    assert dots[:2] == [("value", "5.0", "23.0", "1.75"), ("value", "48.0", "14.0", "1.75")]
    assert dots[2][1:3] == ("91.0", "5.0")  # the marker of the latest
    assert len(dots) == 3


def test_a_single_point_stands_in_the_middle() -> None:
    circle = spark(points([0.5])).find("circle")
    assert circle is not None
    assert (circle.get("cx"), circle.get("cy")) == ("48.0", "14.0")


def test_no_value_at_all_draws_no_marker() -> None:
    picture = spark(points([None, None]))
    assert [element.tag for element in picture] == ["title", "desc"]


def test_a_target_is_level_through_a_period_and_steps_half_way_between() -> None:
    assert line(spark(points([None] * 3, [0.0, 0.0, 1.0])), "target") == "M0.0 23.0H69.5V5.0H96.0"
    assert line(spark(points([None] * 3, [0.5, None, None])), "target") == "M0.0 14.0H26.5"
    assert line(spark(points([None], [1.0])), "target") == "M0.0 5.0H96.0"


@pytest.mark.parametrize(
    ("rag", "tag"), [(Rag.RED, "path"), (Rag.AMBER, "path"), (Rag.GREEN, "circle"), (Rag.NONE, "circle")]
)
def test_each_rating_has_a_shape_of_its_own(rag: Rag, tag: str) -> None:
    marks = {other: _shape(spark(points([0.5], rag=other))[-1]) for other in Rag}
    assert marks[rag][0] == tag
    assert len(set(marks.values())) == len(Rag)


def _shape(mark: Element) -> tuple[str, str, str]:
    outline = re.sub(r"[0-9. -]", "", mark.get("d") or "")
    if mark.tag == "polygon":
        # A triangle that points up has a single highest corner, one that points down two.
        ys = [float(point.split(",")[1]) for point in (mark.get("points") or "").split()]
        outline = f"{len(ys)} corners, {ys.count(min(ys))} highest"
    return (mark.tag, outline, mark.get("fill") or "none")


def test_the_picture_has_a_name_and_a_description() -> None:
    picture = spark(points([0.5]))
    assert picture.get("role") == "img"
    assert (picture.get("aria-labelledby"), picture.get("aria-describedby")) == ("s-t", "s-d")
    assert [(part.get("id"), part.text) for part in picture[:2]] == [("s-t", "Trend of X"), ("s-d", "words")]


def texts(picture: Element, group: str) -> list[str]:
    found = picture.find(f".//g[@class='{group}']")
    assert found is not None
    return [text.text or "" for text in found]


def test_a_chart_labels_every_value_and_period_where_they_fit() -> None:
    picture = chart(points([0.0, None, 1.0]))
    assert texts(picture, "values") == ["1.0", "3.0"]
    assert texts(picture, "periods") == ["P1", "P2", "P3"]


def test_a_long_chart_labels_evenly_and_always_the_latest() -> None:
    assert texts(chart(points([0.5] * 13)), "periods") == ["P1", "P5", "P9", "P13"]
    assert texts(chart(points([0.5] * 8)), "values") == ["2.0", "4.0", "6.0", "8.0"]


def labels(picture: Element) -> list[tuple[str, float]]:
    """The names at the ends of lines, with their height in pixels."""
    found = picture.findall(".//g/text[@x='398']")
    return [
        ("".join(text.itertext()).replace(NO_BREAK_SPACE, " "), float(text.get("y", "0"))) for text in found
    ]


def test_a_chart_names_only_the_lines_it_has_at_their_ends() -> None:
    assert labels(chart(points([0.5]))) == []
    both = [TrendPoint("P1", "1", 0.5, 0.9, 0.2, target_text="45.0%", floor_text="35.0%")]
    assert [name for name, _y in labels(chart(both))] == ["Target 45.0%", "Floor 35.0%"]
    assert line(chart(both), "floor") is not None


@pytest.mark.parametrize(
    ("name", "floor", "label", "on_a_phone"),
    [
        ("Floor", "35.0%", "Floor 35.0%", "Floor 35.0%"),
        ("Floor", "475.0 days", "Floor 475.0 days", "Floor"),
        ("Minimum", "35.0%", "Minimum 35.0%", "Minimum"),
        ("Minimum", "1,235.05%", "Minimum", "Minimum"),
        ("Intervention level", "", "Interventio…", "Interventio…"),
        ("Intervention level", "35.0%", "Interventio…", "Interventio…"),
    ],
)
def test_a_floor_is_called_as_its_scorecard_calls_it_where_there_is_room(
    name: str, floor: str, label: str, on_a_phone: str
) -> None:
    named = [TrendPoint("P1", "1", 0.5, 0.9, 0.2, target_text="45.0%", floor_text=floor, floor_in_short=name)]
    (_target, words) = chart(named).findall(".//g/text[@x='398']")
    (more,) = words
    standard = (more.text or "").replace(NO_BREAK_SPACE, " ")
    assert f"{words.text}{standard}" == label
    assert f"{words.text}{'' if more.get('class') == 'between' else standard}" == on_a_phone


def test_names_of_lines_that_are_near_each_other_do_not_touch() -> None:
    near = [TrendPoint("P1", "1", 0.5, 0.5, 0.48, target_text="45.0%", floor_text="from 35.0% to 60.0%")]
    (target, above), (floor, below) = labels(chart(near))
    assert (target, floor) == ("Target 45.0%", "Floor")
    assert below - above >= 16


def test_a_chart_has_a_scale_and_an_axis_line_only_at_zero() -> None:
    scale = (AxisLabel(0.0, "0%", is_zero=True), AxisLabel(0.5, "50%"), AxisLabel(1.0, "100%"))
    picture = ElementTree.XML(trend_chart(points([0.5, 0.6]), "s", "Chart of X", "words", scale))
    assert [text.text for text in picture.findall(".//text[@class='scale']")] == ["0%", "50%", "100%"]
    assert [path.get("stroke-opacity") for path in picture.findall("path[@class='axis']")] == [
        None,
        "0.2",
        "0.2",
    ]
    assert chart(points([0.5, 0.6])).findall("path[@class='axis']") == []


def test_a_label_of_a_value_is_below_its_point_where_a_line_is_above_it() -> None:
    def height(target: float | None) -> float:
        picture = chart(points([0.5], [target]))
        (label,) = picture.findall(".//g[@class='values']/text")
        return float(label.get("y", "0"))

    assert height(None) < height(0.62)


def boxes(picture: Element) -> list[tuple[float, float, float, float]]:
    """The place of each label of a value, in bold letters of 13 pixels."""
    found = picture.findall(".//g[@class='values']/text")
    places = [(float(each.get("x", "")), float(each.get("y", "")), len(each.text or "")) for each in found]
    return [(x - 4 * letters, y - 10, x + 4 * letters, y) for x, y, letters in places]


def strokes(picture: Element) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """The straight parts of the line of values."""
    numbers = [float(each) for each in (line(picture, "value") or "").lstrip("M").split()]
    return list(pairwise(zip(numbers[::2], numbers[1::2], strict=True)))


@pytest.mark.parametrize(
    "heights",
    [
        [0.9, 0.8, 0.95, 0.0, 0.1, 0.15],
        [0.0, 1.0, 0.0, 1.0, 0.0, 1.0],
        [0.5, 0.5, 0.5, 0.0],
        [0.1, 0.2, 0.6, 1.0, 1.0],
        [0.3, 0.0, 0.3, 0.9, 0.2, 0.8, 0.1],
    ],
)
def test_no_label_of_a_value_is_on_its_line_however_sharp_its_turns(heights: list[float]) -> None:
    trend = [dataclasses.replace(each, text="74.7%") for each in points([*heights])]
    picture = chart(trend)
    for left, top, right, bottom in boxes(picture):
        for (x, y), (other_x, other_y) in strokes(picture):
            for part in range(101):
                at_x, at_y = x + (other_x - x) * part / 100, y + (other_y - y) * part / 100
                assert not (left < at_x < right and top < at_y < bottom), (at_x, at_y)


def test_labels_of_values_are_off_the_scale_the_names_of_lines_and_the_periods() -> None:
    picture = chart([dataclasses.replace(each, text="74.7%") for each in points([1.0, 0.0, 0.5, 0.0, 1.0])])
    for left, top, right, bottom in boxes(picture):
        assert 60 < left < right < 398
        assert 0 < top < bottom < 172


def test_values_fill_a_sparkline_and_lines_far_away_are_not_in_it() -> None:
    values = [0.2, 0.22, 0.24]
    far = spark(points(values, [1.0] * 3))
    assert line(far, "value") == "M5.0 23.0 48.0 14.0 91.0 5.0"
    assert line(far, "target") is None
    near = spark(points(values, [0.25] * 3))
    assert line(near, "target") is not None
    assert float((line(near, "value") or "").split()[1]) == 23.0


def test_no_line_leads_to_the_first_figure_of_a_new_count() -> None:
    trend = points([0.2, 0.6, 1.0, 0.0, 0.3])
    trend[3] = dataclasses.replace(trend[3], restarts=True)
    assert (line(spark(trend), "value") or "").count("M") == 2
    assert (line(chart(trend), "value") or "").count("M") == 2


def banded(period: str, green: float, amber: float | None, text: str = "65.0% or more") -> TrendPoint:
    """A point with the edges of bands at these heights."""
    edges = (TrendEdge(Rag.GREEN, green, text, "youth contracts"),)
    if amber is not None:
        edges = (*edges, TrendEdge(Rag.AMBER, amber, "50.0% to below 65.0%", "youth contracts"))
    return TrendPoint(period, "1", 0.0, edges=edges)


def edges(picture: Element) -> list[str | None]:
    return [found.get("d") for found in picture.findall("path[@class='edge']")]


def test_edges_of_bands_step_where_they_change_and_end_where_they_do() -> None:
    trend = [banded("P1", 0.5, 0.0), banded("P2", 1.0, None)]
    assert edges(spark(trend)) == ["M0.0 14.0H48.0V5.0H96.0", "M0.0 23.0H48.0"]
    assert edges(spark(points([0.5]))) == []


def test_each_line_of_a_chart_has_dashes_of_its_own() -> None:
    trend = [dataclasses.replace(banded("P1", 0.5, 0.2), target_height=0.9, floor_height=0.1)]
    dashes = [path.get("stroke-dasharray") for path in chart(trend).findall("path[@stroke-dasharray]")]
    drawn, named = dashes[:4], dashes[4:]
    assert len(set(drawn)) == 4
    assert named == drawn[2:]


def test_a_chart_names_the_bands_in_rows_of_their_own_and_says_them_in_its_description() -> None:
    picture = chart([banded("P1", 0.5, 0.2, "60.0% or more"), banded("P2", 0.6, 0.2)])
    named = [(text.get("y"), text.text) for text in picture.findall("text")]
    assert named == [
        ("214", "GREEN band (youth contracts): 65.0% or more"),
        ("236", "since P2"),
        ("258", "AMBER band (youth contracts): 50.0% to below"),
        ("280", "65.0%"),
    ]
    assert picture.get("height") == "290"
    description = picture.find("desc")
    assert description is not None
    assert description.text == (
        "words. GREEN band (youth contracts): 65.0% or more since P2; "
        "AMBER band (youth contracts): 50.0% to below 65.0%"
    )

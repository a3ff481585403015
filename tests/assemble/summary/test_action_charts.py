"""Which trends a pack on paper draws large."""

from __future__ import annotations

from kpi_engine.assemble.section.parts import NO_EXTRA_PARTS
from tests.assemble.making import document, indicator, months, scorecard, section

CODES = ("A1", "A2", "A3", "A4")
FIGURES = [
    *months("86.0", "60.0", code="A1"),
    *months("60.0", "86.0", code="A2"),
    *months("60.0", code="A3"),
    *months("70.0", "71.0", code="A4"),
]
INDICATORS = [indicator(code) for code in CODES]


def test_what_needs_action_now_and_has_a_trend_is_drawn() -> None:
    """A2 was RED only before, and A3 has a single figure."""
    shown = document(FIGURES, INDICATORS, scorecard(section(*CODES)))
    assert [(chart.code, chart.area) for chart in shown.charts] == [("A1", "Kent"), ("A4", "Kent")]
    assert shown.charts[0].trend in shown.sections[0].rows[0].cells


def test_an_indicator_in_two_sections_is_drawn_once() -> None:
    layout = scorecard(section(*CODES), section("A1", identity="again"))
    shown = document(FIGURES, INDICATORS, layout)
    assert [chart.code for chart in shown.charts] == ["A1", "A4"]


def test_a_format_without_charts_makes_none() -> None:
    layout = scorecard(section(*CODES))
    assert document(FIGURES, INDICATORS, layout, parts=NO_EXTRA_PARTS).charts == ()

"""The lines of a measure that a workbook describes."""

from __future__ import annotations

from kpi_engine.model.outputs.draft import DraftLine, DraftMeasure


def test_every_line_is_of_the_measure_or_of_a_threshold() -> None:
    code, target, floor = DraftLine("code", "A"), DraftLine("target", "85"), DraftLine("floor_standard", "75")
    measure = DraftMeasure("A", "Plans", "B4", (code,), ((target,), (floor,)))
    assert measure.every_line == (code, target, floor)

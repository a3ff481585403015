"""What a value would be rated by the standards that a ledger has on record."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kpi_engine.model.definitions.methods.on_record import rag_on_record

FLOOR, STRICT = "floor and target", "floor and strict target"
RANGE = "green 17.5 to 22.5, amber 12.5 to 27.5"
BANDS = "value, green to 6, amber above 6 to 15, red above 15"
PERCENT = "percent of target at 1 decimals, green from 65, amber from 50 below 65, red below 50"


@pytest.mark.parametrize(
    ("rule", "polarity", "standards", "value", "rag"),
    [
        (FLOOR, "H", ("80", "70"), "80.0", "GREEN"),
        (FLOOR, "H", ("80", "70"), "79.9", "AMBER"),
        (FLOOR, "H", ("80", "70"), "70.0", "AMBER"),
        (FLOOR, "H", ("80", "70"), "69.9", "RED"),
        (FLOOR, "L", ("80", "90"), "80.0", "GREEN"),
        (FLOOR, "L", ("80", "90"), "90.0", "AMBER"),
        (FLOOR, "L", ("80", "90"), "90.1", "RED"),
        (FLOOR, "H", ("80", ""), "79.9", ""),
        (FLOOR, "H", ("", ""), "79.9", ""),
        (FLOOR, "none", ("80", "70"), "80.0", ""),
        (STRICT, "H", ("133", "100"), "133", "AMBER"),
        (STRICT, "H", ("133", "100"), "134", "GREEN"),
        (RANGE, "T", ("20", ""), "22.5", "GREEN"),
        (RANGE, "T", ("20", ""), "22.6", "AMBER"),
        (RANGE, "T", ("20", ""), "27.6", "RED"),
        ("green 17.5 to 22.5", "T", ("20", ""), "22.6", ""),
        (BANDS, "L", ("", ""), "6", "GREEN"),
        (BANDS, "L", ("", ""), "7", "AMBER"),
        (BANDS, "L", ("", ""), "16", "RED"),
        (PERCENT, "H", ("200", ""), "130", "GREEN"),
        (PERCENT, "H", ("200", ""), "129.9", "GREEN"),
        (PERCENT, "H", ("200", ""), "129.8", "AMBER"),
        (PERCENT, "H", ("200", ""), "99", "RED"),
        (PERCENT, "H", ("0", ""), "99", ""),
        ("tolerance 5% of target", "H", ("80", "76"), "76", "AMBER"),
        ("tolerance 5% of target", "H", ("80", "76"), "75.9", "RED"),
        ("tolerance 2, strict target", "L", ("20", "22"), "20", "AMBER"),
        ("target met or missed", "H", ("80", ""), "79.9", "RED"),
        ("strict target met or missed, blue 90", "H", ("80", ""), "80", "RED"),
        ("strict target met or missed, blue 90", "H", ("80", ""), "90", "BLUE"),
        ("floor and target, amber_green 78, amber_red 60", "H", ("80", "70"), "78", "AMBER-GREEN"),
        ("floor and target, amber_green 78, amber_red 60", "H", ("80", "70"), "60", "AMBER-RED"),
        ("floor and target, amber_red 60", "H", ("80", ""), "59", "RED"),
        (FLOOR, "T", ("20", ""), "20", ""),
        ("green 8 to 12, otherwise red", "T", ("", ""), "12.1", "RED"),
        ("value, blue to 1, green above 1 to 2, red above 2", "L", ("", ""), "1", "BLUE"),
        ("value, amber_red from 5 below 6, red below 5", "H", ("", ""), "5", "AMBER-RED"),
        ("a method of a later version", "H", ("80", "70"), "80", ""),
        ("", "H", ("", ""), "80", ""),
    ],
)
def test_a_value_by_standards_on_record(
    rule: str, polarity: str, standards: tuple[str, str], value: str, rag: str
) -> None:
    target, floor = (Decimal(text) if text else None for text in standards)
    assert rag_on_record(rule, polarity, target=target, floor=floor, value=Decimal(value)) == rag

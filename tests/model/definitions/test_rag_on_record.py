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
        ("a method of a later version", "H", ("80", "70"), "80", ""),
        ("", "H", ("", ""), "80", ""),
    ],
)
def test_a_value_by_standards_on_record(
    rule: str, polarity: str, standards: tuple[str, str], value: str, rag: str
) -> None:
    target, floor = (Decimal(text) if text else None for text in standards)
    assert rag_on_record(rule, polarity, target=target, floor=floor, value=Decimal(value)) == rag

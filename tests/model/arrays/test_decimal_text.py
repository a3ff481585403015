"""Numbers of an exact column as texts."""

from __future__ import annotations

import pytest

from kpi_engine.model.arrays.observation import decimal_text


@pytest.mark.parametrize(
    ("mantissa", "decimals", "text"),
    [(721, 1, "72.1"), (-5, 2, "-0.05"), (72, 0, "72"), (-3, 0, "-3"), (12, -3, "12000"), (0, 2, "0.00")],
)
def test_a_mantissa_and_its_decimals_are_a_plain_number(mantissa: int, decimals: int, text: str) -> None:
    assert decimal_text(mantissa, decimals) == text

from __future__ import annotations

from decimal import Decimal

from kpi_engine.model.words.calculation import calculation
from tests.validate.figures import PERCENT, RATE, RATIO


def test_a_calculation_reads_as_it_is_done() -> None:
    assert calculation(PERCENT, Decimal(66), Decimal(128), 1, as_printed=False) == "66 / 128 is 51.6%"
    assert calculation(RATE, Decimal(45), Decimal(15800), 2, as_printed=True) == "10000 × 45 / 15800 is 28.48"
    assert calculation(RATIO, Decimal("-1.50"), Decimal(3), 0, as_printed=False) == "-1.50 / 3 is -1"


def test_halves_go_away_from_zero() -> None:
    assert calculation(PERCENT, Decimal(26), Decimal(32), 1, as_printed=False) == "26 / 32 is 81.3%"
    assert calculation(PERCENT, Decimal(-26), Decimal(32), 1, as_printed=False) == "-26 / 32 is -81.3%"


def test_rounded_parts_give_a_range() -> None:
    words = "149 / 9.9 is 15.1 (14.97 to 15.13 as the parts are rounded)"
    assert calculation(RATIO, Decimal(149), Decimal("9.9"), 1, as_printed=True) == words


def test_parts_rounded_to_a_multiple_give_a_range() -> None:
    words = "580 / 705 is 82% (81.6 to 82.9 as the parts are rounded to 5)"
    assert calculation(PERCENT, Decimal(580), Decimal(705), 0, rounded_to=5) == words
    words = "0 / 2 is 0% (the denominator can be 0, as the parts are rounded to 5)"
    assert calculation(PERCENT, Decimal(0), Decimal(2), 0, rounded_to=5) == words


def test_small_numbers_are_written_out() -> None:
    words = "0.0000001 / 10 is 0.00000001"
    assert calculation(RATIO, Decimal("0.0000001"), Decimal(10), 8, as_printed=False) == words

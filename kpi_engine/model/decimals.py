"""How many decimals a number is written with."""

from __future__ import annotations

from decimal import Decimal


def with_decimals(number: Decimal, decimals: int) -> Decimal:
    """The same number with at least this many decimals."""
    return number + Decimal((0, (0,), -decimals))


def decimals_of(number: Decimal) -> int:
    """How many decimals a number is written with."""
    return len(f"{number:f}".partition(".")[2])

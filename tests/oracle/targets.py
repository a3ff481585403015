"""Targets that are computed, once more in plain decimal arithmetic: no fractions, no thresholds."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal, localcontext

from kpi_engine.model.arrays.rounding import Rounding

_ROUNDING = {Rounding.HALF_UP: ROUND_HALF_UP, Rounding.UP: ROUND_UP, Rounding.DOWN: ROUND_DOWN}
_PLACES_FOR_ANY_INPUT = 100


def year_target_in(
    place: int, target: Decimal, shares: Sequence[Decimal] | None, periods: int, *, so_far: bool
) -> Decimal:
    """The unrounded part of a year's target in the period at a place of the year (0: the first)."""
    with localcontext() as context:
        context.prec = _PLACES_FOR_ANY_INPUT
        if shares is not None:
            return sum(shares[: place + 1] if so_far else shares[place : place + 1], Decimal(0))
        return (target * (place + 1) if so_far else target) / periods


def derived_target(percent: Decimal, target: Decimal) -> Decimal:
    """So many percent of a target, not rounded."""
    with localcontext() as context:
        context.prec = _PLACES_FOR_ANY_INPUT
        return percent * target / 100


def place_on_path(
    first: tuple[int, Decimal], last: tuple[int, Decimal], period: int
) -> tuple[Decimal, Decimal]:
    """Where a straight way is in a period, not rounded, as a numerator and a denominator."""
    steps = last[0] - first[0]
    passed = min(period, last[0]) - first[0]
    return first[1] * (steps - passed) + last[1] * passed, Decimal(steps)


def rounded_target(exact: Decimal, decimals: int, how: Rounding) -> Decimal:
    """A computed target with the decimals of its indicator."""
    with localcontext() as context:
        context.prec = _PLACES_FOR_ANY_INPUT
        return exact.quantize(Decimal(1).scaleb(-decimals), rounding=_ROUNDING[how])

"""What the month to come must bring, where the month that drops out of a rolling year is known.

Source of the rule: docs/statistics.md, "The month to come of a rolling year". Integers decide.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from kpi_engine.model.arrays.rounding import rounded_half_up
from kpi_engine.model.frozen import frozen


@frozen
class Standard:
    """What meets a target: a displayed value on its right side. ``decimals`` of None: the value unrounded."""

    target: Fraction
    highest: bool
    strict: bool
    decimals: int | None

    def is_met(self, value: Fraction) -> bool:
        """Whether an exact value, displayed, meets the target."""
        shown = value if self.decimals is None else Fraction(rounded_half_up(value, self.decimals))
        if shown == self.target:
            return not self.strict
        return (shown > self.target) is self.highest


def needed_of(standard: Standard, per: int, rest: tuple[int, int], denominator: int) -> int | None:
    """The fewest cases (at most so many, where lowest is best) of the month to come that meet a target.

    Args:
        standard: the target.
        per: what the ratio is multiplied by, 100 for percent.
        rest: numerator and denominator of the eleven months that stay.
        denominator: the denominator of the month to come.

    Returns:
        None where no number from 0 to the denominator meets the target.
    """
    among = rest[1] + denominator
    if among <= 0:
        return None
    return _edge(
        lambda n: standard.is_met(Fraction(per * (rest[0] + n), among)), denominator, standard.highest
    )


def needed_count(standard: Standard, rest: int, most: int) -> int | None:
    """The same for a count without a denominator; ``most`` is the largest number worth looking at."""
    return _edge(lambda n: standard.is_met(Fraction(rest + n)), most, standard.highest)


def _edge(is_met: Callable[[int], bool], most: int, highest: bool) -> int | None:
    """The fewest number from 0 to ``most`` that is met, or the most where lowest is best; by halving."""
    best, far = (most, 0) if highest else (0, most)
    if not is_met(best):
        return None
    step = -1 if highest else 1
    while best != far:
        middle = (best + far + (step > 0)) // 2
        if is_met(middle):
            best = middle
        else:
            far = middle - step
    return best

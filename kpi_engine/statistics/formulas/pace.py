"""Run rate within a year, and pace towards a later target: exact, and no probability.

Source of the rules: docs/statistics.md, "Run rate and pace".
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from kpi_engine.model.statistics.pace import Pace, PaceCategory, RunRate

# Progress made beside progress due, from which it is on pace, and from which it is too slow but no worse.
ON_PACE = Fraction(95, 100)
TOO_SLOW = Fraction(60, 100)
# Before the third period of a year its rate so far says nothing.
FEWEST_PERIODS = 3
_Z80 = 1.2816
_D2 = 1.128


def needed(target: Fraction, so_far: Fraction, left: int, highest: bool) -> int | None:
    """Whole cases a period that reach a year's target (at most so many, where lowest is best).

    None: no period is left, or the most has been passed.
    """
    gap = target - so_far
    if not left or (not highest and gap < 0):
        return None
    each = gap / left
    return max(0, -(-each.numerator // each.denominator)) if highest else each.numerator // each.denominator


def needed_by_share(target: Fraction, so_far: Fraction, shares: Sequence[Fraction]) -> list[Fraction]:
    """What each of the periods left must bring, where their ``shares`` of the year are listed."""
    total = sum(shares, Fraction(0))
    return [max(Fraction(0), target - so_far) * share / total for share in shares]


def run_rate(target: Fraction, so_far: Fraction, left: int, best: Fraction | None, highest: bool) -> RunRate:
    """What a year's target asks of the periods ``left``; ``best`` is the best of the last twelve periods."""
    if not left:
        return RunRate.YEAR_OVER
    if so_far >= target and highest:
        return RunRate.REACHED
    each = needed(target, so_far, left, highest)
    if each is None:
        return RunRate.PASSED
    reachable = best is not None and (each <= best if highest else each >= best)
    return RunRate.WITHIN_REACH if reachable else RunRate.BEYOND


def at_this_rate(so_far: Fraction, done: int, periods: int) -> int:
    """The year's figure if the rest of the year is like the year so far, half up."""
    year = so_far * periods / done
    return int((2 * year.numerator + year.denominator) // (2 * year.denominator))


def likely_range(mean: float, moving_range: float, points: int, left: int) -> tuple[float, float]:
    """Four in five totals of the periods left lie between, where the process is stable. Floats."""
    reach = _Z80 * (moving_range / _D2) * float(left + left * left / points) ** 0.5
    return left * mean - reach, left * mean + reach


def pace(
    base: Fraction, current: Fraction, target: Fraction, time: tuple[int, int], *, highest: bool
) -> Pace | None:
    """How far a figure is on a straight line from ``base`` to ``target``, after ``time`` of all periods.

    None: base and target are the same, so that there is no way to go.
    """
    due = Fraction(*time)
    achieved = current >= target if highest else current <= target
    achieved_before = base >= target if highest else base <= target
    if base == target:
        return None
    if achieved_before:
        return Pace(None, due, PaceCategory.ACHIEVED if achieved else PaceCategory.LOST)
    made = (current - base) / (target - base)
    if achieved:
        return Pace(made, due, PaceCategory.ACHIEVED)
    if made < 0:
        return Pace(made, due, PaceCategory.BACKWARDS)
    if made >= ON_PACE * due:
        return Pace(made, due, PaceCategory.ON_PACE)
    return Pace(made, due, PaceCategory.TOO_SLOW if made >= TOO_SLOW * due else PaceCategory.FAR_TOO_SLOW)

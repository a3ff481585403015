"""Rating rules as intervals of exact numbers: every method of rating comes down to two of them.

A value inside the green interval is GREEN, else inside the amber one AMBER, else RED. Highest is best is
an interval without an upper end, lowest is best one without a lower end, a range has both. A further
method of rating (bands, percent of target) is one more function from its rule to Standards.
Rules: docs/rating-rules.md, "RED, AMBER, GREEN" and "Close to target".
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kpi_engine.model.indicator import FloorAndTarget, RatingRule, TargetRange
from kpi_engine.model.judgement import NotRated, Polarity

# Farther out than any number that a decimal exponent in a definition or a file can make.
OPEN_END = 10**400


@dataclass(frozen=True, slots=True)
class Interval:
    """The numbers from ``low`` to ``high``, both inside; None: no end on that side."""

    low: Decimal | None
    high: Decimal | None

    def on_grid(self, decimals: int) -> tuple[int, int]:
        """Both ends in units of 10 ** −decimals; neither end has more decimals than that."""
        low = -OPEN_END if self.low is None else on_grid(self.low, decimals)
        high = OPEN_END if self.high is None else on_grid(self.high, decimals)
        return low, high

    @property
    def decimals(self) -> int:
        """Decimals needed to hold both ends exactly."""
        return max((decimals_of(end) for end in (self.low, self.high) if end is not None), default=0)


@dataclass(frozen=True, slots=True)
class Standards:
    """What a value is held against.

    ``green`` or ``amber`` of None: there is none. ``lacking`` is why a value that is not GREEN has no
    rating (RATED: it has one). ``point`` is the target itself, which closeness is measured to.
    """

    green: Interval | None
    amber: Interval | None
    lacking: NotRated
    point: Decimal | None

    @property
    def decimals(self) -> int:
        """Decimals needed to hold every number exactly."""
        ends = [interval.decimals for interval in (self.green, self.amber) if interval is not None]
        return max([*ends, decimals_of(self.point) if self.point is not None else 0])


def no_standards(lacking: NotRated) -> Standards:
    """Nothing to rate by, for that reason."""
    return Standards(None, None, lacking, None)


def standards_of(rule: RatingRule, polarity: Polarity) -> Standards:
    """The intervals of a rule under a polarity; for NONE there are none."""
    if polarity is Polarity.NONE:
        return no_standards(NotRated.CONTEXT)
    if isinstance(rule, TargetRange):
        return _of_range(rule)
    return _of_floor_and_target(rule, polarity)


def _of_floor_and_target(rule: FloorAndTarget, polarity: Polarity) -> Standards:
    green = _on_the_right_side_of(rule.target, polarity)
    amber = _on_the_right_side_of(rule.floor_standard, polarity)
    lacking = NotRated.RATED
    if green is None:
        lacking = NotRated.NO_TARGET
    elif amber is None:
        lacking = NotRated.NO_FLOOR_STANDARD
    return Standards(green, amber, lacking, rule.target)


def _on_the_right_side_of(standard: Decimal | None, polarity: Polarity) -> Interval | None:
    if standard is None:
        return None
    return Interval(None, standard) if polarity is Polarity.LOWEST else Interval(standard, None)


def _of_range(rule: TargetRange) -> Standards:
    amber = None if rule.amber is None else Interval(*rule.amber)
    lacking = NotRated.NO_FLOOR_STANDARD if amber is None else NotRated.RATED
    return Standards(Interval(*rule.green), amber, lacking, rule.target)


def decimals_of(number: Decimal) -> int:
    """How many decimals a number needs; zeros at its end are not needed."""
    digits, exponent = _digits_and_exponent(number)
    needed = digits.rstrip("0")
    return max(0, -exponent - (len(digits) - len(needed))) if needed else 0


def on_grid(number: Decimal, decimals: int) -> int:
    """``number × 10 ** decimals``, exactly; ``decimals`` are at least those that the number needs."""
    digits, exponent = _digits_and_exponent(number)
    shift = exponent + decimals
    size: int = int(digits) * 10**shift if shift >= 0 else int(digits) // 10**-shift
    return -size if number.is_signed() else size


def _digits_and_exponent(number: Decimal) -> tuple[str, int]:
    _, digits, exponent = number.as_tuple()
    if not isinstance(exponent, int):
        raise ValueError(f"{number} is not a finite number")
    return "".join(map(str, digits)), exponent

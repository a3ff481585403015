"""Rating rules as intervals of exact numbers: every method of rating comes down to these.

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


@dataclass(frozen=True, slots=True)
class Interval:
    """The numbers from ``low`` to ``high``, both inside; None: no end on that side."""

    low: Decimal | None
    high: Decimal | None


@dataclass(frozen=True, slots=True)
class Standards:
    """What a value is held against.

    ``green`` or ``amber`` of None: there is none. ``lacking`` is why a value that is not GREEN has no
    rating (RATED: it has one). ``aim``: the further inside it a value is, or the less far outside, the
    better the performance; None: there is nothing to tell better from worse.
    """

    green: Interval | None
    amber: Interval | None
    aim: Interval | None
    lacking: NotRated


_UPWARDS = Interval(Decimal(0), None)
_DOWNWARDS = Interval(None, Decimal(0))


def standards_without_rule(lacking: NotRated, polarity: Polarity) -> Standards:
    """Where no threshold is in force: nothing to rate by, for that reason."""
    if polarity is Polarity.NONE:
        return Standards(None, None, None, NotRated.CONTEXT)
    return Standards(None, None, _aim(polarity, None), lacking)


def standards_of(rule: RatingRule, polarity: Polarity) -> Standards:
    """The intervals of a rule under a polarity."""
    if polarity is Polarity.NONE:
        return standards_without_rule(NotRated.CONTEXT, polarity)
    if isinstance(rule, TargetRange):
        return _of_range(rule, polarity)
    return _of_floor_and_target(rule, polarity)


def _of_floor_and_target(rule: FloorAndTarget, polarity: Polarity) -> Standards:
    green = _on_the_right_side_of(rule.target, polarity)
    amber = _on_the_right_side_of(rule.floor_standard, polarity)
    lacking = NotRated.RATED
    if green is None:
        lacking = NotRated.NO_TARGET
    elif amber is None:
        lacking = NotRated.NO_FLOOR_STANDARD
    return Standards(green, amber, _aim(polarity, rule.target), lacking)


def _on_the_right_side_of(standard: Decimal | None, polarity: Polarity) -> Interval | None:
    if standard is None:
        return None
    return Interval(None, standard) if polarity is Polarity.LOWEST else Interval(standard, None)


def _of_range(rule: TargetRange, polarity: Polarity) -> Standards:
    amber = None if rule.amber is None else Interval(*rule.amber)
    lacking = NotRated.NO_FLOOR_STANDARD if amber is None else NotRated.RATED
    return Standards(Interval(*rule.green), amber, _aim(polarity, rule.target), lacking)


def _aim(polarity: Polarity, target: Decimal | None) -> Interval | None:
    """Up, down, or the target itself."""
    if polarity is Polarity.TARGET:
        return None if target is None else Interval(target, target)
    return _DOWNWARDS if polarity is Polarity.LOWEST else _UPWARDS


def digits_and_decimals(number: Decimal) -> tuple[int, int]:
    """A finite number as an integer over ``10 ** decimals``, with no more decimals than it needs."""
    digits, exponent = number.as_tuple()[1:]
    if not isinstance(exponent, int):
        raise ValueError(f"{number} is not a finite number")
    text = "".join(map(str, digits))
    needed = text.rstrip("0")
    if not needed:
        return 0, 0
    size = int(needed)
    exponent += len(text) - len(needed)
    if exponent > 0:
        size *= 10**exponent
    return (-size if number.is_signed() else size), max(0, -exponent)

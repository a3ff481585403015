"""Rating rules as intervals of exact numbers: every method of rating comes down to these.

A value inside the green interval is GREEN, else inside the amber one AMBER, else RED. Highest is best is
an interval without an upper end, lowest is best one without a lower end, a range has both. A further
method of rating (bands, percent of target) is one more function from its rule to Standards.
Rules: docs/rating-rules.md, "RED, AMBER, GREEN" and "Close to target".
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from kpi_engine.model.indicator import FloorAndTarget, RatingRule, TargetRange
from kpi_engine.model.judgement import NotRated, Polarity


class Exact(NamedTuple):
    """``digits / 10 ** decimals``, with no more decimals than it needs."""

    digits: int
    decimals: int


class Interval(NamedTuple):
    """The numbers from ``low`` to ``high``, both inside; None: no end on that side."""

    low: Exact | None
    high: Exact | None


class Standards(NamedTuple):
    """What a value is held against.

    ``green`` or ``amber`` of None: there is none. ``lacking`` is why a value that is not GREEN has no
    rating (RATED: it has one). ``aim``: the further inside it a value is, or the less far outside, the
    better the performance; None: there is nothing to tell better from worse.
    """

    green: Interval | None
    amber: Interval | None
    aim: Interval | None
    lacking: NotRated

    @property
    def decimals(self) -> int:
        """As many as hold every number exactly."""
        return max(
            [
                end.decimals
                for interval in (self.green, self.amber, self.aim)
                if interval is not None
                for end in interval
                if end is not None
            ],
            default=0,
        )


_UPWARDS = Interval(Exact(0, 0), None)
_DOWNWARDS = Interval(None, Exact(0, 0))


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
    end = exact(standard)
    return Interval(None, end) if polarity is Polarity.LOWEST else Interval(end, None)


def _of_range(rule: TargetRange, polarity: Polarity) -> Standards:
    amber = None if rule.amber is None else Interval(*map(exact, rule.amber))
    lacking = NotRated.NO_FLOOR_STANDARD if amber is None else NotRated.RATED
    return Standards(Interval(*map(exact, rule.green)), amber, _aim(polarity, rule.target), lacking)


def _aim(polarity: Polarity, target: Decimal | None) -> Interval | None:
    """Up, down, or the target itself."""
    if polarity is Polarity.TARGET:
        return None if target is None else Interval(exact(target), exact(target))
    return _DOWNWARDS if polarity is Polarity.LOWEST else _UPWARDS


@lru_cache(maxsize=4096)
def exact(number: Decimal) -> Exact:
    """A finite number as integers. Definitions repeat their numbers, and this is slow: it remembers them."""
    sign, digits, exponent = number.as_tuple()
    if not isinstance(exponent, int):
        raise ValueError(f"{number} is not a finite number")
    text = "".join(map(str, digits))
    needed = text.rstrip("0")
    if not needed:
        return Exact(0, 0)
    exponent += len(text) - len(needed)
    size = int(needed) * 10 ** max(0, exponent)
    return Exact(-size if sign else size, max(0, -exponent))

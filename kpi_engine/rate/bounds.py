"""Rating rules as intervals of exact numbers: every method of rating comes down to these.

A value inside the green interval is GREEN, else inside the amber one AMBER, else RED. Highest is best is
an interval without an upper end, lowest is best one without a lower end, a range has both. Each method of
rating is one function from its rule to Standards; that of bands is in band_bounds.py.
Rules: docs/rating-rules.md, "RED, AMBER, GREEN" and "Close to target".
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from kpi_engine.model.definitions.bands import BandsRule
from kpi_engine.model.definitions.indicator import FloorAndTarget, RateOn, RatingRule, TargetRange
from kpi_engine.model.definitions.judgement import NotRated, Polarity
from kpi_engine.rate.band_bounds import band_intervals
from kpi_engine.rate.intervals import DOWNWARDS, UPWARDS, Exact, Interval, Standards, exact


def standards_without_rule(lacking: NotRated, polarity: Polarity) -> Standards:
    """Where no threshold is in force: nothing to rate by, for that reason."""
    if polarity is Polarity.NONE:
        return Standards(None, None, None, None, NotRated.CONTEXT)
    return Standards(None, None, None, _aim(polarity, None), lacking)


@lru_cache(maxsize=4096)  # definitions repeat their rules from year to year
def standards_of(rule: RatingRule, polarity: Polarity, rate_on: RateOn = RateOn.DISPLAYED) -> Standards:
    """The intervals of a rule under a polarity; ``rate_on`` counts for percent of target only."""
    if polarity is Polarity.NONE:
        return standards_without_rule(NotRated.CONTEXT, polarity)
    if isinstance(rule, TargetRange):
        return _of_range(rule, polarity)
    if isinstance(rule, BandsRule):
        return _of_bands(rule, polarity, rate_on)
    return _of_floor_and_target(rule, polarity)


def _of_floor_and_target(rule: FloorAndTarget, polarity: Polarity) -> Standards:
    target = _on_the_right_side_of(rule.target, polarity)
    green = target._replace(open=True) if rule.strict and target is not None else target
    amber = _on_the_right_side_of(rule.floor_standard, polarity)
    lacking = NotRated.RATED
    if green is None:
        lacking = NotRated.NO_TARGET
    elif amber is None:
        lacking = NotRated.NO_FLOOR_STANDARD
    return Standards(green, amber, target, _aim(polarity, rule.target), lacking)


def _on_the_right_side_of(standard: Decimal | None, polarity: Polarity) -> Interval | None:
    if standard is None:
        return None
    end = exact(standard)
    return Interval(None, end) if polarity is Polarity.LOWEST else Interval(end, None)


def _of_range(rule: TargetRange, polarity: Polarity) -> Standards:
    green = _between(rule.green)
    amber = None if rule.amber is None else _between(rule.amber)
    lacking = NotRated.NO_FLOOR_STANDARD if amber is None else NotRated.RATED
    return Standards(green, amber, green, _aim(polarity, rule.target), lacking)


def _between(ends: tuple[Decimal, Decimal]) -> Interval:
    return Interval(exact(ends[0]), exact(ends[1]))


def _of_bands(rule: BandsRule, polarity: Polarity, rate_on: RateOn) -> Standards:
    green, amber = band_intervals(rule, rate_on)
    target = _on_the_right_side_of(rule.target, polarity)
    return Standards(green, amber, target, _aim(polarity, rule.target), NotRated.RATED)


def _aim(polarity: Polarity, target: Decimal | None) -> Exact | None:
    """Up, down, or the target itself."""
    if polarity is Polarity.TARGET:
        return None if target is None else exact(target)
    return DOWNWARDS if polarity is Polarity.LOWEST else UPWARDS

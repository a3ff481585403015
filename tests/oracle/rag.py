"""RED, AMBER or GREEN, and how far a value is from its standards."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from kpi_engine.model.indicator import FloorAndTarget, Indicator, RateOn, TargetRange, Threshold
from kpi_engine.model.judgement import Missing, NotRated, Polarity, Rag
from tests.oracle.in_force import scopes
from tests.oracle.records import PlainObservation
from tests.oracle.values import displayed_value, raw_ratio, why_missing


def rate_value(
    row: PlainObservation,
    indicator: Indicator,
    polarity: Polarity,
    threshold: Threshold | None,
    level: str,
) -> tuple[Rag, NotRated]:
    """RED, AMBER or GREEN, or the reason there is none."""
    if polarity is Polarity.NONE:
        return Rag.NONE, NotRated.CONTEXT
    if why_missing(row) is not Missing.PRESENT:
        return Rag.NONE, why_missing(row).not_rated
    if threshold is None:
        ever = any(scopes(indicator, row.area, level))
        return Rag.NONE, NotRated.NO_TARGET_IN_FORCE if ever else NotRated.NO_TARGET
    value = rated_value(row, indicator)
    if isinstance(threshold.rule, TargetRange):
        return rate_by_range(value, threshold.rule)
    return rate_by_floor(value, threshold.rule, polarity)


def rated_value(row: PlainObservation, indicator: Indicator) -> Fraction:
    """The displayed value, or, where the definition says raw, the ratio (or the value as given) unrounded."""
    if indicator.rate_on is RateOn.RAW:
        ratio = raw_ratio(row, indicator)
        if ratio is not None:
            return ratio
        assert row.value is not None
        return Fraction(row.value)
    displayed = displayed_value(row, indicator)
    assert displayed is not None
    return Fraction(displayed)


def rate_by_floor(value: Fraction, rule: FloorAndTarget, polarity: Polarity) -> tuple[Rag, NotRated]:
    """Target met: GREEN. Floor met: AMBER. Neither: RED. To be equal is to meet it."""
    if rule.target is None:
        return Rag.NONE, NotRated.NO_TARGET
    if meets(value, rule.target, polarity):
        return Rag.GREEN, NotRated.RATED
    if rule.floor_standard is None:
        return Rag.NONE, NotRated.NO_FLOOR_STANDARD
    if meets(value, rule.floor_standard, polarity):
        return Rag.AMBER, NotRated.RATED
    return Rag.RED, NotRated.RATED


def meets(value: Fraction, standard: Decimal, polarity: Polarity) -> bool:
    """H: at least the standard. L: at most."""
    if polarity is Polarity.HIGHEST:
        return value >= Fraction(standard)
    return value <= Fraction(standard)


def rate_by_range(value: Fraction, rule: TargetRange) -> tuple[Rag, NotRated]:
    """Inside the green range: GREEN. Inside the amber one: AMBER. Outside both: RED. Edges are inside."""
    if within(value, rule.green):
        return Rag.GREEN, NotRated.RATED
    if rule.amber is None:
        return Rag.NONE, NotRated.NO_FLOOR_STANDARD
    if within(value, rule.amber):
        return Rag.AMBER, NotRated.RATED
    return Rag.RED, NotRated.RATED


def within(value: Fraction, edges: tuple[Decimal, Decimal]) -> bool:
    """Between the edges or on one of them."""
    low, high = edges
    return Fraction(low) <= value <= Fraction(high)


def margins(
    value: Decimal | None, polarity: Polarity, threshold: Threshold | None
) -> tuple[Decimal | None, Decimal | None]:
    """How far the displayed value is on the right side (positive) of the target and of the floor standard."""
    if value is None or threshold is None or polarity is Polarity.NONE:
        return None, None
    rule = threshold.rule
    if isinstance(rule, TargetRange):
        return _inside(value, rule.green), None if rule.amber is None else _inside(value, rule.amber)
    sign = 1 if polarity is Polarity.HIGHEST else -1
    return (
        None if rule.target is None else sign * (value - rule.target),
        None if rule.floor_standard is None else sign * (value - rule.floor_standard),
    )


def _inside(value: Decimal, edges: tuple[Decimal, Decimal]) -> Decimal:
    """How far inside the nearer edge; negative outside."""
    low, high = edges
    return min(value - low, high - value)

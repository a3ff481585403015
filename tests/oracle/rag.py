"""RED, AMBER or GREEN, and how far a value is from its standards."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Missing, NotRated, Polarity, Rag, RateOn
from kpi_engine.model.definitions.methods.band import Band, BandsOf
from kpi_engine.model.definitions.methods.bands import BandsRule
from kpi_engine.model.definitions.methods.floor_and_target import FloorAndTarget
from kpi_engine.model.definitions.methods.met_or_missed import MetOrMissed
from kpi_engine.model.definitions.methods.rules import RatingRule
from kpi_engine.model.definitions.methods.target_range import TargetRange
from kpi_engine.model.definitions.methods.tolerance import Tolerance
from kpi_engine.model.definitions.threshold import Threshold
from tests.oracle.in_force import scopes
from tests.oracle.records import PlainObservation
from tests.oracle.values import decimals_shown, displayed_value, raw_ratio, round_half_up, why_missing

# More steps from 0 than any standard of the tests is away.
BEYOND_ALL = 10**60


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
    return rate_by_rule(
        rated_value(row, indicator), threshold.rule, polarity, indicator.rate_on is RateOn.RAW
    )


def rate_by_rule(value: Fraction, rule: RatingRule, polarity: Polarity, raw: bool) -> tuple[Rag, NotRated]:
    """Each method by itself."""
    if isinstance(rule, TargetRange):
        return rate_by_range(value, rule)
    if isinstance(rule, BandsRule):
        return rate_by_bands(value, rule, raw)
    rag, reason = rate_by_three(value, rule, polarity)
    for part, edge in rule.further:
        three = {Rag.BLUE: Rag.GREEN, Rag.AMBER_GREEN: Rag.AMBER, Rag.AMBER_RED: Rag.RED}[part]
        if rag is three and meets(value, edge, polarity):
            rag = part
    return rag, reason


def rate_by_three(
    value: Fraction, rule: FloorAndTarget | Tolerance | MetOrMissed, polarity: Polarity
) -> tuple[Rag, NotRated]:
    """RED, AMBER or GREEN, before the parts of each are told apart."""
    if isinstance(rule, Tolerance):
        return rate_by_floor(value, as_floor(rule, polarity), polarity)
    if isinstance(rule, MetOrMissed):
        rag, reason = rate_by_floor(value, as_target(rule), polarity)
        return (Rag.RED, NotRated.RATED) if reason is NotRated.NO_FLOOR_STANDARD else (rag, reason)
    if polarity is Polarity.TARGET and rule.target is not None:
        return Rag.NONE, NotRated.NO_RANGE
    return rate_by_floor(value, rule, polarity)


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
        return Rag.NONE, rule.lacking
    beaten = value != Fraction(rule.target) or not rule.strict
    if meets(value, rule.target, polarity) and beaten:
        return Rag.GREEN, NotRated.RATED
    edges = dict(rule.further)
    floor = edges.get(Rag.AMBER_GREEN) if rule.floor_standard is None else rule.floor_standard
    if floor is None:
        # Where a rating below AMBER has its own edge, what misses the target is told apart all the same.
        told_apart = Rag.AMBER_RED in edges
        return (Rag.RED, NotRated.RATED) if told_apart else (Rag.NONE, NotRated.NO_FLOOR_STANDARD)
    if meets(value, floor, polarity):
        return Rag.AMBER, NotRated.RATED
    return Rag.RED, NotRated.RATED


def as_floor(rule: Tolerance, polarity: Polarity) -> FloorAndTarget:
    """The floor standard that a tolerance amounts to: so much worse than the target."""
    size = abs(rule.target) * rule.size / 100 if rule.is_percent else rule.size
    floor = rule.target + size if polarity is Polarity.LOWEST else rule.target - size
    return FloorAndTarget(rule.target, floor, rule.strict)


def as_target(rule: MetOrMissed) -> FloorAndTarget:
    """The target by itself."""
    return FloorAndTarget(rule.target, None, rule.strict)


def meets(value: Fraction, standard: Decimal, polarity: Polarity) -> bool:
    """H: at least the standard. L: at most."""
    if polarity is Polarity.HIGHEST:
        return value >= Fraction(standard)
    return value <= Fraction(standard)


def rate_by_range(value: Fraction, rule: TargetRange) -> tuple[Rag, NotRated]:
    """Inside the green range: GREEN. Inside the amber one: AMBER. Outside both: RED. Edges are inside."""
    if within(value, rule.green):
        return Rag.GREEN, NotRated.RATED
    if rule.otherwise_red:
        return Rag.RED, NotRated.RATED
    if rule.amber is None:
        return Rag.NONE, NotRated.NO_AMBER_RANGE
    if within(value, rule.amber):
        return Rag.AMBER, NotRated.RATED
    return Rag.RED, NotRated.RATED


def rate_by_bands(value: Fraction, rule: BandsRule, raw: bool) -> tuple[Rag, NotRated]:
    """The band that the value is in, or the percent that it is of the target; rounded, unless raw."""
    if rule.of is BandsOf.PERCENT_OF_TARGET:
        assert rule.target is not None
        value = value / Fraction(rule.target) * 100
        if not raw:
            value = Fraction(round_half_up(value, rule.decimals))
    bands = {Rag.GREEN: rule.green, Rag.AMBER: rule.amber, Rag.RED: rule.red, **dict(rule.further)}
    holding = [rag for rag, band in bands.items() if band is not None and in_band(value, band)]
    if holding:
        assert len(holding) == 1
        return holding[0], NotRated.RATED
    return worse_neighbour(value, bands), NotRated.RATED


def in_band(value: Fraction, band: Band) -> bool:
    """Between its ends, or on one that belongs to it."""
    low, high = band.low, band.high
    if low is not None and (value < low.number or (value == low.number and not low.included)):
        return False
    return high is None or value < high.number or (value == high.number and high.included)


def worse_neighbour(value: Fraction, bands: Mapping[Rag, Band | None]) -> Rag:
    """Between two bands, with more decimals than these are defined for: the worse of the two."""
    present = [(rag, band) for rag, band in bands.items() if band is not None]
    ends_below = [(band.high.number, rag) for rag, band in present if band.high and band.high.number <= value]
    begins_above = [(band.low.number, rag) for rag, band in present if band.low and band.low.number >= value]
    neighbours = {
        max(ends_below, key=lambda end: end[0])[1],
        min(begins_above, key=lambda end: end[0])[1],
    }
    return min(neighbours, key=list(Rag).index)


def within(value: Fraction, edges: tuple[Decimal, Decimal]) -> bool:
    """Between the edges or on one of them."""
    low, high = edges
    return Fraction(low) <= value <= Fraction(high)


def margins(
    value: Decimal | None, polarity: Polarity, threshold: Threshold | None, raw: bool
) -> tuple[Decimal | None, Decimal | None]:
    """How far the displayed value is on the right side (positive) of the target and of the floor standard."""
    if value is None or threshold is None or polarity is Polarity.NONE:
        return None, None
    rule = threshold.rule
    if isinstance(rule, TargetRange):
        return _inside(value, rule.green), None if rule.amber is None else _inside(value, rule.amber)
    if polarity is Polarity.TARGET:
        return None, None
    if isinstance(rule, Tolerance):
        rule = as_floor(rule, polarity)
    sign = 1 if polarity is Polarity.HIGHEST else -1
    if isinstance(rule, BandsRule):
        to_target = None if rule.target is None else sign * (value - rule.target)
        return to_target, margin_to_red(value, rule, raw)
    if isinstance(rule, MetOrMissed):
        return sign * (value - rule.target), None
    floor = dict(rule.further).get(Rag.AMBER_GREEN) if rule.floor_standard is None else rule.floor_standard
    return (
        None if rule.target is None else sign * (value - rule.target),
        None if floor is None else sign * (value - floor),
    )


def margin_to_red(value: Decimal, rule: BandsRule, raw: bool) -> Decimal:
    """How far the value is from the last one with as many decimals that is not RED."""
    sign = 1 if rule.red.low is None else -1
    step = Decimal(1).scaleb(-decimals_shown(value))
    red, other = -sign * BEYOND_ALL, sign * BEYOND_ALL
    while abs(other - red) > 1:
        middle = (red + other) // 2
        if rate_by_bands(Fraction(middle * step), rule, raw)[0] in (Rag.RED, Rag.AMBER_RED):
            red = middle
        else:
            other = middle
    return sign * (value - other * step)


def _inside(value: Decimal, edges: tuple[Decimal, Decimal]) -> Decimal:
    """How far inside the nearer edge; negative outside."""
    low, high = edges
    return min(value - low, high - value)

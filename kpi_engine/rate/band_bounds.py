"""Bands as intervals of the value.

Bands touch, so that the interval of one reaches on over all that are better: what is not GREEN and inside
that of AMBER is AMBER. A percent of target is rounded before it is rated; the edge of the value is where the
rounded percent enters the band. Rules: docs/rating-rules.md, "Bands" and "Percent of target".
"""

from __future__ import annotations

from decimal import Decimal

from kpi_engine.model.definitions.bands import Band, BandsOf, BandsRule, Edge
from kpi_engine.model.definitions.indicator import RateOn
from kpi_engine.rate.intervals import Exact, Interval, exact, quotient


def band_intervals(rule: BandsRule, rate_on: RateOn) -> tuple[Interval, Interval]:
    """Where a value is GREEN, and where it is not RED.

    Raises:
        ValueError: bands of percent of target without a target, or bands that do not follow each other.
    """
    return _interval(rule.green, rule, rate_on), _interval(rule.floor, rule, rate_on)


def _interval(band: Band, rule: BandsRule, rate_on: RateOn) -> Interval:
    """The values in a band or a better one."""
    upwards = rule.highest_is_green
    edge = rule.start_of(band)
    if edge is None:
        raise ValueError(
            "a band that is not the worst begins somewhere: the rules of validate/bands.py say so"
        )
    if rule.of is BandsOf.VALUE:
        return _beyond(exact(edge.number), upwards, is_open=not edge.included)
    if rule.target is None:
        raise ValueError("bands of percent of target have a target: the reader refuses others")
    if rate_on is RateOn.RAW:
        return _beyond(_share(exact(edge.number), rule.target), upwards, is_open=not edge.included)
    outermost = _outermost_inside(edge, rule.decimals, upwards)
    # Half a unit of the last decimal before the outermost percent of the band; a half goes away from zero.
    middle = 2 * outermost - 1 if upwards else 2 * outermost + 1
    away_from_band = middle < 0 if upwards else middle > 0
    return _beyond(_share(Exact(middle * 5, rule.decimals + 1), rule.target), upwards, is_open=away_from_band)


def _outermost_inside(edge: Edge, decimals: int, upwards: bool) -> int:
    """The number nearest to an edge that is still inside, in units of the last of so many decimals."""
    end = exact(edge.number)
    side = 1 if upwards else -1
    size: int = 10**end.decimals
    dividend: int = side * end.digits * 10**decimals
    nearest = -(-dividend // size) if edge.included else dividend // size + 1
    return side * nearest


def _share(percent: Exact, target: Decimal) -> Exact:
    """So many percent of the target."""
    whole = exact(target)
    return quotient(percent.digits * whole.digits, percent.decimals + whole.decimals + 2)


def _beyond(end: Exact, upwards: bool, is_open: bool) -> Interval:
    low, high = (end, None) if upwards else (None, end)
    return Interval(low, high, is_open, by_displayed=True)

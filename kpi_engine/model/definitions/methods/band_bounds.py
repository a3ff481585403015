"""Where a band begins, as an interval of the value.

Bands touch, so that the interval of a band reaches on over all better bands: a value that is not GREEN and is
inside the interval of AMBER is AMBER. A percent of target is rounded before it is rated; the edge of the
value is where the rounded percent enters the band. Rules: docs/rating-rules.md, "Bands" and "Percent of
target".
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from kpi_engine.model.definitions.judgement import RateOn
from kpi_engine.model.definitions.methods.intervals import Exact, Interval, exact, quotient


class Start(NamedTuple):
    """Where a band begins: at ``number``, which is in the band where ``included``, up or down from it."""

    number: Decimal
    included: bool
    upwards: bool


def values_from(start: Start) -> Interval:
    """The values in a band of the value, or in a better band."""
    return _beyond(exact(start.number), start.upwards, is_open=not start.included)


def values_from_percent(start: Start, decimals: int, target: Decimal, rate_on: RateOn) -> Interval:
    """The values in a band of percent of target, or in a better band; percents have so many decimals."""
    if rate_on is RateOn.RAW:
        return _beyond(_share(exact(start.number), target), start.upwards, is_open=not start.included)
    outermost = _outermost_inside(start, decimals)
    # Half a unit of the last decimal before the outermost percent of the band; a half goes away from zero.
    middle = 2 * outermost - 1 if start.upwards else 2 * outermost + 1
    away_from_band = middle < 0 if start.upwards else middle > 0
    return _beyond(_share(Exact(middle * 5, decimals + 1), target), start.upwards, is_open=away_from_band)


def _outermost_inside(start: Start, decimals: int) -> int:
    """The number nearest to an edge that is still inside, in units of the last of so many decimals."""
    end = exact(start.number)
    side = 1 if start.upwards else -1
    size: int = 10**end.decimals
    dividend: int = side * end.digits * 10**decimals
    nearest = -(-dividend // size) if start.included else dividend // size + 1
    return side * nearest


def _share(percent: Exact, target: Decimal) -> Exact:
    """So many percent of the target."""
    whole = exact(target)
    return quotient(percent.digits * whole.digits, percent.decimals + whole.decimals + 2)


def _beyond(end: Exact, upwards: bool, is_open: bool) -> Interval:
    low, high = (end, None) if upwards else (None, end)
    return Interval(low, high, is_open, by_displayed=True)

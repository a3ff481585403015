"""Bands in words: ``65% of target or more``, ``50% to below 65% of target``, ``16 to 25``."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from kpi_engine.model.definitions.methods.band import Band


def interval_words(band: Band, number: Callable[[Decimal], str], of_what: str = "") -> str:
    """The numbers of a band: ``50% to below 65%``, and at the end of what they are."""
    low = "" if band.low is None else number(band.low.number)
    high = "" if band.high is None else number(band.high.number)
    if band.low is None:
        or_less = band.high is not None and band.high.included
        return f"{high}{of_what} or less" if or_less else f"below {high}{of_what}"
    if band.high is None:
        return f"{low}{of_what} or more" if band.low.included else f"above {low}{of_what}"
    if band.low == band.high:
        return f"{low}{of_what}"
    start = low if band.low.included else f"above {low}"
    return f"{start} to {high if band.high.included else f'below {high}'}{of_what}"


def recorded(band: Band) -> str:
    """The numbers of a band on record: ``from 50 below 65``."""
    parts = []
    if band.low is not None:
        parts.append(f"{'from' if band.low.included else 'above'} {plain(band.low.number)}")
    if band.high is not None:
        parts.append(f"{'to' if band.high.included else 'below'} {plain(band.high.number)}")
    return " ".join(parts)


def plain(number: Decimal) -> str:
    """The same text however many zeros the definition writes at its end."""
    return f"{number.normalize() + 0:f}"

"""Which months a period covers, and which period of another indicator holds it.

Rules: docs/rating-rules.md, "Windows" and "Ratios".
"""

from __future__ import annotations

from typing import TypeVar

from kpi_engine.model.arrays.observation import IntArray
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.measure import Covers

# One ordinal of a period, or many.
Ordinals = TypeVar("Ordinals", int, IntArray)


def months_covered(indicator: Indicator, covers: Covers, period: Ordinals) -> tuple[Ordinals, Ordinals]:
    """The first and the last month, as ordinals, that the window of a period of an indicator covers."""
    months, start = indicator.month_grid
    first = period * months + start
    last = first + months - 1
    if covers is Covers.ROLLING_12_MONTHS:
        first = last - 11
    elif covers is Covers.YEAR_TO_DATE:
        first = last - (last + 1 - indicator.own_year_starts_in) % 12
    return first, last


def holding_period(indicator: Indicator, period: Ordinals, other: Indicator) -> Ordinals:
    """The period of another indicator, never of a higher frequency, that holds one of this indicator."""
    inner, outer = indicator.month_grid, other.month_grid
    return (period * inner.months + inner.start - outer.start) // outer.months


def unlike_periods(one: Indicator, other: Indicator) -> str:
    """``A is annual by the academic year and B is monthly``; empty where their periods are the same."""
    if one.month_grid == other.month_grid:
        return ""
    return f"{one.code} is {one.periods_words} and {other.code} is {other.periods_words}"

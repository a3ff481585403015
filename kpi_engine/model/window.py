"""Which months a period covers, and which period of another indicator holds it.

Rules: docs/rating-rules.md, "Windows" and "Ratios".
"""

from __future__ import annotations

from typing import TypeVar

from kpi_engine.model.indicator import Indicator
from kpi_engine.model.measure import Covers
from kpi_engine.model.observation import IntArray
from kpi_engine.model.period import month_grid

# One ordinal of a period, or many.
Ordinals = TypeVar("Ordinals", int, IntArray)


def months_covered(indicator: Indicator, covers: Covers, period: Ordinals) -> tuple[Ordinals, Ordinals]:
    """The first and the last month, as ordinals, that the window of a period of an indicator covers."""
    months, start = month_grid(indicator.frequency, indicator.year)
    first = period * months + start
    last = first + months - 1
    if covers is Covers.ROLLING_12_MONTHS:
        first = last - 11
    elif covers is Covers.YEAR_TO_DATE:
        first = last - (last + 1 - indicator.own_year_starts_in) % 12
    return first, last


def holding_period(indicator: Indicator, period: Ordinals, other: Indicator) -> Ordinals:
    """The period of another indicator, never of a higher frequency, that holds one of this indicator."""
    months, start = month_grid(indicator.frequency, indicator.year)
    other_months, other_start = month_grid(other.frequency, other.year)
    return (period * months + start - other_start) // other_months

"""Which months a window covers, and which period holds another.

Rules: docs/rating-rules.md, "Windows" and "Ratios".
"""

from __future__ import annotations

from kpi_engine.model.indicator import Indicator
from kpi_engine.model.measure import Covers
from kpi_engine.model.observation import IntArray
from kpi_engine.model.period import first_month, month_grid


def months_covered(indicator: Indicator, covers: Covers, period: IntArray) -> tuple[IntArray, IntArray]:
    """The first and the last month, as ordinals, that the window of each period of an indicator covers."""
    months, start = month_grid(indicator.frequency, indicator.year)
    first = period * months + start
    last = first + months - 1
    if covers is Covers.ROLLING_12_MONTHS:
        first = last - 11
    elif covers is Covers.YEAR_TO_DATE:
        first = last - (last + 1 - indicator.own_year_starts_in) % 12
    return first, last


def holding_period(indicator: Indicator, period: int, other: Indicator) -> int:
    """The period of another indicator that holds one of this indicator; both are ordinals."""
    months, start = month_grid(other.frequency, other.year)
    return (first_month(indicator.frequency, period, indicator.year) - start) // months

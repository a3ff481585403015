"""Which figures count cases: of what an interval can be made, and what cannot be below 0."""

from __future__ import annotations

from enum import Enum

from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.made_from.measure import Sum, Window

_PERCENT = "percent"


class CaseKind(Enum):
    """What a figure counts: cases among others, cases for each so many, cases alone, or nothing."""

    PROPORTION = "proportion"
    RATE = "rate"
    COUNT = "count"
    NEITHER = "neither"


def case_kind(indicator: Indicator) -> CaseKind:
    """What the figures of an indicator count. Source of the rule: docs/statistics.md, "Intervals"."""
    if indicator.overall is not None:
        return CaseKind.NEITHER
    if indicator.unit == _PERCENT:
        return CaseKind.PROPORTION
    if indicator.per > 1:
        return CaseKind.RATE
    if indicator.decimals or indicator.possible_values:
        return CaseKind.NEITHER
    made_from = indicator.made_from
    is_mean = isinstance(made_from, Window) and made_from.mean
    adds_up = bool(indicator.adds_up_from) or (isinstance(made_from, Sum | Window) and not is_mean)
    is_count = adds_up if indicator.count is None else indicator.count
    return CaseKind.COUNT if is_count else CaseKind.NEITHER

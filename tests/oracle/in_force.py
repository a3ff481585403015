"""Which polarity and which threshold hold for an area in a period."""

from __future__ import annotations

from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.model.definitions.threshold import Threshold


def polarity_in_force(indicator: Indicator, period: int) -> Polarity:
    """The latest polarity that has begun; before the first dated one, the first."""
    begun = [entry for entry in indicator.polarities if entry.first is None or entry.first <= period]
    return begun[-1].polarity if begun else indicator.polarities[0].polarity


def scopes(indicator: Indicator, area: str, level: str) -> list[list[Threshold]]:
    """The thresholds that can hold for an area: those for itself first, then its level's, then general."""
    return [
        [threshold for threshold in indicator.thresholds if area in threshold.areas],
        [threshold for threshold in indicator.thresholds if level in threshold.levels],
        [threshold for threshold in indicator.thresholds if not threshold.areas and not threshold.levels],
    ]


def threshold_in_force(indicator: Indicator, area: str, level: str, period: int) -> Threshold | None:
    """In the nearest scope that has one: the one that began last, unless it has ended."""
    for scope in scopes(indicator, area, level):
        begun = [threshold for threshold in scope if threshold.first <= period]
        if begun:
            latest = max(begun, key=lambda threshold: threshold.first)
            if latest.last is None or period <= latest.last:
                return latest
    return None

"""What a figure was computed from, in words."""

from __future__ import annotations

from kpi_engine.model.indicator import Indicator
from kpi_engine.model.measure import Origin


def made_words(indicator: Indicator, origin: Origin) -> str:
    """``supplied``, ``made from CEH51N ÷ CEH50``, ``sum of 12 months of CEH01``."""
    if origin is Origin.MADE and indicator.made_from is not None:
        return indicator.made_from.words
    if origin is Origin.OVERALL and indicator.overall is not None:
        return indicator.overall.words
    return str(origin.value)

"""What a figure was computed from, in words."""

from __future__ import annotations

from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.made_from.measure import Origin


def made_words(indicator: Indicator, origin: Origin) -> str:
    """``supplied``, ``sum of 12 months of CEH01``, ``added up from areas below (district)``."""
    if origin is Origin.MADE and indicator.made_from is not None:
        return indicator.made_from.words
    if origin is Origin.OVERALL and indicator.overall is not None:
        return indicator.overall.words(indicator.calendar)
    if origin is Origin.ADDED_UP:
        return f"{origin.value} ({indicator.adds_up_from})"
    return str(origin.value)

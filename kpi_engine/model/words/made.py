"""What a figure was computed from, in words."""

from __future__ import annotations

from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.made_from.measure import Origin, Window
from kpi_engine.model.definitions.window import window_words


def made_words(indicator: Indicator, origin: Origin) -> str:
    """``supplied``, ``sum of 12 months of CEH01``, ``added up from areas below (district)``."""
    measure = indicator.made_from
    if origin is Origin.MADE and measure is not None:
        return window_words(measure, indicator) if isinstance(measure, Window) else measure.words
    if origin is Origin.OVERALL and indicator.overall is not None:
        return indicator.overall.words(indicator.calendar)
    if origin is Origin.ADDED_UP:
        return f"{origin.value} ({indicator.adds_up_from})"
    return str(origin.value)

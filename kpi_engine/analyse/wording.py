"""How differences, bounds and places read in an explanation. Numbers are in model/words/number_text.py."""

from __future__ import annotations

from decimal import Decimal

from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.issue import Location
from kpi_engine.model.words.number_text import range_text, standard_text


def bounds_text(low: Decimal | None, high: Decimal | None, indicator: Indicator, strict: bool) -> str:
    """``75.0% or more``, ``30.0% or less``, ``17.5% to 22.5%``, where strict ``above 133`` or ``below 133``.

    One of the two bounds is given at least; strict is one of a single bound only.
    """
    if low is not None and high is not None:
        return range_text((low, high), indicator)
    bound = low if low is not None else high
    text = "" if bound is None else standard_text(bound, indicator)
    if strict:
        return f"above {text}" if high is None else f"below {text}"
    return f"{text} or more" if high is None else f"{text} or less"


def decimals_text(decimals: int) -> str:
    """``1 decimal``, ``2 decimals``, ``whole numbers``."""
    if decimals == 0:
        return "whole numbers"
    return "1 decimal" if decimals == 1 else f"{decimals} decimals"


def place_text(location: Location) -> str:
    """`` (file.csv:12)``; nothing for data that came from no file."""
    return f" ({location})" if location.file else ""

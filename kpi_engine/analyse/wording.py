"""How values, differences and bounds read in a sentence."""

from __future__ import annotations

from decimal import Decimal

from kpi_engine.model.indicator import Indicator
from kpi_engine.model.issue import Location


def value_words(value: Decimal, indicator: Indicator) -> str:
    """``59.0%`` for a percentage; the bare number otherwise, since its unit is said once in the heading."""
    return with_unit(f"{value:f}", indicator)


def with_unit(number: str, indicator: Indicator) -> str:
    """A number that is text already, with the sign of a percentage."""
    return f"{number}%" if is_percentage(indicator) else number


def difference_words(size: Decimal, indicator: Indicator) -> str:
    """A distance between two values: percentages differ by percentage points, not by per cent."""
    if not is_percentage(indicator):
        return f"{size:f}"
    return f"{size:f} percentage point{'' if size == 1 else 's'}"


def range_words(bounds: tuple[Decimal, Decimal], indicator: Indicator) -> str:
    """``17.5% to 22.5%``."""
    return f"{value_words(bounds[0], indicator)} to {value_words(bounds[1], indicator)}"


def bounds_words(low: Decimal | None, high: Decimal | None, indicator: Indicator) -> str:
    """``75.0% or more``, ``30.0% or less``, ``17.5% to 22.5%``; one of the two bounds is given at least."""
    if low is None:
        return f"{value_words(high, indicator)} or less" if high is not None else ""
    return f"{value_words(low, indicator)} or more" if high is None else range_words((low, high), indicator)


def decimals_words(decimals: int) -> str:
    """``1 decimal``, ``2 decimals``, ``whole numbers``."""
    if decimals == 0:
        return "whole numbers"
    return "1 decimal" if decimals == 1 else f"{decimals} decimals"


def unit_note(indicator: Indicator) -> str:
    """`` (days)`` for whatever is not a percentage; nothing for a plain number."""
    return "" if is_percentage(indicator) or indicator.unit == "number" else f" ({indicator.unit})"


def is_percentage(indicator: Indicator) -> bool:
    """Whether values are shown with a % sign."""
    return indicator.unit == "percent"


def place_words(location: Location) -> str:
    """`` (file.csv:12)``; nothing for data that came from no file."""
    return f" ({location})" if location.file else ""

"""How a rating method writes the numbers of an indicator (see RatingMethod), and percents of target."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.methods.method_words import Wording
from kpi_engine.model.words.number_text import (
    difference_text,
    difference_with_unit,
    standard_text,
    standard_with_unit,
    value_text,
)


def wording_of(indicator: Indicator) -> Wording:
    """The numbers of an indicator as a reader sees them; the points of a worst rating are that rating."""
    return Wording(
        standard=lambda number: standard_text(number, indicator),
        value=lambda number: value_text(number, indicator),
        difference=lambda size: difference_text(size, indicator),
        named=indicator.meaning.named(indicator.scale),
        named_text=indicator.meaning.named_text,
        name=indicator.scale.name,
        words=indicator.scale.words,
    )


def wording_with_units(indicator: Indicator) -> Wording:
    """The same with the words of the unit, for numbers that are read by themselves, such as in a cell."""
    return replace(
        wording_of(indicator),
        standard=lambda number: standard_with_unit(number, indicator),
        difference=lambda size: difference_with_unit(size, indicator),
        brief=lambda number: standard_text(number, indicator),
    )


def percent_text(percent: Decimal) -> str:
    """``35.3% of target``."""
    return f"{percent:,f}% of target"

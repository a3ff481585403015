"""How a rating method writes the numbers of an indicator (see RatingMethod), and percents of target."""

from __future__ import annotations

from decimal import Decimal

from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.methods.method_words import Wording
from kpi_engine.model.words.number_text import difference_text, standard_text, value_text


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


def percent_text(percent: Decimal) -> str:
    """``35.3% of target``."""
    return f"{percent:,f}% of target"

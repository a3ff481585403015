"""How a reader sees numbers: thousands separated, the unit's sign, no digit lost."""

from __future__ import annotations

from decimal import Decimal

from kpi_engine.model.decimals import with_decimals
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.model.definitions.methods.method import strict_sign
from kpi_engine.model.definitions.methods.rules import RatingRule
from kpi_engine.model.words.unit_text import PERCENT as PERCENT  # noqa: PLC0414 -- for whoever writes numbers
from kpi_engine.model.words.unit_text import number_text, signs_of, with_unit


def count_text(number: Decimal) -> str:
    """A numerator, denominator or count: ``23,926``, ``631.6``."""
    return f"{number:,f}"


def value_with_unit(number: Decimal, indicator: Indicator) -> str:
    """A value as ``value_text`` has it, also with the words of its unit: ``12.5 days``, ``4.2 per 1,000``."""
    text = value_text(number, indicator)
    named = indicator.meaning.value_text(number, indicator.decimals, indicator.scale)
    has_words = signs_of(indicator.unit).is_word and indicator.meaning.is_number and not named
    return with_unit(text, indicator.unit) if has_words else text


def value_text(number: Decimal, indicator: Indicator) -> str:
    """A value of an indicator with its decimals and the sign of its unit: ``23.3%``, ``£1,204``, ``12``.

    Beside it, or in the heading of the table, the words of its unit are written once. The points of a worst
    rating are that rating: ``RED``.
    """
    named = indicator.meaning.value_text(number, indicator.decimals, indicator.scale)
    if named:
        return named
    return _plain_text(number, indicator)


def _plain_text(number: Decimal, indicator: Indicator) -> str:
    """The number itself, whatever word it has."""
    text = number_text(number, indicator.unit)
    return text if signs_of(indicator.unit).is_word else with_unit(text, indicator.unit)


def with_sign(number: str, indicator: Indicator) -> str:
    """A number that is text already, with the sign of its unit, as in ``25.0443…%``, and no words of it."""
    return number if signs_of(indicator.unit).is_word else with_unit(number, indicator.unit)


def standard_text(number: Decimal, indicator: Indicator) -> str:
    """A target or floor standard with at least the indicator's decimals: 85 is ``85.0%`` beside 84.9%.

    Of worst ratings it is the worst one that meets it.
    """
    named = indicator.meaning.standard_text(number, indicator.decimals, indicator.scale)
    return named or value_text(with_decimals(number, indicator.decimals), indicator)


def standard_with_unit(number: Decimal, indicator: Indicator) -> str:
    """A target or floor standard also with the words of its unit, as ``value_with_unit``: ``28 days``."""
    named = indicator.meaning.standard_text(number, indicator.decimals, indicator.scale)
    return named or value_with_unit(with_decimals(number, indicator.decimals), indicator)


def target_text(rule: RatingRule, polarity: Polarity, indicator: Indicator) -> str:
    """The target of a rule with its unit, and with the sign of a strict target.

    Returns:
        Text such as ``85.0%`` or ``> 133 families``; empty without a target.
    """
    if rule.target is None:
        return ""
    return f"{strict_sign(rule, polarity)}{standard_with_unit(rule.target, indicator)}"


def range_text(limits: tuple[Decimal, Decimal], indicator: Indicator) -> str:
    """``17.5% to 22.5%``."""
    return f"{standard_text(limits[0], indicator)} to {standard_text(limits[1], indicator)}"


def difference_text(size: Decimal, indicator: Indicator) -> str:
    """A distance between two values: percentages differ by percentage points, not by per cent."""
    if indicator.unit != PERCENT:
        return _plain_text(size, indicator)
    return f"{size:,f} percentage point{'' if size == 1 else 's'}"


def difference_with_unit(size: Decimal, indicator: Indicator) -> str:
    """A distance also with the words of the unit: ``2 days``, ``0.19 per 100,000``."""
    text = difference_text(size, indicator)
    has_words = signs_of(indicator.unit).is_word and indicator.meaning.is_number
    return with_unit(text, indicator.unit) if has_words else text

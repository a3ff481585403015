"""Targets as printed beside the targets in force: their numbers, and whether they are to be beaten."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from kpi_engine.model.arrays.rounding import Rounding, before_rounding, rounded, rounded_half_up
from kpi_engine.model.decimals import decimals_of
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.model.definitions.threshold import Threshold
from kpi_engine.model.outputs.printed import PrintedNumber
from kpi_engine.model.words.number_text import standard_text

ABOVE, BELOW = ">", "<"


class Aim(NamedTuple):
    """A target, None where there is none; ``sign`` is ``>`` or ``<`` where it is to be beaten, else empty."""

    number: Decimal | None
    sign: str = ""

    def text(self, indicator: Indicator) -> str:
        """``> 133``, ``85.0%``."""
        return f"{self.sign} {'' if self.number is None else standard_text(self.number, indicator)}".strip()


def printed_aim(printed: PrintedNumber) -> Aim:
    """A target as printed."""
    return Aim(printed.number, printed.sign)


def aim_of(threshold: Threshold | None, polarity: Polarity) -> Aim:
    """The target of a threshold; of None, none."""
    rule = None if threshold is None else threshold.rule
    target = None if rule is None else rule.target
    if rule is None or target is None or not rule.is_strict:
        return Aim(target)
    return Aim(target, BELOW if polarity is Polarity.LOWEST else ABOVE)


def is_printed_as(printed: Decimal | None, target: Decimal | None, threshold: Threshold | None) -> bool:
    """Whether a printed target is the ``target`` of a threshold.

    One that is computed may be printed with fewer decimals than it has, rounded half up.
    """
    if printed == target or printed is None or target is None:
        return printed == target
    decimals = decimals_of(printed)
    is_computed = threshold is not None and bool(threshold.origin)
    return (
        is_computed
        and decimals < decimals_of(target)
        and rounded_half_up(Fraction(target), decimals) == printed
    )


def other_rounding(printed: Decimal, threshold: Threshold, indicator: Indicator) -> str:
    """How a printed target follows from a computed target, ``1,530 is 1,530.75 rounded down``, if it does."""
    exact = threshold.exact_target
    if exact is None:
        return ""
    text = standard_text(printed, indicator)
    number = before_rounding(exact, max(indicator.decimals, decimals_of(printed)))
    if exact == printed:
        return f"{text} is it before rounding"
    for how in (Rounding.HALF_UP, Rounding.DOWN, Rounding.UP):
        if rounded(exact, decimals_of(printed), how) == printed:
            return f"{text} is {number} {how.words}"
    return ""

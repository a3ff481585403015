"""Beside a comparator: better, similar or worse, in decimals of many places and by cases."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from kpi_engine.model.definitions.judgement import Polarity
from tests.oracle.values import decimals_shown, round_half_up


def verdict_plainly(
    value: Decimal, other: Decimal, polarity: Polarity, target: Decimal | None, within: Decimal
) -> str:
    """The word, empty where nothing can be said."""
    if polarity is Polarity.NONE:
        return ""
    decimals = min(decimals_shown(value), decimals_shown(other))
    ours, theirs = round_half_up(Fraction(value), decimals), round_half_up(Fraction(other), decimals)
    if polarity is Polarity.TARGET:
        if target is None:
            return ""
        # From here on both are how far away they are, and less is better.
        ours, theirs = abs(ours - target), abs(theirs - target)
    higher, lower = ("better", "worse") if polarity is Polarity.HIGHEST else ("worse", "better")
    if ours > theirs + within:
        return higher
    return lower if ours < theirs - within else "similar"

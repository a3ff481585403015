"""Targets, floor standards and ranges in words."""

from __future__ import annotations

from decimal import Decimal

from kpi_engine.model.indicator import FloorBasis, Indicator, TargetRange, Threshold
from kpi_engine.model.judgement import Polarity
from kpi_engine.model.number_text import standard_text


def target_of(threshold: Threshold | None) -> Decimal | None:
    """The value aimed at."""
    return threshold.rule.target if threshold is not None else None


def floor_of(threshold: Threshold | None) -> Decimal | None:
    """The floor standard; a range has none."""
    if threshold is None or isinstance(threshold.rule, TargetRange):
        return None
    return threshold.rule.floor_standard


def on_the_right_side(standard: Decimal, indicator: Indicator, polarity: Polarity) -> str:
    """The values that meet a standard: ``85.0% or more``."""
    side = "or less" if polarity is Polarity.LOWEST else "or more"
    return f"{standard_text(standard, indicator)} {side}"


def basis_note(basis: FloorBasis | None) -> str:
    """What a reader must know of a floor that nobody has stated."""
    return "" if basis in (None, FloorBasis.STATED) else basis.value

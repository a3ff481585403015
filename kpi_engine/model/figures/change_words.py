"""How the number of an indicator shown for context has changed, in words that judge nothing.

Rule: docs/rating-rules.md, "Change of a context indicator".
"""

from __future__ import annotations

from decimal import Decimal

from kpi_engine.model.definitions.comparison import ComparisonKind
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import NoDirection, NumberDirection
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.words.number_text import PERCENT, difference_text, value_text


def change_words(figure: Figure) -> str:
    """``fell by 27%``, ``rose from 0 to 10``, ``unchanged``, or why nothing can be said."""
    direction, change = figure.number_direction, figure.change
    now, then = figure.value, figure.previous_value
    if direction is NumberDirection.NONE or now is None or then is None:
        return _why_no_change(figure)
    if direction is NumberDirection.UNCHANGED:
        return str(direction.value)
    if figure.indicator.unit == PERCENT and change is not None:
        return f"{direction.value} by {difference_text(change.copy_abs(), figure.indicator)}"
    was, is_now = (value_text(value, figure.indicator) for value in (then, now))
    if not now and then > 0:
        return f"{direction.value} to {is_now} from {was}"
    if figure.percent_change is None:
        return f"{direction.value} from {was} to {is_now}"
    return f"{direction.value} by {_percent(figure.percent_change)}"


def signed_change(change: Decimal, indicator: Indicator) -> str:
    """``-8``, ``+2.5 percentage points``, ``0``."""
    sign = "-" if change < 0 else "+" if change > 0 else ""
    return f"{sign}{difference_text(change.copy_abs(), indicator)}"


def _percent(percent: Decimal) -> str:
    return f"{percent.copy_abs():,f}%" if percent else "less than 1%"


def _why_no_change(figure: Figure) -> str:
    comparison, period = figure.indicator.comparison, figure.period
    if figure.value is None:
        return str(NoDirection.NO_VALUE.value)
    if figure.is_new:
        return str(NoDirection.NEW.value)
    if comparison.kind is ComparisonKind.SINCE and period <= comparison.since:
        return str(NoDirection.NOT_AFTER_BASE.value)
    if figure.previous is None:
        return str(NoDirection.NO_PREVIOUS_VALUE.value)
    if figure.previous_value is None:
        return str(NoDirection.PREVIOUS_VALUE_MISSING.value)
    return str(NoDirection.BREAK.value)

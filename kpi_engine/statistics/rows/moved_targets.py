"""Where a RAG is worse than before only because the target has moved."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np

from kpi_engine.model.arrays.observation import BoolArray
from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.definitions.threshold import Threshold
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.statistics.reach import Reach

# A target that moved longer ago is no news.
_RECENT_YEARS = 1


def moved_targets(ratings: Ratings, latest: BoolArray) -> dict[int, Decimal]:
    """By latest row that is not GREEN, and would be by the target before, less than a year ago: that
    target.
    """
    several = np.array(
        [len(indicator.thresholds) > 1 for indicator in ratings.indicators] or [False], np.bool_
    )
    moved: dict[int, Decimal] = {}
    if not several.any():
        return moved
    levels = {area.name: area.level for area in ratings.areas}
    is_below = (ratings.rag != Rag.NONE.code) & (ratings.rag < Rag.GREEN.code)
    below = is_below & (ratings.threshold >= 0)
    for row in np.flatnonzero(latest & below & several[ratings.observations.code]).tolist():
        figure = Figure(ratings, row)
        now = figure.indicator.thresholds[int(ratings.threshold[row])]
        before = _threshold_before(figure, now, levels.get(figure.area, ""))
        target = None if before is None else before.rule.target
        if before is not None and target is not None and _reach(figure, before).holds(_value(figure)):
            moved[row] = target
    return moved


def _threshold_before(figure: Figure, now: Threshold, level: str) -> Threshold | None:
    """What was in force before the own threshold, if that began within a year with another target."""
    indicator = figure.indicator
    before = indicator.threshold_in(now.first - 1, figure.area, level)
    is_recent = figure.period - now.first < _RECENT_YEARS * indicator.calendar.periods_per_year
    if before is None or not is_recent or before.rule.target == now.rule.target:
        return None
    return before if indicator.polarity_in(now.first - 1).polarity is figure.polarity else None


def _value(figure: Figure) -> Fraction:
    """The displayed value of a figure that is rated."""
    return Fraction(int(figure.ratings.displayed.mantissa[figure.row]), 10 ** _decimals(figure))


def _decimals(figure: Figure) -> int:
    return int(figure.ratings.displayed.decimals[figure.row])


def _reach(figure: Figure, before: Threshold) -> Reach:
    """The values that were GREEN; of a rule with a target there are some."""
    green = before.rule.standards(figure.polarity, figure.indicator.rate_on).green
    ends = (None, None) if green is None else (green.low, green.high)
    low, high = (None if end is None else Fraction(end.digits, 10**end.decimals) for end in ends)
    return Reach(low, high, green is not None and green.open)

"""Where a RAG is worse than before only because the target has moved."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from kpi_engine.model.arrays.observation import BoolArray
from kpi_engine.model.definitions.indicator import Threshold
from kpi_engine.model.definitions.judgement import Polarity, Rag
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.statistics.reach import Reach

# A target that moved longer ago is no news.
_RECENT_YEARS = 1


def moved_targets(ratings: Ratings, latest: BoolArray) -> BoolArray:
    """Which latest rows are not GREEN, and would be by the target in force before, less than a year ago."""
    moved = np.zeros(len(ratings), np.bool_)
    several = np.array(
        [len(indicator.thresholds) > 1 for indicator in ratings.indicators] or [False], np.bool_
    )
    if not several.any():
        return moved
    levels = {area.name: area.level for area in ratings.areas}
    below = np.isin(ratings.rag, [Rag.RED.code, Rag.AMBER.code])
    for row in np.flatnonzero(latest & below & several[ratings.observations.code]).tolist():
        figure = Figure(ratings, row)
        before = threshold_before(figure, levels.get(figure.area, ""))
        moved[row] = before is not None and _was_green(figure, before)
    return moved


def threshold_before(figure: Figure, level: str) -> Threshold | None:
    """What was in force before the figure's own threshold, if that began within a year and has another
    target.
    """
    now = figure.threshold
    if now is None:
        return None
    recent = figure.period - now.first < _RECENT_YEARS * figure.indicator.frequency.periods_per_year
    before = figure.indicator.threshold_in(now.first - 1, figure.area, level)
    if before is None or not recent or before.rule.target == now.rule.target:
        return None
    is_same = figure.indicator.polarity_in(now.first - 1).polarity is figure.polarity
    return before if is_same else None


def _was_green(figure: Figure, before: Threshold) -> bool:
    if figure.value is None or figure.polarity is Polarity.NONE:
        return False
    green = before.rule.standards(figure.polarity, figure.indicator.rate_on).green
    if green is None:
        return False
    low, high = (
        None if end is None else Fraction(end.digits, 10**end.decimals) for end in (green.low, green.high)
    )
    return Reach(low, high, green.open).holds(Fraction(figure.value))

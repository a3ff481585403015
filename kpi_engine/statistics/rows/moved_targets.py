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
from kpi_engine.model.statistics.outcomes import Assurance, NoStatistic
from kpi_engine.model.statistics.reach import Reach
from kpi_engine.model.statistics.results import FormerTarget, ProcessLimits
from kpi_engine.statistics.formulas.assurance import assurance

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


def former_targets(ratings: Ratings, latest: BoolArray, process: ProcessLimits) -> dict[int, FormerTarget]:
    """By latest row whose target has changed within its chart: what limits say of the former target."""
    several = np.array(
        [len(indicator.thresholds) > 1 for indicator in ratings.indicators] or [False], np.bool_
    )
    told = (process.no_assurance == NoStatistic.TOLD.code) & (process.assurance != Assurance.NONE.code)
    found: dict[int, FormerTarget] = {}
    if not several.any():
        return found
    levels = {area.name: area.level for area in ratings.areas}
    rows = latest & told & (ratings.threshold >= 0) & several[ratings.observations.code]
    for row in np.flatnonzero(rows).tolist():
        figure = Figure(ratings, row)
        now = figure.indicator.thresholds[int(ratings.threshold[row])]
        begins = int(process.segments.begins[process.segment[row]])
        before = _threshold_before(figure, now, levels.get(figure.area, ""), begins)
        target = None if before is None else before.rule.target
        if before is not None and target is not None:
            _, lower, upper = process.charted_limits(row)
            found[row] = FormerTarget(target, now.first, assurance(lower, upper, _reach(figure, before)))
    return found


def _threshold_before(
    figure: Figure, now: Threshold, level: str, begins: int | None = None
) -> Threshold | None:
    """What was in force before the own threshold, with another target.

    It must have ended within a year; or, where the chart of the figure ``begins`` before, within that.
    """
    indicator = figure.indicator
    before = indicator.threshold_in(now.first - 1, figure.area, level)
    is_recent = figure.period - now.first < _RECENT_YEARS * indicator.calendar.periods_per_year
    if begins is not None:
        is_recent = now.first > begins
    if before is None or not is_recent or now.moves or before.rule.target == now.rule.target:
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

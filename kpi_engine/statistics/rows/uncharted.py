"""Why a series is not charted. Source of the rules: docs/statistics.md, "What is not charted"."""

from __future__ import annotations

import numpy as np

from kpi_engine.model.arrays.observation import BoolArray, IntArray, SmallArray
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.series.case_kind import CaseKind
from kpi_engine.model.definitions.series.process_chart import ChartKind, ChartOn
from kpi_engine.model.definitions.window import is_rolling, is_to_date
from kpi_engine.model.statistics.outcomes import NoStatistic
from kpi_engine.statistics.formulas.xmr import Limits
from kpi_engine.statistics.rows.charted import Block

# A share of figures carried forward, or of periods missing, beyond which a series is not charted: 1 in 5.
_ONE_IN = 5
# Fewer cases a period than this make limits that mark too much.
_FEWEST_CASES = 2
# What is charted all the same, or has no need of limits.
CHARTED = (NoStatistic.TOLD, NoStatistic.TRIAL_LIMITS, NoStatistic.NO_VARIATION)


def never_charted(indicator: Indicator) -> NoStatistic:
    """Why no series of an indicator can be charted, whatever its figures; TOLD where they can be."""
    if indicator.chart.kind is ChartKind.NONE or indicator.overall is not None:
        return NoStatistic.NOT_ASKED
    if is_to_date(indicator):
        return NoStatistic.CUMULATIVE
    if is_rolling(indicator):
        return NoStatistic.OVERLAPPING
    if indicator.seasonal and indicator.chart.on is ChartOn.VALUE:
        return NoStatistic.SEASONAL
    return NoStatistic.TOLD


def statuses(block: Block, limits: Limits) -> SmallArray:
    """Why each series of a block is not charted, as NoStatistic positions, or TOLD; (s,)."""
    # The first that holds is told; written last to first.
    told = np.full(len(limits.points), NoStatistic.TOLD.code, np.int8)
    is_level = limits.range_total == 0
    told[_too_few(block, limits)] = NoStatistic.TOO_FEW.code
    is_trial = _too_few(block, limits) & (block.grid.part > 0) & (limits.ranges > 0)
    told[is_trial] = NoStatistic.TRIAL_LIMITS.code
    enough = told == NoStatistic.TOLD.code
    told[enough & _is_rare(block, limits)] = NoStatistic.RARE.code
    told[enough & is_level.astype(np.bool_)] = NoStatistic.NO_VARIATION.code
    told[enough & is_level.astype(np.bool_) & ~_all_equal(block)] = NoStatistic.GAPS.code
    figures = (block.there | block.carried).sum(axis=0)
    told[_ONE_IN * _missing(block, figures) > _span(block)] = NoStatistic.GAPS.code
    told[_ONE_IN * block.carried.sum(axis=0) > figures] = NoStatistic.REPEATED.code
    told[_lacks_parts(block)] = NoStatistic.NO_DENOMINATOR.code
    told[_lacks_parts(block) & _has_rounded_parts(block)] = NoStatistic.PARTS_ROUNDED.code
    told[limits.points == 0] = NoStatistic.TOO_FEW.code
    return told


def _too_few(block: Block, limits: Limits) -> BoolArray:
    few: BoolArray = (limits.points < block.settings.chart.points) | (limits.ranges == 0)
    return few


def _lacks_parts(block: Block) -> BoolArray:
    lacks: BoolArray = ~block.has_parts & (block.settings.chart.kind is ChartKind.P_PRIME)
    return lacks


def _has_rounded_parts(block: Block) -> BoolArray:
    return np.asarray(block.rounded.any(axis=0), np.bool_)


def _is_rare(block: Block, limits: Limits) -> BoolArray:
    """Whether the rarer outcome averages fewer than two cases a period."""
    kind = block.settings.kind
    if block.settings.chart.on is ChartOn.CHANGE_ON_YEAR or kind is CaseKind.NEITHER:
        return np.zeros(len(limits.points), np.bool_)
    if kind is CaseKind.COUNT:
        rare: BoolArray = (np.abs(limits.total) < _FEWEST_CASES * limits.points).astype(np.bool_)
        return rare
    cases = np.where(block.used, block.numerator, 0).sum(axis=0)
    if kind is CaseKind.PROPORTION:
        others = np.where(block.used, block.denominator, 0).sum(axis=0) - cases
        cases = np.minimum(cases, others)
    few: BoolArray = (cases < _FEWEST_CASES * limits.points) & block.has_parts
    return few


def _all_equal(block: Block) -> BoolArray:
    """Whether all points used have one value."""
    first = block.used.argmax(axis=0)
    level = block.value[first, np.arange(len(first))]
    equal: BoolArray = ((block.value == level) | ~block.used).all(axis=0)
    return equal


def _span(block: Block) -> IntArray:
    """How many periods lie from the first figure to the last."""
    figures = block.there | block.carried
    last = len(figures) - figures[::-1].argmax(axis=0)
    span: IntArray = np.where(figures.any(axis=0), last - figures.argmax(axis=0), 0)
    return span


def _missing(block: Block, figures: IntArray) -> IntArray:
    missing: IntArray = _span(block) - figures
    return missing

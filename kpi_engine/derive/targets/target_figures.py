"""Targets as figures: the one in force in each area and period."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import numpy as np

from kpi_engine.model.arrays.observation import ExactColumn, IndexArray, IntArray, exact_column
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator


def targets_at(
    indicator: Indicator,
    area: IndexArray,
    period: IntArray,
    area_names: Sequence[str],
    areas: Sequence[Area],
) -> ExactColumn:
    """The target of an indicator in force in each of n areas (positions in ``area_names``) and periods.

    What is in force changes only at the ends of thresholds: each span between them is looked up once an area.
    """
    level_of = {one.name: one.level for one in areas}
    ends = sorted(
        {threshold.first for threshold in indicator.thresholds}
        | {threshold.last + 1 for threshold in indicator.thresholds if threshold.last is not None}
    )
    targets: list[Decimal | None] = []
    start = np.zeros(len(area_names), np.int64)
    for position in np.unique(area).tolist():
        start[position] = len(targets)
        name = area_names[position]
        targets += [None, *(_target(indicator, end, name, level_of[name]) for end in ends)]
    place = start[area] + np.searchsorted(np.array(ends, np.int64), period, side="right")
    return exact_column(targets).take(place) if targets else exact_column([])


def _target(indicator: Indicator, period: int, area: str, level: str) -> Decimal | None:
    threshold = indicator.threshold_in(period, area, level)
    return None if threshold is None else threshold.rule.target

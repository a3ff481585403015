"""A ratio of two indicators' figures. Rule: docs/rating-rules.md, "Ratios"."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kpi_engine.derive.figures import (
    PARTS_MISSING,
    PRESENT,
    Computed,
    Figures,
    no_numbers,
    places_of,
)
from kpi_engine.derive.target_figures import targets_at
from kpi_engine.model.area import Area
from kpi_engine.model.indicator import Indicator
from kpi_engine.model.lookup import numbers_at
from kpi_engine.model.observation import ExactColumn, IndexArray, IntArray
from kpi_engine.model.period import month_grid


def ratio_of(
    indicator: Indicator, numerator: Figures, denominator: Figures | Indicator, areas: Sequence[Area]
) -> Computed:
    """Numerators and denominators of a ratio, wherever one of the two has a figure in its frequency.

    ``denominator`` is the indicator itself where its target divides.
    """
    divisor = denominator if isinstance(denominator, Indicator) else denominator.indicator
    inner, outer = (month_grid(one.frequency, one.year) for one in (indicator, divisor))
    of = [numerator]
    if not isinstance(denominator, Indicator) and inner == outer:
        of.append(denominator)
    area, period = places_in_any(of)
    holding = (period * inner[0] + inner[1] - outer[1]) // outer[0]
    if isinstance(denominator, Indicator):
        below = targets_at(denominator, area, holding, numerator.rows.areas, areas)
    else:
        below = figures_at(denominator, area, holding)
    above = figures_at(numerator, area, period)
    both = above.present & below.present
    return Computed(
        area=area,
        period=period,
        value=no_numbers(len(area)),
        numerator=above,
        denominator=below,
        missing=np.where(both, PRESENT, PARTS_MISSING).astype(np.int8),
    )


def figures_at(figures: Figures, area: IndexArray, period: IntArray) -> ExactColumn:
    """The numbers of an indicator in each area and period; none where there is no figure."""
    if not len(figures):
        return no_numbers(len(area))
    found = places_of(figures.rows.area, figures.rows.period).find(area, period)
    return numbers_at(figures.numbers(), found)


def places_in_any(figures: Sequence[Figures]) -> tuple[IndexArray, IntArray]:
    """Every area and period, once, in which one of several indicators has a figure, by area and period."""
    area = np.concatenate([one.rows.area for one in figures]).astype(np.int64)
    period = np.concatenate([one.rows.period for one in figures])
    if not len(area):
        return area.astype(np.int32), period
    first = int(period.min())
    span = int(period.max()) - first + 1
    key = np.unique(area * span + (period - first))
    return (key // span).astype(np.int32), key % span + first

"""A ratio of two indicators' figures. Rule: docs/rating-rules.md, "Ratios"."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kpi_engine.derive.figures import (
    PARTS_MISSING,
    PRESENT,
    Computed,
    Figures,
    figures_at,
    no_numbers,
    places_in_any,
)
from kpi_engine.derive.target_figures import targets_at
from kpi_engine.model.area import Area
from kpi_engine.model.indicator import Indicator
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
        below = figures_at(denominator, denominator.numbers(), area, holding)
    above = figures_at(numerator, numerator.numbers(), area, period)
    both = above.present & below.present
    return Computed(
        area=area,
        period=period,
        value=no_numbers(len(area)),
        numerator=above,
        denominator=below,
        missing=np.where(both, PRESENT, PARTS_MISSING).astype(np.int8),
    )

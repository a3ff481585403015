"""A ratio of two indicators' figures, or of one's to the target of another or to its figure in an area above.

Rules: docs/rating-rules.md, "Ratios" and "Shares of an area".
"""

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
from kpi_engine.derive.measures.inherited_marks import marks_of_members
from kpi_engine.derive.targets.target_figures import targets_at
from kpi_engine.model.arrays.observation import ExactColumn, IndexArray, IntArray
from kpi_engine.model.calendars.calendar import holding_period, same_periods
from kpi_engine.model.definitions.area import Area, areas_below
from kpi_engine.model.definitions.indicator import Indicator


def ratio_of(indicator: Indicator, numerator: Figures, denominator: Figures) -> Computed:
    """The ratio of two indicators, wherever one of the two has a figure in its frequency."""
    divisor = denominator.indicator
    alike = same_periods(indicator.calendar, divisor.calendar)
    area, period = places_in_any([numerator, denominator] if alike else [numerator])
    holding = holding_period(indicator.calendar, period, divisor.calendar)
    below = figures_at(denominator, denominator.numbers(), area, holding)
    return _ratios(numerator, below, area, period, (denominator, area, holding))


def ratio_to_target(
    indicator: Indicator, numerator: Figures, divisor: Indicator, areas: Sequence[Area]
) -> Computed:
    """The ratio of an indicator to the target of another, wherever it has a figure."""
    area, period = places_in_any([numerator])
    holding = holding_period(indicator.calendar, period, divisor.calendar)
    below = targets_at(divisor, area, holding, numerator.rows.areas, areas)
    return _ratios(numerator, below, area, period)


def share_of_area(of: Figures, level: str, areas: Sequence[Area]) -> Computed:
    """The share of each area in the area of a level that it lies in, wherever it has a figure.

    An area that lies in two areas of the level has no share.
    """
    every, period = places_in_any([of])
    above_of = _areas_above(of.rows.areas, level, areas)
    inside = above_of[every] != _NOT_BELOW
    area, period = every[inside], period[inside]
    above = above_of[area]
    numbers = of.numbers()
    below = figures_at(of, numbers, np.maximum(above, 0), period)
    below = below.only(below.present & (above != _SEVERAL))
    return _ratios(of, below, area, period, (of, above, period))


_NOT_BELOW, _SEVERAL = -1, -2


def _areas_above(labels: Sequence[str], level: str, areas: Sequence[Area]) -> IndexArray:
    """By area, the position of the one of the level that it lies in; _SEVERAL and _NOT_BELOW."""
    position = {name: place for place, name in enumerate(labels)}
    found = np.full(len(labels), _NOT_BELOW, np.int32)
    for area in areas:
        if area.level == level:
            for below in areas_below(areas, area.name):
                place = position[below.name]
                found[place] = position[area.name] if found[place] == _NOT_BELOW else _SEVERAL
    return found


def _ratios(
    numerator: Figures,
    below: ExactColumn,
    area: IndexArray,
    period: IntArray,
    divisor: tuple[Figures, IndexArray, IntArray] | None = None,
) -> Computed:
    """The ratios in each area and period; ``divisor`` is whose figures divide, of which area and period."""
    above = figures_at(numerator, numerator.numbers(), area, period)
    both = above.present & below.present
    return Computed(
        area=area,
        period=period,
        value=no_numbers(len(area)),
        numerator=above,
        denominator=below,
        missing=np.where(both, PRESENT, PARTS_MISSING).astype(np.int8),
        marks=marks_of_members(
            [(numerator, area, period), *([] if divisor is None else [divisor])], len(area)
        ),
    )

"""Indicators added up or multiplied, and the difference of two, in each area and period.

Rules: docs/rating-rules.md, "Sums", "Differences" and "Products".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from kpi_engine.derive.figures import (
    PARTS_MISSING,
    PRESENT,
    Computed,
    Figures,
    figures_at,
    no_numbers,
    places_in_any,
    places_of,
)
from kpi_engine.derive.measures.inherited_marks import marks_of_members
from kpi_engine.derive.measures.sums import TOO_LARGE, addends_of, interleaved, run_sums, side_by_side, totals
from kpi_engine.model.arrays.exact import LIMIT
from kpi_engine.model.arrays.observation import ExactColumn, IndexArray, IntArray
from kpi_engine.model.figures.series import NO_ROW


def sum_of(members: Sequence[Figures], absent_is_zero: bool = False) -> Computed:
    """The sums of several indicators, wherever one of them has a figure; of ``absent_is_zero`` see Sum."""
    area, period = places_in_any(members)
    addends = []
    for one in members:
        place = _places(one, area, period)
        own = addends_of(one).at(place)
        addends.append(own.with_zeros(place == NO_ROW) if absent_is_zero else own)
    start = np.arange(len(area)) * len(members)
    found = totals(side_by_side(addends), start, start + len(members))
    return Computed(
        *(area, period, found.value, found.numerator, found.denominator, found.missing),
        parts_rounded_to=found.step,
        marks=found.marks,
    )


def difference_of(first: Figures, second: Figures) -> Computed:
    """The displayed value of one indicator less the value of another, wherever one of them has a figure."""
    area, period = places_in_any([first, second])
    one, other = (figures_at(each, each.displayed(), area, period) for each in (first, second))
    both = one.present & other.present
    size = len(area)
    pairs = interleaved([one, replace(other, mantissa=-other.mantissa)])
    start = np.arange(size) * 2
    value, fits = run_sums(pairs, start, start + 2, both)
    missing = np.where(both, np.where(fits, PRESENT, TOO_LARGE), PARTS_MISSING)
    return Computed(
        *(area, period, value, no_numbers(size), no_numbers(size), missing.astype(np.int8)),
        marks=marks_of_members([(each, area, period) for each in (first, second)], size),
    )


def product_of(members: Sequence[Figures]) -> Computed:
    """The displayed values of several indicators multiplied, wherever one of them has a figure."""
    area, period = places_in_any(members)
    factors = [figures_at(each, each.displayed(), area, period) for each in members]
    size = len(area)
    there = np.logical_and.reduce([each.present for each in factors])
    # Python integers, of any size.
    product = np.ones(size, object)
    for each in factors:
        product = product * each.mantissa.astype(object)
    fits = np.abs(product) <= LIMIT
    missing = np.where(there, np.where(fits, PRESENT, TOO_LARGE), PARTS_MISSING)
    return Computed(
        area=area,
        period=period,
        value=ExactColumn(
            np.where(there & fits, product, 0).astype(np.int64),
            np.sum([each.decimals for each in factors], axis=0, dtype=np.int8),
            np.ones(size, np.bool_),
        ),
        numerator=no_numbers(size),
        denominator=no_numbers(size),
        missing=missing.astype(np.int8),
        marks=marks_of_members([(each, area, period) for each in members], size),
    )


def _places(figures: Figures, area: IndexArray, period: IntArray) -> IndexArray:
    return places_of(figures.rows.area, figures.rows.period).find(area, period)

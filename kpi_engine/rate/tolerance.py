"""An arrow's tolerance: values that are no further apart than their definition calls the same.

Rule: docs/rating-rules.md, "The same". It is decided on the displayed values, at the coarser of the two
precisions, in integers of any size: few definitions have a tolerance.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kpi_engine.model.arrays.coarser import rounded_to
from kpi_engine.model.arrays.lookup import by_row
from kpi_engine.model.arrays.observation import BoolArray, ExactColumn, IndexArray, IntArray, exact_column
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.rate.standards_table import StandardsTable


def tolerances(indicators: Sequence[Indicator]) -> ExactColumn | None:
    """How far apart values that are the same can be, by code; None where no definition says it."""
    if all(indicator.same_within is None for indicator in indicators):
        return None
    return exact_column([indicator.same_within for indicator in indicators])


def within_tolerance(
    now: ExactColumn,
    then: ExactColumn,
    place: IntArray,
    code: IndexArray,
    *,
    tolerance: ExactColumn,
    table: StandardsTable,
) -> BoolArray:
    """Which of n rows perform the same as before, since they are no further apart than their tolerance."""
    within: BoolArray = np.zeros(len(code), np.bool_)
    rows = np.flatnonzero(tolerance.present[code] & now.present & then.present)
    if not len(rows):
        return within
    least, at = tolerance.take(code[rows]), place[rows]
    shown = np.minimum(now.decimals[rows], then.decimals[rows])
    grid = by_row(table.decimals, at).astype(np.int64)
    finest = np.maximum(grid, least.decimals)
    after, before = (
        rounded_to(column.take(rows), shown).astype(object) * 10 ** (finest - shown).astype(object)
        for column in (now, then)
    )
    points = np.array([table.aim.exact[position] for position in at.tolist()], object)
    points = points * 10 ** (finest - grid).astype(object)
    gain = np.abs(np.abs(before - points) - np.abs(after - points))
    allowed = least.mantissa.astype(object) * 10 ** (finest - least.decimals).astype(object)
    within[rows] = (gain <= allowed).astype(np.bool_)
    return within

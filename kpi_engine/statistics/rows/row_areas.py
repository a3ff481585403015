"""Each row beside all areas of its level in the same period. Source: docs/statistics.md, "Areas"."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from kpi_engine.model.arrays.observation import BoolArray, IntArray
from kpi_engine.model.definitions.series.case_kind import CaseKind
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.statistics.outcomes import NoStatistic
from kpi_engine.model.statistics.results import Areas, filled
from kpi_engine.statistics.formulas.funnel import (
    FEWEST_AREAS,
    FEWEST_FOR_DISPERSION,
    adjusted_funnel,
    dispersion,
    funnel,
)
from kpi_engine.statistics.rows.row_intervals import Countable

_INSIDE, _OUTSIDE, _FAR_OUTSIDE = 1, 2, 3


def areas_of(ratings: Ratings, cases: Countable, latest: BoolArray, *, adjusts: bool = False) -> Areas:
    """Every row that has a proportion of whole cases; ``latest`` rows also get how areas are dispersed.

    ``adjusts``: the funnel is widened where ten areas or more differ beyond chance.
    """
    observations = ratings.observations
    size = len(ratings)
    level_of = {area.name: area.level for area in ratings.areas}
    levels = list(dict.fromkeys(level_of[name] for name in observations.areas))
    level = np.array([levels.index(level_of[name]) for name in observations.areas] or [0])
    place, why = filled(size), filled(size, NoStatistic.TOO_FEW_AREAS.code)
    among, inside = np.zeros(size, np.int32), np.zeros(size, np.int32)
    ready = np.flatnonzero(cases.of(CaseKind.PROPORTION))
    why[~cases.ready] = cases.why_not[~cases.ready]
    why[cases.ready & ~cases.of(CaseKind.PROPORTION)] = NoStatistic.NO_DENOMINATOR.code
    if not len(ready):
        return Areas(place, why, among, inside, {})
    keys = np.stack([observations.code[ready], observations.period[ready], level[observations.area[ready]]])
    groups, number = np.unique(keys, axis=1, return_inverse=True)
    group = number.reshape(-1)
    n, d = cases.numerator[ready], cases.denominator[ready]
    cases_all, denominators = _sums(group, n), _sums(group, d)
    count = np.bincount(group)
    enough = _enough_areas(group, d, cases_all, denominators, count)
    rows = ready[enough]
    outside, far = funnel(n[enough], d[enough], (cases_all[group[enough]], denominators[group[enough]]))
    if adjusts:
        _adjust((outside, far), group[enough], (n[enough], d[enough]), count)
    place[rows] = np.where(far, _FAR_OUTSIDE, np.where(outside, _OUTSIDE, _INSIDE))
    why[rows] = NoStatistic.TOLD.code
    among[rows] = count[group[enough]]
    inside[rows] = np.bincount(group[enough], ~outside, len(count)).astype(np.int32)[group[enough]]
    told = np.unique(group[enough & latest[ready] & (count[group] >= FEWEST_FOR_DISPERSION)])
    return Areas(place, why, among, inside, _dispersions(told, groups, group, (n, d), levels))


def _adjust(
    marks: tuple[BoolArray, BoolArray], group: IntArray, parts: tuple[IntArray, IntArray], count: IntArray
) -> None:
    """Replace who is outside, and far outside, in the groups of ten areas or more."""
    order = np.argsort(group, kind="stable")
    starts = np.flatnonzero(np.diff(group[order], prepend=-1))
    for rows in np.split(order, starts[1:]):
        if len(rows) and count[group[rows[0]]] >= FEWEST_FOR_DISPERSION:
            n, d = (part[rows] for part in parts)
            marks[0][rows], marks[1][rows] = adjusted_funnel(n, d, int(n.sum()), int(d.sum()))


def _sums(group: IntArray, numbers: IntArray) -> IntArray:
    total = np.zeros(int(group.max()) + 1, np.int64)
    np.add.at(total, group, numbers)
    return total


def _enough_areas(
    group: IntArray, d: IntArray, cases: IntArray, among: IntArray, count: IntArray
) -> BoolArray:
    """Rows of groups with areas enough, each with one case and one other expected."""
    fewest = np.minimum(cases, among - cases)[group].astype(np.float64)
    lacking = d.astype(np.float64) * fewest < among[group]
    some_lack = np.bincount(group, lacking, len(count)) > 0
    enough: BoolArray = ((count >= FEWEST_AREAS) & ~some_lack)[group]
    return enough


def _dispersions(
    told: IntArray, groups: IntArray, group: IntArray, parts: tuple[IntArray, IntArray], levels: list[str]
) -> Mapping[tuple[int, int, str], float]:
    found = {}
    for each in told.tolist():
        n, d = (part[group == each] for part in parts)
        code, period, level = groups[:, each].tolist()
        found[code, period, levels[level]] = dispersion(n, d, int(n.sum()), int(d.sum())).ratio
    return found

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
    rates_funnel,
)
from kpi_engine.statistics.rows.row_intervals import Countable

_INSIDE, _OUTSIDE, _FAR_OUTSIDE = 1, 2, 3


def areas_of(ratings: Ratings, cases: Countable, latest: BoolArray, *, adjusts: bool = False) -> Areas:
    """Every row that has a proportion or a rate of whole cases.

    Args:
        ratings: the rows.
        cases: their cases.
        latest: the rows of whose areas the dispersion is reported, where they are proportions.
        adjusts: whether the funnel of proportions is widened where ten areas or more differ beyond chance.
    """
    observations = ratings.observations
    size = len(ratings)
    level_of = {area.name: area.level for area in ratings.areas}
    levels = list(dict.fromkeys(level_of[name] for name in observations.areas))
    level = np.array([levels.index(level_of[name]) for name in observations.areas] or [0])
    place, why = filled(size), filled(size, NoStatistic.TOO_FEW_AREAS.code)
    among, inside = np.zeros(size, np.int32), np.zeros(size, np.int32)
    is_compared = cases.of(CaseKind.PROPORTION) | cases.of(CaseKind.RATE)
    ready = np.flatnonzero(is_compared)
    is_share = cases.of(CaseKind.PROPORTION)[ready]
    why[~cases.ready] = cases.why_not[~cases.ready]
    why[cases.ready & ~is_compared] = NoStatistic.NO_DENOMINATOR.code
    if not len(ready):
        return Areas(place, why, among, inside, {})
    keys = np.stack([observations.code[ready], observations.period[ready], level[observations.area[ready]]])
    groups, number = np.unique(keys, axis=1, return_inverse=True)
    group = number.reshape(-1)
    n, d = cases.numerator[ready], cases.denominator[ready]
    cases_all, denominators = _sums(group, n), _sums(group, d)
    count = np.bincount(group)
    others = np.where(is_share, denominators[group] - cases_all[group], cases_all[group])
    enough = _enough_areas(group, d, np.minimum(cases_all[group], others), denominators, count)
    rows = ready[enough]
    whole = cases_all[group], denominators[group]
    outside, far = _funnels((n, d), whole, is_share, enough)
    shares = enough & is_share
    if adjusts and shares.any():
        marks = outside[shares[enough]], far[shares[enough]]
        _adjust(marks, group[shares], (n[shares], d[shares]), count)
        outside[shares[enough]], far[shares[enough]] = marks
    place[rows] = np.where(far, _FAR_OUTSIDE, np.where(outside, _OUTSIDE, _INSIDE))
    why[rows] = NoStatistic.TOLD.code
    among[rows] = count[group[enough]]
    inside[rows] = np.bincount(group[enough], ~outside, len(count)).astype(np.int32)[group[enough]]
    told = np.unique(group[shares & latest[ready] & (count[group] >= FEWEST_FOR_DISPERSION)])
    return Areas(place, why, among, inside, _dispersions(told, groups, group, (n, d), levels))


def _funnels(
    parts: tuple[IntArray, IntArray], whole: tuple[IntArray, IntArray], is_share: BoolArray, wanted: BoolArray
) -> tuple[BoolArray, BoolArray]:
    """Who is outside, and far outside, of the rows ``wanted``: by proportion, or by the cases of a rate."""
    n, d = parts
    outside, far = np.zeros(len(n), np.bool_), np.zeros(len(n), np.bool_)
    shares, rates = wanted & is_share, wanted & ~is_share
    outside[shares], far[shares] = funnel(n[shares], d[shares], (whole[0][shares], whole[1][shares]))
    expected = d[rates].astype(np.float64) * whole[0][rates] / whole[1][rates]
    outside[rates], far[rates] = rates_funnel(n[rates], expected)
    return outside[wanted], far[wanted]


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
    group: IntArray, d: IntArray, fewest: IntArray, among: IntArray, count: IntArray
) -> BoolArray:
    """Rows of groups with areas enough, each with one case expected; of a proportion, with one other, too."""
    lacking = d.astype(np.float64) * fewest.astype(np.float64) < among[group]
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

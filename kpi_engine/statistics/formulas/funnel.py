"""Areas beside the whole that they belong to: how far out each is, and whether chance alone explains it.

Source of the rules: docs/statistics.md, "Areas". Floats are printed only; whether an area is outside is not.
"""

from __future__ import annotations

from math import asin

import numpy as np

from kpi_engine.model.arrays.exact import AnyIntArray
from kpi_engine.model.arrays.observation import BoolArray, FloatArray, IntArray
from kpi_engine.model.frozen import frozen
from kpi_engine.model.statistics.confidence import C95, C998
from kpi_engine.statistics.formulas.differences import area_differs
from kpi_engine.statistics.formulas.intervals import poisson

FEWEST_AREAS = 8
FEWEST_FOR_DISPERSION = 10
# Of the z scores, this share at either end is set to the score at that end's edge.
_WINSORISED = 0.1


def funnel(
    numerator: IntArray, denominator: IntArray, whole: tuple[AnyIntArray, AnyIntArray], unit: int = 1
) -> tuple[BoolArray, BoolArray]:
    """Which areas' proportions are outside the funnel (95 %), and which far outside (99.8 %).

    ``whole`` are the numerator and denominator of what areas are held against; all in units of 1 / ``unit``.
    """
    return (
        area_differs(numerator, denominator, whole, C95, unit),
        area_differs(numerator, denominator, whole, C998, unit),
    )


def rates_funnel(count: IntArray, expected: FloatArray) -> tuple[BoolArray, BoolArray]:
    """The same for counts: an area is outside where the expected count is not in the count's interval."""
    outside = []
    for confidence in (C95, C998):
        lower, upper = poisson(count, confidence)
        outside.append((expected < lower) | (expected > upper))
    return outside[0], outside[1]


def has_enough_expected(denominator: IntArray, cases: int, among: int) -> BoolArray:
    """Where at least one case and one other are expected in an area, by the proportion of the whole."""
    fewest = min(cases, among - cases)
    enough: BoolArray = (denominator.astype(object) * fewest >= among).astype(np.bool_)
    return enough


@frozen
class Dispersion:
    """How much more areas differ than chance alone explains, where 1 is chance. ``between`` is τ²."""

    ratio: float
    between: float


def dispersion(numerator: IntArray, denominator: IntArray, cases: int, among: int) -> Dispersion:
    """The dispersion of proportions of at least FEWEST_FOR_DISPERSION areas, by winsorised arcsine scores.

    FunnelPlotR has the same.
    """
    middle = asin((cases / among) ** 0.5)
    errors = 1.0 / (2.0 * np.sqrt(denominator.astype(np.float64)))
    shares = numerator.astype(np.float64) / denominator.astype(np.float64)
    angles = np.array([asin(root) for root in np.sqrt(shares).tolist()])
    scores = _winsorised((angles - middle) / errors)
    count = len(scores)
    ratio = _sum(scores * scores) / count
    weights = 1.0 / (errors * errors)
    total = _sum(weights)
    spread = total - _sum(weights * weights) / total
    between = max(0.0, (count * ratio - (count - 1)) / spread) if spread > 0 else 0.0
    return Dispersion(ratio, between)


def adjusted_funnel(
    numerator: IntArray, denominator: IntArray, cases: int, among: int
) -> tuple[BoolArray, BoolArray]:
    """The funnel of proportions, widened by as much as areas differ beyond chance (τ²). Floats.

    As FunnelPlotR: arcsine scores, each with its own error and the spread between areas.
    """
    between = dispersion(numerator, denominator, cases, among).between
    middle = asin((cases / among) ** 0.5)
    shares = numerator.astype(np.float64) / denominator.astype(np.float64)
    angles = np.array([asin(root) for root in np.sqrt(shares).tolist()])
    errors = np.sqrt(1.0 / (4.0 * denominator.astype(np.float64)) + between)
    scores = np.abs(angles - middle) / errors
    outside: BoolArray = scores > C95.z
    far: BoolArray = scores > C998.z
    return outside, far


def _winsorised(scores: FloatArray) -> FloatArray:
    ordered = np.sort(scores)
    last = len(ordered) - 1
    edges = []
    for share in (_WINSORISED, 1.0 - _WINSORISED):
        at = share * last
        below = int(at)
        above = min(below + 1, last)
        edges.append(ordered[below] + (at - below) * (ordered[above] - ordered[below]))
    clipped: FloatArray = np.clip(scores, edges[0], edges[1])
    return clipped


def _sum(numbers: FloatArray) -> float:
    """From the first to the last, on every machine."""
    total = 0.0
    for number in numbers.tolist():
        total += number
    return total

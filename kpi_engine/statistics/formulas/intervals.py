"""Confidence intervals of proportions and of counts. Floats, for print: ``differences`` decides.

Only + − × ÷ √ in a fixed order, so that every machine gives the same numbers.
Source of the formulas: docs/statistics.md, "Intervals".
"""

from __future__ import annotations

import numpy as np

from kpi_engine.model.arrays.observation import FloatArray, IntArray
from kpi_engine.model.statistics.confidence import Confidence
from kpi_engine.statistics.formulas.constants import POISSON, SMALLEST_BYAR


def wilson(
    numerator: IntArray, denominator: IntArray, confidence: Confidence
) -> tuple[FloatArray, FloatArray]:
    """Wilson's limits of proportions, from 0 to 1; 0 ≤ numerator ≤ denominator, denominator > 0."""
    cases, among, z = numerator.astype(np.float64), denominator.astype(np.float64), confidence.z
    square = z * z
    middle = 2.0 * cases + square
    reach = z * np.sqrt(square + 4.0 * cases * (1.0 - cases / among))
    below = 2.0 * (among + square)
    return np.maximum((middle - reach) / below, 0.0), np.minimum((middle + reach) / below, 1.0)


def poisson(count: IntArray, confidence: Confidence) -> tuple[FloatArray, FloatArray]:
    """Limits of counts ≥ 0: exact below 10, Byar's approximation from there on."""
    few = np.minimum(count, SMALLEST_BYAR - 1)
    table = np.array(POISSON[confidence.name])
    many = np.maximum(count, SMALLEST_BYAR)
    lower = np.where(count < SMALLEST_BYAR, table[few, 0], byar(many, -confidence.z))
    upper = np.where(count < SMALLEST_BYAR, table[few, 1], byar(many + 1, confidence.z))
    return lower, upper


def byar(count: IntArray | FloatArray, z: float) -> FloatArray:
    """Byar's limit of counts > 0: the lower limit at −z, the upper limit at z of the count plus 1."""
    cases = count.astype(np.float64)
    root = 1.0 - 1.0 / (9.0 * cases) + z / (3.0 * np.sqrt(cases))
    limit: FloatArray = cases * (root * root * root)
    return limit

"""p′ and u′ charts (Laney): limits where denominators vary. Floats; sides and trends are of integers.

Source: docs/statistics.md, "Denominators that vary". Arrays have the shape (periods, series).
"""

from __future__ import annotations

from enum import Enum

import numpy as np

from kpi_engine.model.arrays.observation import BoolArray, FloatArray, IntArray
from kpi_engine.model.frozen import frozen
from kpi_engine.model.statistics.profiles import Profile
from kpi_engine.model.statistics.signals import MarkArray
from kpi_engine.statistics.formulas.differences import product_less_product
from kpi_engine.statistics.formulas.signals import Places, marks_of


class PrimeKind(Enum):
    """What varies: a proportion (p′), or a rate of cases that may be more than the denominator (u′)."""

    P = "p_prime"
    U = "u_prime"


# The mean moving range of a normal variable in units of its standard deviation.
_D2 = 1.128
_SIGMAS = 3.0


@frozen
class PrimeLimits:
    """Centre and spread of each of s series, and the limits at each point, (periods, s)."""

    centre: FloatArray
    sigma_z: FloatArray
    lower: FloatArray
    upper: FloatArray
    near_lower: FloatArray
    near_upper: FloatArray


def prime_limits(numerator: IntArray, denominator: IntArray, used: BoolArray, kind: PrimeKind) -> PrimeLimits:
    """Limits of series of numerators and denominators (> 0 where ``used``), as proportions or rates.

    Denominators of points that are not ``used`` may be 0: their limits mean nothing.
    """
    cases = np.where(used, numerator, 0).sum(axis=0).astype(np.float64)
    among = np.where(used, denominator, 0).sum(axis=0).astype(np.float64)
    centre = cases / np.maximum(among, 1.0)
    spread = np.maximum(centre * (1.0 - centre), 0.0) if kind is PrimeKind.P else centre
    sigma = np.sqrt(spread / np.maximum(denominator, 1).astype(np.float64))
    share = numerator.astype(np.float64) / np.maximum(denominator, 1).astype(np.float64)
    distance = np.divide(share - centre, sigma, out=np.zeros_like(share), where=sigma > 0.0)
    sigma_z = _mean_moving_range(distance, used) / _D2
    ceiling = 1.0 if kind is PrimeKind.P else np.inf
    lower, upper = _limits(centre, sigma * sigma_z, _SIGMAS, ceiling)
    near_lower, near_upper = _limits(centre, sigma * sigma_z, _SIGMAS * 2.0 / 3.0, ceiling)
    return PrimeLimits(centre, sigma_z, lower, upper, near_lower, near_upper)


def prime_marks(
    numerator: IntArray,
    denominator: IntArray,
    used: BoolArray,
    shown: BoolArray,
    *,
    kind: PrimeKind,
    profile: Profile,
) -> tuple[PrimeLimits, MarkArray]:
    """The limits, and the signals of the points ``shown``; see ``xmr`` for the arguments."""
    limits = prime_limits(numerator, denominator, used, kind)
    cases = np.where(used, numerator, 0).sum(axis=0)
    among = np.where(used, denominator, 0).sum(axis=0)
    shape = numerator.shape
    every = [np.broadcast_to(part, shape).reshape(-1) for part in (numerator, among, denominator, cases)]
    side = product_less_product(*every).reshape(shape)
    then = [part.reshape(-1) for part in (numerator[1:], denominator[:-1], numerator[:-1], denominator[1:])]
    step = product_less_product(*then).reshape(numerator[1:].shape)
    both = shown[1:] & shown[:-1]
    share = numerator.astype(np.float64) / np.maximum(denominator, 1).astype(np.float64)
    outside = shown & ((share > limits.upper) | (share < limits.lower))
    near = shown & ((share > limits.near_upper) | (share < limits.near_lower))
    places = Places(
        high=(side > 0).astype(np.bool_) & shown,
        low=(side < 0).astype(np.bool_) & shown,
        outside=outside,
        near=near,
        rises=(step > 0).astype(np.bool_) & both,
        falls=(step < 0).astype(np.bool_) & both,
    )
    return limits, marks_of(places, profile)


def _mean_moving_range(distance: FloatArray, used: BoolArray) -> FloatArray:
    """The sum over adjacent points that are both used, from the first to the last on every machine."""
    total = np.zeros(distance.shape[1])
    count = np.zeros(distance.shape[1])
    for row in range(1, len(distance)):
        both = used[row] & used[row - 1]
        total = total + np.where(both, np.abs(distance[row] - distance[row - 1]), 0.0)
        count = count + both
    mean: FloatArray = total / np.maximum(count, 1.0)
    return mean


def _limits(
    centre: FloatArray, sigma: FloatArray, sigmas: float, ceiling: float
) -> tuple[FloatArray, FloatArray]:
    return np.maximum(centre - sigmas * sigma, 0.0), np.minimum(centre + sigmas * sigma, ceiling)

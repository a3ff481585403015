"""Whether five years show a trend: of proportions, of values with intervals, of values alone.

Source of the rules: docs/statistics.md, "Recent trend".
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import gcd

from kpi_engine.model.frozen import frozen
from kpi_engine.model.statistics.confidence import C998, Z_UNIT

YEARS = 5
# The fewest values whose ranks can show a trend, and how unlikely it must be without one.
FEWEST_RANKED = 6
RANKS_LEVEL = Fraction(1, 100)
# An interval of 95 % is this many standard errors wide, as Fingertips takes it.
_WIDTH = 3.92


@frozen
class Trend:
    """What a test says. ``direction`` is 1 or −1 where the numbers have a trend, else 0.

    ``statistic`` is χ² (of ranks: Kendall's S), as a float to print.
    """

    direction: int
    statistic: float


def proportions_trend(numerators: Sequence[int], denominators: Sequence[int]) -> Trend:
    """The trend of proportions between 0 and 1: χ² for trend at 99.8 %, and six slopes of one sign."""
    square = chi_square(numerators, denominators)
    odds = [Fraction(n, d - n) for n, d in zip(numerators, denominators, strict=True)]
    signs = {_odds_slope(odds, left_out) for left_out in (None, *range(len(odds)))}
    is_large = square * Z_UNIT > C998.z_squared
    return Trend(signs.pop() if is_large and len(signs) == 1 else 0, float(square))


def chi_square(numerators: Sequence[int], denominators: Sequence[int]) -> Fraction:
    """χ² for trend of proportions over the times 1, 2, …, exactly."""
    cases, among = sum(numerators), sum(denominators)
    times = range(1, len(numerators) + 1)
    timed_cases = sum(c * t for c, t in zip(numerators, times, strict=True))
    timed = sum(d * t for d, t in zip(denominators, times, strict=True))
    squared = sum(d * t * t for d, t in zip(denominators, times, strict=True))
    top = among * (among * timed_cases - cases * timed) ** 2
    return Fraction(top, cases * (among - cases) * (among * squared - timed**2))


def _odds_slope(odds: Sequence[Fraction], left_out: int | None) -> int:
    """The sign of the slope of log odds on time, exactly, by comparing a product of powers with 1."""
    kept = [(time, each) for time, each in enumerate(odds) if time != left_out]
    weights = [len(kept) * time - sum(other for other, _ in kept) for time, _ in kept]
    common = gcd(*weights)
    product = Fraction(1)
    for weight, (_time, each) in zip(weights, kept, strict=True):
        product *= each ** (weight // common)
    return (product > 1) - (product < 1)


def weighted_trend(values: Sequence[float], lower: Sequence[float], upper: Sequence[float]) -> Trend:
    """The trend of values with 95 % intervals, in floats: weighted least squares at 99.8 %."""
    weights = [
        (_WIDTH / (high - low)) * (_WIDTH / (high - low)) for low, high in zip(lower, upper, strict=True)
    ]
    every = list(range(len(values)))
    slope, spread = _weighted_slope(every, values, weights)
    signs = {_sign(slope)}
    for left_out in every:
        kept = [time for time in every if time != left_out]
        signs.add(_sign(_weighted_slope(kept, values, weights)[0]))
    square = slope * slope * spread
    is_large = square > C998.z_squared / Z_UNIT
    return Trend(signs.pop() if is_large and len(signs) == 1 else 0, square)


def _weighted_slope(
    times: Sequence[int], values: Sequence[float], weights: Sequence[float]
) -> tuple[float, float]:
    """The slope, and the inverse of its squared standard error."""
    weight = timed = valued = 0.0
    for time in times:
        weight += weights[time]
        timed += weights[time] * time
        valued += weights[time] * values[time]
    middle, mean = timed / weight, valued / weight
    spread = shared = 0.0
    for time in times:
        spread += weights[time] * (time - middle) * (time - middle)
        shared += weights[time] * (time - middle) * (values[time] - mean)
    return shared / spread, spread


def _sign(number: float) -> int:
    return (number > 0) - (number < 0)


@frozen
class RanksTrend:
    """Mann and Kendall's S, its exact two-sided probability without a trend, and Theil and Sen's slope."""

    score: int
    probability: Fraction
    slope: Fraction

    @property
    def trend(self) -> Trend:
        """At 1 %."""
        sign = (self.score > 0) - (self.score < 0)
        return Trend(sign if self.probability <= RANKS_LEVEL else 0, float(self.score))


def ranks_trend(values: Sequence[int]) -> RanksTrend:
    """The trend of at least two values without intervals: how their ranks rise or fall, exactly."""
    pairs = [(i, j) for j in range(len(values)) for i in range(j)]
    score = sum((values[j] > values[i]) - (values[j] < values[i]) for i, j in pairs)
    ties = [values.count(value) for value in set(values)]
    slopes = sorted(Fraction(values[j] - values[i], j - i) for i, j in pairs)
    half = len(slopes) // 2
    slope = slopes[half] if len(slopes) % 2 else (slopes[half - 1] + slopes[half]) / 2
    return RanksTrend(score, _probability(abs(score), ties), slope)


def _probability(score: int, ties: Sequence[int]) -> Fraction:
    """The probability of |S| of at least ``score`` if every order of the values is as likely."""
    orders = _inversions(ties)
    untied = len(orders) - 1
    extreme = sum(count for inverted, count in enumerate(orders) if abs(untied - 2 * inverted) >= score)
    return Fraction(extreme, sum(orders))


def _inversions(ties: Sequence[int]) -> list[int]:
    """How many orders of tied values have 0, 1, 2, … inversions: a Gaussian multinomial's coefficients."""
    orders = [1]
    for size in range(1, sum(ties) + 1):
        orders = _times(orders, [1] * size)
    for tied in ties:
        for size in range(1, tied + 1):
            orders = _divided(orders, size)
    return orders


def _times(one: Sequence[int], other: Sequence[int]) -> list[int]:
    product = [0] * (len(one) + len(other) - 1)
    for i, left in enumerate(one):
        for j, right in enumerate(other):
            product[i + j] += left * right
    return product


def _divided(orders: Sequence[int], size: int) -> list[int]:
    """By 1 + q + … of ``size`` terms, without a remainder."""
    left, quotient = list(orders), []
    for at in range(len(orders) - size + 1):
        quotient.append(left[at])
        for further in range(size):
            left[at + further] -= quotient[at]
    return quotient

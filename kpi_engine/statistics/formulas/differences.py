"""Whether figures differ by more than chance: inequalities of integers.

Source of the rules: docs/statistics.md, "Differences".

Each is ``root² > z² × factors``: decided in floats where these cannot be mistaken, else in Python's integers.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kpi_engine.model.arrays.exact import AnyIntArray
from kpi_engine.model.arrays.observation import BoolArray, IntArray
from kpi_engine.model.statistics.confidence import Z_UNIT, Confidence, exceeds

# Six roundings of 2 ** −53 each cannot make a relative error of this size.
_CERTAIN = 1e-12
_SAFE = 2.0**62
LEAST_EXPECTED = 5
LEAST_COUNT = 10


def differs_from(
    numerator: IntArray, denominator: IntArray, top: AnyIntArray, bottom: AnyIntArray, confidence: Confidence
) -> BoolArray:
    """Whether proportions differ from ``top / bottom``, strictly between 0 and 1, by the score test.

    The same as ``top / bottom`` being outside Wilson's interval.
    """
    root = product_less_product(numerator, bottom, denominator, top)
    return _square_exceeds(root, (denominator, top, bottom - top), confidence)


def proportions_differ(
    first: tuple[IntArray, IntArray], second: tuple[IntArray, IntArray], confidence: Confidence
) -> BoolArray:
    """Whether two proportions, (numerator, denominator) each, differ by the pooled test."""
    cases, among = first[0] + second[0], first[1] + second[1]
    root = product_less_product(first[0], second[1], second[0], first[1])
    # root² × among > z² × cases × others × first × second: among is a factor of the other side's divisor.
    return _square_exceeds(root, (cases, among - cases, first[1], second[1]), confidence, among)


def has_few_expected(first: tuple[IntArray, IntArray], second: tuple[IntArray, IntArray]) -> BoolArray:
    """Whether the pooled test expects fewer than five cases, or fewer than five others, in either figure."""
    cases, among = first[0] + second[0], first[1] + second[1]
    fewest = np.minimum(cases, among - cases).astype(object) * np.minimum(first[1], second[1])
    few: BoolArray = (fewest < LEAST_EXPECTED * among.astype(object)).astype(np.bool_)
    return few


def rates_differ(
    first: tuple[IntArray, IntArray], second: tuple[IntArray, IntArray], confidence: Confidence
) -> BoolArray:
    """Whether two rates, (count, denominator) each, differ; there should be ten cases in the two."""
    root = product_less_product(first[0], second[1], second[0], first[1])
    return _square_exceeds(root, (first[0] + second[0], first[1], second[1]), confidence)


def area_differs(
    numerator: IntArray,
    denominator: IntArray,
    whole: tuple[AnyIntArray, AnyIntArray],
    confidence: Confidence,
    unit: int = 1,
) -> BoolArray:
    """Whether proportions of areas differ from the ``whole``; all numbers in units of 1 / ``unit``."""
    cases, among = whole
    root = product_less_product(numerator, among, denominator, cases)
    units = np.full(len(numerator), unit, np.int64)
    return _square_exceeds(root, (denominator, cases, among - cases, units), confidence)


def product_less_product(
    one: AnyIntArray, by: AnyIntArray, other: AnyIntArray, times: AnyIntArray
) -> AnyIntArray:
    """``one × by − other × times``, exactly: of 64 bits where it fits, else of Python's integers."""
    sizes = [np.abs(part.astype(np.float64)) for part in (one, by, other, times)]
    is_safe = bool((sizes[0] * sizes[1] + sizes[2] * sizes[3] < _SAFE).all())
    kind: type = np.int64 if is_safe else object
    difference: AnyIntArray = one.astype(kind) * by - other.astype(kind) * times
    return difference


def _square_exceeds(
    root: AnyIntArray,
    factors: Sequence[AnyIntArray],
    confidence: Confidence,
    multiplier: AnyIntArray | None = None,
) -> BoolArray:
    """Whether ``root² × multiplier > z² × the product of factors``; all factors are ≥ 0."""
    left = root.astype(np.float64)
    left = left * left * (1.0 if multiplier is None else multiplier.astype(np.float64))
    right = np.full(len(root), confidence.z_squared / Z_UNIT)
    for factor in factors:
        right = right * factor.astype(np.float64)
    found: BoolArray = left > right
    for row in np.flatnonzero(np.abs(left - right) <= _CERTAIN * (left + right)).tolist():
        times = 1 if multiplier is None else int(multiplier[row])
        found[row] = exceeds(int(root[row]), [int(factor[row]) for factor in factors], confidence, times)
    return found

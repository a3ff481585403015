"""Levels of confidence, as literals, so that all machines agree: docs/statistics.md."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_engine.model.frozen import frozen


@frozen
class Confidence:
    """A level of confidence: the normal quantile ``z``, and its square as an integer of 10 ** −15 units."""

    name: str
    z: float
    z_squared: int


Z_UNIT = 10**15
C95 = Confidence("95%", 1.959963984540054, 3841458820694124)
C998 = Confidence("99.8%", 3.090232306167813, 9549535706083242)


def exceeds(root: int, factors: Sequence[int], confidence: Confidence, multiplier: int = 1) -> bool:
    """Whether ``root² × multiplier > z² × the product of factors``, exactly; all factors are ≥ 0."""
    product = confidence.z_squared
    for factor in factors:
        product *= factor
    return root * root * Z_UNIT * multiplier > product

"""Rates whose unit names another number than the one that they are made with.

45 of 10,000 are 4.5 per 1,000; made with ``per: 1``, as a definition without ``per`` says, they would be 0.0,
GREEN wherever lowest is best.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np

from kpi_engine.model.arrays.observation import Observations
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.made_from.measure import Ratio
from kpi_engine.model.issue import Issue, warning

_PER_A_NUMBER = re.compile(r"\bper\s+(1[0,]*0)(?![\d,.])", re.IGNORECASE)


def rates_by_another_number(observations: Observations, indicators: Sequence[Indicator]) -> Iterator[Issue]:
    """One warning an indicator of which a figure with parts, or a ratio, is not made as its unit says.

    ``indicators`` are parallel to the codes of figures.
    """
    with_parts = np.zeros(len(indicators), np.bool_)
    with_parts[observations.code[observations.has_both_parts()]] = True
    for indicator, has_parts in zip(indicators, with_parts.tolist(), strict=True):
        named = _PER_A_NUMBER.search(indicator.unit)
        if named is None or not (has_parts or isinstance(indicator.made_from, Ratio)):
            continue
        number = int(named[1].replace(",", ""))
        if number != indicator.per:
            yield warning(
                indicator.location,
                f"the unit of {indicator.code} is per {number:,}, and its figures are made with per: "
                f"{indicator.per}, so that 10 of {10 * number:,} are {_made(10, indicator.per, 10 * number)}",
                f'write "per: {number}" in the definition, or correct the unit',
            )


def _made(numerator: int, per: int, denominator: int) -> str:
    return f"{numerator * per / denominator:g}"

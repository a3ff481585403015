"""How many decimals are displayed where a definition leaves it open: as many as its figures have.

Rule: docs/definitions.md, "Unit, scale and decimals".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from kpi_engine.model.arrays.observation import Observations
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.issue import Issue, error

# A definition may ask for no more.
_MOST_DECIMALS = 6
# The decimals of a percentage or rate that nobody has divided yet.
_OF_A_RATIO = 1


def with_open_decimals(
    indicators: Sequence[Indicator], figures: Sequence[Observations]
) -> tuple[tuple[Indicator, ...], tuple[Issue, ...]]:
    """The indicators with the decimals of their figures and standards, whichever are more.

    Args:
        indicators: parallel to the ``codes`` of each of ``figures``.
        figures: observations and outturns, as supplied.

    Returns:
        The indicators, and an error for each whose figures have more decimals than can be displayed.
    """
    if not any(indicator.decimals_are_open for indicator in indicators):
        return tuple(indicators), ()
    found = [
        _decimals_of(code, indicator, figures) if indicator.decimals_are_open else indicator.decimals
        for code, indicator in enumerate(indicators)
    ]
    issues = [
        _too_many(indicator, decimals)
        for indicator, decimals in zip(indicators, found, strict=True)
        if decimals > _MOST_DECIMALS
    ]
    return tuple(
        indicator
        if indicator.decimals == decimals
        else replace(indicator, decimals=min(decimals, _MOST_DECIMALS))
        for indicator, decimals in zip(indicators, found, strict=True)
    ), tuple(issues)


def _decimals_of(code: int, indicator: Indicator, figures: Sequence[Observations]) -> int:
    return max((indicator.decimals, *_written(code, figures)))


def _written(code: int, figures: Sequence[Observations]) -> Iterator[int]:
    for rows in figures:
        own = rows.code == code
        yield int(rows.value.decimals[own & rows.value.present].max(initial=0))
        if bool(np.any(own & rows.has_both_parts() & ~rows.value.present)):
            yield _OF_A_RATIO


def _too_many(indicator: Indicator, decimals: int) -> Issue:
    return error(
        indicator.location,
        f"the figures of {indicator.code} are written with up to {decimals} decimals, and nothing says "
        "how many to display",
        'add a line such as "decimals: 1"',
    )

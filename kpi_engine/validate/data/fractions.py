"""Percentages that look like fractions beside their targets, or the other way round.

A spreadsheet keeps 6.7 % as 0.067: shown as 0.1 %, it would be GREEN wherever lowest is best. Looked at are
values as they are supplied, before they are rounded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import numpy as np

from kpi_engine.model.arrays.observation import Observations
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.issue import Issue, warning
from kpi_engine.model.words.number_text import PERCENT


def fractions_and_percentages(
    figures: Sequence[Observations], indicators: Sequence[Indicator]
) -> Iterator[Issue]:
    """One warning an indicator whose values all lie within ±1 while no target does, or the other way round.

    ``indicators`` are parallel to the codes of each of ``figures``: observations and outturns as supplied.
    """
    smallest, largest = _sizes(figures, len(indicators))
    for place, indicator in enumerate(indicators):
        targets = _targets(indicator)
        if (
            indicator.unit != PERCENT
            or indicator.supplied_as is not None
            or not targets
            or not largest[place]
        ):
            continue
        if largest[place] <= 1 < min(targets):
            yield _values_are_fractions(indicator, _written(largest[place]), min(targets))
        elif max(targets) <= 1 < smallest[place]:
            yield _targets_are_fractions(indicator, _written(smallest[place]), max(targets))


def _targets(indicator: Indicator) -> list[Decimal]:
    """The sizes of all targets that are not 0."""
    targets = (threshold.rule.target for threshold in indicator.thresholds if threshold.figure is None)
    return [abs(target) for target in targets if target]


def _sizes(figures: Sequence[Observations], codes: int) -> tuple[list[float], list[float]]:
    """By code, the smallest and the largest size of a value that is not 0; both are 0 if there is none."""
    smallest, largest = np.full(codes, np.inf), np.zeros(codes)
    for rows in figures:
        sizes = np.abs(rows.value.mantissa / 10.0**rows.value.decimals) * rows.value.present
        there = sizes > 0
        np.minimum.at(smallest, rows.code[there], sizes[there])
        np.maximum.at(largest, rows.code[there], sizes[there])
    return smallest.tolist(), largest.tolist()


def _written(size: float) -> Decimal:
    """The shortest decimal that a size reads back as: what the file has."""
    return Decimal(repr(size))


def _values_are_fractions(indicator: Indicator, largest: Decimal, target: Decimal) -> Issue:
    return warning(
        indicator.location,
        f"no value of {indicator.code} is above {largest:f} percent, and its target is {target:f} percent: "
        "the values look like fractions, as a spreadsheet keeps percentages",
        f'write "supplied_as: fraction" in the definition where {largest:f} means {100 * largest:f} %, or '
        '"supplied_as: percent" where the values are percentages',
    )


def _targets_are_fractions(indicator: Indicator, smallest: Decimal, target: Decimal) -> Issue:
    return warning(
        indicator.location,
        f"the target of {indicator.code} is {target:f} percent, and no value is below {smallest:f} percent: "
        "the target looks like a fraction",
        f'write "target: {(100 * target).normalize():f}" where {target:f} means {100 * target:f} %, or '
        '"supplied_as: percent" where the target is right',
    )

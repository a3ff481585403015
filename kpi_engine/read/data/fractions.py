"""What definitions say of how figures are supplied.

Percentages as fractions: 0.067 is read as 6.7. Source: docs/definitions.md, "Fractions". Numerators and
denominators that are rounded. Source: docs/data.md, "Rounded parts".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from kpi_engine.model.arrays.exact import LIMIT
from kpi_engine.model.arrays.observation import ExactColumn, Observations
from kpi_engine.model.definitions.indicator import Indicator, SuppliedAs

_SHIFT = 2  # a percentage is a hundred times its fraction


def more_decimals(indicator: Indicator) -> int:
    """How many more decimals a supplied value has than its percentage."""
    return _SHIFT if indicator.supplied_as is SuppliedAs.FRACTION else 0


def as_supplied(observations: Observations, indicators: Sequence[Indicator]) -> Observations:
    """The observations as their definitions say that they are supplied.

    ``indicators`` are parallel to ``observations.codes``.
    """
    step = np.array([one.parts_rounded_to or 0 for one in indicators], np.int32)
    if step.any():
        own = step[observations.code]
        rounded_to = np.where(own > 0, own, observations.parts_rounded_to)
        observations = replace(observations, parts_rounded_to=rounded_to)
    return _as_percentages(observations, indicators)


def _as_percentages(observations: Observations, indicators: Sequence[Indicator]) -> Observations:
    """The observations with every value that its definition calls a fraction as a percentage, exactly.

    A number with too many digits still has too many.
    """
    fraction = np.array([one.supplied_as is SuppliedAs.FRACTION for one in indicators], np.bool_)
    if not fraction.any():
        return observations
    value = observations.value
    wanted = fraction[observations.code] & value.present
    missing = np.where(wanted, np.maximum(_SHIFT - value.decimals, 0), 0).astype(np.int64)
    factor = 10**missing
    fits = np.abs(value.mantissa) <= LIMIT // factor
    beyond = (LIMIT + 1) * np.sign(value.mantissa)
    mantissa = np.where(fits, value.mantissa * np.where(fits, factor, 1), beyond)
    decimals = np.where(wanted, np.maximum(value.decimals - _SHIFT, 0), value.decimals).astype(np.int8)
    return replace(observations, value=ExactColumn(mantissa.astype(np.int64), decimals, value.present))

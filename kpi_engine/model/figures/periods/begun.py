"""What is of periods that have begun by the as-at month: the rest is not yet known."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kpi_engine.model.arrays.observation import Observations
from kpi_engine.model.calendars.period import Month
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.override import Override


def begun_observations(
    observations: Observations, indicators: Sequence[Indicator], as_at: Month, outturns: bool = False
) -> Observations:
    """The observations of periods that have begun.

    ``indicators`` are parallel to ``observations.codes``; ``outturns``: periods are start years.
    """
    latest = [
        (indicator.calendar.yearly if outturns else indicator.calendar).latest(as_at)
        for indicator in indicators
    ]
    if observations.period.max(initial=0) <= min(latest, default=0):
        return observations
    begun = observations.period <= np.array(latest, np.int64).take(observations.code)
    return observations if begun.all() else observations.take(np.flatnonzero(begun))


def begun_overrides(
    overrides: Sequence[Override], indicators: Sequence[Indicator], as_at: Month
) -> tuple[Override, ...]:
    """The overrides of periods that have begun. ``indicators`` has every one that they name."""
    latest = {indicator.code: indicator.calendar.latest(as_at) for indicator in indicators}
    return tuple(override for override in overrides if override.period <= latest[override.code])

"""The figure of a year's last period and the outturn of that year give each other away."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

import numpy as np

from kpi_engine.model.arrays.observation import Observations
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.outturns import for_outturns
from kpi_engine.model.definitions.small_numbers import SmallNumbers
from kpi_engine.withhold.withhold import Key, Withheld, withhold


def withhold_both(
    observations: Observations,
    outturns: Observations,
    indicators: Sequence[Indicator],
    areas: Sequence[Area],
    rule: SmallNumbers,
    *,
    also: Collection[Key] = (),
    also_outturns: Collection[Key] = (),
) -> tuple[Withheld, Withheld]:
    """See ``withhold``: the figures of periods and the outturns, until neither gives the other away.

    ``also`` and ``also_outturns`` are withheld whatever they show.

    Returns:
        the observations and the outturns that may be published.
    """
    defined = {indicator.code: indicator for indicator in indicators}
    of_years = for_outturns(indicators)
    final = withhold(outturns, of_years, areas, rule, also=also_outturns)
    while True:
        ends = [_last_period(key, defined) for key in keys_of(final)]
        current = withhold(observations, indicators, areas, rule, also=[*also, *ends])
        years = [year for key in keys_of(current) for year in _year_that_ends(key, defined)]
        widened = withhold(outturns, of_years, areas, rule, also=[*also_outturns, *years])
        if np.array_equal(widened.rows, final.rows):
            return current, final
        final = widened


def keys_of(withheld: Withheld) -> Collection[Key]:
    """The code, area and period of each row that is withheld."""
    return withheld.observations.take(withheld.rows).labels()


def _last_period(key: Key, defined: Mapping[str, Indicator]) -> Key:
    code, area, start_year = key
    indicator = defined[code]
    last = indicator.calendar.last_of_year(start_year)
    return code, area, last


def _year_that_ends(key: Key, defined: Mapping[str, Indicator]) -> Iterator[Key]:
    code, area, period = key
    indicator = defined[code]
    year = indicator.calendar.year_of(period)
    if _last_period((code, area, year), defined)[2] == period:
        yield code, area, year

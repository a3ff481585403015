"""The figures that may be published, without small numbers and what would give them away.

Figures are made from others, withheld, and made into overall ratings, so that this lies above these stages.
"""

from __future__ import annotations

from collections.abc import Sequence

from kpi_engine.derive.derive import Derived, derive
from kpi_engine.every_figure import every_outturn, with_overall_ratings
from kpi_engine.model.arrays.observation import Observations
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.period import Month
from kpi_engine.model.definitions.small_numbers import SmallNumbers
from kpi_engine.model.figures.begun import begun_observations
from kpi_engine.model.frozen import frozen
from kpi_engine.withhold.withhold import Withheld, publishable_beside
from kpi_engine.withhold.years import withhold_both


@frozen
class Publishable:
    """The figures and outturns that may be published, and what the rule on small numbers withheld."""

    figures: Derived
    outturns: Derived
    withheld: Withheld
    withheld_outturns: Withheld


def publishable_figures(
    supplied: Observations,
    supplied_outturns: Observations,
    *,
    indicators: Sequence[Indicator],
    areas: Sequence[Area],
    as_at: Month,
    rule: SmallNumbers,
) -> Publishable:
    """See ``every_figure`` and ``every_outturn``: without small numbers and what would give them away.

    Figures are made from all that is supplied, then the small ones are withheld; overall ratings are made
    from what is left, since a rating can be worked out from others and their mean.
    """
    derived = derive(supplied, indicators, areas)
    final = begun_observations(supplied_outturns, indicators, as_at, outturns=True)
    current, years = withhold_both(derived.observations, final, indicators, areas, rule)
    recomputed = publishable_beside(derived.recomputed, current)
    return Publishable(
        with_overall_ratings(Derived(current.observations, recomputed), indicators, areas, as_at),
        every_outturn(years.observations, indicators, areas, as_at),
        current,
        years,
    )

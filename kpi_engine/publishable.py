"""The figures that may be published, without small numbers and what would give them away.

Figures are made from others, withheld, and made into overall ratings, so that this lies above these stages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from kpi_engine.derive.measures.derive import Derived, derive
from kpi_engine.every_figure import every_outturn, with_overall_ratings
from kpi_engine.model.arrays.observation import Observations
from kpi_engine.model.calendars.period import Month
from kpi_engine.model.calendars.period_text import period_label
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.scorecard import Comparator
from kpi_engine.model.definitions.small_numbers import SmallNumbers
from kpi_engine.model.figures.periods.begun import begun_observations
from kpi_engine.model.figures.withheld import WithheldFigure
from kpi_engine.model.frozen import frozen
from kpi_engine.withhold.rounded_counts import rounds, with_rounded_counts
from kpi_engine.withhold.withhold import Key, Withheld, publishable_beside
from kpi_engine.withhold.years import keys_of, withhold_both


@frozen
class Publishable:
    """The figures and outturns that may be published, and what the rule on small numbers withheld."""

    figures: Derived
    outturns: Derived
    withheld: Withheld
    withheld_outturns: Withheld

    def in_two_areas(self, indicators: Sequence[Indicator]) -> tuple[WithheldFigure, ...]:
        """The withheld figures that cannot be shown to be safe."""
        defined = {indicator.code: indicator for indicator in indicators}
        return tuple(_labelled(key, defined) for key in self.withheld.in_two_areas)

    def labels(self, indicators: Sequence[Indicator]) -> tuple[WithheldFigure, ...]:
        """The withheld figures by their labels, in order."""
        defined = {indicator.code: indicator for indicator in indicators}
        figures = [_labelled(key, defined) for key in keys_of(self.withheld)]
        outturns = [_labelled(key, defined, outturns=True) for key in keys_of(self.withheld_outturns)]
        return tuple(sorted([*figures, *outturns]))


def publishable_figures(
    supplied: Observations,
    supplied_outturns: Observations,
    *,
    indicators: Sequence[Indicator],
    areas: Sequence[Area],
    as_at: Month,
    rule: SmallNumbers,
    earlier: Set[WithheldFigure] = frozenset(),
    comparators: Sequence[Comparator] = (),
) -> Publishable:
    """See ``every_figure`` and ``every_outturn``: without small numbers and what would give them away.

    Figures are made from all that is supplied, then small numbers are withheld; overall ratings are made
    from what is left, since a rating can be worked out from others and their mean. What ``earlier`` editions
    withheld is withheld again.
    """
    derived = derive(supplied, indicators, areas)
    final = begun_observations(supplied_outturns, indicators, as_at, outturns=True)
    current, years = withhold_both(
        derived.observations,
        final,
        indicators,
        areas,
        rule,
        also=_keys(derived.observations, indicators, earlier),
        also_outturns=_keys(final, indicators, earlier, outturns=True),
    )
    rounded = [each.code for each in indicators if rule.rounds_counts_to and rounds(each)]
    recomputed = publishable_beside(derived.recomputed, current, rounded)
    shown = with_rounded_counts(current.observations, indicators, rule)
    shown_years = with_rounded_counts(years.observations, indicators, rule)
    return Publishable(
        with_overall_ratings(Derived(shown, recomputed), indicators, areas, as_at, comparators=comparators),
        every_outturn(shown_years, indicators, areas, as_at, comparators=comparators),
        current,
        years,
    )


def _keys(
    observations: Observations,
    indicators: Sequence[Indicator],
    wanted: Set[WithheldFigure],
    *,
    outturns: bool = False,
) -> list[Key]:
    """The figures that have one of these labels."""
    if not wanted:
        return []
    defined = {indicator.code: indicator for indicator in indicators}
    return [key for key in observations.labels() if _labelled(key, defined, outturns=outturns) in wanted]


def _labelled(key: Key, defined: Mapping[str, Indicator], *, outturns: bool = False) -> WithheldFigure:
    code, area, period = key
    calendar = defined[code].calendar
    label = period_label(calendar.yearly if outturns else calendar, period)
    return WithheldFigure(code, area, "outturn" if outturns else "observation", label)

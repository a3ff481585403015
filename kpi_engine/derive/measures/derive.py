"""Figures made from figures of other indicators, in whole columns, each indicator after its members."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from graphlib import TopologicalSorter
from typing import TypeAlias

from kpi_engine.derive.book import book_of
from kpi_engine.derive.ended import marked_as_ended
from kpi_engine.derive.figures import Computed, Figures
from kpi_engine.derive.measures.adding_up import added_up, addition_of
from kpi_engine.derive.measures.ratio import ratio_of, ratio_to_target, share_of_area
from kpi_engine.derive.measures.several import difference_of, product_of, sum_of
from kpi_engine.derive.measures.windows import window_of
from kpi_engine.model.arrays.observation import Observations
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.made_from.measure import (
    AreasRated,
    Difference,
    Origin,
    Product,
    Ratio,
    ShareOfArea,
    Sum,
    Window,
)
from kpi_engine.model.figures.recomputed import Recomputed, joined_recomputed
from kpi_engine.model.frozen import frozen


@frozen
class Derived:
    """The supplied and then the computed observations; and figures computed beside supplied figures."""

    observations: Observations
    recomputed: Recomputed


def derive(
    observations: Observations,
    indicators: Sequence[Indicator],
    areas: Sequence[Area],
) -> Derived:
    """Compute what the definitions ask for and nobody has supplied.

    Args:
        observations: supplied figures, no code, area and period twice; their labels have every code
            and every area.
        indicators: all of them, validated: members are defined, and nothing is made of itself.
        areas: every area of the observations, and the areas that they lie in.

    Returns:
        n supplied rows in their order (a row to be supplied may be filled in), then the computed rows. A
            computed
        figure without a value says why in ``missing``.

    Raises:
        graphlib.CycleError: an indicator is made of itself.
        KeyError: a member is not defined.
    """
    if not any(_measure_of(indicator) or indicator.add_up for indicator in indicators):
        return Derived(observations, joined_recomputed([], observations))
    book = book_of(observations, indicators)
    for indicator in _members_first(indicators):
        measure = _measure_of(indicator)
        if measure is not None:
            members = [book.figures(member.code) for member in measure.members]
            computed = _computed(indicator, measure, members, book.indicators, areas)
            made = marked_as_ended(computed, indicator, measure, members)
            book.add(indicator.code, made, Origin.MADE)
        if indicator.add_up:
            addition = addition_of(indicator.adds_up_from, observations.areas, areas)
            totals = added_up(book.figures(indicator.code), addition)
            book.add(indicator.code, totals, Origin.ADDED_UP)
    return Derived(*book.every_figure())


# What is computed before anything is rated.
_Measure: TypeAlias = Ratio | ShareOfArea | Difference | Product | Sum | Window


def _measure_of(indicator: Indicator) -> _Measure | None:
    """What an indicator is made from; areas are counted by their ratings, later."""
    measure = indicator.made_from
    return None if isinstance(measure, AreasRated) else measure


def _members_first(indicators: Sequence[Indicator]) -> list[Indicator]:
    defined = {indicator.code: indicator for indicator in indicators}
    members = {
        code: [member.code for member in indicator.made_from.members] if indicator.made_from else []
        for code, indicator in defined.items()
    }
    return [defined[code] for code in TopologicalSorter(members).static_order()]


def _computed(
    indicator: Indicator,
    measure: _Measure,
    members: Sequence[Figures],
    defined: Mapping[str, Indicator],
    areas: Sequence[Area],
) -> Computed:
    match measure:
        case Ratio() | ShareOfArea():
            return _divided(indicator, measure, members, defined, areas)
        case Difference():
            return difference_of(members[0], members[1])
        case Product():
            return product_of(members)
        case Sum(absent_is_zero=absent_is_zero):
            return sum_of(members, absent_is_zero)
        case Window():
            return window_of(indicator, measure, members[0])


def _divided(
    indicator: Indicator,
    measure: Ratio | ShareOfArea,
    members: Sequence[Figures],
    defined: Mapping[str, Indicator],
    areas: Sequence[Area],
) -> Computed:
    match measure:
        case Ratio(denominator=denominator, of_target=True):
            return ratio_to_target(indicator, members[0], defined[denominator.code], areas)
        case Ratio():
            return ratio_of(indicator, members[0], members[1])
        case ShareOfArea(level=level):
            return share_of_area(members[0], level, areas)

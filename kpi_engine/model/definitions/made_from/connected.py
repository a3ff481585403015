"""Which names are linked: indicators that are made from each other, areas that lie in each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.made_from.measure import AreasRated, ShareOfArea


def connected(links: Iterable[tuple[str, Sequence[str]]]) -> Mapping[str, str]:
    """The name of the group of each name: names that are linked, however far, are in one group."""
    group: dict[str, str] = {}

    def top(name: str) -> str:
        while group.setdefault(name, name) != name:
            name = group[name]
        return name

    for name, others in links:
        for other in others:
            group[top(name)] = top(other)
        top(name)
    return {name: top(name) for name in group}


def connected_codes(indicators: Iterable[Indicator]) -> Mapping[str, str]:
    """The group of each code: figures of one group are made from each other and must be rated together."""
    return connected((indicator.code, _needed(indicator)) for indicator in indicators)


def connected_areas(indicators: Iterable[Indicator], areas: Iterable[Area]) -> Mapping[str, str]:
    """The group of each area: areas that lie in each other, and all where the figure of one is a target."""
    named = [
        threshold.figure.area
        for indicator in indicators
        for threshold in indicator.thresholds
        if threshold.figure is not None and threshold.figure.area
    ]
    return connected((area.name, (*area.parents, *named)) for area in areas)


def needs_other_areas(indicator: Indicator) -> bool:
    """Whether its figures or targets are made of figures of other areas."""
    named = any(each.figure is not None and each.figure.area for each in indicator.thresholds)
    return indicator.add_up or named or isinstance(indicator.made_from, ShareOfArea | AreasRated)


def _needed(indicator: Indicator) -> tuple[str, ...]:
    """The codes of the figures and ratings that an indicator's figures and targets are made from."""
    measure = () if indicator.made_from is None else indicator.made_from.members
    overall = () if indicator.overall is None else indicator.overall.members
    targets = [each.figure.of for each in indicator.thresholds if each.figure is not None]
    return (*(each.code for each in overall), *(each.code for each in (*measure, *targets)))

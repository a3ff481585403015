"""Which names are linked: indicators that are made from each other, areas that lie in each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kpi_engine.model.definitions.indicator import Indicator


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


def _needed(indicator: Indicator) -> tuple[str, ...]:
    """The codes of the figures and ratings that an indicator's figures are made from."""
    measure = () if indicator.made_from is None else indicator.made_from.members
    overall = () if indicator.overall is None else indicator.overall.members
    return (*(member.code for member in measure), *(member.code for member in overall))

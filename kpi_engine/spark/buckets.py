"""Which figures must be rated together: those of one bucket need none of another's.

A rating needs the earlier figures of its series, the figures that it is made from, and, where areas are added
up, those of every area in the same top area. Figures that need each other have one key; buckets are made of
keys, so that a bucket is rated by one call of the engine.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.frozen import frozen


@frozen
class Keys:
    """Groups of indicators made from each other whose areas are added up, and the top area of each area.

    The key of a figure is its area alone where its code has no group: nothing is added up there. Else it is
    the group with the top area.
    """

    group_of_code: Mapping[str, str]
    top_of_area: Mapping[str, str]


def keys_of(indicators: Sequence[Indicator], areas: Sequence[Area]) -> Keys:
    """The keys that the definitions and the areas make."""
    codes = _connected((indicator.code, _needed(indicator)) for indicator in indicators)
    adding = {codes[indicator.code] for indicator in indicators if indicator.add_up}
    return Keys(
        {code: group for code, group in codes.items() if group in adding},
        _connected((area.name, area.parents) for area in areas),
    )


def _needed(indicator: Indicator) -> tuple[str, ...]:
    """The codes of the figures and ratings that an indicator's figures are made from."""
    measure = () if indicator.made_from is None else indicator.made_from.members
    overall = () if indicator.overall is None else indicator.overall.members
    return (*(member.code for member in measure), *(member.code for member in overall))


def _connected(links: Iterable[tuple[str, Sequence[str]]]) -> dict[str, str]:
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
